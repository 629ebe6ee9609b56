import type { Entry, Log, LogHeader, Position } from './entry.ts';

/** A log in memory, append-only. The only place that checks the order of positions and times. */
export class MemoryLog implements Log {
  readonly header: LogHeader;
  readonly #entries: Entry[] = [];

  constructor(header: LogHeader, entries: Iterable<Entry> = []) {
    this.header = header;
    for (const entry of entries) this.append(entry);
  }

  get length(): Position {
    return this.#entries.length;
  }

  /** @throws where the position is not the next, or the time is earlier than the last: a broken invariant. */
  append(entry: Entry): void {
    const last = this.#entries[this.#entries.length - 1];
    if (entry.position !== this.#entries.length + 1)
      throw new Error(`@${entry.position}: expected position ${this.#entries.length + 1}`);
    if (last !== undefined && entry.time < last.time)
      throw new Error(`@${entry.position}: time ${entry.time} is before ${last.time} of the entry before it`);
    this.#entries.push(entry);
  }

  entry(position: Position): Entry {
    const entry = this.#entries[position - 1];
    if (entry === undefined) throw new Error(`@${position}: outside the log (1..${this.#entries.length})`);
    return entry;
  }
}
