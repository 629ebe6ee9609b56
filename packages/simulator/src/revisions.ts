import { equalIgnoringHash } from '@playhead/api';
import type { ClusterView, KubeObject, ReplicaSet } from '@playhead/core';
import { REVISION } from '@playhead/core';

/** The revision of an older ReplicaSet of this Deployment that has its template: what a rollback goes back to. */
export function earlierRevision(view: ClusterView, d: KubeObject): number | undefined {
  if (d.kind !== 'Deployment') return undefined;
  const current = Number(d.metadata.annotations?.[REVISION] ?? 0);
  for (const rs of view.dependents(d.metadata.uid, 'ReplicaSet') as ReplicaSet[]) {
    const revision = Number(rs.metadata.annotations?.[REVISION] ?? 0);
    if (revision > 0 && revision < current && equalIgnoringHash(rs.spec.template, d.spec.template)) return revision;
  }
  return undefined;
}
