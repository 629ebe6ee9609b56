/** One look at a Job (job_controller.go: syncJob). */
import type { Decision, Job, ObjectKey, Pod, Verdict } from '@playhead/core';
import { isActive, isReady } from '@playhead/core';
import { because, say } from '../plan.ts';
import { type Instant, type Seen, timestamp } from '../seen.ts';
import { backoffKey, remembered, withEnded } from './backoff.ts';
import { findEnd } from './ends.ts';
import { COMPONENT, condition, type Look, uncounted, withCondition } from './look.ts';
import { deletePod, type Group, manageJob } from './manage.ts';
import { isFinished, isGoing, isIndexed, isManagedElsewhere, isPodFailed, isSuspended } from './pods.ts';
import { matchFailurePolicy } from './policies.ts';
import { trackStatus } from './track.ts';

export function syncJob(seen: Seen, now: Instant, subject: ObjectKey): Verdict {
  const job = seen.get(subject) as Job | undefined;
  if (job === undefined || isManagedElsewhere(job) || isFinished(job)) return { decisions: [] };
  const look = begin(seen, job, now);
  findEnd(look);
  const decisions = look.end === undefined ? manage(seen, look) : endPods(look, seen.expectationsMet(subject));
  return { decisions, ...(look.timers.length === 0 ? {} : { timers: look.timers }) };
}

function begin(seen: Seen, job: Job, now: Instant): Look {
  const pods = seen.dependents(job.metadata.uid, 'Pod') as Pod[];
  const active = pods.filter(isActive);
  const { uncountedTerminatedPods = {} } = job.status;
  const known = remembered(seen.memory(backoffKey(job.metadata.uid)));
  const look: Look = {
    job,
    now,
    pods,
    active,
    freed: pod => seen.awaited?.(pod.metadata.uid) === true,
    status: { ...job.status, uncountedTerminatedPods },
    succeeded: 0,
    failed: 0,
    ready: active.filter(isReady).length,
    terminating: pods.filter(isLeaving).length,
    failures: known,
    known,
    counted: [],
    succeededIndexes: [],
    kept: new Map(),
    timers: [],
  };
  const { succeeded = [], failed = [] } = uncountedTerminatedPods;
  const isNew = (counted: readonly string[]) => uncounted(look, isIndexed(job), counted);
  const newSucceeded = isNew(succeeded).filter(pod => pod.status.phase === 'Succeeded');
  const newFailed = isNew(failed).filter(pod => isPodFailed(pod, job));
  const counting = newFailed.filter(pod => matchFailurePolicy(job.spec.podFailurePolicy, pod).counts);
  look.succeeded = (job.status.succeeded ?? 0) + newSucceeded.length + succeeded.length;
  look.failed = (job.status.failed ?? 0) + counting.length + failed.length;
  if (job.status.startTime === undefined && !isSuspended(job))
    look.status = { ...look.status, startTime: timestamp(now) };
  look.failures = withEnded(look.failures, newSucceeded, newFailed);
  return look;
}

const isLeaving = (pod: Pod): boolean =>
  isGoing(pod) && pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed';

/** The Job is to end: its pods go, keeping their mark until they are counted. Final only once none was left to delete. */
function endPods(look: Look, met: boolean): Decision[] {
  const { job, active } = look;
  const why = because('job.end', { job: job.metadata.name, reason: look.end?.reason ?? '', active: active.length });
  look.terminating += active.length;
  look.ready -= active.filter(isReady).length;
  if (!met) delete look.end;
  const decisions = active.map(pod => deletePod(job, pod, why));
  if (decisions.length === 0) return trackStatus(look, 0);
  const { end } = look;
  return [
    {
      write: { verb: 'together', decisions },
      why,
      ended: refusals => {
        if (refusals.length === 0) return { first: [], next: 'go on' };
        delete look.end;
        look.terminating -= refusals.length;
        return { first: trackStatus(look, refusals.length), next: 'try again' };
      },
    },
    ...trackStatus({ ...look, ...(end === undefined ? {} : { end }) }, 0),
  ];
}

/** Pods are made or go; then the status, less by what was refused. */
function manage(seen: Seen, look: Look): Decision[] {
  const { job } = look;
  const mayAct = seen.expectationsMet(`Job/${job.metadata.namespace ?? ''}/${job.metadata.name}` as ObjectKey);
  if (!mayAct || job.metadata.deletionTimestamp !== undefined) return judged(look, look.active.length, false);
  const { active, groups } = manageJob(look);
  const calls = groups.map(group => call(look, group, active));
  return [...calls, ...judged(look, active, true)];
}

const call = (look: Look, { decisions, why, after, lost }: Group, active: number): Decision => ({
  write: { verb: 'together', decisions },
  why,
  ended: refusals =>
    refusals.length === 0
      ? { first: [], next: 'go on' }
      : { first: judged(look, active + lost * refusals.length - after, true), next: 'try again' },
});

/** Complete where enough succeeded and none is active; else suspended or resumed, where pods were looked after. */
function judged(before: Look, active: number, managed: boolean): Decision[] {
  const look = { ...before };
  const { job, now } = look;
  const { completions } = job.spec;
  const enough = completions === undefined ? look.succeeded > 0 : look.succeeded >= completions;
  if (enough && active === 0) {
    look.end = condition(
      'SuccessCriteriaMet',
      'True',
      'CompletionsReached',
      'Reached expected number of succeeded pods',
      now,
    );
    return trackStatus(look, active);
  }
  if (!managed) return trackStatus(look, active);
  const [state, reason, message] = isSuspended(job)
    ? (['True', 'JobSuspended', 'Job suspended'] as const)
    : (['False', 'JobResumed', 'Job resumed'] as const);
  const changed = withCondition(look.status, condition('Suspended', state, reason, message, now));
  if (changed === undefined) return trackStatus(look, active);
  look.status = state === 'True' ? changed : { ...changed, startTime: timestamp(now) };
  const why = because(state === 'True' ? 'job.suspend' : 'job.resume', {
    job: job.metadata.name,
    active: before.active.length,
  });
  const word = state === 'True' ? 'Suspended' : 'Resumed';
  return [say(job, COMPONENT, 'Normal', word, message, why), ...trackStatus(look, active)];
}
