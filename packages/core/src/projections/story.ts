/**
 * One pass of the fold over a whole log, which leaves everything that views ask for by position: step series, the lives
 * of pods, the changes and who made them, the positions that carry a meaning. After it, a view at any position is
 * binary searches. The work of an entry does not grow with the number of pods that it does not touch.
 */
import type { ObjectKey } from '../kube/key.ts';
import { partsOf } from '../kube/key.ts';
import type { Entry, LogTime, Position } from '../log/entry.ts';
import { type Change, ClusterState } from '../state/clusterState.ts';
import { IndexBuilder } from '../timeline/indexBuilder.ts';
import { NOTE } from '../timeline/indexColumns.ts';
import { LogIndex, WritesOf } from '../timeline/logIndex.ts';
import type { Timeline } from '../timeline/timeline.ts';
import { AutoscalerStory } from './autoscalerStory.ts';
import type { CommandEntry, SpecChange } from './changes.ts';
import { CommandTracker } from './commandTracker.ts';
import { ownWords } from './entryWords.ts';
import { meaningOf } from './meaning.ts';
import type { PodGroup } from './podGroup.ts';
import type { PodLife } from './podLife.ts';
import { PodTracker } from './podTracker.ts';
import type { ServiceStory } from './serviceStory.ts';
import { ServiceTracker } from './serviceTracker.ts';
import { lastAtOrBefore, type Positions } from './steps.ts';
import type { WorkloadStory } from './workloadStory.ts';
import { WORKLOADS, WorkloadTracker } from './workloadTracker.ts';

export interface Story {
  readonly timeline: Timeline;
  readonly length: Position;
  /** The time of each position; index 0 is the start. */
  readonly times: Float64Array;
  /** In order of first appearance. */
  readonly workloads: readonly WorkloadStory[];
  readonly services: readonly ServiceStory[];
  readonly pods: ReadonlyMap<ObjectKey, readonly PodLife[]>;
  /** By the object's key; of a name used again, the last. */
  readonly groups: ReadonlyMap<ObjectKey, PodGroup>;
  readonly groupsByUid: ReadonlyMap<string, PodGroup>;
  /** The workload a group belongs to. */
  readonly owners: ReadonlyMap<PodGroup, WorkloadStory>;
  readonly changes: ReadonlyMap<Position, SpecChange>;
  readonly commands: readonly CommandEntry[];
  /** Positions, rising: what carries a meaning; where something began to fail; where a hand from outside acted. */
  readonly meaning: Positions;
  readonly failures: Positions;
  readonly hands: Positions;
  /** Every position at which an object was written, rising. */
  readonly writes: ReadonlyMap<ObjectKey, Positions>;
}

/** How many entries between two words about progress: some 5 to 20 ms of work. */
const STRIDE = 20_000;

/** Reads a log to its end. `onProgress` is told the position reached, now and then. */
export function readStory(timeline: Timeline, onProgress?: (position: Position) => void): Story {
  const builder = new StoryBuilder(timeline);
  while (builder.advance(STRIDE)) onProgress?.(builder.position);
  return builder.finish();
}

/**
 * The pass in strides, for whoever must stay awake in between. Of a log that is still being written it goes on where it
 * was once more is there: `grow`, `advance` to the end, `finish` again. A story given out before is then no longer to be
 * asked, for the series in both are the same.
 */
