/**
 * One pass of the fold over a whole log, which leaves everything that views ask for by position: step series, the lives
 * of pods, the changes and who made them, the positions that carry a meaning. After it, a view at any position is
 * binary searches. The work of an entry does not grow with the number of pods that it does not touch.
 */
import type { ObjectKey } from '../kube/key.ts';
import { partsOf } from '../kube/key.ts';
import type { KubeObject } from '../kube/object.ts';
import { controllerOf } from '../kube/object.ts';
import type { Entry, LogTime, Position } from '../log/entry.ts';
import type { Change } from '../state/clusterState.ts';
import type { Timeline } from '../timeline/timeline.ts';
import { type CommandEntry, fits, imagesOf, mutates, type SpecChange, specChange } from './changes.ts';
import { meaningOf } from './meaning.ts';
import { lookAt, PodLife, restartsOf } from './podLife.ts';
import type { PodState } from './signs.ts';
import { lastAtOrBefore } from './steps.ts';
import { PodGroup, WorkloadStory } from './workloadStory.ts';

export interface Story {
  readonly timeline: Timeline;
  readonly length: Position;
  /** The time of each position; index 0 is the start. */
  readonly times: Float64Array;
  /** In order of first appearance. */
  readonly workloads: readonly WorkloadStory[];
  readonly pods: ReadonlyMap<ObjectKey, readonly PodLife[]>;
  /** By the object's key; of a name used again, the last. */
  readonly groups: ReadonlyMap<ObjectKey, PodGroup>;
  readonly changes: ReadonlyMap<Position, SpecChange>;
  readonly commands: readonly CommandEntry[];
  /** Positions, rising: what carries a meaning; where something began to fail; where a hand from outside acted. */
  readonly meaning: readonly Position[];
  readonly failures: readonly Position[];
  readonly hands: readonly Position[];
  /** Every position at which an object was written, rising. */
  readonly writes: ReadonlyMap<ObjectKey, readonly Position[]>;
}

const WORKLOADS = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController']);

/** How many entries between two words about progress: some 5 to 20 ms of work. */
const STRIDE = 20_000;

/** Reads a log to its end. `onProgress` is told the position reached, now and then. */
export function readStory(timeline: Timeline, onProgress?: (position: Position) => void): Story {
  const builder = new StoryBuilder(timeline);
  while (builder.advance(STRIDE)) onProgress?.(builder.position);
  return builder.finish();
}

