/** What the status says of a rollout, and when it counts as stuck (progress.go, sync.go: calculateStatus). */
import type { Condition, Decision, Deployment, DeploymentStatus, Receipt, ReplicaSet } from '@playhead/core';
import { equal } from '@playhead/core';
import { instant, timestamp } from '../seen.ts';
import { minAvailable } from './arithmetic.ts';
import { getCondition, hasDeadline, newCondition, removeCondition, setCondition } from './conditions.ts';
import { about, because, type Sync, writeStatus } from './context.ts';
import { available, size, sum } from './replicaSets.ts';

/** Status of a look that scaled or is paused: counts and Available, no judgement of progress (syncDeploymentStatus). */
export function plainStatus(sync: Sync, all: readonly ReplicaSet[], newRS: ReplicaSet | undefined): void {
  const status = calculate(sync, all, newRS);
  if (!equal(sync.d.status as never, status as never))
    writeStatus(sync, status, because('deployment.status', counted(sync, status)));
}

/** Status of a rollout look, with progress (syncRolloutStatus). */
export function rolloutStatus(sync: Sync, all: readonly ReplicaSet[], newRS: ReplicaSet | undefined): void {
  const { status, why } = judge(sync, all, newRS);
  if (equal(sync.d.status as never, status as never)) return askAgainAboutProgress(sync, status);
  writeStatus(sync, status, why);
}

/** The same as decisions, for a look whose scaling was refused; the working copy stays as it is. */
export function rolloutStatusDecisions(
  sync: Sync,
  all: readonly ReplicaSet[],
  newRS: ReplicaSet | undefined,
): readonly Decision[] {
  const { status, why } = judge(sync, all, newRS);
  if (equal(sync.d.status as never, status as never)) return [];
  return [{ write: { verb: 'updateStatus', seen: sync.cached, object: { ...sync.d, status } }, why }];
}

/** As many updated, existing and available as wanted, and no generation unseen (DeploymentComplete). */
export const isComplete = (d: Deployment, status: DeploymentStatus): boolean =>
  (status.updatedReplicas ?? 0) === d.spec.replicas &&
  (status.replicas ?? 0) === d.spec.replicas &&
  (status.availableReplicas ?? 0) === d.spec.replicas &&
  (status.observedGeneration ?? 0) >= (d.metadata.generation ?? 0);

/** More updated, fewer old, more ready or more available than was last written (DeploymentProgressing). */
function isProgressing(old: DeploymentStatus, now: DeploymentStatus): boolean {
  const outdated = (s: DeploymentStatus) => (s.replicas ?? 0) - (s.updatedReplicas ?? 0);
  return (
    (now.updatedReplicas ?? 0) > (old.updatedReplicas ?? 0) ||
    outdated(now) < outdated(old) ||
    (now.readyReplicas ?? 0) > (old.readyReplicas ?? 0) ||
    (now.availableReplicas ?? 0) > (old.availableReplicas ?? 0)
  );
}

/** The deadline runs from the last progress; it has passed when it lies strictly before now (DeploymentTimedOut). */
function isTimedOut(sync: Sync, status: DeploymentStatus): boolean {
  const condition = getCondition(status, 'Progressing');
  if (!hasDeadline(sync.d) || condition === undefined || condition.reason === 'NewReplicaSetAvailable') return false;
  if (condition.reason === 'ProgressDeadlineExceeded') return true;
  return instant(condition.lastUpdateTime) + sync.d.spec.progressDeadlineSeconds! * 1000 < sync.now;
}

function judge(
  sync: Sync,
  all: readonly ReplicaSet[],
  newRS: ReplicaSet | undefined,
): { status: DeploymentStatus; why: Receipt } {
  const { d } = sync;
  let status = calculate(sync, all, newRS);
  let verdict = 'none';
  if (!hasDeadline(d)) status = removeCondition(status, 'Progressing');
  const current = getCondition(d.status, 'Progressing');
  const done = status.replicas === status.updatedReplicas && current?.reason === 'NewReplicaSetAvailable';
  if (hasDeadline(d) && !done) {
    const name = newRS === undefined ? `Deployment "${d.metadata.name}"` : `ReplicaSet "${newRS.metadata.name}"`;
    if (isComplete(d, status)) {
      status = progressing(sync, status, 'True', 'NewReplicaSetAvailable', `${name} has successfully progressed.`);
      verdict = 'complete';
    } else if (isProgressing(d.status, status)) {
      status = progressed(sync, status, current, `${name} is progressing.`);
      verdict = 'progressing';
    } else if (isTimedOut(sync, status)) {
      status = progressing(sync, status, 'False', 'ProgressDeadlineExceeded', `${name} has timed out progressing.`);
      verdict = 'timed out';
    }
  }
  const failure = replicaFailure(all, newRS);
  status = failure === undefined ? removeCondition(status, 'ReplicaFailure') : setCondition(status, failure);
  return { status, why: because('deployment.progress', { ...counted(sync, status), verdict }) };
}

