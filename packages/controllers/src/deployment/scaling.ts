/** Changing the size of ReplicaSets (sync.go: scale, scaleReplicaSet; deployment_util.go: GetReplicaSetProportion). */
import type { Deployment, Receipt, ReplicaSet } from '@playhead/core';
import { DESIRED, MAX } from './annotations.ts';
import { isRollingUpdate, maxSurge } from './arithmetic.ts';
import { about, announce, because, of, type Sync } from './context.ts';
import { active, byCreation, bySizeNewer, bySizeOlder, size, sum } from './replicaSets.ts';

/** Scales and says so, unless the size is right already. */
export function scaleTo(sync: Sync, rs: ReplicaSet, replicas: number, why: Receipt): boolean {
  return rs.spec.replicas === replicas ? false : write(sync, rs, replicas, why);
}

/** Also where only the annotations are out of date, as proportional scaling does. */
function write(sync: Sync, rs: ReplicaSet, replicas: number, why: Receipt): boolean {
  const { d } = sync;
  const desired = String(d.spec.replicas);
  const most = String(d.spec.replicas + maxSurge(d));
  const { annotations } = rs.metadata;
  const resized = rs.spec.replicas !== replicas;
  if (!resized && annotations?.[DESIRED] === desired && annotations?.[MAX] === most) return false;
  const object: ReplicaSet = {
    ...rs,
    metadata: { ...rs.metadata, annotations: { ...annotations, [DESIRED]: desired, [MAX]: most } },
    spec: { ...rs.spec, replicas },
  };
  sync.plan.do({ write: { verb: 'update', seen: rs, object, chained: sync.answered.has(rs) }, why });
  if (resized) {
    const way = rs.spec.replicas < replicas ? 'up' : 'down';
    const message = `Scaled ${way} replica set ${rs.metadata.name} from ${rs.spec.replicas} to ${replicas}`;
    sync.plan.do(announce(sync, 'Normal', 'ScalingReplicaSet', message, why));
  }
  return resized;
}

/** An active ReplicaSet was last sized for another number of replicas (isScalingEvent). */
export const wasResized = (d: Deployment, all: readonly (ReplicaSet | undefined)[]): boolean =>
  active(all).some(rs => {
    const desired = annotatedNumber(rs, DESIRED);
    return desired !== undefined && desired !== d.spec.replicas;
  });

/**
 * One ReplicaSet active, or none: that one, or the newest, takes it all. A new one that has all its pods: the old ones go
 * to 0. Else, in a rolling update, each in proportion.
 */
export function scale(sync: Sync, newRS: ReplicaSet | undefined, old: readonly ReplicaSet[]): void {
  const { d } = sync;
  const actives = active([...old, newRS]);
  if (actives.length <= 1) {
    const target = actives[0] ?? newRS ?? [...old].sort(byCreation).at(-1);
    if (target === undefined || target.spec.replicas === d.spec.replicas) return;
    scaleTo(sync, target, d.spec.replicas, because('deployment.scaleOnly', about(sync, of(target, 'replicaSet'))));
    return;
  }
  if (newRS !== undefined && isSaturated(d, newRS)) {
    for (const rs of active(old))
      scaleTo(sync, rs, 0, because('deployment.scaleSaturated', about(sync, of(rs, 'replicaSet'))));
    return;
  }
  if (isRollingUpdate(d)) scaleInProportion(sync, actives);
}

const isSaturated = (d: Deployment, rs: ReplicaSet): boolean =>
  rs.spec.replicas === d.spec.replicas &&
  annotatedNumber(rs, DESIRED) === d.spec.replicas &&
  (rs.status.availableReplicas ?? 0) === d.spec.replicas;

/**
 * 10 replicas, surge 3, stuck at 8 old and 5 new, scaled to 15: 18 are allowed, so 5 are to be added. Biggest first:
 * old 8 x 18 / 13 = 11.08, so +3; new 5 x 18 / 13 = 6.92, so +2. What is left over goes to the first.
 */
function scaleInProportion(sync: Sync, actives: readonly ReplicaSet[]): void {
  const { d } = sync;
  const existing = sum(actives, size);
  const allowed = d.spec.replicas > 0 ? d.spec.replicas + maxSurge(d) : 0;
  const toAdd = allowed - existing;
  const order = toAdd > 0 ? [...actives].sort(bySizeNewer) : toAdd < 0 ? [...actives].sort(bySizeOlder) : actives;
  let added = 0;
  const targets = order.map(rs => {
    const part = proportion(d, rs, toAdd, added);
    added += part;
    return rs.spec.replicas + part;
  });
  if (toAdd !== 0 && targets.length > 0) targets[0] = Math.max(0, targets[0]! + toAdd - added);
  for (const [i, rs] of order.entries()) {
    const before = maxBefore(d, rs);
    write(
      sync,
      rs,
      targets[i]!,
      because('deployment.scaleProportion', about(sync, { ...of(rs, 'replicaSet'), existing, allowed, toAdd, before })),
    );
  }
}

function proportion(d: Deployment, rs: ReplicaSet, toAdd: number, added: number): number {
  const left = toAdd - added;
  if (rs.spec.replicas === 0 || toAdd === 0 || left === 0) return 0;
  return toAdd > 0 ? Math.min(fraction(d, rs), left) : Math.max(fraction(d, rs), left);
}

function fraction(d: Deployment, rs: ReplicaSet): number {
  if (d.spec.replicas === 0) return -rs.spec.replicas;
  const before = maxBefore(d, rs);
  if (before === 0) return 0;
  // the product is taken in 32-bit integers upstream, before the division
  const product = Math.imul(rs.spec.replicas, d.spec.replicas + maxSurge(d));
  return roundHalfAway(product / before) - rs.spec.replicas;
}

/** What the Deployment could grow to when this ReplicaSet was last sized; failing that, its pods as last counted. */
const maxBefore = (d: Deployment, rs: ReplicaSet): number => annotatedNumber(rs, MAX) || (d.status.replicas ?? 0);

const roundHalfAway = (x: number): number => (x < 0 ? Math.ceil(x - 0.5) : Math.floor(x + 0.5));

/** A whole number from 0 to 2,147,483,647 in an annotation, else undefined. */
function annotatedNumber(rs: ReplicaSet, annotation: string): number | undefined {
  const text = rs.metadata.annotations?.[annotation];
  if (text === undefined || !/^\d+$/.test(text)) return undefined;
  const value = Number(text);
  return value <= 2147483647 ? value : undefined;
}
