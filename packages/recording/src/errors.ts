import type { Position } from '@playhead/core';

/** Positions `first`..`last`, both counted. */
export interface Span {
  readonly first: Position;
  readonly last: Position;
}

/**
 * What can be wrong with a recording. `place` is the file as the caller named it, or empty; `byte` is an offset from
 * the start of the file; `readable` says what can still be read. `describeError` makes one line of it.
 */
export type RecordingError =
  | { readonly kind: 'cannot open'; readonly place: string; readonly code: string }
  | { readonly kind: 'cannot write'; readonly place: string; readonly code: string }
  | { readonly kind: 'empty file'; readonly place: string }
  | { readonly kind: 'not a rollout file'; readonly place: string; readonly looksLike: string }
  | { readonly kind: 'newer schema'; readonly place: string; readonly schemaVersion: number; readonly upTo: number }
  | {
      readonly kind: 'damaged header';
      readonly place: string;
      readonly byte: number;
      readonly readable: readonly Span[];
    }
  /** The file ends where a block ended, without the index a finished file ends with: a warning, not damage. */
  | { readonly kind: 'no index'; readonly place: string; readonly byte: number; readonly readable: readonly Span[] }
  /** The file ends inside a block. */
  | { readonly kind: 'torn'; readonly place: string; readonly byte: number; readonly readable: readonly Span[] }
  /** Bytes in the middle are not what was written. */
  | {
      readonly kind: 'damaged';
      readonly place: string;
      readonly byte: number;
      readonly what: string;
      readonly readable: readonly Span[];
    }
  /** A block is whole but says what this version cannot mean: an unknown event type, a field of the wrong kind. */
  | {
      readonly kind: 'invalid entry';
      readonly place: string;
      readonly byte: number;
      readonly position: Position;
      readonly what: string;
      readonly readable: readonly Span[];
    }
  /** A line of a watch recording that cannot be read. `line` counts from 1. */
  | { readonly kind: 'bad line'; readonly place: string; readonly line: number; readonly what: string };

/** Thrown only where a `Log` has to answer and cannot: a block that was whole when it was indexed no longer is. */
export class RecordingDamage extends Error {
  readonly error: RecordingError;

  constructor(error: RecordingError) {
    super(describeError(error));
    this.name = 'RecordingDamage';
    this.error = error;
  }
}

/** One line: what, where, what to do. No control characters, whatever the file or its name holds. */
export function describeError(error: RecordingError): string {
  const text = words(error);
  return printable(error.place === '' ? text : `${error.place}${text.startsWith('line ') ? ':' : ': '}${text}`).replace(
    /:line (\d+)/,
    ':$1',
  );
}

function words(error: RecordingError): string {
  switch (error.kind) {
    case 'cannot open':
      return OPEN_CODES[error.code] ?? `cannot be read (${error.code}); check the path and its permissions`;
    case 'cannot write':
      return WRITE_CODES[error.code] ?? `cannot be written (${error.code}); choose another place with --out`;
    case 'empty file':
      return 'the file is empty; record it again, or import it with `playhead import watch FILE --out NAME.rollout`';
    case 'not a rollout file':
      return `not a .rollout file (${error.looksLike}); a watch recording is read by \`playhead import watch\`, a scenario by \`playhead run\``;
    case 'newer schema':
      return `written by a newer Playhead: schema ${error.schemaVersion}, this one reads up to ${error.upTo}; upgrade Playhead`;
    case 'damaged header':
      return `byte ${error.byte}: the header is damaged; ${stillReadable(error.readable)}`;
    case 'no index':
      return `byte ${error.byte}: the file ends without its index, as when its writer was stopped; ${stillReadable(error.readable)}`;
    case 'torn':
      return `byte ${error.byte}: the file is cut off inside a block; ${stillReadable(error.readable)}`;
    case 'damaged':
      return `byte ${error.byte}: ${error.what}; ${stillReadable(error.readable)}`;
    case 'invalid entry':
      return `byte ${error.byte}: entry @${error.position}: ${error.what}; ${stillReadable(error.readable)}`;
    case 'bad line':
      return `line ${error.line}: ${error.what}`;
  }
}

const OPEN_CODES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file; check the path',
  EISDIR: 'is a directory; name a .rollout file in it',
  EACCES: 'permission denied; check who may read it',
};

const WRITE_CODES: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the disk; free some, or choose another place with --out',
  EDQUOT: 'the disk quota is used up; free some space, or choose another place with --out',
  EISDIR: 'is a directory; name a file in it',
  ENOENT: 'its folder does not exist; make it first, or choose another place with --out',
  ENOTDIR: 'a part of the path is not a folder; choose another place with --out',
  EACCES: 'permission denied; choose another place with --out',
  EROFS: 'the disk is read-only; choose another place with --out',
};

function stillReadable(spans: readonly Span[]): string {
  if (spans.length === 0) return 'no entry can be read; restore the file from a copy';
  const text = spans.map(s => (s.first === s.last ? `@${s.first}` : `@${s.first}..@${s.last}`)).join(', ');
  return `${text} can still be read; restore the rest from a copy`;
}

/** Control characters (C0, DEL, C1), line separators and overrides of text direction as `\xNN` and `\u{NNNN}`. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, character => {
    const code = character.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}
