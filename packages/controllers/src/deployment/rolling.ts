/** RollingUpdate: scale up the new if there is room, else scale down the old if that hurts nobody (rolling.go). */
import type { ReplicaSet } from '@playhead/core';
import { oldMayGo } from '@playhead/core';
import { maxUnavailable, minAvailable, newReplicas } from './arithmetic.ts';
import { cleanUp } from './cleanup.ts';
import { about, because, of, type Sync } from './context.ts';
import { isComplete, rolloutStatus, rolloutStatusDecisions } from './progress.ts';
import { active, available, size, sum } from './replicaSets.ts';
import { getAll } from './revision.ts';
import { scaleTo } from './scaling.ts';

export function rolloutRolling(sync: Sync, all: readonly ReplicaSet[]): void {
  const { newRS, old } = getAll(sync, all, true);
  if (newRS === undefined) return;
  const everything = [...old, newRS];
  if (reconcileNew(sync, everything, newRS) || reconcileOld(sync, everything, active(old), newRS))
    return rolloutStatus(sync, everything, newRS);
  if (isComplete(sync.d, sync.d.status)) cleanUp(sync, old);
  rolloutStatus(sync, everything, newRS);
}

function reconcileNew(sync: Sync, everything: readonly ReplicaSet[], newRS: ReplicaSet): boolean {
  const { d } = sync;
  if (newRS.spec.replicas === d.spec.replicas) return false;
  if (newRS.spec.replicas > d.spec.replicas)
    return scaleTo(sync, newRS, d.spec.replicas, because('deployment.newTooBig', about(sync, of(newRS, 'replicaSet'))));
  const existing = sum(everything, size);
  return scaleTo(
    sync,
    newRS,
    newReplicas(d, everything, newRS),
    because('deployment.scaleUpNew', about(sync, { ...of(newRS, 'replicaSet'), existing })),
  );
}

/**
 * Old pods go as far as that leaves enough available (reconcileOldReplicaSets).
 * An error in here is swallowed upstream: nothing was scaled, and the status is written all the same.
 */
function reconcileOld(
  sync: Sync,
  everything: readonly ReplicaSet[],
  old: readonly ReplicaSet[],
  newRS: ReplicaSet,
): boolean {
  const { d } = sync;
  if (sum(old, size) === 0) return false;
  const existing = sum(everything, size);
  const newUnavailable = newRS.spec.replicas - (newRS.status.availableReplicas ?? 0);
  const mayGo = oldMayGo(existing, minAvailable(d), newUnavailable);
  if (mayGo <= 0) return false;
  const inputs = about(sync, { existing, newUnavailable, mayGo, minAvailable: minAvailable(d) });
  const swallowed = () => ({
    first: [
      ...(isComplete(d, d.status) ? cleanUpDecisions(sync, everything, newRS) : []),
      ...rolloutStatusDecisions(sync, everything, newRS),
    ],
    next: 'stop' as const,
  });
  const from = sync.plan.decisions.length;
  const { left, cleaned } = dropUnhealthy(sync, old, mayGo, inputs);
  const scaled = cleaned === undefined ? 0 : cleaned + dropHealthy(sync, [...left, newRS], left, inputs);
  if (cleaned === undefined) sync.plan.decisions.length = from;
  for (let i = from; i < sync.plan.decisions.length; i++) {
    const decision = sync.plan.decisions[i]!;
    if (decision.write.verb !== 'say') sync.plan.decisions[i] = { ...decision, refused: swallowed };
  }
  return scaled > 0;
}

const cleanUpDecisions = (sync: Sync, everything: readonly ReplicaSet[], newRS: ReplicaSet) => {
  const before = sync.plan.decisions.length;
  cleanUp(
    sync,
    everything.filter(rs => rs !== newRS),
  );
  return sync.plan.decisions.splice(before);
};

/** Old pods that are not available go first: they serve nobody (cleanupUnhealthyReplicas). */
function dropUnhealthy(
  sync: Sync,
  old: readonly ReplicaSet[],
  most: number,
  inputs: Record<string, number | string>,
): { left: ReplicaSet[]; cleaned: number | undefined } {
  const left = [...old];
  let cleaned = 0;
  for (const [i, rs] of old.entries()) {
    if (cleaned >= most) break;
    const unhealthy = rs.spec.replicas - (rs.status.availableReplicas ?? 0);
    if (rs.spec.replicas === 0 || unhealthy === 0) continue;
    const count = Math.min(most - cleaned, unhealthy);
    // more available than asked for: the counts are out of step, and upstream gives up this look
    if (count < 0) return { left: [...old], cleaned: undefined };
    const why = because('deployment.dropUnhealthy', { ...inputs, ...of(rs, 'replicaSet'), unhealthy, count, cleaned });
    scaleTo(sync, rs, rs.spec.replicas - count, why);
    const smaller: ReplicaSet = { ...rs, spec: { ...rs.spec, replicas: rs.spec.replicas - count } };
    sync.answered.add(smaller);
    left[i] = smaller;
    cleaned += count;
  }
  return { left, cleaned };
}

/** Available pods above the floor are the budget, spent on the oldest first (scaleDownOldReplicaSetsForRollingUpdate). */
function dropHealthy(
  sync: Sync,
  everything: readonly ReplicaSet[],
  old: readonly ReplicaSet[],
  inputs: Record<string, number | string>,
): number {
  const availableNow = sum(everything, available);
  const floor = sync.d.spec.replicas - maxUnavailable(sync.d);
  const budget = availableNow - floor;
  let used = 0;
  for (const rs of old) {
    if (used >= budget) break;
    if (rs.spec.replicas === 0) continue;
    const count = Math.min(rs.spec.replicas, budget - used);
    const why = because('deployment.scaleDownOld', {
      ...inputs,
      ...of(rs, 'replicaSet'),
      availableNow,
      budget,
      used,
      count,
    });
    scaleTo(sync, rs, rs.spec.replicas - count, why);
    used += count;
  }
  return used;
}
