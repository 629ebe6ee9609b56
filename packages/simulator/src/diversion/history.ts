/** A stretch of a log, read for what the objects of a state cannot say: when each pod came to be as it is, to the millisecond. */
import type { Change, Entry, KubeObject, LogTime, ObjectKey, Pod, Position, Timeline } from '@playhead/core';
import type { Mark } from './podPast.ts';
import { PodPast } from './podPast.ts';

/** So many entries before a position, and as many after it, are read: of a longer log the rest is not waited for. */
export const WINDOW = 20_000;

/** What a history says so far; it stays as it is when the history is read on. */
export interface Past {
  /** The last write of each object. */
  readonly written: ReadonlyMap<ObjectKey, Mark>;
  /** When each pod last turned ready, by uid. */
  readonly ready: ReadonlyMap<string, Mark | undefined>;
}

export class History {
  readonly #start: number;
  /** By uid, in the order in which they came. */
  readonly pods = new Map<string, PodPast>();
  /** The last write of each object. */
  readonly written = new Map<ObjectKey, Mark>();
  /** What autoscalers said of themselves, oldest first. */
  readonly autoscalers = new Map<ObjectKey, { readonly time: LogTime; readonly object: KubeObject }[]>();
  /** How many commands there were. */
  steps = 0;
  /** When what is remembered under a key was last remembered. */
  readonly remembered = new Map<string, LogTime>();
  readonly nodes = new Map<string, KubeObject | undefined>();
  /** When each pod turned ready, in order. */
  readonly readyTimes: { readonly time: LogTime; readonly past: PodPast }[] = [];

  /** @param start milliseconds since the Unix epoch at which the log's time is 0 */
  constructor(start: number) {
    this.#start = start;
  }

  past(): Past {
    return {
      written: new Map(this.written),
      ready: new Map([...this.pods].map(([uid, { ready }]) => [uid, ready])),
    };
  }

  see(entry: Entry, change: Change | undefined): void {
    for (const event of entry.events) {
      if (event.type === 'Remembered') this.remembered.set(event.key, entry.time);
      else if ('step' in event) this.steps = Math.max(this.steps, event.step + 1);
    }
    if (change === undefined) return;
    const { key, before, after } = change;
    this.written.set(key, { time: entry.time, position: entry.position });
    const { kind } = (after ?? before)!;
    if (kind === 'Pod') this.#pod(entry, before as Pod | undefined, after as Pod | undefined);
    else if (kind === 'Node' && after !== undefined) this.nodes.set(after.metadata.name, after);
    else if (kind === 'HorizontalPodAutoscaler' && after !== undefined) {
      const said = this.autoscalers.get(key) ?? [];
      said.push({ time: entry.time, object: after });
      this.autoscalers.set(key, said);
    }
  }

  #pod(entry: Entry, before: Pod | undefined, after: Pod | undefined): void {
    const { uid } = (after ?? before)!.metadata;
    let past = this.pods.get(uid);
    const earlier = before?.metadata.uid === uid ? before : undefined;
    if (past === undefined) {
      if (after === undefined) return;
      past = new PodPast(after, earlier, { time: entry.time, position: entry.position }, this.#start);
      this.pods.set(uid, past);
    }
    const wasReady = past.ready;
    past.see(earlier, after, entry);
    if (past.ready !== wasReady) this.readyTimes.push({ time: entry.time, past });
    const node = after?.spec.nodeName;
    if (node !== undefined && !this.nodes.has(node)) this.nodes.set(node, undefined);
  }
}

/** Reads entries `from`..`to`. */
export function readHistory(timeline: Timeline, from: Position, to: Position, history?: History): History {
  const read = history ?? new History(timeline.log.header.start);
  timeline.visit(from, to, (entry, change) => read.see(entry, change));
  return read;
}
