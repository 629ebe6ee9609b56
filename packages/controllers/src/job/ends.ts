/** Whether a Job has come to its end, in upstream's order of questions (job_controller.go: syncJob). */
import type { Condition, Job, Pod } from '@playhead/core';
import { instant } from '../seen.ts';
import { has, parseIndexes, total, withIndexes } from './indexes.ts';
import { condition, conditionIn, type Look, uncounted } from './look.ts';
import {
  finishedAt,
  indexFailures,
  indexIgnored,
  indexOf,
  isIndexed,
  isPodFailed,
  isSuspended,
  isTracked,
  limitsEachIndex,
  validIndexOf,
} from './pods.ts';
import { matchFailurePolicy, matchSuccessPolicy } from './policies.ts';

export function findEnd(look: Look): void {
  look.end = foundBefore(look) ?? policyEnd(look) ?? limitEnd(look);
  if (!isIndexed(look.job)) return;
  countIndexes(look);
  look.end ??= indexEnd(look);
  if (look.end !== undefined) return;
  const message = matchSuccessPolicy(look.job, look.succeededIndexes);
  if (message !== undefined) look.end = condition('SuccessCriteriaMet', 'True', 'SuccessPolicy', message, look.now);
}

function foundBefore({ status, now }: Look): Condition | undefined {
  const met = conditionIn(status, 'SuccessCriteriaMet');
  if (met?.status === 'True') return met;
  const target = conditionIn(status, 'FailureTarget');
  return target?.status === 'True'
    ? condition('Failed', 'True', target.reason ?? '', target.message ?? '', now)
    : undefined;
}

const fails = (look: Look, reason: string, message: string): Condition =>
  condition('FailureTarget', 'True', reason, message, look.now);

function policyEnd(look: Look): Condition | undefined {
  const { job, pods } = look;
  if (job.spec.podFailurePolicy === undefined) return undefined;
  for (const pod of pods) {
    if (!isPodFailed(pod, job)) continue;
    const { failJob } = matchFailurePolicy(job.spec.podFailurePolicy, pod);
    if (failJob !== undefined) return fails(look, 'PodFailurePolicy', failJob);
  }
  return undefined;
}

/** backoffLimit 2: the third failed pod is one too many; of restarts within pods already the second. */
function limitEnd(look: Look): Condition | undefined {
  const { job, status, now } = look;
  const { backoffLimit, activeDeadlineSeconds } = job.spec;
  if (look.failed > backoffLimit || restartedTooOften(job, look.pods))
    return fails(look, 'BackoffLimitExceeded', 'Job has reached the specified backoff limit');
  if (activeDeadlineSeconds === undefined || isSuspended(job) || status.startTime === undefined) return undefined;
  // a Job that starts with this look is told its time to the millisecond
  const began = look.job.status.startTime === undefined ? now : instant(status.startTime);
  const left = activeDeadlineSeconds * 1000 - (now - began);
  if (left <= 0) return fails(look, 'DeadlineExceeded', 'Job was active longer than specified deadline');
  look.timers.push(left);
  return undefined;
}

function restartedTooOften(job: Job, pods: readonly Pod[]): boolean {
  if (job.spec.template.spec.restartPolicy !== 'OnFailure') return false;
  let restarts = 0;
  for (const { status } of pods)
    if (status.phase === 'Running' || status.phase === 'Pending')
      for (const { restartCount } of status.containerStatuses ?? []) restarts += restartCount;
  const { backoffLimit } = job.spec;
  return backoffLimit === 0 ? restarts > 0 : restarts >= backoffLimit;
}

function countIndexes(look: Look): void {
  const { job, pods, status } = look;
  const completions = job.spec.completions ?? 0;
  const indexesOf = (chosen: readonly Pod[]) =>
    chosen.map(pod => validIndexOf(pod, job)).filter(index => index !== undefined);
  look.counted = parseIndexes(status.completedIndexes, completions);
  const done = pods.filter(pod => pod.status.phase === 'Succeeded' && isTracked(pod));
  look.succeededIndexes = withIndexes(look.counted, indexesOf(done));
  look.succeeded = total(look.succeededIndexes);
  if (!limitsEachIndex(job)) return;
  const lost = pods.filter(pod => isTracked(pod) && isIndexFailed(job, pod));
  look.failedIndexes = withIndexes(parseIndexes(status.failedIndexes, completions), indexesOf(lost));
  look.kept = keptPods(look);
}

function isIndexFailed(job: Job, pod: Pod): boolean {
  if (!isPodFailed(pod, job)) return false;
  const { action, counts } = matchFailurePolicy(job.spec.podFailurePolicy, pod);
  return action === 'FailIndex' || (counts && indexFailures(pod) >= (job.spec.backoffLimitPerIndex ?? 0));
}

function indexEnd(look: Look): Condition | undefined {
  const { job, failedIndexes } = look;
  if (failedIndexes === undefined) return undefined;
  const failed = total(failedIndexes);
  const { maxFailedIndexes, completions = 0 } = job.spec;
  if (maxFailedIndexes !== undefined && failed > maxFailedIndexes)
    return fails(look, 'MaxFailedIndexesExceeded', 'Job has exceeded the specified maximal number of failed indexes');
  return failed > 0 && failed + look.succeeded >= completions
    ? fails(look, 'FailedIndexes', 'Job has failed indexes')
    : undefined;
}

/** The last failed pod of each index that is still to be replaced (getPodsWithDelayedDeletionPerIndex). */
function keptPods(look: Look): ReadonlyMap<number, Pod> {
  const kept = new Map<number, Pod>();
  const running = new Set(look.active.map(indexOf));
  const failures = (pod: Pod) => indexFailures(pod) + indexIgnored(pod);
  for (const pod of uncounted(look, true, undefined)) {
    const index = validIndexOf(pod, look.job);
    if (index === undefined || !isPodFailed(pod, look.job) || running.has(index)) continue;
    if (has(look.succeededIndexes, index) || has(look.failedIndexes ?? [], index)) continue;
    const last = kept.get(index);
    if (last === undefined || (failures(last) <= failures(pod) && finishedAt(pod) >= finishedAt(last)))
      kept.set(index, pod);
  }
  return kept;
}
