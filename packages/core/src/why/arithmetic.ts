/**
 * The arithmetic of decisions about numbers of pods, on plain numbers. The controllers decide with it, and what one more
 * or one fewer of an input would have changed is computed with it: both always agree.
 */
import type { IntOrPercent } from '../kube/workloads.ts';

/** A number as it is, a percentage of a total rounded up or down: 25% of 3 is 1 or 0. What is neither counts as 0. */
export function portion(value: IntOrPercent, total: number, round: 'up' | 'down'): number {
  if (typeof value === 'number') return value;
  if (!/^[+-]?\d+%$/.test(value)) return 0;
  const exact = (Number(value.slice(0, -1)) * total) / 100;
  return round === 'up' ? Math.ceil(exact) : Math.floor(exact);
}

/**
 * maxSurge and maxUnavailable of a Deployment as numbers of pods (deployment_util.go ResolveFenceposts). Surge is rounded
 * up, unavailability down; where both come out as 0 one pod may be unavailable, or nothing could move.
 * 3 replicas at 25% and 25%: 0.75 up to 1, 0.75 down to 0. 10 replicas: 2.5 up to 3, 2.5 down to 2.
 */
export function fenceposts(maxSurge: IntOrPercent, maxUnavailable: IntOrPercent, replicas: number) {
  const surge = portion(maxSurge, replicas, 'up');
  const unavailable = portion(maxUnavailable, replicas, 'down');
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/**
 * How big the new ReplicaSet may be now (deployment_util.go NewRSNewReplicas). 10 replicas, surge 3, 8 exist and 0 of
 * them new: 13 − 8 = 5 may come, no more than 10 − 0 are wanted, so 5.
 */
export function newReplicaSetSize(replicas: number, surge: number, existing: number, size: number): number {
  const room = replicas + surge - existing;
  return room <= 0 ? size : size + Math.min(room, replicas - size);
}

/**
 * How many old pods may go (rolling.go reconcileOldReplicaSets): all there are, less those that must stay available, less
 * the new ones that are not available yet. 8 old and 5 new of which none is available, floor 8: 13 − 8 − 5 = 0.
 */
export const oldMayGo = (existing: number, minAvailable: number, newUnavailable: number): number =>
  existing - minAvailable - newUnavailable;

/** Of a DaemonSet's nodes or a StatefulSet's pods: as many more may be missing, or be there twice. */
export const budget = (most: number, already: number): number => Math.max(0, most - already);
