/** What a Job's pods say: their index, whether and when they ended, whether they are counted yet. */
import type { Job, Pod } from '@playhead/core';
import { type Instant, instant } from '../seen.ts';

export const TRACKING = 'batch.kubernetes.io/job-tracking';
export const INDEX = 'batch.kubernetes.io/job-completion-index';
export const INDEX_FAILURES = 'batch.kubernetes.io/job-index-failure-count';
export const INDEX_IGNORED = 'batch.kubernetes.io/job-index-ignored-failure-count';

/** A pod that still has it is not counted yet; losing it, it is. */
export const isTracked = (pod: Pod): boolean => pod.metadata.finalizers?.includes(TRACKING) === true;

/** The pod without the mark. */
export function untracked<P extends { readonly metadata: Pod['metadata'] }>(pod: P): P {
  const { finalizers = [], ...metadata } = pod.metadata;
  const rest = finalizers.filter(name => name !== TRACKING);
  return { ...pod, metadata: rest.length > 0 ? { ...metadata, finalizers: rest } : metadata };
}

export const isIndexed = (job: Job): boolean => job.spec.completionMode === 'Indexed';
export const isSuspended = (job: Job): boolean => job.spec.suspend === true;
export const limitsEachIndex = (job: Job): boolean => job.spec.backoffLimitPerIndex !== undefined;
export const isGoing = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined;

/** A replacement only for a pod that has really ended (onlyReplaceFailedPods). */
export const replacesOnlyFailed = (job: Job): boolean =>
  job.spec.podReplacementPolicy === 'Failed' || job.spec.podFailurePolicy !== undefined;

export const isFinished = (job: Job): boolean =>
  (job.status.conditions ?? []).some(c => (c.type === 'Complete' || c.type === 'Failed') && c.status === 'True');

/** Whether another controller than the cluster's own looks after it. */
export const isManagedElsewhere = (job: Job): boolean =>
  job.spec.managedBy !== undefined && job.spec.managedBy !== 'kubernetes.io/job-controller';

/** Failed, or asked to go before it succeeded where a pod on its way out is replaced at once (isPodFailed). */
export function isPodFailed(pod: Pod, job: Job): boolean {
  if (pod.status.phase === 'Failed') return true;
  return !replacesOnlyFailed(job) && isGoing(pod) && pod.status.phase !== 'Succeeded';
}

/** The completion index from the annotation; undefined where there is none that counts. */
export function indexOf(pod: Pod): number | undefined {
  const text = pod.metadata.annotations?.[INDEX];
  return text !== undefined && /^\+?\d+$/.test(text) ? Number(text) : undefined;
}

/** An index that the Job has (below its completions). */
export function validIndexOf(pod: Pod, job: Job): number | undefined {
  const index = indexOf(pod);
  return index !== undefined && index < (job.spec.completions ?? 0) ? index : undefined;
}

const count = (pod: Pod, annotation: string): number => {
  const text = pod.metadata.annotations?.[annotation] ?? '';
  const value = /^\+?\d+$/.test(text) ? Number(text) : 0;
  return value > 2147483647 ? 0 : value;
};
export const indexFailures = (pod: Pod): number => count(pod, INDEX_FAILURES);
export const indexIgnored = (pod: Pod): number => count(pod, INDEX_IGNORED);

/**
 * When a pod ended (getFinishedTime): the last of its containers, else when it turned unready, else when it was asked to
 * go, else when it was made.
 */
export function finishedAt(pod: Pod): Instant {
  const ends = (pod.status.containerStatuses ?? []).map(status => instant(status.state.terminated?.finishedAt));
  if (ends.length > 0 && !ends.some(Number.isNaN)) return Math.max(...ends);
  const ready = pod.status.conditions?.find(condition => condition.type === 'Ready');
  if (ready?.status === 'False' && ready.lastTransitionTime !== undefined) return instant(ready.lastTransitionTime);
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, creationTimestamp } = pod.metadata;
  return deletionTimestamp === undefined
    ? instant(creationTimestamp)
    : instant(deletionTimestamp) - deletionGracePeriodSeconds * 1000;
}
