import {
  ClusterState,
  diff,
  type Entry,
  type Event,
  equal,
  type Json,
  type KubeObject,
  keyOfObject,
  type LogHeader,
  MemoryLog,
  type TranslateContext,
  translate,
} from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { RecordingError } from '../errors.ts';
import { actorOf, type SeenWrite } from './actor.ts';
import { AskedToGo } from './asked.ts';
import { Causes } from './cause.ts';
import { readLine, type StepLine, type WatchEventLine, type WatchLine } from './line.ts';
import { revisionOf } from './revisions.ts';
import { Sizes } from './sizes.ts';
import { StatefulSets } from './statefulSet.ts';
import { Beginning, lastWritten } from './time.ts';

export interface ImportOptions {
  /** The file, as errors should name it. */
  readonly place?: string;
  /** The name kept in the header; default: `place`, without its folder and ending. */
  readonly name?: string;
  /** Kept in the header; default `kubernetes`. */
  readonly writer?: string;
  readonly timeZone?: string;
}

/**
 * How many lines are read before the first of them is made an entry. Each kind is a watch of its own, so a pod that a
 * ReplicaSet removes may be seen before the ReplicaSet's new size: what is coming tells who asked the pod to go.
 */
const AHEAD = 256;

/** Makes entries of lines. `importWatch` feeds it. */
class Importer {
  readonly #place: string;
  readonly #state = ClusterState.empty();
  readonly #causes = new Causes();
  readonly #sizes = new Sizes();
  readonly #sets = new StatefulSets();
  readonly #askedToGo = new AskedToGo();
  readonly #beginning = new Beginning();
  readonly entries: Entry[] = [];
  readonly #waiting: { readonly line: WatchLine; readonly number: number }[] = [];
  #number = 0;
  #time = 0;
  /** Where lines have no `t`: the time of the first object, from which times are counted. */
  #firstWritten: number | undefined;

  constructor(place: string) {
    this.#place = place;
  }

  get start(): number {
    return this.#firstWritten ?? this.#beginning.start;
  }

