import type { ObjectKey } from '../kube/key.ts';
import type { Entry, Log, LogHeader, LogTime, Position } from './entry.ts';

/** A log in memory, append-only. The only place that checks the order of positions and times. */
export class MemoryLog implements Log {
  readonly header: LogHeader;
  readonly #entries: Entry[] = [];
  readonly #after: Position;
  readonly #from: LogTime;

  /** @param after of a log that goes on where another was left: the last position and time that are the other's */
  constructor(header: LogHeader, entries: Iterable<Entry> = [], after: Position = 0, from: LogTime = 0) {
    this.header = header;
    this.#after = after;
    this.#from = from;
    for (const entry of entries) this.append(entry);
  }

  get length(): Position {
    return this.#after + this.#entries.length;
  }

  /** @throws where the position is not the next, or the time is earlier than the last: a broken invariant. */
  append(entry: Entry): void {
    const last = this.#entries[this.#entries.length - 1]?.time ?? this.#from;
    if (entry.position !== this.length + 1) throw new Error(`@${entry.position}: expected position ${this.length + 1}`);
    if (entry.time < last)
      throw new Error(`@${entry.position}: time ${entry.time} is before ${last} of the entry before it`);
    this.#entries.push(entry);
  }

  entry(position: Position): Entry {
    const entry = this.#entries[position - this.#after - 1];
    if (entry === undefined) throw new Error(`@${position}: outside the log (${this.#after + 1}..${this.length})`);
    return entry;
  }

  subject(position: Position): ObjectKey | undefined {
    return this.entry(position).subject;
  }

  mayHold(): boolean {
    return true;
  }
}
