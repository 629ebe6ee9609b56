/** Setting and removing conditions of a Deployment (deployment_util.go: SetDeploymentCondition). */
import type { Condition, Deployment, DeploymentStatus } from '@playhead/core';

export const newCondition = (
  type: string,
  status: Condition['status'],
  reason: string,
  message: string,
  at: string,
): Condition => ({ type, status, lastUpdateTime: at, lastTransitionTime: at, reason, message });

export const getCondition = (status: DeploymentStatus, type: string): Condition | undefined =>
  status.conditions?.find(c => c.type === type);

/**
 * The same status and reason: nothing at all changes, not even the message. Else the old one goes and the new one is put
 * last; the transition time is kept while the status is the same.
 */
export function setCondition(status: DeploymentStatus, condition: Condition): DeploymentStatus {
  const old = getCondition(status, condition.type);
  if (old !== undefined && old.status === condition.status && old.reason === condition.reason) return status;
  const kept =
    old !== undefined && old.status === condition.status && old.lastTransitionTime !== undefined
      ? { ...condition, lastTransitionTime: old.lastTransitionTime }
      : condition;
  return { ...status, conditions: [...(status.conditions ?? []).filter(c => c.type !== condition.type), kept] };
}

export function removeCondition(status: DeploymentStatus, type: string): DeploymentStatus {
  if (getCondition(status, type) === undefined) return status;
  const conditions = (status.conditions ?? []).filter(c => c.type !== type);
  if (conditions.length > 0) return { ...status, conditions };
  const { conditions: _none, ...rest } = status;
  return rest;
}

/** A progress deadline of MaxInt32 means none (HasProgressDeadline). */
export const hasDeadline = (d: Deployment): boolean =>
  d.spec.progressDeadlineSeconds !== undefined && d.spec.progressDeadlineSeconds !== 2147483647;
