/**
 * Counting ended pods exactly once (job_controller.go: trackJobStatusAndRemoveFinalizers): their uids go into the status,
 * then their mark is taken away, then the uids become counts; with the last one counted the Job is finished.
 */
import type { Condition, Decision, JobStatus, Pod, Receipt } from '@playhead/core';
import { equal, keyOfObject } from '@playhead/core';
import { because, say } from '../plan.ts';
import { timestamp } from '../seen.ts';
import { backoffKey } from './backoff.ts';
import { formatIndexes, has, total, withIndexes } from './indexes.ts';
import { COMPONENT, condition, conditionIn, type Look, withCondition } from './look.ts';
import { isIndexed, isPodFailed, isTracked, untracked, validIndexOf } from './pods.ts';
import { matchFailurePolicy } from './policies.ts';

/** So many at a time, to keep the status small. */
const MOST = 500;

interface Counting {
  readonly status: JobStatus;
  readonly free: readonly Pod[];
  readonly isFull: boolean;
}

export function trackStatus(look: Look, active: number): Decision[] {
  const { job } = look;
  const counting = countPods(look, {
    ...look.status,
    active,
    ready: look.ready,
    terminating: look.terminating,
  });
  const [first, final] = withInterim(look, indexesCounted(look, counting.status));
  const why = because('job.status', {
    job: job.metadata.name,
    active,
    ready: look.ready,
    succeeded: look.succeeded,
    failed: look.failed,
    completions: job.spec.completions ?? 'any',
  });
  const decisions: Decision[] = [];
  const flushed = !equal(shown(first) as never, shown(job.status) as never);
  if (flushed) decisions.push(statusWrite(look, first, why, false));
  if (counting.free.length > 0) decisions.push(removeMarks(counting.free));
  const freed = new Set(counting.free.map(pod => pod.metadata.uid));
  const settled = settle(look, first, freed);
  const finished = final !== undefined && !counting.isFull ? finish(look, settled, final) : undefined;
  const last = finished ?? settled;
  if (!equal(shown(last) as never, shown(first) as never)) {
    decisions.push(statusWrite(look, last, why, flushed));
    if (finished !== undefined && final !== undefined) decisions.push(...tell(look, last, final, why));
  }
  return decisions;
}

/** Zeros and empty lists are not written. */
function shown(status: JobStatus): JobStatus {
  const { conditions = [], active = 0, succeeded = 0, failed = 0, completedIndexes = '', ...rest } = status;
  const uncounted = rest.uncountedTerminatedPods;
  return {
    ...rest,
    ...(conditions.length === 0 ? {} : { conditions }),
    ...(active === 0 ? {} : { active }),
    ...(succeeded === 0 ? {} : { succeeded }),
    ...(failed === 0 ? {} : { failed }),
    ...(completedIndexes === '' ? {} : { completedIndexes }),
    ...(uncounted === undefined
      ? {}
      : {
          uncountedTerminatedPods: {
            ...(uncounted.succeeded?.length ? { succeeded: uncounted.succeeded } : {}),
            ...(uncounted.failed?.length ? { failed: uncounted.failed } : {}),
          },
        }),
  };
}

const statusWrite = (look: Look, status: JobStatus, why: Receipt, chained: boolean): Decision => ({
  write: { verb: 'updateStatus', seen: look.job, object: { ...look.job, status: shown(status) }, chained },
  why,
  accepted: () => (look.failures === look.known ? [] : [rememberFailures(look, why)]),
});

const rememberFailures = (look: Look, why: Receipt): Decision => ({
  write: { verb: 'remember', key: backoffKey(look.job.metadata.uid), value: { ...look.failures } },
  why,
});

/** Uids of newly ended pods into the status; of an indexed Job's successes their index alone is enough. */
function countPods(look: Look, begun: JobStatus): Counting {
  const { job, pods } = look;
  const known = begun.uncountedTerminatedPods ?? {};
  const succeeded = [...(known.succeeded ?? [])];
  const failed = [...(known.failed ?? [])];
  const newIndexes: number[] = [];
  const free: Pod[] = [];
  const ordered = isIndexed(job)
    ? [...pods].sort((a, b) => (validIndexOf(a, job) ?? -1) - (validIndexOf(b, job) ?? -1))
    : pods;
  // those whose mark went before this look are counts already
  const marked = new Set(pods.filter(pod => isTracked(pod) && !look.freed(pod)).map(pod => pod.metadata.uid));
  const clean = settleUids({ ...begun, uncountedTerminatedPods: { succeeded, failed } }, uid => !marked.has(uid));
  const kept = {
    s: [...(clean.uncountedTerminatedPods?.succeeded ?? [])],
    f: [...(clean.uncountedTerminatedPods?.failed ?? [])],
  };
  let isFull = false;
  for (const pod of ordered) {
    if (!marked.has(pod.metadata.uid)) continue;
    const podFailed = isPodFailed(pod, job);
    if (!mayLose(look, pod, podFailed)) continue;
    free.push(pod);
    const { uid } = pod.metadata;
    const index = validIndexOf(pod, job);
    if (pod.status.phase === 'Succeeded' && !failed.includes(uid)) {
      if (!isIndexed(job)) {
        if (!succeeded.includes(uid)) kept.s.push(uid);
      } else if (index !== undefined && !has(look.counted, index)) newIndexes.push(index);
    } else if (podFailed || (look.end !== undefined && look.end.type !== 'SuccessCriteriaMet')) {
      // once a Job fails, every pod that has not ended counts as failed
      const counts = matchFailurePolicy(job.spec.podFailurePolicy, pod).counts;
      if (!failed.includes(uid) && (!isIndexed(job) || index !== undefined) && counts) kept.f.push(uid);
    }
    isFull = newIndexes.length + kept.s.length + kept.f.length >= MOST;
    if (isFull) break;
  }
  if (isIndexed(job)) look.succeededIndexes = withIndexes(look.succeededIndexes, newIndexes);
  return { status: { ...clean, uncountedTerminatedPods: { succeeded: kept.s, failed: kept.f } }, free, isFull };
}

