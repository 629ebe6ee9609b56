import type { Entry, KubeObject, LogTime, ObjectKey, Position, Receipt } from '@playhead/core';

/**
 * How one write of the real cluster stands to what our controllers would have done:
 *
 *   same         one of our looks makes the same write
 *   otherwise    our controller writes that object too, but in another way
 *   unexplained  nothing of the sort follows from what was there: a hand on the cluster
 *   not asked    what decides it is not in a recording, so it is taken as it came
 */
export type Sign = 'same' | 'otherwise' | 'unexplained' | 'not asked';

export interface ComparedWrite {
  readonly position: Position;
  /** Milliseconds since the log began. */
  readonly time: LogTime;
  /** The controller, by its name in the log; of a hand, who it was. */
  readonly actor: string;
  /** What was written. */
  readonly key: ObjectKey;
  /** Whose look would have made it: the Deployment of a ReplicaSet, the ReplicaSet of a pod. */
  readonly subject: ObjectKey | undefined;
  readonly sign: Sign;
  /** Of `otherwise`: the fields that differ, as `status.replicas: 3, ours 2`. */
  readonly differs: readonly string[];
  /** Of `same`: the position at which our controller looked; its caches lag, as real ones do. */
  readonly lookedAt?: Position;
  /** Why our controller decided so: of `same`, and of `otherwise` for the write that is nearest. */
  readonly why?: Receipt;
}

export interface Tally {
  same: number;
  otherwise: number;
  unexplained: number;
  notAsked: number;
}

export interface Parity {
  /** Every write that a controller made, and every hand on what only controllers write; in the order of the log. */
  readonly writes: readonly ComparedWrite[];
  /** By controller; hands count under `a hand`. */
  readonly controllers: ReadonlyMap<string, Tally>;
  /** The same, as a share of those that were asked about: 0 to 1; 1 where there was nothing to ask. */
  readonly score: number;
}

/** An entry with what it did to its object. */
export interface Written {
  readonly entry: Entry;
  readonly key: ObjectKey;
  readonly before: KubeObject | undefined;
  readonly after: KubeObject | undefined;
}
