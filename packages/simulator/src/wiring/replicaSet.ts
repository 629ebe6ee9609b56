import { selectorMatches } from '@playhead/api';
import { syncReplicaSet, syncReplicationController } from '@playhead/controllers';
import type { Change, Condition, Decide, KubeObject, KubernetesEvent, LabelSelector } from '@playhead/core';
import { controllerOf, isReady, keyOfObject } from '@playhead/core';
import type { Cache } from '../cache.ts';
import { RETRY } from '../latency.ts';
import { ownerIn, type TakenOver, type Wakened, type Wiring } from './wiring.ts';

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
    takeUp: (object, taken) => {
      const wait = object.kind === kind ? backOff(object, taken) : undefined;
      const key = keyOfObject(object);
      if (wait !== undefined) {
        taken.failed(key, wait.times);
        taken.addAfter(key, wait.left);
      } else if (object.kind === kind) taken.add(key);
      else if (object.kind === 'Pod' && controllerOf(object) === undefined)
        podChanged(kind, selectorOf, { key, before: undefined, after: object }, taken);
    },
  };
}

/** One that may make no pods tries again ever later: how often it failed, its Events have counted. */
function backOff({ kind, metadata, status }: KubeObject, { state, now }: TakenOver) {
  const failing = (status?.conditions as readonly Condition[] | undefined)?.some(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  // a new size or quota is looked at at once
  if (failing !== true || status?.observedGeneration !== metadata.generation) return undefined;
  const said = (state.list('Event', metadata.namespace) as KubernetesEvent[]).filter(
    ({ involvedObject: about, reason }) =>
      about.kind === kind && about.uid === metadata.uid && (reason === 'FailedCreate' || reason === 'FailedDelete'),
  );
  const times = said.reduce((sum, { count }) => sum + count, 0);
  if (times === 0) return undefined;
  const last = Math.max(...said.map(({ lastTimestamp }) => Date.parse(lastTimestamp)));
  return { times, left: Math.max(0, Math.min(RETRY.first * 2 ** (times - 1), RETRY.most) - (now - last)) };
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
