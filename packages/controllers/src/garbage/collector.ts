/**
 * Ownership over deletion (garbagecollector.go). A dependent whose owners are all gone is deleted in the background; an
 * owner that waits with `foregroundDeletion` goes after its blocking dependents; one with `orphan` goes after its
 * dependents have forgotten it.
 */
import type { ClusterView, Decision, KubeObject, ObjectKey, OwnerReference, Receipt, Verdict } from '@playhead/core';
import { keyOf, keyOfObject } from '@playhead/core';
import { because } from '../plan.ts';
import type { Instant } from '../seen.ts';

const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

/** Asked for an object that may have lost its owners, or that waits to go with its dependents. */
export function syncGarbage(seen: ClusterView, _now: Instant, subject: ObjectKey): Verdict {
  const object = seen.get(subject);
  if (object === undefined) return { decisions: [] };
  const finalizers = object.metadata.finalizers ?? [];
  if (object.metadata.deletionTimestamp !== undefined) {
    if (finalizers.includes(ORPHAN)) return { decisions: orphanDependents(seen, object) };
    if (finalizers.includes(FOREGROUND)) return { decisions: waitForDependents(seen, object) };
    return { decisions: [] };
  }
  return { decisions: collect(seen, object) };
}

/** Keys to look at when this object changed: itself, and its dependents when it went or is going. */
export function garbageSubjects(seen: ClusterView, before: KubeObject | undefined, after: KubeObject | undefined) {
  const keys: ObjectKey[] = [];
  const object = after ?? before;
  if (object === undefined) return keys;
  if (after === undefined) {
    for (const dependent of seen.dependents(object.metadata.uid)) keys.push(keyOfObject(dependent));
    for (const owner of owners(object)) keys.push(keyOf(owner.kind, object.metadata.namespace ?? '', owner.name));
    return keys;
  }
  const going = after.metadata.deletionTimestamp !== undefined;
  if (going && (after.metadata.finalizers ?? []).length > 0) {
    keys.push(keyOfObject(after));
    if (after.metadata.finalizers?.includes(FOREGROUND) === true)
      for (const dependent of seen.dependents(after.metadata.uid)) keys.push(keyOfObject(dependent));
  }
  // made after its owner had gone
  if (before === undefined && owners(after).some(owner => !exists(seen, after, owner))) keys.push(keyOfObject(after));
  return keys;
}

const owners = (object: KubeObject): readonly OwnerReference[] => object.metadata.ownerReferences ?? [];

const ownerOf = (seen: ClusterView, object: KubeObject, owner: OwnerReference): KubeObject | undefined => {
  const found =
    seen.get(keyOf(owner.kind, object.metadata.namespace ?? '', owner.name)) ??
    seen.get(keyOf(owner.kind, '', owner.name));
  return found?.metadata.uid === owner.uid ? found : undefined;
};

const exists = (seen: ClusterView, object: KubeObject, owner: OwnerReference): boolean =>
  ownerOf(seen, object, owner) !== undefined;

/** Gone owners and waiting owners both let a dependent go; one solid owner keeps it (attemptToDeleteItem). */
function collect(seen: ClusterView, object: KubeObject): Decision[] {
  const references = owners(object);
  if (references.length === 0) return [];
  const found = references.map(reference => ownerOf(seen, object, reference));
  const waiting = (owner: KubeObject) =>
    owner.metadata.deletionTimestamp !== undefined && (owner.metadata.finalizers ?? []).includes(FOREGROUND);
  if (found.some(owner => owner !== undefined && !waiting(owner))) return [];
  const isForeground = found.some(owner => owner !== undefined);
  const why = because('garbage.ownerGone', { owner: references.map(r => `${r.kind}/${r.name}`).join(' ') });
  return [
    look(object, why),
    {
      write: {
        verb: 'delete',
        key: keyOfObject(object),
        uid: object.metadata.uid,
        // foreground goes all the way down, so that the owner really waits for the pods
        propagation: isForeground && seen.dependents(object.metadata.uid).length > 0 ? 'Foreground' : 'Background',
      },
      why,
      refused: () => ({ first: [], next: 'stop' }),
    },
  ];
}

function waitForDependents(seen: ClusterView, object: KubeObject): Decision[] {
  const blocking = seen
    .dependents(object.metadata.uid)
    .some(d => owners(d).some(o => o.uid === object.metadata.uid && o.blockOwnerDeletion === true));
  return blocking ? [] : dropFinalizer(object, FOREGROUND, 'garbage.dependentsGone');
}

function orphanDependents(seen: ClusterView, object: KubeObject): Decision[] {
  const { uid, name } = object.metadata;
  const forget = seen.dependents(uid).map(
    (dependent): Decision => ({
      write: {
        verb: 'patch',
        key: keyOfObject(dependent),
        change: current => {
          const { ownerReferences = [], ...metadata } = current.metadata;
          const rest = ownerReferences.filter(owner => owner.uid !== uid);
          return { ...current, metadata: rest.length > 0 ? { ...metadata, ownerReferences: rest } : metadata };
        },
      },
      why: because('garbage.orphan', { owner: `${object.kind}/${name}` }),
      refused: () => ({ first: [], next: 'go on' }),
    }),
  );
  const why = because('garbage.orphan', { owner: `${object.kind}/${name}` });
  return [
    ...(forget.length === 0 ? [] : [{ write: { verb: 'together' as const, decisions: forget }, why }]),
    ...dropFinalizer(object, ORPHAN, 'garbage.orphan'),
  ];
}

/** The collector believes its graph no further than the live object: it reads that before it acts. */
const look = (object: KubeObject, why: Receipt): Decision => ({
  write: { verb: 'get', key: keyOfObject(object), uid: object.metadata.uid },
  why,
  refused: () => ({ first: [], next: 'stop' }),
});

function dropFinalizer(
  object: KubeObject,
  finalizer: string,
  rule: 'garbage.dependentsGone' | 'garbage.orphan',
): Decision[] {
  const why = because(rule, { owner: `${object.kind}/${object.metadata.name}` });
  const change = (current: KubeObject): KubeObject => {
    const { finalizers = [], ...metadata } = current.metadata;
    const rest = finalizers.filter(f => f !== finalizer);
    return { ...current, metadata: rest.length > 0 ? { ...metadata, finalizers: rest } : metadata };
  };
  return [
    look(object, why),
    {
      write: { verb: 'patch', key: keyOfObject(object), change },
      why,
      refused: () => ({ first: [], next: 'stop' }),
    },
  ];
}
