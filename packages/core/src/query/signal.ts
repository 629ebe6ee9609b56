/** What an expression is made of: values through the log, each known by the positions at which it may change. */
import { foldEntry } from '../fold/object.ts';
import type { ObjectKey } from '../kube/key.ts';
import type { KubeObject } from '../kube/object.ts';
import type { Entry, Position } from '../log/entry.ts';
import { Steps } from '../projections/steps.ts';
import type { Story } from '../projections/story.ts';
import type { WorkloadStory } from '../projections/workloadStory.ts';
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

/** Something of one object, read from its own writes alone; `gone`: what it is where the object is not. */
export function objectLeaf(
  story: Story,
  key: ObjectKey,
  of: (object: KubeObject) => Value,
  gone: Value = undefined,
): Leaf {
  const writes = story.writes.get(key) ?? [];
  return {
    effort: writes.length,
    *read() {
      const steps = new Steps<Value>(gone);
      let object: KubeObject | undefined;
      for (let i = 0; i < writes.length; i++) {
        const entry = story.timeline.entry(writes[i]!);
        object = foldEntry(object, entry);
        steps.set(entry.position, object === undefined ? gone : of(object));
        if (i % UNIT === UNIT - 1) yield;
      }
      return signalOf(steps);
    },
  };
}

/** True at the entries that are so, at each of them anew. */
export function entryLeaf(story: Story, isSo: (entry: Entry) => boolean): Leaf {
  return {
    effort: story.length,
    pulse: true,
    *read() {
      const steps = new Steps<Value>(false);
      const each: Position[] = [];
      for (let position = 1; position <= story.length; position++) {
        const so = isSo(story.timeline.entry(position));
        steps.set(position, so);
        if (so) each.push(position);
        if (position % UNIT === 0) yield;
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
