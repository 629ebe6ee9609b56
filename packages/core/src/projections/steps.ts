import type { Position } from '../log/entry.ts';

/** Numbers that rise, in a list or in typed arrays. */
export type Positions = ArrayLike<Position> & Iterable<Position>;

/** The columns of a series: where it changed, and to what. */
export interface StepColumns<T> {
  readonly positions: Positions;
  readonly values: ArrayLike<T> & Iterable<T>;
}

/** Up to so many steps a walk from the end is faster than halving: a pod has four to eight in its life. */
const SHORT = 12;

/** Every series begins with this one and leaves it as it is. */
const NOTHING: readonly never[] = [];

/**
 * A value through a log as the positions at which it changed: what a lane on the screen is drawn from. Written once in
 * order, asked by binary search: 1,000,000 entries are 20 comparisons.
 */
export class Steps<T> {
  readonly initial: T;
  #positions: Positions = NOTHING;
  #values: StepColumns<T>['values'] = NOTHING;
  /** Brings the columns of a saved series, once they are asked for. */
  #load: (() => StepColumns<T>) | undefined;

  constructor(initial: T) {
    this.initial = initial;
  }

  /** A series that is whole already; `load` is called when it is first asked. */
  static saved<T>(initial: T, load: () => StepColumns<T>): Steps<T> {
    const steps = new Steps(initial);
    steps.#load = load;
    return steps;
  }

  get positions(): Positions {
    if (this.#load !== undefined) this.#fill(this.#load);
    return this.#positions;
  }

  get values(): StepColumns<T>['values'] {
    if (this.#load !== undefined) this.#fill(this.#load);
    return this.#values;
  }

  #fill(load: () => StepColumns<T>): void {
    const { positions, values } = load();
    this.#positions = positions;
    this.#values = values;
    this.#load = undefined;
  }

  /** The value from this position on. A second word about the same position replaces the first. Not of a saved series. */
  set(position: Position, value: T): void {
    const positions = this.#positions as Position[];
    const values = this.#values as T[];
    const last = positions.length - 1;
    if (this.last === value) return;
    if (last >= 0 && positions[last] === position) {
      values[last] = value;
      if ((last === 0 ? this.initial : values[last - 1]) !== value) return;
      positions.pop();
      values.pop();
      return;
    }
    if (positions.length < SHORT) {
      // a list that is pushed to takes room for 17 at once: among 60,000 pods with five series that would be 80 MB
      this.#positions = positions.concat(position);
      this.#values = values.concat([value]);
      return;
    }
    positions.push(position);
    values.push(value);
  }

  get last(): T {
    const { values } = this;
    return values.length === 0 ? this.initial : values[values.length - 1]!;
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

  /** The position from which it first has this value; undefined where it never does. */
  first(value: T): Position | undefined {
    const { positions, values } = this;
    for (let i = 0; i < values.length; i++) if (values[i] === value) return positions[i];
    return undefined;
  }
}

/** The least value in force somewhere within from..to, both included. */
export const leastIn = (steps: Steps<number>, from: Position, to: Position): number => extreme(steps, from, to, -1);

/** The greatest value in force somewhere within from..to, both included. */
export const mostIn = (steps: Steps<number>, from: Position, to: Position): number => extreme(steps, from, to, 1);

/** So many steps have their least and their most noted together, in series long enough that it pays. */
const RUN = 64;
const LONG = 1024;

interface Extremes {
  /** Of how many values: a series that grew since has them noted anew. */
  readonly count: number;
  /** By run; NaN where none was asked for yet. */
  readonly least: Float64Array;
  readonly most: Float64Array;
}
const EXTREMES = new WeakMap<Steps<number>, Extremes>();

/** A lane of a long log is drawn from some 100,000 steps: whole runs of them are asked for their extreme at once. */
function extreme(steps: Steps<number>, from: Position, to: Position, sign: 1 | -1): number {
  const { positions, values } = steps;
  let index = steps.indexAt(from);
  let found = index < 0 ? steps.initial : values[index]!;
  const runs = values.length < LONG ? undefined : extremesOf(steps);
  for (index++; index < positions.length && positions[index]! <= to; ) {
    const whole =
      runs !== undefined && index % RUN === 0 && (positions[index + RUN - 1] ?? Number.POSITIVE_INFINITY) <= to;
    const value = whole ? ofRun(runs, values, index / RUN, sign) : values[index]!;
    if (value * sign > found * sign) found = value;
    index += whole ? RUN : 1;
  }
  return found;
}

function extremesOf(steps: Steps<number>): Extremes {
  const { length } = steps.values;
  const known = EXTREMES.get(steps);
  if (known?.count === length) return known;
  const runs = Math.ceil(length / RUN);
  const extremes = {
    count: length,
    least: new Float64Array(runs).fill(Number.NaN),
    most: new Float64Array(runs).fill(Number.NaN),
  };
  EXTREMES.set(steps, extremes);
  return extremes;
}

function ofRun({ least, most }: Extremes, values: ArrayLike<number>, run: number, sign: 1 | -1): number {
  if (Number.isNaN(least[run])) {
    let [low, high] = [values[run * RUN]!, values[run * RUN]!];
    for (let i = run * RUN + 1; i < Math.min(values.length, (run + 1) * RUN); i++) {
      const value = values[i]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    least[run] = low;
    most[run] = high;
  }
  return (sign > 0 ? most : least)[run]!;
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
export const firstAfter = (rising: ArrayLike<number>, value: number): number | undefined =>
  rising[lastAtOrBefore(rising, value) + 1];

/** The last number below `value` in a rising list. */
export const lastBefore = (rising: ArrayLike<number>, value: number): number | undefined =>
  rising[lastAtOrBefore(rising, value - 1)];
