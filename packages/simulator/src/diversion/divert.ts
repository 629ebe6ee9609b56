import type {
  ClusterView,
  CommandResult,
  Diverted,
  Log,
  LogHeader,
  LogTime,
  Pod,
  Position,
  Timeline,
} from '@playhead/core';
import { DiversionLog } from '@playhead/core';
import { Commands } from '../commands.ts';
import { startControllers } from '../controlPlane.ts';
import { type Environment, environmentAsJson, environmentIn } from '../environment.ts';
import { EventRecorder } from '../eventRecorder.ts';
import { Kubelets } from '../kubelets.ts';
import { LATENCY } from '../latency.ts';
import { LoadPlayer } from '../load.ts';
import { Scheduling } from '../scheduling.ts';
import { TrafficPlayer } from '../traffic.ts';
import { World } from '../world.ts';
import { assumptionsOf } from './assumptions.ts';
import { type History, readHistory, WINDOW } from './history.ts';
import { type Learned, learn } from './learn.ts';
import { memoriesOf } from './memory.ts';
import { type Rest, restAfter, SOONEST } from './settling.ts';
import { standingsOf } from './standing.ts';
import { environmentOf, nodesOf } from './surroundings.ts';

export interface DivertOptions {
  /** Command lines, with or without `kubectl` in front, one after the other; none: it is only left to go on. */
  readonly commands?: readonly string[];
  /** Where the commands have no `-n`. */
  readonly namespace?: string;
  /** The text of each file that a command's -f may name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Default: the log's own, else 1. */
  readonly seed?: number;
  /** When it is left, between the entry at the position and the next, milliseconds; default with the entry. */
  readonly time?: LogTime;
}

export interface DivertedRun {
  /** The other log's entries up to where it was left, then the diversion's own. */
  readonly log: Log;
  readonly leftAt: Position;
  /** How it came to rest; `unended` where it had not within a quarter of an hour. */
  readonly rest: Rest | 'unended';
  readonly commands: readonly CommandResult[];
  /** What was taken to be so that the log does not say, a sentence each. */
  readonly assumptions: readonly string[];
}

/** No diversion goes on for longer, milliseconds of virtual time. */
const LONGEST = 900_000;
/** Nor has more entries of its own: a story that never ends is cut. */
const MOST_ENTRIES = 500_000;

/** Leaves a log at a position and simulates what follows, to its rest. The same log, place and commands give the same bytes. */
export function divert(timeline: Timeline, position: Position, options: DivertOptions = {}): DivertedRun {
  const diversion = new Diversion(timeline, position, options);
  while (diversion.advance(100_000));
  return diversion.finish();
}

/** The same in strides, for whoever must stay awake in between. */
export class Diversion {
  readonly #world: World;
  readonly #log: DiversionLog;
  readonly #environment: Environment;
  #learned: Learned | undefined;
  readonly #kubelets: Kubelets;
  readonly #traffic: TrafficPlayer;
  readonly #options: DivertOptions;
  readonly #commands: CommandResult[] = [];
  readonly #from: LogTime;
  /** When the last write was, microseconds. */
  #lastWrite: number;
  #busy = true;
  #rest: Rest | 'unended' | undefined;