/** The pass in strides, for whoever must stay awake in between. */
export class StoryBuilder {
  position: Position = 0;
  readonly #timeline: Timeline;
  readonly #times: Float64Array;
  readonly #workloads = new Map<ObjectKey, WorkloadStory>();
  readonly #byUid = new Map<string, WorkloadStory>();
  readonly #groups = new Map<string, PodGroup>();
  readonly #pods = new Map<ObjectKey, PodLife[]>();
  readonly #commands: CommandEntry[] = [];
  readonly #meaning: Position[] = [];
  readonly #failures: Position[] = [];
  readonly #writes = new Map<ObjectKey, Position[]>();
  /** Changes whose command has not been met; a recording tells it after the write. */
  #unexplained: SpecChange[] = [];

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
    this.#times = new Float64Array(timeline.length + 1);
  }

  /** Goes on by so many entries; false once there is nothing left. */
  advance(by: number): boolean {
    const to = Math.min(this.#timeline.length, this.position + by);
    if (to > this.position) this.#timeline.visit(this.position + 1, to, (entry, change) => this.#see(entry, change));
    this.position = to;
    return to < this.#timeline.length;
  }

  finish(): Story {
    const workloads = [...this.#workloads.values()].filter(w => w.kind !== 'ReplicaSet' || isOwn(w));
    for (const workload of workloads) {
      for (const rollout of workload.rollouts)
        if (rollout.toRevision === 0) rollout.toRevision = workload.revision.at(rollout.end);
    }
    return {
      timeline: this.#timeline,
      length: this.#timeline.length,
      times: this.#times,
      workloads,
      pods: this.#pods,
      groups: new Map([...this.#groups.values()].flatMap(g => (g.key === undefined ? [] : [[g.key, g] as const]))),
      changes: new Map(workloads.flatMap(w => w.changes.map(change => [change.position, change] as const))),
      commands: this.#commands,
      meaning: this.#meaning,
      failures: this.#failures,
      hands: hands(workloads, this.#commands),
      writes: this.#writes,
    };
  }

  #see(entry: Entry, change: Change | undefined): void {
    const { position } = entry;
    this.#times[position] = entry.time;
    if (entry.subject === undefined) {
      this.#asked(entry);
      return;
    }
    const writes = this.#writes.get(entry.subject);
    if (writes === undefined) this.#writes.set(entry.subject, [position]);
    else writes.push(position);
    if (change === undefined) return;
    const { kind } = change.after ?? change.before ?? partsOf(entry.subject);
    const failuresBefore = this.#failures.length;
    let told = false;
    if (kind === 'Pod') told = this.#pod(entry, change);
    else if (WORKLOADS.has(kind)) told = this.#workload(entry, change);
    const meaning = meaningOf(entry, change);
    if (meaning === 'failure' && this.#failures.length === failuresBefore) this.#failures.push(position);
    if (told || meaning !== 'none') this.#meaning.push(position);
  }

  // Commands ----------------------------------------------------------------------------------------------------------

  #asked(entry: Entry): void {
    for (const event of entry.events) {
      if (event.type === 'FaultInjected') this.#meaning.push(entry.position);
      else if (event.type === 'Noted') this.#meaning.push(entry.position);
      if (event.type !== 'CommandCompleted' && event.type !== 'CommandRefused') continue;
      const refused = event.type === 'CommandRefused' && mutates(event.command);
      const command: CommandEntry = {
        position: entry.position,
        command: event.command,
        refused,
        said: event.stderr.split('\n')[0] ?? '',
        mutates: mutates(event.command),
        changes: [],
      };
      this.#commands.push(command);
      if (command.mutates && !refused) this.#explain(command, entry.time);
      if (refused) this.#failures.push(entry.position);
      if (command.mutates && command.changes.length === 0) this.#meaning.push(entry.position);
    }
  }

  /** A command is met after its writes: in a recording some 5 ms after, when it ended; at most two seconds. */
  #explain(command: CommandEntry, time: LogTime): void {
    const left: SpecChange[] = [];
    for (const change of this.#unexplained) {
      if (time - this.#times[change.position]! > 2000) continue;
      if (!fits(command.command, change)) {
        left.push(change);
        continue;
      }
      change.command = command.command;
      change.commandPosition = command.position;
      command.changes.push(change);
    }
    this.#unexplained = left;
  }

  /** In a simulation the entry's cause is the command that began. */
  #issuedBy(entry: Entry): { readonly position: Position; readonly command: string } | undefined {
    let at = entry.cause;
    for (let hops = 0; at > 0 && at < entry.position && hops < 4; hops++) {
      const cause = this.#timeline.entry(at);
      for (const event of cause.events)
        if (event.type === 'CommandIssued') return { position: cause.position, command: event.command };
      at = cause.cause;
    }
    return undefined;
  }

  // Pods --------------------------------------------------------------------------------------------------------------

  /** True where the pod came into another state, got its node, or failed in other words. */
  #pod(entry: Entry, change: Change): boolean {
    const { before, after } = change;
    const { position } = entry;
    let life = this.#pods.get(change.key)?.at(-1);
    if (after !== undefined && life?.uid !== after.metadata.uid) {
      if (life !== undefined && life.gone === undefined) this.#leave(life, position);
      life = this.#born(after, change.key, position);
    }
    if (life === undefined) return false;
    const group = this.#groups.get(life.owner);
    if (after === undefined) {
      this.#leave(life, position);
      group?.workload?.assess(position);
      return true;
    }
    const node = after.spec?.nodeName as string | undefined;
    let told = false;
    if (node !== undefined && life.node.last !== node) {
      life.node.set(position, node);
      told = before !== undefined;
    }
    const look = lookAt(after);
    const wasUnplaced = life.words.last === 'Unschedulable';
    if (look.word !== life.words.last) {
      life.words.set(position, look.word);
      told ||= look.word !== '';
      if (look.word !== '') this.#failures.push(position);
    }
    if (group !== undefined && wasUnplaced !== (look.word === 'Unschedulable'))
      group.unplaced.set(position, group.unplaced.last + (wasUnplaced ? -1 : 1));
    const restarts = restartsOf(after);
    const error = look.error;
    const last = life.errors.at(-1);
    if (
      error !== undefined &&
      (last?.reason !== error.reason || last.message !== error.message || restarts !== life.restarts.last)
    )
      if (look.word !== 'CrashLoopBackOff' || last?.reason !== error.reason) life.errors.push({ ...error, position });
    life.restarts.set(position, restarts);
    if (look.state !== life.states.last) {
      this.#move(life, look.state, position);
      told = true;
    }
    if (told) group?.workload?.assess(position);
    return told;
  }

  #born(pod: KubeObject, key: ObjectKey, position: Position): PodLife {
    const owner = controllerOf(pod)?.uid ?? '';
    const life = new PodLife(pod, key, owner, position);
    const lives = this.#pods.get(key);
    if (lives === undefined) this.#pods.set(key, [life]);
    else lives.push(life);
    if (owner !== '') {
      const group = this.#group(owner);
      group.pods.push(life);
      group.refused.set(position, '');
    }
    return life;
  }

  #leave(life: PodLife, position: Position): void {
    if (life.words.last === 'Unschedulable') {
      const group = this.#groups.get(life.owner);
      group?.unplaced.set(position, group.unplaced.last - 1);
    }
    life.gone = position;
    life.words.set(position, '');
    this.#move(life, 'gone', position);
  }

  #move(life: PodLife, to: PodState, position: Position): void {
    const from = life.states.last;
    life.states.set(position, to);
    const group = this.#groups.get(life.owner);
    if (group === undefined) return;
    if (from !== 'gone') group.counts[from].set(position, group.counts[from].last - 1);
    if (to !== 'gone') group.counts[to].set(position, group.counts[to].last + 1);
    const { workload } = group;
    if (workload !== undefined) count(workload, from, to, position);
  }

  #group(uid: string): PodGroup {
    let group = this.#groups.get(uid);
    if (group === undefined) {
      group = new PodGroup(uid);
      this.#groups.set(uid, group);
    }
    return group;
  }

  // Workloads ---------------------------------------------------------------------------------------------------------

  #workload(entry: Entry, change: Change): boolean {
    const { before, after, key } = change;
    const object = (after ?? before)!;
    const owner = controllerOf(object);
    let told = false;
    if (owner === undefined || owner.kind !== 'Deployment') told = this.#topLevel(entry, change, object);
    if (object.kind !== 'Deployment') told = this.#asGroup(entry, key, before, after, owner?.uid) || told;
    for (const event of entry.events)
      if (event.type === 'CreateFailed') this.#refused(object, event.message, entry.position);
    return told;
  }

  #topLevel(entry: Entry, change: Change, object: KubeObject): boolean {
    const { before, after, key } = change;
    const { position } = entry;
    let workload = this.#workloads.get(key);
    if (workload === undefined) {
      workload = new WorkloadStory(key, object);
      this.#workloads.set(key, workload);
    }
    if (workload.uid !== object.metadata.uid || !this.#byUid.has(object.metadata.uid)) {
      workload.uid = object.metadata.uid;
      this.#byUid.set(object.metadata.uid, workload);
      for (const group of this.#groups.values())
        if (group.workload === undefined && ownerOf.get(group) === workload.uid) attach(workload, group, position);
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
    workload: WorkloadStory,
  ): boolean {
    const change = specChange(entry, before, after, false);
    if (change === null) return false;
    const issued = this.#issuedBy(entry);
    if (issued !== undefined) {
      change.command = issued.command;
      change.commandPosition = issued.position;
    } else if (!/autoscaler|^hpa/.test(entry.actor)) this.#unexplained.push(change);
    workload.changes.push(change);
    if (change.verb !== 'strategy' && change.verb !== 'spec') {
      if (workload.settled && change.verb === 'scale') workload.onlyScaled = true;
      else if (change.rollout) workload.onlyScaled = false;
      workload.settled = false;
    }
    if (change.rollout) {
      const last = workload.rollouts.at(-1);
      if (last !== undefined) {
        last.end = entry.position - 1;
        last.toRevision = workload.revision.last;
      }
      workload.rollouts.push({
        change,
        start: entry.position,
        end: this.#timeline.length,
        fromRevision: before === undefined ? 0 : workload.revision.last,
        toRevision: 0,
        complete: undefined,
      });
    }
    return true;
  }

  /** An object that owns pods itself. True where a ReplicaSet of a Deployment came, went or was sized. */
  #asGroup(
    entry: Entry,
    key: ObjectKey,
    before: KubeObject | undefined,
    after: KubeObject | undefined,
    ownerUid: string | undefined,
  ): boolean {
    const { position } = entry;
    const object = (after ?? before)!;
    const group = this.#group(object.metadata.uid);
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
      const revision = Number(after.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? Number.NaN);
      if (Number.isFinite(revision)) group.revision.set(position, revision);
    }
    const uid = ownerUid ?? object.metadata.uid;
    ownerOf.set(group, uid);
    const workload = this.#byUid.get(uid);
    if (workload !== undefined) {
      if (group.workload === undefined) attach(workload, group, position);
      workload.assess(position);
    }
    return told;
  }

  #refused(owner: KubeObject, message: string, position: Position): void {
    const group = this.#groups.get(owner.metadata.uid);
    group?.refused.set(position, message === '' ? 'refused' : message);
    group?.workload?.assess(position);
  }
}

