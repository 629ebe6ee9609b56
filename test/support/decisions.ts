/** What the controllers of a run decided and what became of it, per object and in order: to hold two runs of one story together. */
import { type Log, MemoryLog, type Position } from '@playhead/core';
import { exportLines } from '@playhead/recording';
import { story } from '../conformance/compare.mjs';

/** By owner or object: scales, conditions, pods made, ready, failing, asked to go; each with its time in milliseconds. */
export type Decisions = ReadonlyMap<string, readonly (readonly [what: string, time: number])[]>;

export function decisionsIn(log: Log, to: Position = log.length): Decisions {
  const lines: unknown = JSON.parse(JSON.stringify([...exportLines(upTo(log, to))]));
  const found = new Map<string, [string, number][]>();
  for (const [text, time] of (story(lines as never) as unknown as { at: [string, number][] }).at) {
    const end = text.indexOf(' ');
    const key = text.slice(0, end);
    found.set(key, [...(found.get(key) ?? []), [text.slice(end + 1), time]]);
  }
  return found;
}

/** The entries from the first to a position, as a log of its own. */
export function upTo(log: Log, to: Position): Log {
  return new MemoryLog(
    log.header,
    Array.from({ length: to }, (_, i) => log.entry(i + 1)),
  );
}

/** The last position at or before a time. */
export function positionAt(log: Log, time: number): Position {
  let position = log.length;
  while (position > 0 && log.entry(position).time > time) position--;
  return position;
}

export interface Held {
  /** The first thing of each object that one run has otherwise; none where they are the same. */
  readonly differences: readonly string[];
  /** How far apart in time the same things fell, milliseconds. */
  readonly apart: readonly number[];
}

/**
 * Holds what `a` decided after a moment against what `b` did. What falls into the last `slack` milliseconds may have missed
 * the end of either. What was done at once (within `together`) has no order.
 */
export function held(
  a: Decisions,
  b: Decisions,
  span: { readonly from: number; readonly to: number; readonly slack: number; readonly together: number },
): Held {
  const differences: string[] = [];
  const apart: number[] = [];
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const after = ([, time]: readonly [string, number]): boolean => time > span.from;
    const ours = inSets((a.get(key) ?? []).filter(after), span.together);
    const theirs = inSets((b.get(key) ?? []).filter(after), span.together);
    for (let i = 0; i < Math.max(ours.length, theirs.length); i++) {
      const [x, y] = [ours[i], theirs[i]];
      if (x !== undefined && y !== undefined && x[0] === y[0]) {
        apart.push(Math.abs(x[1] - y[1]));
        continue;
      }
      const first = Math.min(x?.[1] ?? Number.POSITIVE_INFINITY, y?.[1] ?? Number.POSITIVE_INFINITY);
      if (first < span.to - span.slack) differences.push(`${key}: ${shown(x)}, diverted ${shown(y)}`);
      break;
    }
  }
  return { differences, apart };
}

const shown = (one: readonly [string, number] | undefined): string =>
  one === undefined ? 'nothing more' : `${one[0]} at ${one[1]} ms`;

/** What follows within so short a time of what came before it, by its text. */
function inSets(list: readonly (readonly [string, number])[], together: number): (readonly [string, number])[] {
  const sorted: (readonly [string, number])[] = [];
  let set: (readonly [string, number])[] = [];
  for (const one of [...list, undefined]) {
    const last = set.at(-1);
    if (last !== undefined && (one === undefined || one[1] - last[1] > together)) {
      sorted.push(...set.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)));
      set = [];
    }
    if (one !== undefined) set.push(one);
  }
  return sorted;
}

export const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * q)] ?? 0;