export class StoryBuilder {
  #timeline: Timeline;
  readonly #state = ClusterState.empty();
  readonly #index = new IndexBuilder();
  readonly #pods = new PodTracker();
  readonly #commands = new CommandTracker(
    { entry: position => this.#timeline.entry(position) },
    position => this.#index.times[position]!,
  );
  readonly #workloads = new WorkloadTracker(this.#pods, this.#commands);
  readonly #services = new ServiceTracker(this.#pods);
  readonly #autoscalers = new Map<ObjectKey, AutoscalerStory>();

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
    this.#index.reserve(timeline.length);
  }

  /** How far the log was read. */
  get position(): Position {
    return this.#state.position;
  }

  /** The same log, of which more is written by now. */
  grow(timeline: Timeline): void {
    if (timeline.length < this.position)
      throw new Error(`a log read up to @${this.position} cannot have grown to ${timeline.length} entries`);
    this.#timeline = timeline;
    this.#index.reserve(timeline.length);
  }

  /** Goes on by so many entries; false once there is nothing left. */
  advance(by: number): boolean {
    const to = Math.min(this.#timeline.length, this.position + by);
    for (let position = this.position + 1; position <= to; position++) {
      const entry = this.#timeline.entry(position);
      this.#see(entry, this.#state.apply(entry));
    }
    return to < this.#timeline.length;
  }

  finish(): Story {
    const workloads = this.#workloads.finish(this.#timeline.length);
    const groups = [...this.#pods.groups.values()];
    const services = this.#services.finish(workloads);
    const autoscalers = [...this.#autoscalers.values()];
    for (const workload of workloads) workload.autoscaler = autoscalers.find(scaler => scales(scaler, workload));
    const commands = [...this.#commands.commands];
    const index = new LogIndex(this.#timeline.log, this.#index.finish());
    this.#timeline.know(index);
    return {
      timeline: this.#timeline,
      length: this.#timeline.length,
      times: index.columns.times,
      meaning: this.#index.told.whole(),
      failures: this.#index.failures.whole(),
      writes: new WritesOf(index),
      workloads,
      services,
      pods: this.#pods.lives,
      groups: new Map(groups.flatMap(group => (group.key === undefined ? [] : [[group.key, group] as const]))),
      groupsByUid: this.#pods.groups,
      owners: this.#pods.workloads,
      changes: new Map(workloads.flatMap(w => w.changes.map(change => [change.position, change] as const))),
      commands,
      hands: hands(workloads, commands),
    };
  }

  #see(entry: Entry, change: Change | undefined): void {
    const { subject } = entry;
    // the commands that explain a change ask for the time of entries seen before: this one's is noted first
    this.#index.times[entry.position] = entry.time;
    const told =
      subject === undefined || change === undefined ? this.#asked(entry) : this.#object(entry, change, subject);
    const life = subject?.startsWith('Pod/') ? this.#pods.lives.get(subject)?.at(-1) : undefined;
    const bits = told === 'none' ? 0 : told === 'told' ? NOTE.told : NOTE.told | NOTE.failure;
    this.#index.see(entry, change, bits, ownWords(entry, life));
  }

  /** An entry about no object. */
  #asked(entry: Entry): 'none' | 'told' | 'failure' {
    this.#services.seeTraffic(entry);
    return this.#commands.see(entry);
  }

  #autoscaler(position: Position, { before, after, key }: Change): void {
    let autoscaler = this.#autoscalers.get(key);
    if (autoscaler === undefined) {
      autoscaler = new AutoscalerStory(key, (after ?? before)!);
      this.#autoscalers.set(key, autoscaler);
    }
    autoscaler.see(position, before, after);
  }

  #object(entry: Entry, change: Change, subject: ObjectKey): 'none' | 'told' | 'failure' {
    const { kind } = change.after ?? change.before ?? partsOf(subject);
    if (kind === 'Pod') return this.#pods.see(entry.position, change);
    if (kind === 'ControllerRevision') this.#workloads.revision(entry, change);
    if (kind === 'Service' || kind === 'EndpointSlice') this.#services.see(entry, change);
    if (kind === 'HorizontalPodAutoscaler') this.#autoscaler(entry.position, change);
    if (!WORKLOADS.has(kind)) return 'none';
    const told = this.#workloads.see(entry, change);
    const meaning = meaningOf(entry, change);
    return meaning === 'none' && told ? 'told' : meaning;
  }
}

/** What a saved story takes from its index. */
export function notedIn(index: LogIndex): Pick<Story, 'times' | 'meaning' | 'failures' | 'writes'> {
  const { notes, times } = index.columns;
  const meaning = new Uint32Array(notes.length);
  const failures: Position[] = [];
  let told = 0;
  for (let position = 1; position < notes.length; position++) {
    const note = notes[position]!;
    if ((note & NOTE.told) !== 0) meaning[told++] = position;
    if ((note & NOTE.failure) !== 0) failures.push(position);
  }
  return { times, meaning: meaning.slice(0, told), failures: Uint32Array.from(failures), writes: new WritesOf(index) };
}

const scales = ({ namespace, target }: AutoscalerStory, workload: WorkloadStory): boolean =>
  namespace === workload.namespace && target.kind === workload.kind && target.name === workload.name;

/** The Services that choose pods of a workload, or chose some. */
export const servicesOf = (story: Story, workload: WorkloadStory): ServiceStory[] =>
  story.services.filter(service => service.workloads.includes(workload.key));

/** Where a hand from outside acted: its write, or the command's own entry where it wrote to no workload's spec. */
function hands(workloads: readonly WorkloadStory[], commands: readonly CommandEntry[]): Position[] {
  const found = new Set<Position>();
  const explained = new Set<string>();
  for (const workload of workloads)
    for (const change of workload.changes) {
      found.add(change.position);
      if (change.command !== undefined) explained.add(change.command);
    }
  for (const command of commands)
    if (command.mutates && command.changes.length === 0 && !explained.has(command.command)) found.add(command.position);
  return [...found].sort((a, b) => a - b);
}

/** The last position whose time is at or before this one. */
export const positionAtTime = (story: Story, time: LogTime): Position => Math.max(0, lastAtOrBefore(story.times, time));