/** Whether a pod may lose its mark (canRemoveFinalizer). */
function mayLose(look: Look, pod: Pod, podFailed: boolean): boolean {
  const { job, end, kept } = look;
  if (job.metadata.deletionTimestamp !== undefined || end !== undefined || pod.status.phase === 'Succeeded')
    return true;
  const index = validIndexOf(pod, job);
  return podFailed && (index === undefined || kept.get(index)?.metadata.uid !== pod.metadata.uid);
}

function indexesCounted(look: Look, status: JobStatus): JobStatus {
  if (!isIndexed(look.job)) return status;
  const { failedIndexes, succeededIndexes } = look;
  return {
    ...status,
    succeeded: total(succeededIndexes),
    completedIndexes: formatIndexes(succeededIndexes),
    ...(failedIndexes === undefined ? {} : { failedIndexes: formatIndexes(failedIndexes) }),
  };
}

/** The end is announced first, and made final with the condition given back once all is counted. */
function withInterim(look: Look, status: JobStatus): readonly [JobStatus, Condition | undefined] {
  const { end, now } = look;
  if (end === undefined) return [status, undefined];
  const announced = conditionIn(status, end.type) === undefined && end.type !== 'Failed';
  const next = announced ? { ...status, conditions: [...(status.conditions ?? []), end] } : status;
  const type = end.type === 'SuccessCriteriaMet' ? 'Complete' : 'Failed';
  return [next, condition(type, 'True', end.reason ?? '', end.message ?? '', now)];
}

const removeMarks = (pods: readonly Pod[]): Decision => {
  const why = because('job.count', { pods: pods.length });
  const one = (pod: Pod): Decision => ({
    write: { verb: 'patch', key: keyOfObject(pod), change: untracked },
    why,
    refused: refusal => ({ first: [], next: refusal.code === 404 ? 'go on' : 'stop' }),
  });
  return { write: { verb: 'together', decisions: pods.map(one) }, why };
};

const settle = (look: Look, status: JobStatus, freed: ReadonlySet<string>): JobStatus => {
  const there = new Set(look.pods.filter(pod => isTracked(pod) && !look.freed(pod)).map(pod => pod.metadata.uid));
  return settleUids(status, uid => freed.has(uid) || !there.has(uid));
};

/** Uids that need no longer be remembered become counts. */
function settleUids(status: JobStatus, isDone: (uid: string) => boolean): JobStatus {
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  const left = { succeeded: succeeded.filter(uid => !isDone(uid)), failed: failed.filter(uid => !isDone(uid)) };
  return {
    ...status,
    succeeded: (status.succeeded ?? 0) + succeeded.length - left.succeeded.length,
    failed: (status.failed ?? 0) + failed.length - left.failed.length,
    uncountedTerminatedPods: left,
  };
}

/** Not before every pod is counted and gone or ended (enactJobFinished). */
function finish(look: Look, status: JobStatus, final: Condition): JobStatus | undefined {
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  if (succeeded.length + failed.length > 0 || look.terminating > 0) return undefined;
  const next = withCondition(status, final) ?? status;
  return final.type === 'Complete' ? { ...next, completionTime: timestamp(look.now) } : next;
}

function tell({ job }: Look, status: JobStatus, final: Condition, why: Receipt): Decision[] {
  const told = (type: 'Normal' | 'Warning', reason: string, message: string) =>
    say(job, COMPONENT, type, reason, message, why);
  if (final.type !== 'Complete') return [told('Warning', final.reason ?? '', final.message ?? '')];
  const { completions } = job.spec;
  const many =
    completions !== undefined && (status.succeeded ?? 0) > completions
      ? [told('Warning', 'TooManySucceededPods', 'Too many succeeded pods running after completion count reached')]
      : [];
  return [...many, told('Normal', 'Completed', 'Job completed')];
}
