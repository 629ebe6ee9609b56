/** Counts and the ReplicaFailure condition of a ReplicaSet (replica_set_utils.go: calculateStatus). */
import type { Condition, Decision, Labels, Pod, ReplicaSet, ReplicaSetStatus } from '@playhead/core';
import { equal, isReady, keyOfObject } from '@playhead/core';
import { because, isConflict } from '../plan.ts';
import type { OwnedPods } from '../podIndex.ts';
import { type Instant, instant, timestamp } from '../seen.ts';
import type { Keeper } from './keeper.ts';

/** The pods that count for a ReplicaSet: those it owns, less the ones it lets go, plus the ones it takes in. */
export interface Claimed {
  readonly owned: OwnedPods;
  readonly released: readonly Pod[];
  readonly adopted: readonly Pod[];
}

export interface Counts {
  readonly replicas: number;
  readonly fullyLabeled: number;
  readonly ready: number;
  readonly available: number;
  readonly terminating: number;
}

/** Counted from the running counts: only suspect, released and adopted pods are looked at one by one. */
export function countPods(rs: ReplicaSet, claimed: Claimed, now: Instant): Counts {
  const { owned, released, adopted } = claimed;
  const labels = rs.spec.template.metadata?.labels ?? {};
  const wait = (rs.spec.minReadySeconds ?? 0) * 1000;
  let replicas = owned.active.size;
  let fullyLabeled = replicas;
  let ready = replicas - owned.unready.size;
  let available = ready;
  if (wait > 0) {
    available = 0;
    for (const [second, count] of owned.readyAt) if (second * 1000 + wait <= now) available += count;
  }
  for (const pod of owned.suspect.values())
    if (owned.active.has(pod.metadata.uid) && !matchesLabels(labels, pod.metadata.labels ?? {})) fullyLabeled--;
  const one = (pod: Pod, by: number, labelled: boolean) => {
    replicas += by;
    if (labelled) fullyLabeled += by;
    if (!isReady(pod)) return;
    ready += by;
    if (wait === 0 || readyTime(pod) + wait <= now) available += by;
  };
  for (const pod of released) one(pod, -1, matchesLabels(labels, pod.metadata.labels ?? {}));
  for (const pod of adopted) one(pod, 1, matchesLabels(labels, pod.metadata.labels ?? {}));
  return { replicas, fullyLabeled, ready, available, terminating: owned.terminating.size };
}

const matchesLabels = (wanted: Labels, labels: Labels): boolean =>
  Object.keys(wanted).every(key => labels[key] === wanted[key]);

const readyTime = (pod: Pod): Instant =>
  instant(pod.status.conditions?.find(c => c.type === 'Ready')?.lastTransitionTime);

/** Milliseconds until the next ready pod becomes available; undefined where none waits. */
export function nextAvailability(rs: ReplicaSet, owned: OwnedPods, now: Instant): number | undefined {
  const wait = (rs.spec.minReadySeconds ?? 0) * 1000;
  let next: number | undefined;
  for (const second of owned.readyAt.keys()) {
    const left = second * 1000 + wait - now;
    if (left > 0 && (next === undefined || left < next)) next = left;
  }
  return next;
}

/** The write of a new status, or none where nothing changed. On a conflict it is tried once more over the live object. */
export function statusDecision(
  keeper: Keeper,
  rs: ReplicaSet,
  counts: Counts,
  failure: string | undefined,
  now: Instant,
): Decision[] {
  const status = calculate(keeper, rs, counts, failure, now);
  const observed = (rs.metadata.generation ?? 0) === (rs.status.observedGeneration ?? 0);
  const { observedGeneration: _seen, ...old } = rs.status;
  if (observed && equal(old as never, status as never)) return [];
  const next: ReplicaSetStatus = { ...status, observedGeneration: rs.metadata.generation ?? 0 };
  const why = because('replicaset.status', {
    replicaSet: rs.metadata.name,
    size: rs.spec.replicas,
    existing: counts.replicas,
    ready: counts.ready,
    available: counts.available,
    minReadySeconds: rs.spec.minReadySeconds ?? 0,
  });
  return [
    {
      write: { verb: 'updateStatus', seen: rs, object: keeper.written({ ...rs, status: next }) },
      why,
      refused: refusal =>
        isConflict(refusal)
          ? {
              first: [
                {
                  write: { verb: 'patch', key: keyOfObject(rs), change: current => ({ ...current, status: next }) },
                  why,
                },
              ],
              next: 'go on',
            }
          : { first: [], next: 'try again' },
    },
  ];
}

function calculate(
  keeper: Keeper,
  rs: ReplicaSet,
  counts: Counts,
  failure: string | undefined,
  now: Instant,
): ReplicaSetStatus {
  const conditions = withFailure(rs, counts, failure, now);
  return {
    replicas: counts.replicas,
    ...(counts.fullyLabeled === 0 ? {} : { fullyLabeledReplicas: counts.fullyLabeled }),
    ...(counts.ready === 0 ? {} : { readyReplicas: counts.ready }),
    ...(counts.available === 0 ? {} : { availableReplicas: counts.available }),
    ...(keeper.countsTerminating ? { terminatingReplicas: counts.terminating } : {}),
    ...(conditions.length === 0 ? {} : { conditions }),
  };
}

/** Set at the first failure and not refreshed; gone with the first look that fails at nothing. */
function withFailure(rs: ReplicaSet, counts: Counts, failure: string | undefined, now: Instant): readonly Condition[] {
  const conditions = rs.status.conditions ?? [];
  const there = conditions.some(c => c.type === 'ReplicaFailure');
  if (failure === undefined) return there ? conditions.filter(c => c.type !== 'ReplicaFailure') : conditions;
  if (there) return conditions;
  const reason = counts.replicas < rs.spec.replicas ? 'FailedCreate' : 'FailedDelete';
  const at = timestamp(now);
  return [...conditions, { type: 'ReplicaFailure', status: 'True', lastTransitionTime: at, reason, message: failure }];
}
