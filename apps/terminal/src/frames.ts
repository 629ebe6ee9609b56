/**
 * Whole frames in, only the rows that changed out, each at its own place on the screen. Ink's own incremental rendering
 * counts lines from where the cursor was left and is one off after a trailing line end (6.8); its plain rendering erases
 * every row of every frame. So Ink is given a terminal of which it knows the size and on which it writes nothing.
 */
import { EventEmitter } from 'node:events';

const BEGIN = '\u001b[?2026h';
const END = '\u001b[?2026l';

/** What turns one screen into another: each row that differs at its place, the rest of its line cleared. */
export function changedRows(before: readonly string[], after: readonly string[]): string {
  let changes = '';
  for (let i = 0; i < Math.max(after.length, before.length); i++)
    if (after[i] !== before[i]) changes += `\u001b[${i + 1};1H${after[i] ?? ''}\u001b[0m\u001b[K`;
  return changes;
}

class FrameStream extends EventEmitter {
  readonly isTTY = true;
  readonly #stdout: NodeJS.WriteStream;
  #shown: readonly string[] = [];

  constructor(stdout: NodeJS.WriteStream) {
    super();
    this.#stdout = stdout;
  }

  get columns(): number {
    return this.#stdout.columns || 80;
  }

  get rows(): number {
    return this.#stdout.rows || 24;
  }

  /** What Ink itself would write. */
  write(): boolean {
    return true;
  }

  /** One frame. Terminals that know synchronized output show it at once; to the others it is a few rows. */
  show(frame: readonly string[]): void {
    const rows = frame.slice(0, this.rows);
    const changes = changedRows(this.#shown, rows);
    this.#shown = rows;
    if (changes !== '') this.#stdout.write(`${BEGIN}${changes}${END}`);
  }

  /** After a resize nothing is known of what the terminal shows: all of it is written anew. */
  forget(): void {
    this.#shown = [];
    this.#stdout.write('\u001b[2J');
  }
}

export interface Frames {
  /** As Ink wants it. */
  readonly stream: NodeJS.WriteStream;
  readonly forget: () => void;
  readonly show: (rows: readonly string[]) => void;
}

export function framesOn(stdout: NodeJS.WriteStream): Frames {
  const stream = new FrameStream(stdout);
  return {
    stream: stream as unknown as NodeJS.WriteStream,
    forget: () => stream.forget(),
    show: rows => stream.show(rows),
  };
}
