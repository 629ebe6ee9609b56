import { syncResourceQuota } from '@playhead/controllers';
import type { KubeObject } from '@playhead/core';
import { keyOfObject } from '@playhead/core';
import type { Wiring } from './wiring.ts';

/** New and changed quotas, and those of a namespace in which something counted went or finished. */
export const resourceQuota: Wiring = {
  actor: 'resourcequota-controller',
  decide: syncResourceQuota,
  wake: ({ key, before, after }, { cache, add }) => {
    const object = (after ?? before)!;
    if (object.kind === 'ResourceQuota') {
      if (before === undefined || after === undefined || before.spec !== after.spec) add(key);
      return;
    }
    if (object.kind === 'Event' || (after !== undefined && finished(after) === finished(before))) return;
    for (const quota of cache.list('ResourceQuota', object.metadata.namespace)) add(keyOfObject(quota));
  },
};

const finished = (object: KubeObject | undefined): boolean =>
  object?.kind === 'Pod' && (object.status?.phase === 'Succeeded' || object.status?.phase === 'Failed');
