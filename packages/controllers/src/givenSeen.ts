import { ClusterState, type KubeObject, keyOfObject } from '@playhead/core';
import { PodIndex } from './podIndex.ts';
import type { Seen } from './seen.ts';

/** For tests: a cache that has seen these objects, in this order, and nothing else. */
export function seenOf(objects: readonly KubeObject[]): Seen {
  const state = ClusterState.empty();
  const pods = new PodIndex();
  for (const [i, object] of objects.entries()) {
    const entry = {
      position: i + 1,
      time: 0,
      actor: 'test',
      cause: 0,
      subject: keyOfObject(object),
      resourceVersion: 1,
    };
    const change = state.apply({ ...entry, events: [{ type: 'Created', object }] });
    if (object.kind === 'Pod') pods.see(change!);
  }
  return Object.assign(state, { pods, expectationsMet: () => true });
}
