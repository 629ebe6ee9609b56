/** maxSurge and maxUnavailable as numbers of pods (deployment_util.go: ResolveFenceposts, MaxSurge, MaxUnavailable). */
import { ceilPercent, floorPercent } from '@playhead/api';
import type { Deployment, ReplicaSet } from '@playhead/core';
import { size, sum } from './replicaSets.ts';

export const isRollingUpdate = (d: Deployment): boolean => d.spec.strategy.type === 'RollingUpdate';

/**
 * Surge is rounded up, unavailability down; where both come out as 0 one pod may be unavailable, or nothing could move.
 * 3 replicas at 25% and 25%: 0.75 up to 1, 0.75 down to 0. 10 replicas: 2.5 up to 3, 2.5 down to 2.
 */
export function resolveFenceposts(d: Deployment): { surge: number; unavailable: number } {
  const { replicas } = d.spec;
  const { maxSurge = 0, maxUnavailable = 0 } = d.spec.strategy.rollingUpdate ?? {};
  const surge = ceilPercent(maxSurge, replicas);
  const unavailable = floorPercent(maxUnavailable, replicas);
  return surge === 0 && unavailable === 0 ? { surge, unavailable: 1 } : { surge, unavailable };
}

export const maxSurge = (d: Deployment): number => (isRollingUpdate(d) ? resolveFenceposts(d).surge : 0);

/** Never more than the replicas; 0 for Recreate and for no replicas. */
export const maxUnavailable = (d: Deployment): number =>
  isRollingUpdate(d) && d.spec.replicas > 0 ? Math.min(resolveFenceposts(d).unavailable, d.spec.replicas) : 0;

export const minAvailable = (d: Deployment): number => d.spec.replicas - maxUnavailable(d);

/** The inputs that every receipt about size repeats. */
export const sizes = (d: Deployment) => ({
  replicas: d.spec.replicas,
  maxSurge: d.spec.strategy.rollingUpdate?.maxSurge ?? 0,
  maxUnavailable: d.spec.strategy.rollingUpdate?.maxUnavailable ?? 0,
  surge: maxSurge(d),
  unavailable: maxUnavailable(d),
});

/**
 * How big the new ReplicaSet may be now (NewRSNewReplicas). 10 replicas, surge 3, 8 old and 0 new: 13 - 8 = 5 may come,
 * no more than 10 - 0 are wanted, so 5.
 */
export function newReplicas(d: Deployment, everything: readonly ReplicaSet[], newRS: ReplicaSet): number {
  if (d.spec.strategy.type === 'Recreate') return d.spec.replicas;
  const surge = ceilPercent(d.spec.strategy.rollingUpdate?.maxSurge ?? 0, d.spec.replicas);
  const room = d.spec.replicas + surge - sum(everything, size);
  if (room <= 0) return newRS.spec.replicas;
  return newRS.spec.replicas + Math.min(room, d.spec.replicas - newRS.spec.replicas);
}