  constructor(timeline: Timeline, position: Position, options: DivertOptions = {}) {
    const { header } = timeline.log;
    const state = timeline.stateAt(position);
    const history = readHistory(timeline, Math.max(1, position - WINDOW), position);
    this.#options = options;
    this.#from = Math.max(state.time, options.time ?? 0);
    this.#log = new DiversionLog(timeline.log, position, header);
    this.#world = new World(this.#log, options.seed ?? header.seed ?? 1, {
      state,
      time: this.#from,
      resourceVersion: lastVersion(state, timeline),
    });
    this.#lastWrite = this.#world.now;
    this.#world.watch(() => {
      this.#lastWrite = this.#world.now;
    });
    const standings = standingsOf(state.list('Pod') as Pod[], history, header.start, this.#from);
    const lastReady = history.readyTimes.at(-1)?.time;
    if (header.origin === 'recorded') this.#rebuild(history);
    const past = history.past();
    const told = new Map(history.remembered);
    const { steps } = history;
    this.#environment = environmentIn(header) ?? this.#learn(timeline, state, history);
    const { nodes } = this.#environment;
    startControllers(this.#world, nodes, past);
    new Scheduling(this.#world, nodes, new EventRecorder(this.#world));
    const { kubelet, load, traffic, namespace } = this.#environment;
    this.#kubelets = new Kubelets(this.#world, kubelet, nodes.length);
    this.#kubelets.takeUp(standings, lastReady);
    new LoadPlayer(this.#world, load, namespace);
    this.#traffic = new TrafficPlayer(this.#world, traffic, namespace, key => told.get(key));
    this.#command(new Commands(this.#world), steps, 0);
  }

  /** How pods fare is no matter of when: what the log shows of it later counts as well. */
  #learn(timeline: Timeline, state: ClusterView, history: History): Environment {
    const to = Math.min(timeline.length, state.position + WINDOW);
    readHistory(timeline, state.position + 1, to, history);
    this.#learned = learn(history, timeline.length === 0 ? 0 : timeline.entry(to).time);
    return environmentOf(state, nodesOf(state, history), this.#learned, this.#options.namespace ?? 'default');
  }

  /** A recording has no memories of its own: what of them can be told from it stands first in the diversion. */
  #rebuild(history: History): void {
    const world = this.#world;
    const memories = memoriesOf(world.state, history, this.#log.header.start, this.#from);
    if (memories.length === 0) return;
    const events = memories.map(memory => ({ type: 'Remembered' as const, ...memory }));
    world.note(events, { actor: 'diversion', cause: this.#log.leftAt });
  }

  #command(commands: Commands, step: number, index: number): void {
    const line = this.#options.commands?.[index];
    if (line === undefined) {
      this.#busy = false;
      return;
    }
    const { files = {}, namespace = 'default' } = this.#options;
    commands.start({ step, line: line.replace(/^\s*kubectl\s+/, ''), files, namespace }, result => {
      this.#commands.push(result);
      this.#lastWrite = this.#world.now;
      this.#world.after(LATENCY.nextStep, () => this.#command(commands, step + 1, index + 1));
    });
  }

  /** Goes on by so many steps; false once it has come to rest. */
  advance(steps: number): boolean {
    const { agenda } = this.#world;
    for (let i = 0; i < steps && this.#rest === undefined; i++) {
      const time = agenda.nextTime;
      this.#rest = this.#restBefore(time);
      if (this.#rest !== undefined) break;
      const due = agenda.next()!;
      this.#world.now = due.time;
      due.run();
    }
    return this.#rest === undefined;
  }

  /** Virtual milliseconds since the log was left. */
  get elapsed(): number {
    return this.#world.now / 1000 - this.#from;
  }

  /** Whether it rests before the next thing is due; nothing is ever due after a rest. */
  #restBefore(next: number | undefined): Rest | 'unended' | undefined {
    if (next === undefined) return restAfter(Number.POSITIVE_INFINITY, this.#world.state, false);
    if (next / 1000 - this.#from > LONGEST || this.#log.length - this.#log.leftAt > MOST_ENTRIES) return 'unended';
    const still = (next - this.#lastWrite) / 1000;
    if (this.#busy || still < SOONEST) return undefined;
    return restAfter(still, this.#world.state, this.#kubelets.pending > 0);
  }

  finish(): DivertedRun {
    const rest = this.#rest ?? 'unended';
    this.#traffic.end();
    const { leftAt } = this.#log;
    const assumptions = assumptionsOf(this.#log, this.#learned);
    const header = headerOf(this.#log.header, this.#environment, {
      from: this.#log.header.name,
      position: leftAt,
      commands: (this.#options.commands ?? []).map(asTyped),
      ...(assumptions.length === 0 ? {} : { assumes: assumptions }),
    });
    return { log: this.#log.headed(header), leftAt, rest, commands: this.#commands, assumptions };
  }
}

const asTyped = (line: string): string => (/^\s*kubectl\s/.test(line) ? line.trim() : `kubectl ${line.trim()}`);

const headerOf = (header: LogHeader, environment: Environment, diverted: Diverted): LogHeader => ({
  ...header,
  environment: environmentAsJson(environment),
  diverted,
});

/** The highest resourceVersion of what is there and of the last writes, of which some took things away. */
function lastVersion(state: ClusterView, timeline: Timeline): number {
  let version = 1000;
  for (const kind of state.kinds())
    for (const { metadata } of state.list(kind)) version = Math.max(version, Number(metadata.resourceVersion) || 0);
  for (let position = state.position; position > Math.max(0, state.position - 500); position--)
    version = Math.max(version, timeline.entry(position).resourceVersion ?? 0);
  return version;
}