  take(text: string): RecordingError | undefined {
    this.#number++;
    const read = readLine(text);
    if ('problem' in read) return { kind: 'bad line', place: this.#place, line: this.#number, what: read.problem };
    const { line } = read;
    if (line === undefined) return undefined;
    if ('object' in line) {
      this.#sizes.note(line.object);
      this.#sets.note(line.object);
    } else if ('step' in line) this.#askedToGo.note(line);
    this.#waiting.push({ line, number: this.#number });
    if (this.#waiting.length > AHEAD) this.#next();
    return undefined;
  }

  /** Makes entries of all lines but the last so many. */
  settle(but: number): void {
    while (this.#waiting.length > but) this.#next();
  }

  #next(): void {
    const { line, number } = this.#waiting.shift()!;
    this.#time = this.#timeOf(line.t, 'object' in line ? line.object : undefined);
    const place = { position: this.entries.length + 1, time: this.#time };
    if ('object' in line) this.#write(line, place, number);
    else {
      const event: Event = 'note' in line ? { type: 'Noted', note: line.note } : commandEvent(line);
      this.#append({ ...place, actor: 'user', cause: 0, events: [event] });
    }
  }

  #append(entry: Entry) {
    this.entries.push(entry);
    return this.#state.apply(entry);
  }

  #timeOf(t: number | undefined, object: KubeObject | undefined): number {
    if (t !== undefined) {
      if (object !== undefined) this.#beginning.see(object, t);
      return Math.max(this.#time, Math.round(t));
    }
    const written = object === undefined ? undefined : lastWritten(object);
    if (written === undefined) return this.#time;
    this.#firstWritten ??= written - this.#time;
    return Math.max(this.#time, written - this.#firstWritten);
  }

  #write({ type, object }: WatchEventLine, place: Pick<Entry, 'position' | 'time'>, number: number): void {
    const key = keyOfObject(object);
    const before = this.#state.get(key);
    const deleted = type === 'DELETED';
    const events = meaningOf(before, object, { revisionOf: after => revisionOf(after, this.#state) });
    const version = versionOf(object);
    if (version === undefined && before?.metadata.uid === object.metadata.uid) withVersion(events, object);
    if (deleted) events.push({ type: 'Deleted' });
    const write: SeenWrite = {
      before,
      after: object,
      deleted,
      events,
      state: this.#state,
      sizes: this.#sizes,
      sets: this.#sets,
      time: place.time,
      askedToGo: this.#askedToGo,
    };
    const actor = actorOf(write);
    const entry: Entry = {
      ...place,
      actor,
      cause: this.#causes.of(key, actor, write),
      subject: key,
      ...(version === undefined ? {} : { resourceVersion: version }),
      events,
    };
    const change = this.#append(entry);
    this.#causes.note(key, entry, write);
    if (!deleted && !equal(change?.after as unknown as Json, object as unknown as Json))
      throw new Error(`@${entry.position}: ${key} does not fold back to what line ${number} says`);
  }
}

/** An object that is not of the form its kind has (a Pod without a spec) means nothing to us, but loses nothing. */
function meaningOf(before: KubeObject | undefined, after: KubeObject, context: TranslateContext): Event[] {
  try {
    return translate(before, after, context);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const changes = diff(before as unknown as Json, after as unknown as Json);
    return [{ type: 'Changed', ...changes }];
  }
}

/** As a number where it is one, which every API server's is so far; its meaning is opaque by contract. */
function versionOf(object: KubeObject): number | undefined {
  const version = Number(object.metadata.resourceVersion);
  return Number.isSafeInteger(version) && String(version) === object.metadata.resourceVersion ? version : undefined;
}

/** A resourceVersion that is not a number is a field like others. */
function withVersion(events: Event[], object: KubeObject): void {
  const at = events.findIndex(event => event.type === 'Changed');
  const set = [['metadata', 'resourceVersion'], object.metadata.resourceVersion] as const;
  const rest = events[at];
  if (rest?.type === 'Changed') events[at] = { ...rest, set: [...rest.set, set] };
  else events.push({ type: 'Changed', set: [set], unset: [] });
}

function commandEvent({ step, command, exitCode, stdout, stderr }: StepLine): Event {
  return { type: exitCode === 0 ? 'CommandCompleted' : 'CommandRefused', step, command, exitCode, stdout, stderr };
}

/**
 * Reads the JSON lines of a watch recording into a log: one line, one entry, so a position is a line number (blank
 * lines and bookmarks aside). Every object folds back, field for field, to what the line says; a line for which it did
 * not would throw, naming it. Left names the first line that cannot be read.
 */
export function importWatch(lines: Iterable<string>, options: ImportOptions = {}): E.Either<RecordingError, MemoryLog> {
  const importer = new Importer(options.place ?? '');
  for (const line of lines) {
    const error = importer.take(line);
    if (error !== undefined) return E.left(error);
  }
  importer.settle(0);
  return E.right(new MemoryLog(headerOf(importer, options), importer.entries));
}

/** The same from a stream of lines, such as `readline` gives. */
export async function importWatchStream(
  lines: AsyncIterable<string>,
  options: ImportOptions = {},
): Promise<E.Either<RecordingError, MemoryLog>> {
  const importer = new Importer(options.place ?? '');
  for await (const line of lines) {
    const error = importer.take(line);
    if (error !== undefined) return E.left(error);
  }
  importer.settle(0);
  return E.right(new MemoryLog(headerOf(importer, options), importer.entries));
}

/** An import line by line. */
export interface WatchImport {
  /** Entries made so far, in order; the list grows. */
  readonly entries: readonly Entry[];
  /** The next line. @returns why it cannot be read, where it cannot */
  take(line: string): RecordingError | undefined;
  /**
   * Makes entries of all lines but the last so many. Some are held back as a rule: what comes after a pod went tells who
   * asked it to go.
   */
  settle(but: number): void;
  /** As far as it is known: the start may turn out later, by a second at most, once more lines are read. */
  header(): LogHeader;
}

export function beginImport(options: ImportOptions = {}): WatchImport {
  const importer = new Importer(options.place ?? '');
  return {
    entries: importer.entries,
    take: line => importer.take(line),
    settle: but => importer.settle(but),
    header: () => headerOf(importer, options),
  };
}

function headerOf(importer: Importer, options: ImportOptions): LogHeader {
  const name = options.name ?? (options.place ?? '').replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');
  return {
    start: importer.start,
    origin: 'recorded',
    writer: options.writer ?? 'kubernetes',
    name,
    ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
  };
}
