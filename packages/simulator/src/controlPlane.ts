/** The controllers of kube-controller-manager over one set of caches, each woken by the changes it watches. */

import { selectorMatches } from '@playhead/api';
import { garbageSubjects, syncDeployment, syncGarbage, syncReplicaSet, syncResourceQuota } from '@playhead/controllers';
import type { Change, Deployment, Entry, KubeObject, ObjectKey, Pod, ReplicaSet } from '@playhead/core';
import { controllerOf, isReady, keyOf, keyOfObject } from '@playhead/core';
import { Cache } from './cache.ts';
import { ControllerLoop } from './controllerLoop.ts';
import { EventRecorder } from './eventRecorder.ts';
import { LATENCY } from './latency.ts';
import type { World } from './world.ts';

type LoopArguments = ConstructorParameters<typeof ControllerLoop>;

export class ControlPlane {
  readonly #cache: Cache;
  readonly #deployments: ControllerLoop;
  readonly #replicaSets: ControllerLoop;
  readonly #garbage: ControllerLoop;
  readonly #quotas: ControllerLoop;

  constructor(world: World) {
    const cache = new Cache(world, 'kube-controller-manager', kind => kind !== 'Event', 'replicaset-controller');
    const loop = (actor: string, decide: LoopArguments[3], options?: LoopArguments[5]) =>
      new ControllerLoop(world, actor, cache, decide, new EventRecorder(world), options);
    this.#cache = cache;
    this.#deployments = loop('deployment-controller', syncDeployment);
    this.#replicaSets = loop('replicaset-controller', syncReplicaSet);
    this.#garbage = loop('garbage-collector', syncGarbage, { workers: 20, look: LATENCY.graph });
    this.#quotas = loop('resourcequota-controller', syncResourceQuota);
    cache.onChange((change, entry) => this.#wake(change, entry));
  }

  #wake(change: Change, entry: Entry): void {
    const { before, after } = change;
    switch ((after ?? before)!.kind) {
      case 'Deployment':
        this.#deployments.queue.add(change.key, entry.position);
        break;
      case 'ReplicaSet':
        this.#replicaSets.queue.add(change.key, entry.position);
        this.#wakeDeployments(before as ReplicaSet | undefined, after as ReplicaSet | undefined, entry);
        break;
      case 'Pod':
        this.#wakeForPod(before as Pod | undefined, after as Pod | undefined, entry);
        break;
      case 'ResourceQuota':
        if (before === undefined || after === undefined || before.spec !== after.spec)
          this.#quotas.queue.add(change.key, entry.position);
        break;
    }
    for (const key of garbageSubjects(this.#cache, before, after)) this.#garbage.queue.add(key, entry.position);
    if (after === undefined || finished(after) !== finished(before)) this.#wakeQuotas(before ?? after!, entry);
  }

  /** Its owner, its former owner; for an orphan, every Deployment that would have it. */
  #wakeDeployments(before: ReplicaSet | undefined, after: ReplicaSet | undefined, entry: Entry): void {
    const [was, is] = [before && controllerOf(before), after && controllerOf(after)];
    if (was !== undefined && was.uid !== is?.uid) this.#wakeOwner(this.#deployments, before!, entry);
    if (is !== undefined) return this.#wakeOwner(this.#deployments, after!, entry);
    if (after === undefined) return;
    const changed = before === undefined || before.metadata.labels !== after.metadata.labels || was !== undefined;
    if (!changed) return;
    for (const d of this.#cache.list('Deployment', after.metadata.namespace) as Deployment[])
      if (selectorMatches(d.spec.selector, after.metadata.labels ?? {}))
        this.#deployments.queue.add(keyOfObject(d), entry.position);
  }

  #wakeForPod(before: Pod | undefined, after: Pod | undefined, entry: Entry): void {
    const [was, is] = [before && controllerOf(before), after && controllerOf(after)];
    if (was !== undefined && was.uid !== is?.uid) this.#wakeOwner(this.#replicaSets, before!, entry);
    if (is !== undefined) {
      this.#wakeOwner(this.#replicaSets, after!, entry);
      this.#lookWhenAvailable(before, after!, entry);
    } else if (
      after !== undefined &&
      (before === undefined || before.metadata.labels !== after.metadata.labels || was !== undefined)
    )
      for (const rs of this.#cache.list('ReplicaSet', after.metadata.namespace) as ReplicaSet[])
        if (selectorMatches(rs.spec.selector, after.metadata.labels ?? {}))
          this.#replicaSets.queue.add(keyOfObject(rs), entry.position);
    if (after === undefined && before !== undefined) this.#wakeRecreate(before, entry);
  }

  /** A pod that turned ready counts as available minReadySeconds later. */
  #lookWhenAvailable(before: Pod | undefined, after: Pod, entry: Entry): void {
    if (before === undefined || isReady(before) || !isReady(after)) return;
    const rs = this.#ownerOf(after) as ReplicaSet | undefined;
    const wait = rs?.spec.minReadySeconds ?? 0;
    if (rs !== undefined && wait > 0) this.#replicaSets.queue.addAfter(keyOfObject(rs), wait * 1000, entry.position);
  }

  /** A Recreate Deployment waits for its last pod to be really gone. */
  #wakeRecreate(pod: Pod, entry: Entry): void {
    const rs = this.#ownerOf(pod);
    const d = rs === undefined ? undefined : (this.#ownerOf(rs) as Deployment | undefined);
    if (d?.kind !== 'Deployment' || d.spec.strategy.type !== 'Recreate') return;
    const left = this.#cache.dependents(d.metadata.uid, 'ReplicaSet');
    if (left.every(owned => this.#cache.pods.of(owned.metadata.uid).existing === 0))
      this.#deployments.queue.add(keyOfObject(d), entry.position);
  }

  #ownerOf(object: KubeObject): KubeObject | undefined {
    const reference = controllerOf(object);
    if (reference === undefined) return undefined;
    const owner = this.#cache.get(keyOf(reference.kind, object.metadata.namespace ?? '', reference.name));
    return owner?.metadata.uid === reference.uid ? owner : undefined;
  }

  #wakeOwner(loop: ControllerLoop, object: KubeObject, entry: Entry): void {
    const owner = this.#ownerOf(object);
    const kind = loop === this.#deployments ? 'Deployment' : 'ReplicaSet';
    if (owner?.kind === kind) loop.queue.add(keyOfObject(owner), entry.position);
  }

  /** Counted things went: the quotas of that namespace are counted anew. */
  #wakeQuotas(gone: KubeObject, entry: Entry): void {
    if (gone.kind === 'ResourceQuota' || gone.kind === 'Event') return;
    for (const quota of this.#cache.list('ResourceQuota', gone.metadata.namespace))
      this.#quotas.queue.add(keyOfObject(quota) as ObjectKey, entry.position);
  }
}

const finished = (object: KubeObject | undefined): boolean =>
  object?.kind === 'Pod' && (object.status?.phase === 'Succeeded' || object.status?.phase === 'Failed');
