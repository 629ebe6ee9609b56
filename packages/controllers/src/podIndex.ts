/**
 * Pods by the controller that owns them, with running counts, so that one step costs what changed and not what exists:
 * a ReplicaSet of 10,000 pods is counted by looking at none of them.
 */
import type { Change, Labels, Pod, Uid } from '@playhead/core';
import { controllerOf, isActive, isReady } from '@playhead/core';
import { instant } from './seen.ts';

/** The pods of one owner. Keys are pod uids. */
export interface OwnedPods {
  readonly active: ReadonlyMap<Uid, Pod>;
  /** Active and not ready. */
  readonly unready: ReadonlyMap<Uid, Pod>;
  /** Asked to go and not finished. */
  readonly terminating: ReadonlyMap<Uid, Pod>;
  /** Any phase, terminating ones too, as long as the object exists and is neither Succeeded nor Failed. */
  readonly unfinished: number;
  /** All that exist, finished ones too. */
  readonly existing: number;
  /** Adopted or relabelled after they were made: the only ones whose labels must be looked at again. */
  readonly suspect: ReadonlyMap<Uid, Pod>;
  /** Active pods that carry a pod-deletion-cost annotation. */
  readonly withCost: number;
  /** Ready active pods, counted by the second in which they turned ready (epoch seconds). */
  readonly readyAt: ReadonlyMap<number, number>;
  /** Ready active pods by node. */
  readonly readyOnNode: ReadonlyMap<string, ReadonlyMap<Uid, Pod>>;
  /** Active pods by node, counted. */
  readonly activeOnNode: ReadonlyMap<string, number>;
}

export const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

const emptyMap = new Map<never, never>() as ReadonlyMap<never, never> as never;
const NONE: OwnedPods = {
  active: emptyMap,
  unready: emptyMap,
  terminating: emptyMap,
  unfinished: 0,
  existing: 0,
  suspect: emptyMap,
  withCost: 0,
  readyAt: emptyMap,
  readyOnNode: emptyMap,
  activeOnNode: emptyMap,
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends ReadonlyMap<infer A, infer B> ? Map<A, B> : T[K] };
type Group = Omit<Mutable<OwnedPods>, 'readyOnNode'> & { readyOnNode: Map<string, Map<Uid, Pod>> };

export class PodIndex {
  readonly #groups = new Map<Uid, Group>();
  readonly #orphans = new Map<string, Map<Uid, Pod>>();

  of(owner: Uid): OwnedPods {
    return this.#groups.get(owner) ?? NONE;
  }

  /** Active pods in a namespace that no controller owns. */
  orphans(namespace: string): Iterable<Pod> {
    return this.#orphans.get(namespace)?.values() ?? [];
  }

  /** Follows one change of a pod. */
  see(change: Change): void {
    const before = change.before as Pod | undefined;
    const after = change.after as Pod | undefined;
    if (before !== undefined) this.#remove(before);
    if (after !== undefined) this.#add(after, before);
  }

  #add(pod: Pod, before: Pod | undefined): void {
    const owner = controllerOf(pod);
    if (owner === undefined) {
      if (!isActive(pod)) return;
      const namespace = pod.metadata.namespace ?? '';
      const orphans = this.#orphans.get(namespace) ?? new Map<Uid, Pod>();
      this.#orphans.set(namespace, orphans.set(pod.metadata.uid, pod));
      return;
    }
    const group = this.#group(owner.uid);
    const { uid } = pod.metadata;
    group.existing++;
    if (pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed') group.unfinished++;
    if (isActive(pod)) {
      group.active.set(uid, pod);
      count(group.activeOnNode, pod.spec.nodeName ?? '', 1);
      if (isReady(pod)) {
        count(group.readyAt, readySecond(pod), 1);
        const node = pod.spec.nodeName ?? '';
        const there = group.readyOnNode.get(node) ?? new Map<Uid, Pod>();
        group.readyOnNode.set(node, there.set(uid, pod));
      } else group.unready.set(uid, pod);
      if (hasCost(pod)) group.withCost++;
      if (group.suspect.has(uid) || isSuspect(pod, before)) group.suspect.set(uid, pod);
    } else if (
      pod.metadata.deletionTimestamp !== undefined &&
      pod.status.phase !== 'Succeeded' &&
      pod.status.phase !== 'Failed'
    )
      group.terminating.set(uid, pod);
  }

  #remove(pod: Pod): void {
    const { uid } = pod.metadata;
    const owner = controllerOf(pod);
    if (owner === undefined) {
      this.#orphans.get(pod.metadata.namespace ?? '')?.delete(uid);
      return;
    }
    const group = this.#group(owner.uid);
    group.existing--;
    if (pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed') group.unfinished--;
    group.terminating.delete(uid);
    if (!group.active.delete(uid)) return;
    count(group.activeOnNode, pod.spec.nodeName ?? '', -1);
    if (!group.unready.delete(uid)) {
      count(group.readyAt, readySecond(pod), -1);
      group.readyOnNode.get(pod.spec.nodeName ?? '')?.delete(uid);
    }
    if (hasCost(pod)) group.withCost--;
  }

  #group(owner: Uid): Group {
    let group = this.#groups.get(owner);
    if (group === undefined) {
      group = {
        active: new Map(),
        unready: new Map(),
        terminating: new Map(),
        unfinished: 0,
        existing: 0,
        suspect: new Map(),
        withCost: 0,
        readyAt: new Map(),
        readyOnNode: new Map(),
        activeOnNode: new Map(),
      };
      this.#groups.set(owner, group);
    }
    return group;
  }
}

function count<K>(map: Map<K, number>, key: K, by: number): void {
  const next = (map.get(key) ?? 0) + by;
  if (next === 0) map.delete(key);
  else map.set(key, next);
}

const hasCost = (pod: Pod): boolean => pod.metadata.annotations?.[DELETION_COST] !== undefined;

const readySecond = (pod: Pod): number =>
  instant(pod.status.conditions?.find(c => c.type === 'Ready')?.lastTransitionTime) / 1000;

/** A pod whose labels or owner are not those it was first seen with. */
function isSuspect(pod: Pod, before: Pod | undefined): boolean {
  if (before === undefined) return false;
  return (
    !sameLabels(before.metadata.labels, pod.metadata.labels) || controllerOf(before)?.uid !== controllerOf(pod)?.uid
  );
}

const sameLabels = (a: Labels | undefined, b: Labels | undefined): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
