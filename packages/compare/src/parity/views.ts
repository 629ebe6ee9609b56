/** The recorded cluster as a controller's caches had it a little earlier. */
import { PodIndex, type Seen } from '@playhead/controllers';
import type { Change, ClusterState, Json, KubeObject, ObjectKey, Pod, Position, Uid } from '@playhead/core';
import { controllerOf, partsOf } from '@playhead/core';

/** Pods whose labels or owner are no longer those they were made with, which a PodIndex must be told of. */
export class Moved {
  readonly #uids = new Set<Uid>();

  see({ before, after }: Change): void {
    if (before?.kind !== 'Pod' || after === undefined) return;
    const same =
      JSON.stringify(before.metadata.labels) === JSON.stringify(after.metadata.labels) &&
      controllerOf(before)?.uid === controllerOf(after)?.uid;
    if (!same) this.#uids.add(after.metadata.uid);
  }

  has(uid: Uid): boolean {
    return this.#uids.has(uid);
  }
}

/** The state at one position; its pods are counted when they are first asked for. */
export class Snapshot {
  readonly state: ClusterState;
  readonly position: Position;
  /** The position of the last write to a pod: until the next, the pods are the same. */
  readonly #pods: { index: PodIndex | undefined };
  readonly #moved: Moved;

  constructor(state: ClusterState, moved: Moved, pods: { index: PodIndex | undefined }) {
    this.state = state.fork();
    this.position = state.position;
    this.#moved = moved;
    this.#pods = pods;
  }

  get pods(): PodIndex {
    this.#pods.index ??= this.#count();
    return this.#pods.index;
  }

  #count(): PodIndex {
    const index = new PodIndex();
    for (const pod of this.state.list('Pod') as Pod[]) {
      const change = { key: '', before: undefined, after: pod } as unknown as Change;
      if (!this.#moved.has(pod.metadata.uid)) index.see(change);
      else {
        // first as it was not, so that the index takes it for one that changed hands
        const earlier = { ...pod, metadata: { ...pod.metadata, labels: {} } };
        index.see({ ...change, after: earlier });
        index.see({ ...change, before: earlier, after: pod });
      }
    }
    return index;
  }
}

/** Caches: the kind of the subject as of one position, all others as of another; each kind has its own watch. */
export function caches(own: Snapshot, kind: string, others: Snapshot, memory: ReadonlyMap<string, Json>): Seen {
  const of = (other: string) => (other === kind ? own : others).state;
  const oldest = own.position < others.position ? own : others;
  return {
    position: oldest.position,
    time: oldest.state.time,
    pods: (kind === 'Pod' ? own : others).pods,
    expectationsMet: () => true,
    get: (key: ObjectKey) => of(partsOf(key).kind).get(key),
    list: (other: string, namespace?: string): KubeObject[] => of(other).list(other, namespace),
    kinds: () => oldest.state.kinds(),
    dependents: (owner: Uid, other?: string) =>
      other === undefined ? others.state.dependents(owner) : of(other).dependents(owner, other),
    memory: (key: string) => memory.get(key) ?? undefined,
    memories: (prefix: string) => [...memory].filter(([key]) => key.startsWith(prefix)).sort(),
  };
}
