/** What an expression is made of: values through the log, each known by the positions at which it may change. */
import { foldEntry } from '../fold/object.ts';
import type { ObjectKey } from '../kube/key.ts';
import type { KubeObject } from '../kube/object.ts';
import type { Position } from '../log/entry.ts';
import { Steps } from '../projections/steps.ts';
import type { Story } from '../projections/story.ts';
import { NOT_REPORTED, type WorkloadStory } from '../projections/workloadStory.ts';
import type { LogIndex } from '../timeline/logIndex.ts';
import type { Saying } from '../timeline/sayings.ts';
import type { Timeline } from '../timeline/timeline.ts';
import { type Field, foldField, mayChange } from './fieldWrites.ts';
import type { Value } from './value.ts';

export interface Signal {
  /** Rising within each list. Between two of them the value stays. */
  readonly changes: readonly ArrayLike<Position>[];
  readonly at: (position: Position) => Value;
}

/** Reading it yields after every so many entries, for whoever must stay awake in between. */
export interface Leaf {
  /** How many entries are read, about; 0 where a series is at hand. */
  readonly effort: number;
  readonly read: () => Generator<undefined, Signal>;
  /** It tells of single entries: each of them counts, also next to one another. */
  readonly pulse?: boolean;
}

/** So many entries are read between two yields: some 0.5 ms. */
export const UNIT = 256;

export const signalOf = (steps: Steps<Value>): Signal => ({ changes: [steps.positions], at: p => steps.at(p) });

/** A series of a workload; undefined where the workload is not there. */
export const seriesLeaf = (
  workload: WorkloadStory,
  steps: readonly Steps<unknown>[],
  at: (position: Position) => Value,
): Leaf =>
  whileThere(workload, {
    effort: 0,
    *read() {
      return { changes: steps.map(({ positions }) => positions), at };
    },
  });

/** A number that its status says; `none`: what it is where the status says none. */
export const reportedLeaf = (workload: WorkloadStory, steps: Steps<number>, none: Value): Leaf =>
  seriesLeaf(workload, [steps], position => {
    const value = steps.at(position);
    return value === NOT_REPORTED ? none : value;
  });

/**
 * Something of one object, read from its own writes alone; `gone`: what it is where the object is not. `about`: the field
 * it follows from, where it does from one, or that it is there at all.
 */
export function objectLeaf(
  story: Story,
  key: ObjectKey,
  of: (object: KubeObject) => Value,
  about?: Field | 'its being there',
  gone: Value = undefined,
): Leaf {
  const writes = story.writes.get(key) ?? [];
  return {
    effort: writes.length,
    *read() {
      const steps = new Steps<Value>(gone);
      const asks = about === undefined ? undefined : sayingAsks(story, mayChange(about));
      let object: KubeObject | undefined;
      for (let i = 0; i < writes.length; i++) {
        if (i % UNIT === UNIT - 1) yield;
        if (asks?.(writes[i]!) === false) continue;
        const entry = story.timeline.entry(writes[i]!);
        object =
          about === undefined || about === 'its being there'
            ? foldEntry(object, entry)
            : foldField(object, entry, about);
        steps.set(entry.position, object === undefined ? gone : of(object));
      }
      return signalOf(steps);
    },
  };
}

/** Asks of a position what is asked of the saying that its entry has: a number from 0 to 255. */
export function sayingAnswers({ timeline }: Story, ask: (saying: Saying) => number): (position: Position) => number {
  const { list, of } = indexOf(timeline).columns.sayings;
  const answers = Uint8Array.from(list, ask);
  return position => answers[of[position]!]!;
}

export function sayingAsks(story: Story, ask: (saying: Saying) => boolean): (position: Position) => boolean {
  const answers = sayingAnswers(story, saying => (ask(saying) ? 1 : 0));
  return position => answers(position) === 1;
}

/** The pass that leaves a story leaves the index of its log too. */
export function indexOf({ index }: Timeline): LogIndex {
  if (index === undefined) throw new Error('the index of a log with a story is not known');
  return index;
}

/** So many positions of an index are looked at in the time that one entry takes to be read. */
const INDEXED = 32;

/** True at the entries of the sayings that are so, at each of them anew; `key`: at those of one object alone. */
export function entryLeaf(story: Story, isSo: (saying: Saying) => boolean, key: ObjectKey | undefined): Leaf {
  const writes = key === undefined ? undefined : (story.writes.get(key) ?? []);
  const count = writes?.length ?? story.length;
  return {
    effort: count / INDEXED,
    pulse: true,
    *read() {
      const asks = sayingAsks(story, isSo);
      const steps = new Steps<Value>(false);
      const each: Position[] = [];
      for (let i = 0; i < count; i++) {
        const position = writes?.[i] ?? i + 1;
        if (i % (UNIT * INDEXED) === 0) yield;
        if (!asks(position)) continue;
        each.push(position);
        steps.set(position, true);
        // until the next entry: where that is so too, this is taken back
        if (position < story.length) steps.set(position + 1, false);
      }
      return { changes: [steps.positions, each], at: position => steps.at(position) };
    },
  };
}

/** Undefined where the workload is not there. */
export function whileThere({ exists }: WorkloadStory, leaf: Leaf): Leaf {
  return {
    ...leaf,
    *read() {
      const { changes, at } = yield* leaf.read();
      return {
        changes: [exists.positions, ...changes],
        at: position => (exists.at(position) ? at(position) : undefined),
      };
    },
  };
}
