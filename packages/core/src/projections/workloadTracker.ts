import type { ObjectKey } from '../kube/key.ts';
import type { KubeObject } from '../kube/object.ts';
import { controllerOf } from '../kube/object.ts';
import type { Entry, Position } from '../log/entry.ts';
import type { Change } from '../state/clusterState.ts';
import { imagesOf, type SpecChange, specChange } from './changes.ts';
import type { CommandTracker } from './commandTracker.ts';
import type { TrackedGroup } from './podGroup.ts';
import type { PodTracker } from './podTracker.ts';
import { revisionOf, TrackedWorkload } from './workloadStory.ts';

/** Objects that have replicas: those that a person made, and the ReplicaSets a Deployment keeps. */
export const WORKLOADS: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'ReplicationController',
]);

export class WorkloadTracker {
  readonly workloads = new Map<ObjectKey, TrackedWorkload>();
  readonly #byUid = new Map<string, TrackedWorkload>();
  /** The uid of the workload that a group belongs to, also where the workload was not met yet. */
  readonly #belongs = new Map<TrackedGroup, string>();
  readonly #pods: PodTracker;
  readonly #commands: CommandTracker;
  readonly #end: Position;

  constructor(pods: PodTracker, commands: CommandTracker, end: Position) {
    this.#pods = pods;
    this.#commands = commands;
    this.#end = end;
  }

  /** True where somebody changed what is wanted, or a ReplicaSet came, went or was sized. */
  see(entry: Entry, change: Change): boolean {
    const object = (change.after ?? change.before)!;
    const owner = controllerOf(object);
    const owned = owner !== undefined && WORKLOADS.has(owner.kind);
    let told = false;
    if (!owned) told = this.#topLevel(entry, change, object);
    if (object.kind !== 'Deployment')
      told = this.#asGroup(entry, change, owned ? owner.uid : object.metadata.uid) || told;
    for (const event of entry.events)
      if (event.type === 'CreateFailed') this.#refused(object.metadata.uid, event.message, entry.position);
    return told;
  }

  #topLevel(entry: Entry, { before, after, key }: Change, object: KubeObject): boolean {
    const { position } = entry;
    let workload = this.workloads.get(key);
    if (workload === undefined) {
      workload = new TrackedWorkload(key, object);
      this.workloads.set(key, workload);
    }
    const { uid } = object.metadata;
    if (!this.#byUid.has(uid)) {
      workload.uid = uid;
      this.#byUid.set(uid, workload);
      for (const [group, owner] of this.#belongs) if (owner === uid) this.#pods.attach(workload, group, position);
    }
    const asked = this.#specChange(entry, before, after, workload);
    workload.see(position, before, after);
    workload.assess(position);
    return asked;
  }

  #specChange(
    entry: Entry,
    before: KubeObject | undefined,
    after: KubeObject | undefined,
    workload: TrackedWorkload,
  ): boolean {
    const change = specChange(entry, before, after, () => workload.hadTemplate(after));
    if (change === null) return false;
    this.#commands.note(entry, change);
    workload.changes.push(change);
    if (change.verb !== 'strategy' && change.verb !== 'spec') {
      if (workload.settled && change.verb === 'scale') workload.onlyScaled = true;
      else if (change.rollout) workload.onlyScaled = false;
      workload.settled = false;
    }
    if (change.rollout) this.#beginRollout(workload, change, before);
    return true;
  }

  #beginRollout(workload: TrackedWorkload, change: SpecChange, before: KubeObject | undefined): void {
    const last = workload.rollouts.at(-1);
    if (last !== undefined) {
      last.end = change.position - 1;
      last.toRevision = workload.revision.last;
    }
    workload.rollouts.push({
      change,
      start: change.position,
      end: this.#end,
      fromRevision: before === undefined ? 0 : workload.revision.last,
      toRevision: 0,
      complete: undefined,
    });
  }

  /** An object that owns pods itself; `uid` is that of the workload it belongs to, its own where it is one. */
  #asGroup({ position }: Entry, { before, after, key }: Change, uid: string): boolean {
    const object = (after ?? before)!;
    const group = this.#pods.group(object.metadata.uid);
    const size = after === undefined ? 0 : ((after.spec?.replicas as number | undefined) ?? 1);
    const told = before === undefined || after === undefined || size !== group.size.last;
    if (before === undefined || group.key === undefined) {
      group.key = key;
      group.name = object.metadata.name;
      group.born = position;
    }
    group.size.set(position, size);
    if (after !== undefined) {
      group.template = after.spec?.template ?? null;
      group.image = imagesOf(after).join(', ');
      const revision = revisionOf(after);
      if (revision !== undefined) group.revision.set(position, revision);
    }
    this.#belongs.set(group, uid);
    const workload = this.#byUid.get(uid);
    if (workload !== undefined) {
      this.#pods.attach(workload, group, position);
      workload.assess(position);
    }
    return told;
  }

  #refused(uid: string, message: string, position: Position): void {
    const group = this.#pods.groups.get(uid);
    group?.refused.set(position, message === '' ? 'refused' : message);
    if (group !== undefined) this.#pods.workloads.get(group)?.assess(position);
  }
}