/** The uid of the workload that a group belongs to, known from the group's owner reference. */
const ownerOf = new WeakMap<PodGroup, string>();

function attach(workload: WorkloadStory, group: PodGroup, position: Position): void {
  group.workload = workload;
  workload.groups.push(group);
  for (const life of group.pods) {
    const state = life.states.last;
    if (state !== 'gone') count(workload, 'gone', state, position);
  }
  workload.findCurrent(position);
}

function count(workload: WorkloadStory, from: PodState, to: PodState, position: Position): void {
  const add = (steps: { last: number; set(p: Position, v: number): void }, by: number): void => {
    if (by !== 0) steps.set(position, steps.last + by);
  };
  const one = (state: PodState): number => (to === state ? 1 : 0) - (from === state ? 1 : 0);
  add(workload.serving, one('ready'));
  add(workload.leaving, one('leaving'));
  add(workload.failing, one('failing'));
  add(workload.existing, -one('gone'));
}

const isOwn = (workload: WorkloadStory): boolean => workload.groups.length > 0;

/** Where a hand from outside acted: its write, or the command's own entry where it wrote to no workload's spec. */
function hands(workloads: readonly WorkloadStory[], commands: readonly CommandEntry[]): Position[] {
  const found = new Set<Position>();
  for (const workload of workloads) for (const change of workload.changes) found.add(change.position);
  const issued = new Set<Position>();
  for (const workload of workloads)
    for (const change of workload.changes) if (change.command !== undefined) issued.add(change.commandPosition ?? 0);
  const explained = new Set<string>();
  for (const workload of workloads)
    for (const change of workload.changes) if (change.command !== undefined) explained.add(change.command);
  for (const command of commands)
    if (command.mutates && command.changes.length === 0 && !explained.has(command.command)) found.add(command.position);
  return [...found].sort((a, b) => a - b);
}

/** The last position whose time is at or before this one. */
export const positionAtTime = (story: Story, time: LogTime): Position => Math.max(0, lastAtOrBefore(story.times, time));
