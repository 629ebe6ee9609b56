import { type ClusterView, controllerOf, equal, type Json, type KubeObject, REVISION } from '@playhead/core';

const HASH = 'pod-template-hash';

/**
 * The revision of the Deployment's ReplicaSet, other than the newest, whose template equals the Deployment's now (the
 * label `pod-template-hash` aside): what a rollback is recognised by.
 */
export function revisionOf(deployment: KubeObject, state: ClusterView): number | undefined {
  if (deployment.kind !== 'Deployment') return undefined;
  let newest = 0;
  let found: number | undefined;
  for (const set of state.dependents(deployment.metadata.uid, 'ReplicaSet')) {
    if (controllerOf(set)?.uid !== deployment.metadata.uid) continue;
    const revision = Number(set.metadata.annotations?.[REVISION]);
    if (!Number.isSafeInteger(revision)) continue;
    newest = Math.max(newest, revision);
    if (equal(withoutHash(set.spec.template), deployment.spec.template)) found = Math.max(found ?? 0, revision);
  }
  return found === undefined || found === newest ? undefined : found;
}

function withoutHash(template: Json): Json {
  const { metadata, ...rest } = template as { metadata?: { labels?: Record<string, string> } };
  const { [HASH]: _hash, ...labels } = metadata?.labels ?? {};
  return { ...rest, metadata: { ...metadata, labels } } as Json;
}
