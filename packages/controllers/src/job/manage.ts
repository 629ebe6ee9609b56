/** How many pods a Job wants, and which are made or go (job_controller.go: manageJob). */
import type { Decision, Job, Pod, Receipt } from '@playhead/core';
import { isReady, keyOfObject } from '@playhead/core';
import { because, say } from '../plan.ts';
import { instant } from '../seen.ts';
import { remaining, remainingOfIndex } from './backoff.ts';
import { firstFree, union, withIndexes } from './indexes.ts';
import { COMPONENT, type Look } from './look.ts';
import { podOf } from './newPod.ts';
import {
  indexOf,
  isGoing,
  isIndexed,
  isSuspended,
  isTracked,
  limitsEachIndex,
  replacesOnlyFailed,
  untracked,
} from './pods.ts';

/** Never more creations or deletions in one look. */
const BURST = 500;

/** The calls, and how many pods are active once they all went well. Groups that fail say by how many fewer. */
export interface Managed {
  readonly active: number;
  readonly groups: readonly Group[];
}

export interface Group {
  readonly decisions: readonly Decision[];
  readonly why: Receipt;
  /** Creations that are not tried after a failure in this group. */
  readonly after: number;
  /** What a refusal adds to the active pods: −1 for a creation, +1 for a deletion. */
  readonly lost: number;
}

export function manageJob(look: Look): Managed {
  const { job, active } = look;
  if (isSuspended(job)) return deletePods(look, active, 'job.suspend');
  const wanted = wantedActive(look);
  const surplus = podsToRemove(job, active, Math.max(0, active.length - wanted)).slice(0, BURST);
  if (surplus.length > 0) return deletePods(look, surplus, 'job.delete', wanted);
  const waitFor = replacesOnlyFailed(job) ? look.terminating : 0;
  const missing = wanted - waitFor - active.length;
  return missing > 0 ? createPods(look, Math.min(missing, BURST), wanted) : { active: active.length, groups: [] };
}

/** Without completions: parallelism until a pod succeeds, then those that run. Else never more than are still to succeed. */
function wantedActive({ job, active, succeeded }: Look): number {
  const { completions, parallelism } = job.spec;
  if (completions === undefined) return succeeded > 0 ? active.length : parallelism;
  return Math.max(0, Math.min(completions - succeeded, parallelism));
}

function createPods(look: Look, missing: number, wanted: number): Managed {
  const { job, active, now } = look;
  const wait = limitsEachIndex(job) ? 0 : remaining(look.failures, now);
  // upstream calls no pod active while it waits
  if (wait > 0) return backOff(look, wait);
  let indexes: readonly (number | undefined)[] = new Array<undefined>(missing).fill(undefined);
  if (isIndexed(job)) {
    const free = firstFree(takenIndexes(look), missing, job.spec.completions ?? 0);
    const ready = free.filter(index => remainingOfIndex(look.kept.get(index), now) === 0);
    if (limitsEachIndex(job) && free.length > 0 && ready.length === 0)
      return backOff(look, Math.min(...free.map(index => remainingOfIndex(look.kept.get(index), now))));
    indexes = limitsEachIndex(job) ? ready : free;
  }
  const why = because('job.create', {
    job: job.metadata.name,
    completions: job.spec.completions ?? 'any',
    parallelism: job.spec.parallelism,
    succeeded: look.succeeded,
    wanted,
    active: active.length,
    missing: indexes.length,
  });
  return { active: active.length + indexes.length, groups: batches(look, indexes, why) };
}

function backOff(look: Look, wait: number): Managed {
  look.timers.push(Math.max(1000, wait));
  return { active: 0, groups: [] };
}

/** Go runs the goroutine that was started last before the others: of pods 2 and 3, 3 goes first. */
const lastFirst = <T>(batch: readonly T[]): readonly T[] => [...batch.slice(-1), ...batch.slice(0, -1)];

/** In batches of 1, 2, 4, …, each waited for; after a failure no more are tried. */
function batches(look: Look, indexes: readonly (number | undefined)[], why: Receipt): Group[] {
  const groups: Group[] = [];
  for (let from = 0, size = 1; from < indexes.length; from += size, size *= 2) {
    const batch = indexes.slice(from, from + size);
    const after = indexes.length - from - batch.length;
    groups.push({ decisions: batch.map(index => createPod(look, index, why)), why, after, lost: -1 });
  }
  return groups;
}

