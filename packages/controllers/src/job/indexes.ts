/** Sets of completion indexes, kept as ordered intervals and written `0-2,5` (indexed_job_utils.go). */

/** From and to, both included. */
export type Interval = readonly [first: number, last: number];
export type Indexes = readonly Interval[];

/** Indexes from `completions` on are left out; a part that is no number is passed over. */
export function parseIndexes(text: string | undefined, completions: number): Indexes {
  const intervals: Interval[] = [];
  for (const part of (text ?? '').split(',')) {
    const [from = '', to = from] = part.split('-');
    if (!/^\d+$/.test(from) || !/^\d+$/.test(to)) continue;
    if (Number(from) >= completions) break;
    intervals.push([Number(from), Math.min(Number(to), completions - 1)]);
  }
  return union(intervals, []);
}

/** Two in a row are written `3,4`, three or more `3-5`. */
export const formatIndexes = (indexes: Indexes): string =>
  indexes
    .map(([first, last]) => (last === first ? `${first}` : `${first}${last === first + 1 ? ',' : '-'}${last}`))
    .join(',');

export const total = (indexes: Indexes): number => indexes.reduce((sum, [first, last]) => sum + last - first + 1, 0);

export const has = (indexes: Indexes, index: number): boolean =>
  indexes.some(([first, last]) => first <= index && index <= last);

export function union(a: Indexes, b: Indexes): Indexes {
  const result: [number, number][] = [];
  for (const [first, last] of [...a, ...b].sort((x, y) => x[0] - y[0])) {
    const end = result.at(-1);
    if (end !== undefined && first <= end[1] + 1) end[1] = Math.max(end[1], last);
    else result.push([first, last]);
  }
  return result;
}

export const withIndexes = (indexes: Indexes, more: Iterable<number>): Indexes =>
  union(
    indexes,
    [...more].map((index): Interval => [index, index]),
  );

export function overlap(a: Indexes, b: Indexes): number {
  let sum = 0;
  for (const [first, last] of a)
    for (const [from, to] of b) sum += Math.max(0, Math.min(last, to) - Math.max(first, from) + 1);
  return sum;
}

/** The first `count` indexes below `completions` that are not taken. Taken 0 and 2 of 5: two of them are 1 and 3. */
export function firstFree(taken: Indexes, count: number, completions: number): readonly number[] {
  const free: number[] = [];
  let candidate = 0;
  for (const [first, last] of taken) {
    for (; candidate < Math.min(first, completions) && free.length < count; candidate++) free.push(candidate);
    candidate = Math.max(candidate, last + 1);
  }
  for (; candidate < completions && free.length < count; candidate++) free.push(candidate);
  return free;
}
