import { equalIgnoringHash } from '@playhead/api';
import { templateOf } from '@playhead/controllers';
import type { ClusterView, ControllerRevision, KubeObject, PodTemplate, ReplicaSet } from '@playhead/core';
import { REVISION } from '@playhead/core';

/**
 * The number of an older revision of this workload that has its template: what a rollback goes back to. A Deployment keeps
 * revisions as ReplicaSets, a StatefulSet and a DaemonSet as ControllerRevisions.
 */
export function earlierRevision(view: ClusterView, workload: KubeObject): number | undefined {
  if (workload.kind === 'Deployment') return ofReplicaSets(view, workload);
  if (workload.kind !== 'StatefulSet' && workload.kind !== 'DaemonSet') return undefined;
  const all = view.dependents(workload.metadata.uid, 'ControllerRevision') as ControllerRevision[];
  const newest = Math.max(0, ...all.map(({ revision }) => revision));
  const template = workload.spec.template as PodTemplate;
  return all.find(one => one.revision < newest && equalIgnoringHash(templateOf(one), template))?.revision;
}

function ofReplicaSets(view: ClusterView, d: KubeObject): number | undefined {
  const current = Number(d.metadata.annotations?.[REVISION] ?? 0);
  for (const rs of view.dependents(d.metadata.uid, 'ReplicaSet') as ReplicaSet[]) {
    const revision = Number(rs.metadata.annotations?.[REVISION] ?? 0);
    if (revision > 0 && revision < current && equalIgnoringHash(rs.spec.template, d.spec.template)) return revision;
  }
  return undefined;
}
