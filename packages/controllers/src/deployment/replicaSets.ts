/** Which ReplicaSets a Deployment has, which of them is new, and in which order they come (deployment_util.go). */
import { equalIgnoringHash } from '@playhead/api';
import type { Deployment, ReplicaSet } from '@playhead/core';
import { REVISION } from '@playhead/core';

/** Oldest first; made in the same second, by name (controller.ReplicaSetsByCreationTimestamp). */
export const byCreation = (a: ReplicaSet, b: ReplicaSet): number =>
  compare(a.metadata.creationTimestamp, b.metadata.creationTimestamp) || compare(a.metadata.name, b.metadata.name);

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By size, biggest first; then newest first (ReplicaSetsBySizeNewer). */
export const bySizeNewer = (a: ReplicaSet, b: ReplicaSet): number =>
  b.spec.replicas - a.spec.replicas || -byCreation(a, b);

/** By size, biggest first; then oldest first (ReplicaSetsBySizeOlder). */
export const bySizeOlder = (a: ReplicaSet, b: ReplicaSet): number =>
  b.spec.replicas - a.spec.replicas || byCreation(a, b);

/** The oldest whose template is the Deployment's, the hash label aside (FindNewReplicaSet). `all` is sorted by creation. */
export const findNew = (d: Deployment, all: readonly ReplicaSet[]): ReplicaSet | undefined =>
  all.find(rs => equalIgnoringHash(rs.spec.template, d.spec.template));

export const active = (all: readonly (ReplicaSet | undefined)[]): ReplicaSet[] =>
  all.filter((rs): rs is ReplicaSet => rs !== undefined && rs.spec.replicas > 0);

export const sum = (all: readonly (ReplicaSet | undefined)[], of: (rs: ReplicaSet) => number | undefined): number =>
  all.reduce((total, rs) => total + (rs === undefined ? 0 : (of(rs) ?? 0)), 0);

export const size = (rs: ReplicaSet): number => rs.spec.replicas;
export const available = (rs: ReplicaSet): number | undefined => rs.status.availableReplicas;

/** The revision annotation as a number: 0 where there is none, undefined where it cannot be read (Revision). */
export function revisionOf(rs: ReplicaSet): number | undefined {
  const text = rs.metadata.annotations?.[REVISION];
  if (text === undefined) return 0;
  return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

export const maxRevision = (all: readonly ReplicaSet[]): number =>
  all.reduce((most, rs) => Math.max(most, revisionOf(rs) ?? 0), 0);

/** The second highest revision, which a rollback to revision 0 means; 0 where there is none (LastRevision). */
export function lastRevision(all: readonly ReplicaSet[]): number {
  let [most, second] = [0, 0];
  for (const rs of all) {
    const revision = revisionOf(rs);
    if (revision === undefined) continue;
    if (revision >= most) [most, second] = [revision, most];
    else if (revision > second) second = revision;
  }
  return second;
}

/** Oldest revision first; unreadable or equal ones by creation (ReplicaSetsByRevision). */
export function byRevision(a: ReplicaSet, b: ReplicaSet): number {
  const [x, y] = [revisionOf(a), revisionOf(b)];
  return x === undefined || y === undefined || x === y ? byCreation(a, b) : x - y;
}
