import type { ObjectKey } from '../kube/key.ts';
import type { Json } from '../kube/object.ts';
import type { Position } from '../log/entry.ts';
import type { PodLife, TrackedLife } from './podLife.ts';
import { POD_STATES, type PodState } from './signs.ts';
import { Steps } from './steps.ts';

/** How many pods are in each state, as series. */
export type StateCounts = Readonly<Record<Exclude<PodState, 'gone'>, Steps<number>>>;

export const stateCounts = (): StateCounts => ({
  pending: new Steps(0),
  running: new Steps(0),
  ready: new Steps(0),
  leaving: new Steps(0),
  failing: new Steps(0),
});

/** A pod more in one state and less in another. */
export function moveCount(counts: StateCounts, from: PodState, to: PodState, position: Position): void {
  if (from !== 'gone') counts[from].set(position, counts[from].last - 1);
  if (to !== 'gone') counts[to].set(position, counts[to].last + 1);
}

/**
 * The pods of one template: a ReplicaSet, a revision of a StatefulSet or DaemonSet, or any other object that owns pods
 * itself. Known by uid before the object itself was seen, since a watch may tell of a pod first.
 */
export interface PodGroup {
  /** Of the object that owns the pods; for a revision followed by its hash: `…/7bdd5d4d9`. */
  readonly uid: string;
  readonly key: ObjectKey | undefined;
  readonly name: string;
  /** No object says its size: that is how many of its pods there are, leaving ones left out. */
  readonly counted: boolean;
  /** `spec.replicas`, or what is counted. */
  readonly size: Steps<number>;
  /** `.status.availableReplicas`, as its controller reports it. */
  readonly available: Steps<number>;
  /** The revision annotation, or the number of a ControllerRevision; one used again gets a higher one. */
  readonly revision: Steps<number>;
  readonly counts: StateCounts;
  /** Pods that no node has room for: part of `pending`. */
  readonly unplaced: Steps<number>;
  /** Started again after a failure, and not ready since: part of `pending` and `running`. */
  readonly retrying: Steps<number>;
  /** In the order in which they were made. */
  readonly pods: readonly PodLife[];
  /** A create that was refused and has not gone through since. */
  readonly refused: Steps<string>;
  readonly image: string;
  readonly born: Position;
  /** All pods not gone. */
  existing(position: Position): number;
  count(state: Exclude<PodState, 'gone'>, position: Position): number;
}

/** The pods of a group that are not gone at a position, by their counts. */
export function existingIn(counts: StateCounts, position: Position): number {
  let sum = 0;
  for (const state of POD_STATES) if (state !== 'gone') sum += counts[state].at(position);
  return sum;
}

/** A group while the log is read. */
export class TrackedGroup implements PodGroup {
  readonly uid: string;
  key: ObjectKey | undefined;
  name = '';
  counted = false;
  readonly size = new Steps<number>(0);
  readonly available = new Steps<number>(0);
  readonly revision = new Steps<number>(0);
  readonly counts = stateCounts();
  readonly unplaced = new Steps<number>(0);
  readonly retrying = new Steps<number>(0);
  readonly pods: TrackedLife[] = [];
  readonly refused = new Steps<string>('');
  template: Json = null;
  image = '';
  born: Position = 0;

  constructor(uid: string) {
    this.uid = uid;
  }

  existing(position: Position): number {
    return existingIn(this.counts, position);
  }

  count(state: Exclude<PodState, 'gone'>, position: Position): number {
    return this.counts[state].at(position);
  }
}
