/** The course of an expression through a log: computed once, then every search in it is a binary search. */
import type { Position } from '../log/entry.ts';
import { firstAfter, lastBefore, Steps } from '../projections/steps.ts';
import type { Story } from '../projections/story.ts';
import type { Query } from './compile.ts';
import { type Signal, UNIT } from './signal.ts';
import { truthOf, type Value } from './value.ts';

export interface Course {
  readonly query: Query;
  /** The log that was asked. */
  readonly story: Story;
  readonly values: Steps<Value>;
  /**
   * Rising: the positions at which it begins to be so, the first included; of a query that tells of single entries
   * each such entry.
   */
  readonly hits: readonly Position[];
}

/** The pass in strides, for whoever must stay awake in between. */
export class QueryRun {
  readonly #query: Query;
  readonly #story: Story;
  readonly #work: Generator<undefined, Course>;
  #course: Course | undefined;
  #done = 0;
  #total: number;

  constructor(query: Query, story: Story) {
    this.#query = query;
    this.#story = story;
    this.#total = query.leaves.reduce((sum, { effort }) => sum + effort, 0) / UNIT + 1;
    this.#work = this.#run();
  }

  /** Goes on by about so many entries; false once there is nothing left. */
  advance(by: number): boolean {
    for (let units = Math.max(1, by / UNIT); units > 0 && this.#course === undefined; units--) {
      const step = this.#work.next();
      this.#done++;
      if (step.done === true) this.#course = step.value;
    }
    return this.#course === undefined;
  }

  /** How much is done, from 0 to 1. */
  get share(): number {
    return this.#course === undefined ? Math.min(0.99, this.#done / this.#total) : 1;
  }

  finish(): Course {
    while (this.#course === undefined) this.advance(UNIT);
    return this.#course;
  }

  *#run(): Generator<undefined, Course> {
    const query = this.#query;
    const signals: Signal[] = [];
    for (const leaf of query.leaves) signals.push(yield* leaf.read());
    const places = placesOf(signals, this.#story.length);
    this.#total += places.length / UNIT;
    const pulses = signals.filter((_, i) => query.leaves[i]!.pulse === true);
    const values = new Steps<Value>(query.evaluate(signals, 0));
    const hits: Position[] = [];
    let was = false;
    for (let i = 0; i < places.length; i++) {
      const position = places[i]!;
      const value = query.evaluate(signals, position);
      values.set(position, value);
      const is = truthOf(value) === true;
      if (is && (!was || pulses.some(({ at }) => at(position) === true))) hits.push(position);
      was = is;
      if (i % UNIT === UNIT - 1) yield;
    }
    return { query, story: this.#story, values, hits };
  }
}

export const courseOf = (query: Query, story: Story): Course => new QueryRun(query, story).finish();

/** Every position at which one of the signals may change, once and rising; the first always. */
function placesOf(signals: readonly Signal[], length: Position): Float64Array {
  const lists = signals.flatMap(({ changes }) => changes);
  const all = new Float64Array(lists.reduce((sum, list) => sum + list.length, length > 0 ? 1 : 0));
  let end = 0;
  if (length > 0) all[end++] = 1;
  for (const list of lists) for (let i = 0; i < list.length; i++) all[end++] = list[i]!;
  all.sort();
  let kept = 0;
  for (let i = 0; i < all.length; i++) if (all[i] !== all[kept - 1] && all[i]! > 0) all[kept++] = all[i]!;
  return all.subarray(0, kept);
}

/** The next position at which it is so, and was not. */
export const nextHit = ({ hits }: Course, from: Position): Position | undefined => firstAfter(hits, from);
export const previousHit = ({ hits }: Course, from: Position): Position | undefined => lastBefore(hits, from);

/** Where the value last changed before a position: asked there again, it goes further back. */
export function lastChange({ values }: Course, before: Position): Position | undefined {
  const index = values.indexAt(before - 1);
  return index < 0 ? undefined : values.positions[index];
}

/** Where it next changes after a position. */
export const nextChange = ({ values }: Course, after: Position): Position | undefined =>
  values.positions[values.indexAt(after) + 1];

export const isSo = ({ values }: Course, position: Position): boolean => truthOf(values.at(position)) === true;

/** From one position to another, both included. */
export interface Stretch {
  readonly from: Position;
  readonly to: Position;
}

/** Where it is so, within from..to. */
export const stretches = (course: Course, from: Position, to: Position): Stretch[] =>
  stretchesOf(course, true, from, to);

/** Where it is not so, within from..to; what cannot be asked, since the object is not there, is neither. */
export const gaps = (course: Course, from: Position, to: Position): Stretch[] => stretchesOf(course, false, from, to);

function stretchesOf({ values }: Course, wanted: boolean, from: Position, to: Position): Stretch[] {
  const found: Stretch[] = [];
  let at = from;
  let index = values.indexAt(from);
  while (at <= to) {
    const next = values.positions[index + 1];
    const end = next === undefined ? to : Math.min(to, next - 1);
    const value = index < 0 ? values.initial : values.values[index];
    if (truthOf(value) === wanted) {
      const last = found[found.length - 1];
      if (last !== undefined && last.to === at - 1) found[found.length - 1] = { from: last.from, to: end };
      else found.push({ from: at, to: end });
    }
    at = end + 1;
    index++;
  }
  return found;
}
