/** maxSurge and maxUnavailable as numbers of pods (deployment_util.go: ResolveFenceposts, MaxSurge, MaxUnavailable). */
import type { Deployment, ReplicaSet } from '@playhead/core';
import { fenceposts, newReplicaSetSize, portion } from '@playhead/core';
import { size, sum } from './replicaSets.ts';

export const isRollingUpdate = (d: Deployment): boolean => d.spec.strategy.type === 'RollingUpdate';

export function resolveFenceposts(d: Deployment): { surge: number; unavailable: number } {
  const { maxSurge = 0, maxUnavailable = 0 } = d.spec.strategy.rollingUpdate ?? {};
  return fenceposts(maxSurge, maxUnavailable, d.spec.replicas);
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

/** How big the new ReplicaSet may be now (NewRSNewReplicas). */
export function newReplicas(d: Deployment, everything: readonly ReplicaSet[], newRS: ReplicaSet): number {
  const { replicas, strategy } = d.spec;
  if (strategy.type === 'Recreate') return replicas;
  const surge = portion(strategy.rollingUpdate?.maxSurge ?? 0, replicas, 'up');
  return newReplicaSetSize(replicas, surge, sum(everything, size), newRS.spec.replicas);
}
