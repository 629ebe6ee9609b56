import { selectorMatches } from '@playhead/api';
import { syncReplicaSet } from '@playhead/controllers';
import type { Change, ReplicaSet } from '@playhead/core';
import { controllerOf, isReady, keyOfObject } from '@playhead/core';
import { ownerIn, type Wakened, type Wiring } from './wiring.ts';

/** ReplicaSets and their pods (replica_set.go: the event handlers). */
export const replicaSet: Wiring = {
  actor: 'replicaset-controller',
  decide: syncReplicaSet,
  wake: (change, wakened) => {
    const { kind } = (change.after ?? change.before)!;
    if (kind === 'ReplicaSet') wakened.add(change.key);
    else if (kind === 'Pod') podChanged(change, wakened);
  },
};

function podChanged({ before, after }: Change, wakened: Wakened): void {
  const { cache, add } = wakened;
  const [was, is] = [before && controllerOf(before), after && controllerOf(after)];
  const formerOwner = was !== undefined && was.uid !== is?.uid ? ownerIn(cache, before, 'ReplicaSet') : undefined;
  if (formerOwner !== undefined) add(keyOfObject(formerOwner));
  if (is !== undefined) {
    const owner = ownerIn(cache, after, 'ReplicaSet') as ReplicaSet | undefined;
    if (owner === undefined) return;
    add(keyOfObject(owner));
    // a pod that turned ready counts as available minReadySeconds later
    const wait = owner.spec.minReadySeconds ?? 0;
    if (wait > 0 && before !== undefined && !isReady(before) && isReady(after!))
      wakened.addAfter(keyOfObject(owner), wait * 1000);
    return;
  }
  if (after === undefined) return;
  if (before !== undefined && before.metadata.labels === after.metadata.labels && was === undefined) return;
  for (const rs of cache.list('ReplicaSet', after.metadata.namespace) as ReplicaSet[])
    if (selectorMatches(rs.spec.selector, after.metadata.labels ?? {})) add(keyOfObject(rs));
}
