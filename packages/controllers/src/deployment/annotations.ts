/** The annotations by which a Deployment and its ReplicaSets keep book (deployment_util.go). */
import { REVISION } from '@playhead/core';

export const DESIRED = 'deployment.kubernetes.io/desired-replicas';
export const MAX = 'deployment.kubernetes.io/max-replicas';
export const HISTORY = 'deployment.kubernetes.io/revision-history';
export const ROLLBACK_TO = 'deprecated.deployment.rollback.to';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const SKIPPED = new Set([LAST_APPLIED, REVISION, HISTORY, DESIRED, MAX, ROLLBACK_TO]);
export const skipsCopy = (annotation: string): boolean => SKIPPED.has(annotation);
