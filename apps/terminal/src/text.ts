/** Lines of a screen as values: pieces of text, each with what it means. Colours and escapes come last, in theme.ts. */
import { clean } from '@playhead/core';
import type { Hit } from './view/hit.ts';
import { stringWidth } from './wide.ts';

/** What a piece of text means; the theme says how that looks. `rev0` to `rev3` are the colours of revisions. */
export type Tone =
  | 'plain'
  | 'dim'
  | 'bold'
  | 'good'
  | 'way'
  | 'bad'
  | 'old'
  | 'hand'
  | 'rule'
  | 'playhead'
  | 'selected'
  | 'added'
  | 'removed'
  | 'found'
  | 'rev0'
  | 'rev1'
  | 'rev2'
  | 'rev3';

export interface Span {
  readonly text: string;
  readonly tone: Tone;
  /** What a click on it is about. */
  readonly hit?: Hit;
}
export type Line = readonly Span[];

/** The only way text gets on a line: whatever was in the file is made harmless here. */
export const span = (text: string, tone: Tone = 'plain'): Span => ({ text: clean(text), tone });
export const line = (...spans: Span[]): Line => spans;

/** Cells a text takes. What is common on our screens is one cell a character, and known so without a look-up. */
export function cells(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(text);
}
const NARROW = /^[\u0020-\u007e\u00a0-\u024f\u2010-\u2027\u2190-\u21ff\u2212\u2420-\u2424\u2500-\u25d1\u2713\u2717]*$/;

export const widthOf = (spans: Line): number => spans.reduce((sum, piece) => sum + cells(piece.text), 0);

/** Made when first needed, which few texts do: it loads tables, some 5 ms. */
let made: Intl.Segmenter | undefined;
const segmenter = (): Intl.Segmenter => (made ??= new Intl.Segmenter('en', { granularity: 'grapheme' }));

/** The beginning of a text that fits so many cells. */
export function take(text: string, width: number): string {
  if (width <= 0) return '';
  if (NARROW.test(text)) return text.slice(0, width);
  let taken = '';
  let used = 0;
  for (const { segment } of segmenter().segment(text)) {
    const wide = stringWidth(segment);
    if (used + wide > width) break;
    taken += segment;
    used += wide;
  }
  return taken;
}

/** Cut on the right with `…` where it is wider than so many cells. */
export const clip = (text: string, width: number): string =>
  cells(text) <= width ? text : width <= 0 ? '' : `${take(text, width - 1)}…`;

/** Exactly so many cells: cut or filled with spaces. */
export function fill(text: string, width: number): string {
  const cut = clip(text, width);
  return cut + ' '.repeat(Math.max(0, width - cells(cut)));
}

/** A line cut to a width, with `…` where something is missing. */
export function fit(spans: Line, width: number): Line {
  if (widthOf(spans) <= width) return spans;
  const fitted: Span[] = [];
  let left = width;
  for (const piece of spans) {
    const wide = cells(piece.text);
    if (wide < left) {
      fitted.push(piece);
      left -= wide;
      continue;
    }
    fitted.push({ ...piece, text: left <= 0 ? '' : `${take(piece.text, left - 1)}…` });
    break;
  }
  return fitted;
}

/** A line filled with spaces to a width. */
export function pad(spans: Line, width: number): Line {
  const cut = fit(spans, width);
  const missing = width - widthOf(cut);
  return missing > 0 ? [...cut, { text: ' '.repeat(missing), tone: 'plain' }] : cut;
}

/** Left and right on one line; the left is cut where both do not fit. */
export function spread(left: Line, right: Line, width: number): Line {
  const wide = widthOf(right);
  return [...pad(left, Math.max(0, width - wide)), ...right];
}

/** The longest of several wordings that fits so many cells; the last one cut where none does. */
export const longest = (texts: readonly string[], width: number): string =>
  texts.find(text => cells(text) <= width) ?? clip(texts[texts.length - 1] ?? '', width);

/** ` ─ title ───────── right ─`, over a width. */
export function rule(title: string, right: string, width: number): Line {
  const end = right === '' ? '─' : ` ${right} ─`;
  const head = ` ─ ${clip(title, Math.max(0, width - cells(end) - 6))} `;
  const dashes = Math.max(0, width - cells(head) - cells(end));
  return [
    { text: ' ─ ', tone: 'rule' },
    { text: clean(head.slice(3)), tone: 'bold' },
    { text: `${'─'.repeat(dashes)}${clean(end)}`, tone: 'rule' },
  ];
}

const firstSign = (text: string): string => [...segmenter().segment(text)][0]?.segment ?? '';

/** Words broken into lines of a width; a word longer than that is cut hard. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    const joined = current === '' ? word : `${current} ${word}`;
    if (cells(joined) <= width) {
      current = joined;
      continue;
    }
    if (current !== '') lines.push(current);
    let rest = word;
    while (cells(rest) > width && width > 0) {
      const piece = take(rest, width);
      lines.push(piece === '' ? '…' : piece);
      // a sign wider than the whole line cannot be shown on it, and must not be tried for ever
      rest = rest.slice(piece === '' ? firstSign(rest).length : piece.length);
    }
    current = rest;
  }
  if (current !== '' || lines.length === 0) lines.push(current);
  return lines;
}
