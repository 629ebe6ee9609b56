import type { Deployment, DeploymentStatus, Receipt, ReplicaSet } from '@playhead/core';
import { because, type Plan, say } from '../plan.ts';
import type { Instant, Seen } from '../seen.ts';
import { sizes } from './arithmetic.ts';

export const COMPONENT = 'deployment-controller';

/**
 * One look at one Deployment. `d` is upstream's working copy: what a write sets is set in it, but its resourceVersion
 * stays the cached one, so a second write in one look meets a conflict, as upstream's does.
 */
export interface Sync {
  readonly seen: Seen;
  readonly now: Instant;
  readonly plan: Plan;
  readonly cached: Deployment;
  d: Deployment;
  /** ReplicaSets as the answers to this look's writes gave them: writing one again meets no conflict. */
  readonly answered: WeakSet<ReplicaSet>;
}

/** Writes the status (and annotations) of the working copy. */
export function writeStatus(sync: Sync, status: DeploymentStatus, why: Receipt): void {
  sync.d = { ...sync.d, status };
  sync.plan.do({ write: { verb: 'updateStatus', seen: sync.cached, object: sync.d }, why });
}

export function announce(sync: Sync, eventType: 'Normal' | 'Warning', reason: string, message: string, why: Receipt) {
  return say(sync.d, COMPONENT, eventType, reason, message, why);
}

export const about = (sync: Sync, more: Receipt['inputs'] = {}): Receipt['inputs'] => ({ ...sizes(sync.d), ...more });

/** A ReplicaSet's short inputs for receipts. */
export const of = (rs: ReplicaSet | undefined, prefix: string): Receipt['inputs'] =>
  rs === undefined
    ? {}
    : {
        [prefix]: rs.metadata.name,
        [`${prefix}Size`]: rs.spec.replicas,
        [`${prefix}Available`]: rs.status.availableReplicas ?? 0,
      };

export { because };