const progressing = (
  sync: Sync,
  status: DeploymentStatus,
  value: Condition['status'],
  reason: string,
  message: string,
): DeploymentStatus => setCondition(status, newCondition('Progressing', value, reason, message, timestamp(sync.now)));

/** Written anew at every progress, so that the deadline runs from it; the transition time is kept while it was True. */
function progressed(sync: Sync, status: DeploymentStatus, current: Condition | undefined, message: string) {
  const fresh = newCondition('Progressing', 'True', 'ReplicaSetUpdated', message, timestamp(sync.now));
  if (current === undefined) return setCondition(status, fresh);
  const kept =
    current.status === 'True' && current.lastTransitionTime !== undefined
      ? { ...fresh, lastTransitionTime: current.lastTransitionTime }
      : fresh;
  return setCondition(removeCondition(status, 'Progressing'), kept);
}

/** The new ReplicaSet's failure, else the first of any (getReplicaFailures); its times are both the transition's. */
function replicaFailure(all: readonly ReplicaSet[], newRS: ReplicaSet | undefined): Condition | undefined {
  for (const rs of newRS === undefined ? all : [newRS, ...all]) {
    const c = rs.status.conditions?.find(condition => condition.type === 'ReplicaFailure');
    if (c !== undefined)
      return newCondition(c.type, c.status, c.reason ?? '', c.message ?? '', c.lastTransitionTime ?? '');
  }
  return undefined;
}

/** Counts from the ReplicaSets' own status, and the Available condition. Zero counts are left out, as in JSON. */
function calculate(sync: Sync, all: readonly ReplicaSet[], newRS: ReplicaSet | undefined): DeploymentStatus {
  const { d } = sync;
  const availableReplicas = sum(all, available);
  const counts = {
    observedGeneration: d.metadata.generation ?? 0,
    replicas: sum(all, rs => rs.status.replicas),
    updatedReplicas: newRS?.status.replicas ?? 0,
    readyReplicas: sum(all, rs => rs.status.readyReplicas),
    availableReplicas,
    unavailableReplicas: Math.max(0, sum(all, size) - availableReplicas),
  };
  const terminatingReplicas = terminating(all);
  const status: DeploymentStatus = {
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)),
    ...(terminatingReplicas === undefined ? {} : { terminatingReplicas }),
    ...(d.status.collisionCount === undefined ? {} : { collisionCount: d.status.collisionCount }),
    ...(d.status.conditions === undefined ? {} : { conditions: d.status.conditions }),
  };
  const enough = availableReplicas >= minAvailable(d);
  return setCondition(
    status,
    enough
      ? newCondition(
          'Available',
          'True',
          'MinimumReplicasAvailable',
          'Deployment has minimum availability.',
          timestamp(sync.now),
        )
      : newCondition(
          'Available',
          'False',
          'MinimumReplicasUnavailable',
          'Deployment does not have minimum availability.',
          timestamp(sync.now),
        ),
  );
}

/** A ReplicaSet never looked at counts as none; one looked at that does not say makes the whole unknown. */
function terminating(all: readonly ReplicaSet[]): number | undefined {
  let total = 0;
  for (const { status } of all) {
    if (status.terminatingReplicas !== undefined) total += status.terminatingReplicas;
    else if ((status.observedGeneration ?? 0) !== 0) return undefined;
  }
  return total;
}

const counted = (sync: Sync, status: DeploymentStatus): Receipt['inputs'] =>
  about(sync, {
    existing: status.replicas ?? 0,
    updated: status.updatedReplicas ?? 0,
    ready: status.readyReplicas ?? 0,
    available: status.availableReplicas ?? 0,
    minAvailable: minAvailable(sync.d),
    deadline: sync.d.spec.progressDeadlineSeconds ?? 0,
  });

/**
 * Nothing changed: look again when the deadline will have passed, a second later because stored times have seconds only
 * (requeueStuckDeployment). Less than a second away: at once, with a back-off.
 */
function askAgainAboutProgress(sync: Sync, status: DeploymentStatus): void {
  const condition = getCondition(sync.d.status, 'Progressing');
  if (!hasDeadline(sync.d) || condition === undefined) return;
  if (isComplete(sync.d, status) || condition.reason === 'ProgressDeadlineExceeded') return;
  const after = instant(condition.lastUpdateTime) + sync.d.spec.progressDeadlineSeconds! * 1000 - sync.now;
  if (after < 1000) sync.plan.askAgainSoon = true;
  else sync.plan.askAgain(after + 1000);
}
