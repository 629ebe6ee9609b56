import type { ObjectWrite, ServerContext } from '@playhead/api';
import type { PodMetrics } from '@playhead/controllers';
import type {
  Change,
  ClusterView,
  Entry,
  Event,
  KubeObject,
  Log,
  LogTime,
  ObjectKey,
  Position,
  Receipt,
} from '@playhead/core';
import { ClusterState, keyOfObject, translate } from '@playhead/core';
import { Agenda } from './agenda.ts';
import { Random } from './random.ts';
import { earlierRevision } from './revisions.ts';

/** Who writes, and what led to it. */
export interface Author {
  readonly actor: string;
  readonly cause: Position;
  readonly why?: Receipt;
}

/** A log, and where it grows. */
export interface GrowingLog extends Log {
  append(entry: Entry): void;
}

/** Where a world takes up a log that another began. */
export interface TakenUp {
  /** The state at the position where it is left. */
  readonly state: ClusterView;
  /** When it is left, milliseconds since the log began. */
  readonly time: LogTime;
  /** The highest resourceVersion written so far. */
  readonly resourceVersion: number;
}

/**
 * The log, the state it adds up to, virtual time and what is due. The only appender of simulated events: everything
 * that happens comes through `write` or `note`.
 */
export class World {
  readonly log: GrowingLog;
  readonly state: ClusterState;
  /** Of a world that takes up another's log: the last position that is the other's; else 0. */
  readonly begunAt: Position;
  readonly agenda = new Agenda();
  readonly seed: number;
  readonly server: ServerContext;
  /** What the metrics server has of each pod now. */
  metrics: ReadonlyMap<ObjectKey, PodMetrics> = new Map();
  /** Microseconds since the run began. */
  now = 0;
  readonly #start: number;
  readonly #watchers: ((entry: Entry, change: Change) => void)[] = [];
  #resourceVersion = 1000;

  constructor(log: GrowingLog, seed: number, takenUp?: TakenUp) {
    this.log = log;
    this.state = takenUp === undefined ? ClusterState.empty() : ClusterState.of(takenUp.state);
    this.begunAt = takenUp?.state.position ?? 0;
    this.seed = seed;
    this.#start = log.header.start;
    if (takenUp !== undefined) {
      this.now = takenUp.time * 1000;
      this.#resourceVersion = takenUp.resourceVersion;
    }
    const uids = this.random('uid');
    const names = this.random('name');
    let addresses = takenUp === undefined ? 0 : lastAddress(takenUp.state);
    const world = this;
    this.server = {
      get now() {
        return world.instant();
      },
      uid: () => uids.uid(),
      suffix: () => names.suffix(),
      clusterIP: () => `10.0.${100 + ((addresses >> 8) & 127)}.${++addresses & 255}`,
    };
  }

  /** A world that takes up a log draws anew: what was drawn before it is in the log, what would have been is not. */
  random(purpose: string): Random {
    return new Random(this.seed, this.begunAt === 0 ? purpose : `${purpose} @${this.begunAt}`);
  }

  /** Virtual time in milliseconds since the Unix epoch, with its fraction. */
  instant(): number {
    return this.#start + this.now / 1000;
  }

  after(microseconds: number, run: () => void): { cancelled: boolean } {
    return this.agenda.at(this.now + Math.max(0, microseconds), run);
  }

  /** Told of every write right after it was folded, in the order of the log. */
  watch(see: (entry: Entry, change: Change) => void): void {
    this.#watchers.push(see);
  }

  /** Appends one write to one object. @returns its position, or 0 where nothing changed */
  write({ before, after }: ObjectWrite, author: Author, also: readonly Event[] = []): Position {
    const object = after ?? before;
    if (object === undefined) return 0;
    const made = before === undefined ? numbered(object, this.#resourceVersion + 1) : after;
    const events = translate(before, made, { revisionOf: d => earlierRevision(this.state, d) });
    return events.length === 0 ? 0 : this.commit(keyOfObject(object), [...events, ...also], author);
  }

  /** Appends one write that is known by its events, as the kubelet and the scheduler know theirs. */
  commit(subject: ObjectKey, events: readonly Event[], author: Author): Position {
    this.#resourceVersion++;
    const entry = this.#entry(author, events, { subject, resourceVersion: this.#resourceVersion });
    this.log.append(entry);
    const change = this.state.apply(entry)!;
    for (const see of this.#watchers) see(entry, change);
    return entry.position;
  }

  /** Appends what is no write to an object: a command, a fault, something remembered, a refusal. */
  note(events: readonly Event[], author: Author, subject?: Entry['subject']): Position {
    const entry = this.#entry(author, events, subject === undefined ? {} : { subject });
    this.log.append(entry);
    this.state.apply(entry);
    return entry.position;
  }

  #entry(author: Author, events: readonly Event[], more: Partial<Entry>): Entry {
    const { actor, cause, why } = author;
    const time = Math.floor(this.now / 1000);
    const position = this.log.length + 1;
    return { position, time, actor, cause, ...(why === undefined ? {} : { why }), ...more, events };
  }
}

/** What is created holds its resourceVersion; on what is changed the fold writes the entry's. */
const numbered = (object: KubeObject, resourceVersion: number): KubeObject => ({
  ...object,
  metadata: { ...object.metadata, resourceVersion: String(resourceVersion) },
});

/** The highest number of an address given so far, as `clusterIP` counts them: of 10.0.100.7 the 7. */
function lastAddress(state: ClusterView): number {
  const numbers = state.list('Service').map(({ spec }) => /^10\.0\.1(\d\d)\.(\d+)$/.exec(String(spec?.clusterIP)));
  return Math.max(0, ...numbers.map(found => (found === null ? 0 : Number(found[1]) * 256 + Number(found[2]))));
}
