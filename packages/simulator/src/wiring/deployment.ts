import { selectorMatches } from '@playhead/api';
import { syncDeployment } from '@playhead/controllers';
import type { Change, Deployment, ReplicaSet } from '@playhead/core';
import { controllerOf, keyOfObject } from '@playhead/core';
import { ownerIn, type Wakened, type Wiring } from './wiring.ts';

/** Deployments, their ReplicaSets, and the last pod of a Recreate (deployment_controller.go: the event handlers). */
export const deployment: Wiring = {
  actor: 'deployment-controller',
  decide: syncDeployment,
  wake: (change, wakened) => {
    const { kind } = (change.after ?? change.before)!;
    if (kind === 'Deployment') wakened.add(change.key);
    else if (kind === 'ReplicaSet') replicaSetChanged(change, wakened);
    else if (kind === 'Pod' && change.after === undefined) podGone(change, wakened);
  },
};

/** Its owner, its former owner; for an orphan, every Deployment that would have it. */
function replicaSetChanged({ before, after }: Change, { cache, add }: Wakened): void {
  const [was, is] = [before && controllerOf(before), after && controllerOf(after)];
  const wake = (rs: ReplicaSet) => {
    const owner = ownerIn(cache, rs, 'Deployment');
    if (owner !== undefined) add(keyOfObject(owner));
  };
  if (was !== undefined && was.uid !== is?.uid) wake(before as ReplicaSet);
  if (is !== undefined) return wake(after as ReplicaSet);
  if (after === undefined) return;
  if (before !== undefined && before.metadata.labels === after.metadata.labels && was === undefined) return;
  for (const d of cache.list('Deployment', after.metadata.namespace) as Deployment[])
    if (selectorMatches(d.spec.selector, after.metadata.labels ?? {})) add(keyOfObject(d));
}

/** A Recreate Deployment waits for its last pod to be really gone. */
function podGone({ before }: Change, { cache, add }: Wakened): void {
  const rs = ownerIn(cache, before, 'ReplicaSet');
  const d = ownerIn(cache, rs, 'Deployment') as Deployment | undefined;
  if (d === undefined || d.spec.strategy.type !== 'Recreate') return;
  const left = cache.dependents(d.metadata.uid, 'ReplicaSet');
  if (left.every(owned => cache.pods.of(owned.metadata.uid).existing === 0)) add(keyOfObject(d));
}
