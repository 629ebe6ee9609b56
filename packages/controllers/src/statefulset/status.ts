/** What a StatefulSet reports (stateful_set_control.go: updateStatus, updateStatefulSetStatus). */
import type { Decision, Pod, StatefulSet, StatefulSetStatus } from '@playhead/core';
import { isReady, keyOfObject } from '@playhead/core';
import { isAvailable } from '../availability.ts';
import { because, isConflict } from '../plan.ts';
import type { Instant } from '../seen.ts';
import { podRevision } from './identity.ts';
import type { Revisions } from './revisions.ts';

export interface Counts {
  readonly replicas: number;
  readonly ready: number;
  readonly available: number;
  readonly current: number;
  readonly updated: number;
}

export const isRunningAndReady = (pod: Pod): boolean => pod.status.phase === 'Running' && isReady(pod);

/** A pod that is asked to go counts as there, ready and available, but is of no revision any more. */
export function countPods(set: StatefulSet, pods: readonly Pod[], revisions: Revisions, now: Instant): Counts {
  const staying = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const ready = pods.filter(isRunningAndReady);
  return {
    replicas: pods.length,
    ready: ready.length,
    available: ready.filter(pod => isAvailable(pod, set.spec.minReadySeconds, now)).length,
    current: staying.filter(pod => podRevision(pod) === revisions.current.name).length,
    updated: staying.filter(pod => podRevision(pod) === revisions.update.name).length,
  };
}

/** The write of a status that differs. With every pod updated and ready the update revision becomes the current one. */
export function statusDecisions(set: StatefulSet, counts: Counts, revisions: Revisions): Decision[] {
  const { replicas } = set.spec;
  const complete =
    set.spec.updateStrategy.type === 'RollingUpdate' &&
    counts.updated === replicas &&
    counts.ready === replicas &&
    counts.replicas === replicas;
  const current = complete ? counts.updated : counts.current;
  const status: StatefulSetStatus = {
    ...(set.metadata.generation === undefined ? {} : { observedGeneration: set.metadata.generation }),
    replicas: counts.replicas,
    ...(counts.ready === 0 ? {} : { readyReplicas: counts.ready }),
    ...(current === 0 ? {} : { currentReplicas: current }),
    ...(counts.updated === 0 ? {} : { updatedReplicas: counts.updated }),
    currentRevision: complete ? revisions.update.name : revisions.current.name,
    updateRevision: revisions.update.name,
    collisionCount: revisions.collisionCount,
    availableReplicas: counts.available,
  };
  if (!differs(set.status, status)) return [];
  const why = because('statefulset.status', {
    set: set.metadata.name,
    size: replicas,
    existing: counts.replicas,
    ready: counts.ready,
    available: counts.available,
    updated: counts.updated,
    complete: complete ? 1 : 0,
  });
  const change = { verb: 'patch', key: keyOfObject(set), change: (now: StatefulSet) => ({ ...now, status }) } as const;
  return [
    {
      write: { verb: 'updateStatus', seen: set, object: { ...set, status } },
      why,
      refused: refusal =>
        isConflict(refusal)
          ? { first: [{ write: change as never, why }], next: 'go on' }
          : { first: [], next: 'try again' },
    },
  ];
}

const FIELDS = [
  'replicas',
  'currentReplicas',
  'readyReplicas',
  'updatedReplicas',
  'availableReplicas',
  'currentRevision',
  'updateRevision',
] as const;

/** An older generation or another count or name; the collision count alone is no reason to write. */
const differs = (old: StatefulSetStatus, next: StatefulSetStatus): boolean =>
  (next.observedGeneration ?? 0) > (old.observedGeneration ?? 0) ||
  FIELDS.some(field => (old[field] ?? 0) !== (next[field] ?? 0));
