/** Adopting and releasing ReplicaSets (controller_ref_manager.go: ClaimReplicaSets). */
import { selectorMatches } from '@playhead/api';
import type { Deployment, OwnerReference, ReplicaSet } from '@playhead/core';
import { controllerOf, keyOfObject } from '@playhead/core';
import type { Sync } from './context.ts';
import { because } from './context.ts';
import { byCreation } from './replicaSets.ts';

/** The Deployment's ReplicaSets, oldest first; adoptions and releases go into the plan and count at once. */
export function claim(sync: Sync): ReplicaSet[] {
  const { d, seen } = sync;
  const owned: ReplicaSet[] = [];
  for (const rs of seen.list('ReplicaSet', d.metadata.namespace) as ReplicaSet[]) {
    const owner = controllerOf(rs);
    const matches = selectorMatches(d.spec.selector, rs.metadata.labels ?? {});
    if (owner !== undefined) {
      if (owner.uid !== d.metadata.uid) continue;
      if (matches) owned.push(rs);
      else if (d.metadata.deletionTimestamp === undefined) release(sync, rs, owner);
    } else if (matches && d.metadata.deletionTimestamp === undefined && rs.metadata.deletionTimestamp === undefined)
      owned.push(adopt(sync, rs));
  }
  return owned.sort(byCreation);
}

export const ownerReference = (owner: Deployment): OwnerReference => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  name: owner.metadata.name,
  uid: owner.metadata.uid,
  controller: true,
  blockOwnerDeletion: true,
});

function adopt(sync: Sync, rs: ReplicaSet): ReplicaSet {
  const owner = ownerReference(sync.d);
  const adopted = withOwners(rs, [...(rs.metadata.ownerReferences ?? []), owner]);
  sync.plan.do({
    write: {
      verb: 'patch',
      key: keyOfObject(rs),
      change: current => withOwners(current as ReplicaSet, [...(current.metadata.ownerReferences ?? []), owner]),
    },
    why: because('deployment.adopt', { replicaSet: rs.metadata.name }),
  });
  return adopted;
}

function release(sync: Sync, rs: ReplicaSet, owner: OwnerReference): void {
  sync.plan.do({
    write: {
      verb: 'patch',
      key: keyOfObject(rs),
      change: current =>
        withOwners(
          current as ReplicaSet,
          (current.metadata.ownerReferences ?? []).filter(o => o.uid !== owner.uid),
        ),
    },
    why: because('deployment.release', { replicaSet: rs.metadata.name }),
  });
}

function withOwners(rs: ReplicaSet, owners: readonly OwnerReference[]): ReplicaSet {
  const { ownerReferences: _old, ...metadata } = rs.metadata;
  return { ...rs, metadata: owners.length > 0 ? { ...metadata, ownerReferences: owners } : metadata };
}
