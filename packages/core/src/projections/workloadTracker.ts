import type { ObjectKey } from '../kube/key.ts';
import type { KubeObject } from '../kube/object.ts';
import { controllerOf } from '../kube/object.ts';
import type { Entry, Position } from '../log/entry.ts';
import type { Change } from '../state/clusterState.ts';
import { imagesOf, type SpecChange, specChange } from './changes.ts';
import type { CommandTracker } from './commandTracker.ts';
import type { TrackedGroup } from './podGroup.ts';
import { revisionUid } from './podLife.ts';
import type { PodTracker } from './podTracker.ts';
import { revisionOf, TrackedWorkload } from './workloadStory.ts';

/** Objects that run pods: those that a person made, and the ReplicaSets and Jobs that others keep. */
export const WORKLOADS: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'ReplicationController',
  'Job',
  'CronJob',
]);

/** Kinds whose pods are theirs by themselves; the others keep ReplicaSets, revisions or Jobs. */
const OWNS_PODS: ReadonlySet<string> = new Set(['ReplicaSet', 'ReplicationController', 'Job']);

export class WorkloadTracker {
  readonly workloads = new Map<ObjectKey, TrackedWorkload>();
  /** Jobs that CronJobs made. */
  readonly made = new Map<ObjectKey, TrackedWorkload>();
  readonly #byUid = new Map<string, TrackedWorkload>();
  /** The uid of the workload that a group belongs to, also where the workload was not met yet. */
  readonly #belongs = new Map<TrackedGroup, string>();
  readonly #pods: PodTracker;
  readonly #commands: CommandTracker;

  constructor(pods: PodTracker, commands: CommandTracker) {
    this.#pods = pods;
    this.#commands = commands;
    pods.onRevision = (group, owner, position) => this.#belong(group, owner, position);
  }

  /** What is known at this position, up to which the log was read: how far the last rollout of each goes, and to what. */
  finish(end: Position): TrackedWorkload[] {
    for (const workload of this.made.values()) workload.readTo = end;
    const workloads = [...this.workloads.values()].filter(w => w.kind !== 'ReplicaSet' || w.groups.length > 0);
    for (const workload of workloads) {
      workload.readTo = end;
      const last = workload.rollouts.at(-1);
      if (last === undefined) continue;
      last.end = end;
      last.toRevision = workload.revision.at(end);
    }
    return workloads;
  }

  /** True where somebody changed what is wanted, or a ReplicaSet came, went or was sized. */
  see(entry: Entry, change: Change): boolean {
    const object = (change.after ?? change.before)!;
    const owner = controllerOf(object);
    const owned = owner !== undefined && WORKLOADS.has(owner.kind) ? owner : undefined;
    let told = false;
    if (owned === undefined) told = this.#topLevel(entry, change, object);
    else if (object.kind === 'Job') told = this.#madeJob(entry, change, object, owned.uid);
    if (OWNS_PODS.has(object.kind))
      told =
        this.#asGroup(
          entry,
          change,
          object.kind === 'Job' ? object.metadata.uid : (owned?.uid ?? object.metadata.uid),
        ) || told;
    for (const event of entry.events)
      if (event.type === 'CreateFailed') this.#refused(object.metadata.uid, event.message, entry.position);
    return told;
  }

  /** A ControllerRevision: the template of a group of pods, and its number. */
  revision({ position }: Entry, { before, after, key }: Change): void {
    const object = (after ?? before)!;
    const owner = controllerOf(object);
    if (owner === undefined) return;
    const group = this.#pods.revision(revisionUid(owner, object.metadata.name), owner.uid, position);
    if (after === undefined) return;
    group.key = key;
    group.name = object.metadata.name;
    group.template = after.data?.spec?.template ?? null;
    group.image = imagesOf(after.data ?? {}).join(', ');
    group.revision.set(position, after.revision);
    const workload = this.#byUid.get(owner.uid);
    workload?.findCurrent(position);
    workload?.assess(position);
  }

  /** A Job that a CronJob made: a workload too, but one that is shown with the CronJob. */
  #madeJob(entry: Entry, change: Change, object: KubeObject, uid: string): boolean {
    const { position } = entry;
    const job = this.#storyOf(this.made, change.key, object, position);
    const cron = this.#byUid.get(uid);
    if (job.parent === undefined && cron?.cron !== undefined) {
      job.parent = cron;
      cron.cron.jobs.push(job);
    }
    const phase = job.phase.last;
    job.see(position, change.before, change.after);
    job.assess(position);
    return job.phase.last !== phase;
  }

  /** The story of a key, begun where there is none; known by the object's uid from now on. */
  #storyOf(
    stories: Map<ObjectKey, TrackedWorkload>,
    key: ObjectKey,
    object: KubeObject,
    position: Position,
  ): TrackedWorkload {
    let workload = stories.get(key);
    if (workload === undefined) {
      workload = new TrackedWorkload(key, object);
      stories.set(key, workload);
    }
    const { uid } = object.metadata;
    if (!this.#byUid.has(uid)) {
      workload.uid = uid;
      this.#byUid.set(uid, workload);
      for (const [group, owner] of this.#belongs) if (owner === uid) this.#pods.attach(workload, group, position);
    }
    return workload;
  }

  #topLevel(entry: Entry, { before, after, key }: Change, object: KubeObject): boolean {
    const { position } = entry;
    const workload = this.#storyOf(this.workloads, key, object, position);
    const phase = workload.phase.last;
    const asked = this.#specChange(entry, before, after, workload);
    workload.see(position, before, after);
    workload.assess(position);
    return asked || (workload.job !== undefined && workload.phase.last !== phase);
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
      // until the next begins; as long as there is none, `finish` says how far
      end: change.position,
      fromRevision: before === undefined ? 0 : workload.revision.last,
      toRevision: 0,
      complete: undefined,
    });
  }

  /** An object that owns pods itself; `uid` is that of the workload it belongs to, its own where it is one. */
  #asGroup({ position }: Entry, { before, after, key }: Change, uid: string): boolean {
    const object = (after ?? before)!;
    const group = this.#pods.group(object.metadata.uid);
    const size = after === undefined ? 0 : ((after.spec?.replicas ?? after.spec?.parallelism ?? 1) as number);
    const told = before === undefined || after === undefined || size !== group.size.last;
    if (before === undefined || group.key === undefined) {
      group.key = key;
      group.name = object.metadata.name;
      group.born = position;
    }
    group.size.set(position, size);
    group.available.set(position, (after?.status?.availableReplicas as number | undefined) ?? 0);
    if (after !== undefined) {
      group.template = after.spec?.template ?? null;
      group.image = imagesOf(after).join(', ');
      const revision = revisionOf(after);
      if (revision !== undefined) group.revision.set(position, revision);
    }
    this.#belong(group, uid, position);
    return told;
  }

  #belong(group: TrackedGroup, uid: string, position: Position): void {
    this.#belongs.set(group, uid);
    const workload = this.#byUid.get(uid);
    if (workload === undefined) return;
    this.#pods.attach(workload, group, position);
    workload.assess(position);
  }

  #refused(uid: string, message: string, position: Position): void {
    const group = this.#pods.groups.get(uid) ?? this.#byUid.get(uid)?.current.last;
    group?.refused.set(position, message === '' ? 'refused' : message);
    if (group !== undefined) this.#pods.workloads.get(group)?.assess(position);
  }
}
