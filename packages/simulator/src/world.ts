import type { ObjectWrite, ServerContext } from '@playhead/api';
import type { PodMetrics } from '@playhead/controllers';
import type { Change, Entry, Event, KubeObject, LogHeader, ObjectKey, Position, Receipt } from '@playhead/core';
import { ClusterState, keyOfObject, MemoryLog, translate } from '@playhead/core';
import { Agenda } from './agenda.ts';
import { Random } from './random.ts';
import { earlierRevision } from './revisions.ts';

/** Who writes, and what led to it. */
export interface Author {
  readonly actor: string;
  readonly cause: Position;
  readonly why?: Receipt;
}

/**
 * The log, the state it adds up to, virtual time and what is due. The only appender of simulated events: everything
 * that happens comes through `write` or `note`.
 */
export class World {
  readonly log: MemoryLog;
  readonly state = ClusterState.empty();
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

  constructor(header: LogHeader, seed: number) {
    this.log = new MemoryLog(header);
    this.seed = seed;
    this.#start = header.start;
    const uids = this.random('uid');
    const names = this.random('name');
    let addresses = 0;
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

  random(purpose: string): Random {
    return new Random(this.seed, purpose);
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
