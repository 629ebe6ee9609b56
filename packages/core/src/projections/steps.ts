import type { Position } from '../log/entry.ts';

/** Up to so many steps a walk from the end is faster than halving: a pod has four to eight in its life. */
const SHORT = 12;

/**
 * A value through a log as the positions at which it changed: what a lane on the screen is drawn from. Written once in
 * order, asked by binary search: 1,000,000 entries are 20 comparisons.
 */
export class Steps<T> {
  readonly initial: T;
  readonly positions: Position[] = [];
  readonly values: T[] = [];

  constructor(initial: T) {
    this.initial = initial;
  }

  /** The value from this position on. A second word about the same position replaces the first. */
  set(position: Position, value: T): void {
    const last = this.positions.length - 1;
    if (this.last === value) return;
    if (last >= 0 && this.positions[last] === position) {
      this.values[last] = value;
      if ((last === 0 ? this.initial : this.values[last - 1]) !== value) return;
      this.positions.pop();
      this.values.pop();
      return;
    }
    this.positions.push(position);
    this.values.push(value);
  }

  get last(): T {
    return this.values.length === 0 ? this.initial : this.values[this.values.length - 1]!;
  }

  /** The index of the step in force at this position; -1 before the first. */
  indexAt(position: Position): number {
    const { positions } = this;
    if (positions.length > SHORT) return lastAtOrBefore(positions, position);
    let index = positions.length - 1;
    while (index >= 0 && positions[index]! > position) index--;
    return index;
  }

  at(position: Position): T {
    const index = this.indexAt(position);
    return index < 0 ? this.initial : this.values[index]!;
  }

  /** The position at which the value in force here began; 0 where it is the initial one. */
  since(position: Position): Position {
    const index = this.indexAt(position);
    return index < 0 ? 0 : this.positions[index]!;
  }
}

/** The least value in force somewhere within from..to, both included. */
export const leastIn = (steps: Steps<number>, from: Position, to: Position): number => extreme(steps, from, to, -1);

/** The greatest value in force somewhere within from..to, both included. */
export const mostIn = (steps: Steps<number>, from: Position, to: Position): number => extreme(steps, from, to, 1);

// a plain loop: a lane of a long log is drawn from some 100,000 steps
function extreme(steps: Steps<number>, from: Position, to: Position, sign: 1 | -1): number {
  const { positions, values } = steps;
  let index = steps.indexAt(from);
  let found = index < 0 ? steps.initial : values[index]!;
  for (index++; index < positions.length && positions[index]! <= to; index++)
    if (values[index]! * sign > found * sign) found = values[index]!;
  return found;
}

/** The index of the last number at or below `value` in a rising list; -1 where all are above. */
export function lastAtOrBefore(rising: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The first number above `value` in a rising list. */
export const firstAfter = (rising: readonly number[], value: number): number | undefined =>
  rising[lastAtOrBefore(rising, value) + 1];

/** The last number below `value` in a rising list. */
export const lastBefore = (rising: readonly number[], value: number): number | undefined =>
  rising[lastAtOrBefore(rising, value - 1)];
