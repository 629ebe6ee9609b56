import { controllerOf, equal, type Json, type KubeObject } from '@playhead/core';

const HASH = 'pod-template-hash';

/** A Deployment's ReplicaSets as kubectl sees them: all but the current, oldest first, and the current. */
export interface ReplicaSets {
  readonly old: readonly KubeObject[];
  readonly current: KubeObject | undefined;
}

/**
 * Sorts out the ReplicaSets a Deployment controls. The current is the oldest whose template is the Deployment's, not
 * looking at the hash label (kubectl's util/deployment.GetAllReplicaSets).
 */
export function sortReplicaSets(deployment: KubeObject, listed: readonly KubeObject[]): ReplicaSets {
  const owned = listed
    .filter(set => controllerOf(set)?.uid === deployment.metadata.uid)
    .sort((a, b) => created(a) - created(b) || (a.metadata.name < b.metadata.name ? -1 : 1));
  const current = owned.find(set => sameTemplate(set.spec.template, deployment.spec.template));
  return { old: owned.filter(set => set !== current), current };
}

/** The number a ReplicaSet's revision annotation holds; 0 where there is none, undefined where it is no number. */
export function revisionOf(set: KubeObject): number | undefined {
  const text = set.metadata.annotations?.['deployment.kubernetes.io/revision'];
  if (text === undefined) return 0;
  return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

export const sameTemplate = (a: Json, b: Json): boolean => equal(withoutHash(a), withoutHash(b));

/** A pod template without the hash label that the Deployment controller gave it. */
export function withoutHash(template: Json): Json {
  // biome-ignore lint/suspicious/noExplicitAny: a template is walked by field
  const { metadata, ...rest } = template as any;
  const { labels, creationTimestamp: _none, ...meta } = metadata ?? {};
  const { [HASH]: _hash, ...kept } = labels ?? {};
  return { ...rest, metadata: Object.keys(kept).length > 0 ? { ...meta, labels: kept } : meta };
}

const created = (object: KubeObject): number => Date.parse(object.metadata.creationTimestamp);
