import type { OwnerReference, Timestamp } from '../kube/object.ts';
import { without } from './copy.ts';
import type { Draft } from './draft.ts';

export const REVISION = 'deployment.kubernetes.io/revision';

export function resumed(draft: Draft): void {
  draft.own().spec = without(draft.spec(), 'paused');
}

export function revisionAssigned(draft: Draft, revision: string): void {
  const metadata = draft.metadata();
  metadata.annotations = { ...metadata.annotations, [REVISION]: revision };
}

export function statusReported(draft: Draft, counts: Readonly<Record<string, number | null>>): void {
  let status = draft.status();
  for (const field in counts) {
    const count = counts[field];
    if (count === null) {
      status = without(status, field);
      draft.own().status = status;
    } else status[field] = count;
  }
}

export function adopted(draft: Draft, owner: OwnerReference): void {
  const metadata = draft.metadata();
  metadata.ownerReferences = [...(metadata.ownerReferences ?? []), owner];
}

export function released(draft: Draft, owner: OwnerReference): void {
  const metadata = draft.metadata();
  const rest = (metadata.ownerReferences ?? []).filter(reference => reference.uid !== owner.uid);
  if (rest.length > 0) metadata.ownerReferences = rest;
  else draft.own().metadata = without(metadata, 'ownerReferences');
}

/** The API server bumps the generation of an object that is asked to go (rest.BeforeDelete). */
export function terminationRequested(draft: Draft, at: Timestamp, graceSeconds: number): void {
  const metadata = draft.metadata();
  if (metadata.generation !== undefined) metadata.generation++;
  metadata.deletionTimestamp = at;
  metadata.deletionGracePeriodSeconds = graceSeconds;
}
