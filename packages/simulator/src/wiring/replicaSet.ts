import { selectorMatches } from '@playhead/api';
import { syncReplicaSet, syncReplicationController } from '@playhead/controllers';
import type { Change, Decide, KubeObject, LabelSelector } from '@playhead/core';
import { controllerOf, isReady, keyOfObject } from '@playhead/core';
import type { Cache } from '../cache.ts';
import { ownerIn, type Wakened, type Wiring } from './wiring.ts';

/** The kinds that keep a number of pods, and their pods (replica_set.go: the event handlers). */
function keeping(
  kind: string,
  actor: string,
  decide: Decide<Cache>,
  selectorOf: (object: KubeObject) => LabelSelector,
): Wiring {
  return {
    actor,
    decide,
    wake: (change, wakened) => {
      const changed = (change.after ?? change.before)!.kind;
      if (changed === kind) wakened.add(change.key);
      else if (changed === 'Pod') podChanged(kind, selectorOf, change, wakened);
    },
  };
}

export const replicaSet = keeping('ReplicaSet', 'replicaset-controller', syncReplicaSet, rs => rs.spec.selector);

export const replicationController = keeping(
  'ReplicationController',
  'replication-controller',
  syncReplicationController,
  rc => ({ matchLabels: rc.spec.selector }),
);

function podChanged(
  kind: string,
  selectorOf: (object: KubeObject) => LabelSelector,
  { before, after }: Change,
  wakened: Wakened,
): void {
  const { cache, add } = wakened;
  const [was, is] = [before && controllerOf(before), after && controllerOf(after)];
  const formerOwner = was !== undefined && was.uid !== is?.uid ? ownerIn(cache, before, kind) : undefined;
  if (formerOwner !== undefined) add(keyOfObject(formerOwner));
  if (is !== undefined) {
    const owner = ownerIn(cache, after, kind);
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
  for (const keeper of cache.list(kind, after.metadata.namespace))
    if (selectorMatches(selectorOf(keeper), after.metadata.labels ?? {})) add(keyOfObject(keeper));
}
