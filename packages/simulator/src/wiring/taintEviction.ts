import { evictingTaints, syncTaintedPod } from '@playhead/controllers';
import type { Pod } from '@playhead/core';
import { keyOf, keyOfObject } from '@playhead/core';
import type { Wiring } from './wiring.ts';

/** Pods on nodes with a NoExecute taint, and those that come there (taint_eviction.go: the event handlers). */
export const taintEviction: Wiring = {
  actor: 'taint-eviction-controller',
  decide: syncTaintedPod,
  workers: 8,
  wake: ({ before, after, key }, { cache, add }) => {
    const kind = (after ?? before)!.kind;
    if (kind === 'Node') {
      if (evictingTaints(before).length + evictingTaints(after).length === 0) return;
      const { name } = (after ?? before)!.metadata;
      for (const pod of cache.list('Pod') as Pod[]) if (pod.spec.nodeName === name) add(keyOfObject(pod));
    } else if (kind === 'Pod' && after !== undefined) {
      const [was, is] = [(before as Pod | undefined)?.spec.nodeName, (after as Pod).spec.nodeName];
      if (is !== undefined && is !== was && evictingTaints(cache.get(keyOf('Node', '', is))).length > 0) add(key);
    }
  },
};
