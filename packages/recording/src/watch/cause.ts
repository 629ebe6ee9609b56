import { controllerOf, type Entry, type KubeObject, keyOf, type ObjectKey, type Position } from '@playhead/core';
import type { SeenWrite } from './actor.ts';

/**
 * Which earlier entry led to this one. A watch does not say; these rules repeat what each controller wakes up for, and
 * take the latest such entry:
 *
 *   Deployment status, or its write to a ReplicaSet   the Deployment's spec, or a status of one of its ReplicaSets
 *   a pod made or asked to go by its owner            the owner's spec, or a pod of it lost since
 *   a status of an owner of pods                      its spec, or the latest write to one of its pods
 *   PodScheduled                                      the pod's creation
 *   what a kubelet says                               the pod's entry before
 *   a Kubernetes Event                                the write it speaks of: the object its message names, else its subject
 *   endpoints                                         the latest write to a pod of the namespace, or to the Service
 *   a scale by an autoscaler                          the autoscaler's own entry before
 *   a hand from outside                               nothing
 */
export class Causes {
  readonly #last = new Map<ObjectKey, Position>();
  readonly #made = new Map<ObjectKey, Position>();
  /** The last write that raised the generation: to the spec. */
  readonly #spec = new Map<ObjectKey, Position>();
  /** By the owner's uid: the last status write of a ReplicaSet, the last write to a pod, the last pod lost. */
  readonly #childStatus = new Map<string, Position>();
  readonly #childPod = new Map<string, Position>();
  readonly #podLost = new Map<string, Position>();
  readonly #podsOf = new Map<string, Position>();
  readonly #autoscaler = new Map<ObjectKey, Position>();

  of(key: ObjectKey, actor: string, write: SeenWrite): Position {
    const { after } = write;
    const { namespace = '', uid } = after.metadata;
    if (after.kind === 'Event') return this.#spokenOf(after);
    if (actor.startsWith('kubectl') || actor === 'user') return 0;
    if (actor === 'horizontal-pod-autoscaler')
      return after.kind === 'HorizontalPodAutoscaler' ? this.#at(key) : (this.#autoscaler.get(key) ?? 0);
    if (actor === 'endpointslice-controller')
      return Math.max(
        this.#podsOf.get(namespace) ?? 0,
        this.#at(keyOf('Service', namespace, ownerName(after, 'Service') ?? '')),
      );
    const owner = controllerOf(after);
    const ownerKey = owner === undefined ? undefined : keyOf(owner.kind, namespace, owner.name);
    const byOwner = owner !== undefined && actor === controllerName(owner.kind);
    if (actor === 'garbage-collector' && ownerKey !== undefined) return this.#at(ownerKey);
    if (byOwner && ownerKey !== undefined) {
      const woken = after.kind === 'Pod' ? this.#podLost.get(owner.uid) : this.#childStatus.get(owner.uid);
      return Math.max(this.#spec.get(ownerKey) ?? 0, woken ?? 0) || this.#at(key);
    }
    if (after.kind === 'Pod') return this.#at(key);
    return Math.max(this.#spec.get(key) ?? 0, this.#childStatus.get(uid) ?? 0, this.#childPod.get(uid) ?? 0);
  }

  /** What the entry at `position` can lead to. */
  note(key: ObjectKey, entry: Entry, write: SeenWrite): void {
    const { after, before } = write;
    const { position } = entry;
    const { namespace = '' } = after.metadata;
    this.#last.set(key, position);
    if (before === undefined) this.#made.set(key, position);
    if (before === undefined || before.metadata.generation !== after.metadata.generation) this.#spec.set(key, position);
    const owner = controllerOf(after);
    if (after.kind === 'Pod') {
      this.#podsOf.set(namespace, position);
      if (owner === undefined) return;
      this.#childPod.set(owner.uid, position);
      const leaves = entry.events.some(
        e => e.type === 'TerminationRequested' || e.type === 'PodFinished' || e.type === 'Deleted',
      );
      if (leaves && entry.actor !== controllerName(owner.kind)) this.#podLost.set(owner.uid, position);
    } else if (owner !== undefined) this.#childStatus.set(owner.uid, position);
    if (after.kind === 'HorizontalPodAutoscaler') {
      const target = after.spec?.scaleTargetRef;
      if (target !== undefined) this.#autoscaler.set(keyOf(target.kind, namespace, target.name), position);
    }
  }

  #at(key: ObjectKey): Position {
    return this.#last.get(key) ?? 0;
  }

  #spokenOf(event: KubeObject): Position {
    const about = event.involvedObject ?? {};
    const namespace = String(about.namespace ?? '');
    for (const name of String(event.message ?? '').match(/[a-z0-9][a-z0-9.-]*[a-z0-9]/g) ?? [])
      for (const kind of ['Pod', 'ReplicaSet', 'Job']) {
        const key = keyOf(kind, namespace, name);
        const at = event.reason === 'SuccessfulCreate' ? this.#made.get(key) : undefined;
        const last = at ?? (kind === 'Pod' ? undefined : this.#spec.get(key)) ?? this.#last.get(key);
        if (last !== undefined) return last;
      }
    return this.#at(keyOf(String(about.kind ?? ''), namespace, String(about.name ?? '')));
  }
}

const controllerName = (kind: string): string =>
  kind === 'ReplicationController' ? 'replication-controller' : `${kind.toLowerCase()}-controller`;

const ownerName = (object: KubeObject, kind: string): string | undefined =>
  object.metadata.ownerReferences?.find(reference => reference.kind === kind)?.name;
