import type { KubeObject, OwnerReference, Timestamp } from '../kube/object.ts';

export const REVISION = 'deployment.kubernetes.io/revision';

export function resumed(object: KubeObject): KubeObject {
  const { paused: _gone, ...spec } = object.spec;
  return { ...object, spec };
}

export function revisionAssigned(object: KubeObject, revision: string): KubeObject {
  const { metadata } = object;
  return { ...object, metadata: { ...metadata, annotations: { ...metadata.annotations, [REVISION]: revision } } };
}

export function statusReported(object: KubeObject, counts: Readonly<Record<string, number | null>>): KubeObject {
  const status = { ...object.status };
  for (const field in counts) {
    const count = counts[field];
    if (count === null) delete status[field];
    else status[field] = count;
  }
  return { ...object, status };
}

export function adopted(object: KubeObject, owner: OwnerReference): KubeObject {
  const { metadata } = object;
  return { ...object, metadata: { ...metadata, ownerReferences: [...(metadata.ownerReferences ?? []), owner] } };
}

export function released(object: KubeObject, owner: OwnerReference): KubeObject {
  const { ownerReferences = [], ...metadata } = object.metadata;
  const rest = ownerReferences.filter(reference => reference.uid !== owner.uid);
  return { ...object, metadata: rest.length > 0 ? { ...metadata, ownerReferences: rest } : metadata };
}

/** The API server bumps the generation of an object that is asked to go (rest.BeforeDelete). */
export function terminationRequested(object: KubeObject, at: Timestamp, graceSeconds: number): KubeObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(metadata.generation === undefined ? {} : { generation: metadata.generation + 1 }),
      deletionTimestamp: at,
      deletionGracePeriodSeconds: graceSeconds,
    },
  };
}
