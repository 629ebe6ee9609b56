/** What one look at a Job works with: filled in by its parts, in upstream's order (syncJobCtx). */
import type { Condition, Job, JobStatus, Pod } from '@playhead/core';
import { type Instant, timestamp } from '../seen.ts';
import type { Failures } from './backoff.ts';
import type { Indexes } from './indexes.ts';
import { isTracked, validIndexOf } from './pods.ts';

export const COMPONENT = 'job-controller';

export interface Look {
  readonly job: Job;
  readonly now: Instant;
  /** All that it owns, ended and leaving ones too. */
  readonly pods: readonly Pod[];
  readonly active: readonly Pod[];
  /** Pods whose mark this controller has taken away already, though the cache still shows it. */
  readonly freed: (pod: Pod) => boolean;
  /** The status as it is being made. */
  status: JobStatus;
  succeeded: number;
  failed: number;
  ready: number;
  terminating: number;
  failures: Failures;
  /** As they were before this look. */
  readonly known: Failures;
  /** Before this look; and with what has ended since. Both empty for a NonIndexed Job. */
  counted: Indexes;
  succeededIndexes: Indexes;
  failedIndexes?: Indexes;
  /** By index: the failed pod that keeps its mark until its replacement carries its count on. */
  kept: ReadonlyMap<number, Pod>;
  /** The end that was found: FailureTarget, SuccessCriteriaMet, or Failed for one that was found before. */
  end?: Condition | undefined;
  readonly timers: number[];
}

export const condition = (
  type: string,
  status: Condition['status'],
  reason: string,
  message: string,
  now: Instant,
): Condition => ({
  type,
  status,
  lastProbeTime: timestamp(now),
  lastTransitionTime: timestamp(now),
  reason,
  message,
});

export const conditionIn = (status: JobStatus, type: string): Condition | undefined =>
  status.conditions?.find(c => c.type === type);

/** Adds or changes a condition; one that would be new and False is left out. Undefined where nothing changes. */
export function withCondition(status: JobStatus, next: Condition): JobStatus | undefined {
  const conditions = status.conditions ?? [];
  const old = conditionIn(status, next.type);
  if (old === undefined) return next.status === 'False' ? undefined : { ...status, conditions: [...conditions, next] };
  if (old.status === next.status && old.reason === next.reason && old.message === next.message) return undefined;
  return { ...status, conditions: conditions.map(c => (c === old ? next : c)) };
}

/** Pods not counted yet, with a usable index where the Job is indexed (getValidPodsWithFilter). */
export const uncounted = (look: Look, indexed: boolean, counted: readonly string[] | undefined): readonly Pod[] =>
  look.pods.filter(
    pod =>
      isTracked(pod) &&
      counted?.includes(pod.metadata.uid) !== true &&
      !look.freed(pod) &&
      (!indexed || validIndexOf(pod, look.job) !== undefined),
  );