const createPod = ({ job, kept }: Look, index: number | undefined, why: Receipt): Decision => ({
  write: { verb: 'create', object: podOf(job, index, index === undefined ? undefined : kept.get(index)) },
  why,
  accepted: made => [say(job, COMPONENT, 'Normal', 'SuccessfulCreate', `Created pod: ${made.metadata.name}`, why)],
  refused: refusal => ({
    first: [say(job, COMPONENT, 'Warning', 'FailedCreate', `Error creating: ${refusal.message}`, why)],
    next: 'stop',
  }),
});

function takenIndexes(look: Look) {
  const held = look.active.map(indexOf);
  if (replacesOnlyFailed(look.job)) held.push(...look.pods.filter(pod => isGoing(pod) && !ended(pod)).map(indexOf));
  const taken = withIndexes(
    look.succeededIndexes,
    held.filter(index => index !== undefined),
  );
  return union(taken, look.failedIndexes ?? []);
}

const ended = (pod: Pod): boolean => pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';

/** The pods lose their mark first, so that they are not counted as failed. */
function deletePods(look: Look, pods: readonly Pod[], rule: 'job.suspend' | 'job.delete', wanted = 0): Managed {
  const { job, active } = look;
  const why = because(rule, { job: job.metadata.name, active: active.length, wanted, surplus: pods.length });
  look.terminating += pods.length;
  look.ready -= pods.filter(isReady).length;
  const decisions = lastFirst(pods).map((pod): Decision => {
    const go = deletePod(job, pod, why);
    if (!isTracked(pod)) return go;
    return {
      write: { verb: 'patch', key: keyOfObject(pod), change: untracked },
      why,
      accepted: () => [go],
      refused: refusal => ({ first: [], next: refusal.code === 404 ? 'go on' : 'stop' }),
    };
  });
  const groups = pods.length === 0 ? [] : [{ decisions, why, after: 0, lost: 1 }];
  return { active: active.length - pods.length, groups };
}

export const deletePod = (job: Job, pod: Pod, why: Receipt): Decision => ({
  write: { verb: 'delete', key: keyOfObject(pod), uid: pod.metadata.uid },
  why,
  accepted: () => [say(job, COMPONENT, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`, why)],
  refused: refusal =>
    refusal.code === 404
      ? { first: [], next: 'go on' }
      : {
          first: [say(job, COMPONENT, 'Warning', 'FailedDelete', `Error deleting: ${refusal.message}`, why)],
          next: 'stop',
        },
});

/** At least `count`; of an indexed Job also those with no index, one it has not, or one that another pod has too. */
function podsToRemove(job: Job, active: readonly Pod[], count: number): readonly Pod[] {
  if (!isIndexed(job)) return [...active].sort(compare).slice(0, count);
  const go: Pod[] = [];
  const left = new Map<number, Pod>();
  for (const pod of [...active].sort((a, b) => (indexOf(a) ?? -1) - (indexOf(b) ?? -1) || compare(a, b))) {
    const index = indexOf(pod);
    if (index === undefined || index >= (job.spec.completions ?? 0)) {
      go.push(pod);
      continue;
    }
    const other = left.get(index);
    if (other !== undefined) go.push(other);
    left.set(index, pod);
  }
  const more = Math.max(0, count - go.length);
  return [...go, ...[...left.values()].sort(compare).slice(0, more)];
}

const PHASES: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

/** Negative: goes sooner (controller_utils.go ActivePods): not placed, pending, not ready, younger, more restarts. */
function compare(a: Pod, b: Pod): number {
  const phase = (pod: Pod) => PHASES[pod.status.phase ?? ''] ?? 0;
  const since = (pod: Pod) => instant(pod.status.conditions?.find(c => c.type === 'Ready')?.lastTransitionTime);
  const restarts = (pod: Pod) => Math.max(0, ...(pod.status.containerStatuses ?? []).map(s => s.restartCount));
  return (
    Number(a.spec.nodeName !== undefined) - Number(b.spec.nodeName !== undefined) ||
    phase(a) - phase(b) ||
    Number(isReady(a)) - Number(isReady(b)) ||
    (isReady(a) ? since(b) - since(a) : 0) ||
    restarts(b) - restarts(a) ||
    instant(b.metadata.creationTimestamp) - instant(a.metadata.creationTimestamp)
  );
}
