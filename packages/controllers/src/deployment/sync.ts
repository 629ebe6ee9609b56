/**
 * One look at a Deployment, in upstream's order (deployment_controller.go: syncDeployment): deletion beats pause, pause
 * beats rollback, rollback beats scaling, scaling beats rollout.
 */
import type { Deployment, ObjectKey, ReplicaSet, Verdict } from '@playhead/core';
import { Plan } from '../plan.ts';
import { type Instant, type Seen, timestamp } from '../seen.ts';
import { claim } from './claim.ts';
import { cleanUp } from './cleanup.ts';
import { getCondition, hasDeadline, newCondition, setCondition } from './conditions.ts';
import { because, type Sync, writeStatus } from './context.ts';
import { plainStatus } from './progress.ts';
import { rolloutRecreate } from './recreate.ts';
import { getAll } from './revision.ts';
import { rollback, rollbackTo } from './rollback.ts';
import { rolloutRolling } from './rolling.ts';
import { scale, wasResized } from './scaling.ts';

export function syncDeployment(seen: Seen, now: Instant, subject: ObjectKey): Verdict {
  const cached = seen.get(subject) as Deployment | undefined;
  if (cached === undefined) return { decisions: [] };
  const sync: Sync = { seen, now, plan: new Plan(), cached, d: cached, answered: new WeakSet() };
  decide(sync, claim(sync));
  return sync.plan.verdict();
}

function decide(sync: Sync, all: readonly ReplicaSet[]): void {
  if (sync.d.metadata.deletionTimestamp !== undefined) return syncStatusOnly(sync, all);
  checkPaused(sync);
  if (sync.d.spec.paused === true) return syncPausedOrScaled(sync, all);
  const asked = rollbackTo(sync.d);
  if (asked !== undefined) return rollback(sync, all, asked);
  const { newRS, old } = getAll(sync, all, false);
  if (wasResized(sync.d, [...old, newRS])) return syncPausedOrScaled(sync, all);
  if (sync.d.spec.strategy.type === 'Recreate') return rolloutRecreate(sync, all);
  rolloutRolling(sync, all);
}

function syncStatusOnly(sync: Sync, all: readonly ReplicaSet[]): void {
  const { newRS, old } = getAll(sync, all, false);
  plainStatus(sync, [...old, ...(newRS === undefined ? [] : [newRS])], newRS);
}

function syncPausedOrScaled(sync: Sync, all: readonly ReplicaSet[]): void {
  const { newRS, old } = getAll(sync, all, false);
  scale(sync, newRS, old);
  if (sync.d.spec.paused === true && rollbackTo(sync.d) === undefined) cleanUp(sync, old);
  plainStatus(sync, [...old, ...(newRS === undefined ? [] : [newRS])], newRS);
}

/** Progress is marked as unknown while paused and on resuming, so that the deadline does not run (checkPausedConditions). */
function checkPaused(sync: Sync): void {
  const { d } = sync;
  if (!hasDeadline(d)) return;
  const condition = getCondition(d.status, 'Progressing');
  if (condition?.reason === 'ProgressDeadlineExceeded') return;
  const marked = condition?.reason === 'DeploymentPaused';
  const paused = d.spec.paused === true;
  if (paused === marked) return;
  const [reason, message] = paused
    ? ['DeploymentPaused', 'Deployment is paused']
    : ['DeploymentResumed', 'Deployment is resumed'];
  const next = newCondition('Progressing', 'Unknown', reason!, message!, timestamp(sync.now));
  writeStatus(sync, setCondition(d.status, next), because(paused ? 'deployment.paused' : 'deployment.resumed'));
}
