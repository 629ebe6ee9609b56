import type { KubeObject, ObjectMeta, OwnerReference, Timestamp } from '../kube/object.ts';
import { copy, type Writable, withMetadata, without, withSpec, withStatus } from './copy.ts';

export const REVISION = 'deployment.kubernetes.io/revision';

export const scaled = (object: KubeObject, replicas: number): KubeObject => withSpecField(object, 'replicas', replicas);

export const paused = (object: KubeObject): KubeObject => withSpecField(object, 'paused', true);

export const resumed = (object: KubeObject): KubeObject => withSpec(object, without(object.spec ?? {}, 'paused'));

export function withSpecField(object: KubeObject, field: string, value: unknown): KubeObject {
  const spec: Record<string, unknown> = copy(object.spec ?? {});
  spec[field] = value;
  return withSpec(object, spec);
}

export function revisionAssigned(object: KubeObject, revision: string): KubeObject {
  const metadata: Writable<ObjectMeta> = copy(object.metadata);
  metadata.annotations = { ...metadata.annotations, [REVISION]: revision };
  return withMetadata(object, metadata);
}

export function statusReported(object: KubeObject, counts: Readonly<Record<string, number | null>>): KubeObject {
  let status: Record<string, unknown> = copy(object.status ?? {});
  for (const field in counts) {
    const count = counts[field];
    if (count === null) status = without(status, field);
    else status[field] = count;
  }
  return withStatus(object, status);
}

export function adopted(object: KubeObject, owner: OwnerReference): KubeObject {
  const metadata: Writable<ObjectMeta> = copy(object.metadata);
  metadata.ownerReferences = [...(metadata.ownerReferences ?? []), owner];
  return withMetadata(object, metadata);
}

export function released(object: KubeObject, owner: OwnerReference): KubeObject {
  const rest = (object.metadata.ownerReferences ?? []).filter(reference => reference.uid !== owner.uid);
  const metadata: Writable<ObjectMeta> = without(object.metadata, 'ownerReferences');
  if (rest.length > 0) metadata.ownerReferences = rest;
  return withMetadata(object, metadata);
}

/** The API server bumps the generation of an object that is asked to go (rest.BeforeDelete). */
export function terminationRequested(object: KubeObject, at: Timestamp, graceSeconds: number): KubeObject {
  const metadata: Writable<ObjectMeta> = copy(object.metadata);
  if (metadata.generation !== undefined) metadata.generation++;
  metadata.deletionTimestamp = at;
  metadata.deletionGracePeriodSeconds = graceSeconds;
  return withMetadata(object, metadata);
}
