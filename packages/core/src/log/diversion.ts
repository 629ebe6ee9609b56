import type { ObjectKey } from '../kube/key.ts';
import type { Entry, Log, LogHeader, Position } from './entry.ts';
import { MemoryLog } from './log.ts';

/** Where a diversion left another log. */
export interface Diverted {
  /** The name of the log it left, as its header has it. */
  readonly from: string;
  /** The last position that both have. */
  readonly position: Position;
  /** What was done there instead: command lines; none where it was only left to go on. */
  readonly commands: readonly string[];
  /** What was taken to be so that the log it left does not say, a sentence each. */
  readonly assumes?: readonly string[];
}

/**
 * A log that leaves another at a position: up to there its entries are the other's, shared and not copied; after it they
 * are its own. Append-only, as every log.
 */
export class DiversionLog implements Log {
  readonly header: LogHeader;
  /** The last position that is the other log's. */
  readonly leftAt: Position;
  readonly #base: Log;
  readonly #own: MemoryLog;

  constructor(base: Log, leftAt: Position, header: LogHeader) {
    if (leftAt < 0 || leftAt > base.length) throw new Error(`@${leftAt}: outside the log (0..${base.length})`);
    this.header = header;
    this.leftAt = leftAt;
    this.#base = base;
    this.#own = new MemoryLog(header, [], leftAt, leftAt === 0 ? 0 : base.entry(leftAt).time);
  }

  get length(): Position {
    return this.#own.length;
  }

  append(entry: Entry): void {
    this.#own.append(entry);
  }

  /** The same entries under another header. */
  headed(header: LogHeader): Log {
    const log = this;
    return {
      header,
      get length() {
        return log.length;
      },
      entry: position => log.entry(position),
      subject: position => log.subject(position),
      mayHold: (position, text) => log.mayHold(position, text),
    };
  }

  entry(position: Position): Entry {
    return position <= this.leftAt ? this.#base.entry(position) : this.#own.entry(position);
  }

  subject(position: Position): ObjectKey | undefined {
    return position <= this.leftAt ? this.#base.subject(position) : this.#own.subject(position);
  }

  mayHold(position: Position, text: string): boolean {
    return position > this.leftAt || this.#base.mayHold(position, text);
  }
}
