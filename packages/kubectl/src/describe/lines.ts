import { escapeTerminal } from '../printers/escape.ts';
import { tabbed } from '../printers/tabWriter.ts';

/** Text of a description as it grows, two spaces a level; cells end with tabs until it is laid out. */
export class Lines {
  #text = '';

  /** Writes without a line end. */
  write(level: number, text: string): void {
    this.#text += '  '.repeat(level) + escapeTerminal(text);
  }

  line(level: number, text: string): void {
    this.write(level, `${text}\n`);
  }

  /** With its tabs as they are. */
  raw(): string {
    return this.#text;
  }

  aligned(): string {
    return tabbed(this.#text);
  }
}

export type StringMap = Readonly<Record<string, string>>;

/** `Title:` and `key=value` lines in order of the keys; `<none>` where there are none (printLabelsMultiline). */
export function writeLabels(out: Lines, title: string, labels: StringMap | undefined): void {
  const keys = Object.keys(labels ?? {}).sort();
  writeList(
    out,
    title,
    keys.map(key => `${key}=${labels![key]}`),
  );
}

/** `Title:` and the lines after it, aligned under the first; `<none>` where there are none. */
export function writeList(out: Lines, title: string, lines: readonly string[]): void {
  if (lines.length === 0) out.line(0, `${title}:\t<none>`);
  for (const [at, text] of lines.entries()) out.line(0, at === 0 ? `${title}:\t${text}` : `\t${text}`);
}

/** Longer than this with its key, an annotation stands on lines of its own. */
const LONGEST_ANNOTATION = 140;
const HIDDEN = 'kubectl.kubernetes.io/last-applied-configuration';

/** As labels, but `key: value`; long and many-lined values are cut and indented (printAnnotationsMultiline). */
export function writeAnnotations(out: Lines, title: string, annotations: StringMap | undefined): void {
  out.write(0, `${title}:\t`);
  const keys = Object.keys(annotations ?? {})
    .filter(key => key !== HIDDEN)
    .sort();
  if (keys.length === 0) out.line(0, '<none>');
  for (const [at, key] of keys.entries()) {
    if (at > 0) out.write(0, '\t');
    const value = annotations![key]!.replace(/\n$/, '');
    // counted in bytes, as Go counts
    if (byteLength(value) + byteLength(key) + 2 > LONGEST_ANNOTATION || value.includes('\n')) {
      out.line(0, `${key}:`);
      for (const text of value.split('\n')) out.line(0, `\t  ${shortened(text, LONGEST_ANNOTATION - 2)}`);
    } else out.line(0, `${key}: ${value}`);
  }
}

/** The length of text in UTF-8. */
function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += bytesOf(character.codePointAt(0)!);
  return bytes;
}

const bytesOf = (point: number): number => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);

/** At most so many bytes of the text, whole characters, and `...` for what is cut. */
function shortened(text: string, bytes: number): string {
  if (byteLength(text) <= bytes) return text;
  let [kept, used] = ['', 0];
  for (const character of text) {
    used += bytesOf(character.codePointAt(0)!);
    if (used > bytes) break;
    kept += character;
  }
  return `${kept}...`;
}

/** `Sun, 22 Nov 2026 01:31:52 +0000` (RFC 1123 with a numeric zone, UTC). */
export const dateText = (timestamp: string | null | undefined): string =>
  timestamp === undefined || timestamp === null
    ? 'Mon, 01 Jan 0001 00:00:00 +0000'
    : new Date(timestamp).toUTCString().replace('GMT', '+0000');
