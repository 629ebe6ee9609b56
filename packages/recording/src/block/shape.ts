/**
 * How values stand in a block. A value is split into its shape (keys, lists, and words of a small vocabulary), which is
 * written once a block, and its arguments, which are small numbers:
 *
 *   {"at":"2026-01-01T00:00:05Z","type":"PodReady"}   shape ["at", TIME, "type", "PodReady"], arguments [0]
 *
 * Keys are sorted, so the order in which an object was made never shows.
 */
import type { Json } from '@playhead/core';

/** Holes in a shape: what one argument means. */
export const HOLE = {
  /** Index into the block's strings. */
  string: 0,
  /** Whole seconds after the second in which the entry lies; in a shared value, in which the block begins. */
  time: 1,
  /** A whole number. */
  integer: 2,
  /** Any other number. */
  number: 3,
  /** A whole number as text, counted back from the entry's resourceVersion; in a shared value, from 0. */
  version: 4,
  /** Index into the block's shared values. */
  shared: 5,
  /** A list of any length: one argument, a list of frames. */
  list: 6,
} as const;

/**
 * A hole (number); a word, true, false or null (itself); an object: [key, shape, key, shape, …]; a list of known length:
 * [null, shape, shape, …]; a constant: {"=": value}.
 */
export type Shape = number | string | boolean | null | readonly Shape[] | { readonly '=': Json };

/** Lists up to this length have a shape of their own. */
export const SHORT_LIST = 8;

/**
 * Fields whose texts come from a small vocabulary: they are part of the shape. So are, by what the events mean, words
 * of which only a few are allowed, which is how a shape can be checked once for all its values.
 */
export const VOCABULARY: ReadonlySet<string> = new Set([
  'apiVersion',
  'component',
  'conditionType',
  'container',
  'fieldsType',
  'kind',
  'manager',
  'operation',
  'phase',
  'reason',
  'reportingComponent',
  'rule',
  'status',
  'subresource',
  'type',
]);
export const LONGEST_WORD = 64;

/** `2026-01-01T00:00:05Z` as seconds since the epoch; undefined for any other form, however right. */
export function secondsOf(text: string): number | undefined {
  if (text.length !== 20 || text.charCodeAt(19) !== 90 || text.charCodeAt(10) !== 84) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  const seconds = at / 1000;
  return timestamp(seconds) === text ? seconds : undefined;
}

const known = new Map<number, string>();

/** Seconds since the epoch as `2026-01-01T00:00:05Z`. The last few thousand are kept. */
export function timestamp(seconds: number): string {
  const text = known.get(seconds);
  if (text !== undefined) return text;
  const made = `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
  if (known.size > 4096) known.clear();
  known.set(seconds, made);
  return made;
}

/** The seconds that `timestamp` can write in twenty characters: the years 0 to 9999. */
export const inCalendar = (seconds: number): boolean => seconds >= -62167219200 && seconds <= 253402300799;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function uuidBytes(text: string): Uint8Array | undefined {
  if (text.length !== 36 || !UUID.test(text)) return undefined;
  const hex = text.replaceAll('-', '');
  const bytes = new Uint8Array(16);
  for (let i = 0; i < 16; i++) bytes[i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function uuidText(b: Uint8Array, at: number): string {
  return `${HEX[b[at]!]! + HEX[b[at + 1]!]! + HEX[b[at + 2]!]! + HEX[b[at + 3]!]!}-${HEX[b[at + 4]!]! + HEX[b[at + 5]!]!}-${
    HEX[b[at + 6]!]! + HEX[b[at + 7]!]!
  }-${HEX[b[at + 8]!]! + HEX[b[at + 9]!]!}-${
    HEX[b[at + 10]!]! +
    HEX[b[at + 11]!]! +
    HEX[b[at + 12]!]! +
    HEX[b[at + 13]!]! +
    HEX[b[at + 14]!]! +
    HEX[b[at + 15]!]!
  }`;
}
