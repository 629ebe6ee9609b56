/** A watch that goes on: what comes on standard input is in the file within a second, so that it can be followed. */
import { createInterface } from 'node:readline';
import {
  beginImport,
  createRecording,
  describeError,
  type ImportOptions,
  type RecordingError,
  type RecordingWriter,
  type WatchImport,
} from '@playhead/recording';
import * as E from 'fp-ts/lib/Either.js';
import type { Session } from '../edge/session.ts';
import { codeOf, Trouble } from '../edge/trouble.ts';
import { orTrouble } from './open.ts';

/**
 * Milliseconds between two looks at what came. A line is held back over one look, for the line that says why it came
 * may come after it: each kind is a watch of its own, and under load one lags half a second behind another.
 */
const LOOK = 500;

/** Until the input ends; ^C ends it too, and the file is whole then. @throws Trouble, one line */
export async function importLive(session: Session, out: string, options: ImportOptions): Promise<void> {
  const reading = beginImport(options);
  const file = new LiveFile(out, reading, session);
  const lines = createInterface({ input: session.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  let fresh = 0;
  let failed: RecordingError | undefined;
  const fail = (error: RecordingError | undefined): void => {
    failed ??= error;
    if (failed !== undefined) lines.close();
  };
  const looks = setInterval(() => {
    reading.settle(fresh);
    fresh = 0;
    fail(file.write());
  }, LOOK);
  const end = (): void => lines.close();
  const place = options.place ?? '';
  session.stdin.on('error', error => fail({ kind: 'cannot open', place, code: codeOf(error) ?? error.message }));
  for (const signal of ENDS) process.on(signal, end);
  try {
    for await (const line of lines) {
      fresh++;
      fail(reading.take(line));
      if (failed !== undefined) break;
    }
  } finally {
    clearInterval(looks);
    for (const signal of ENDS) process.off(signal, end);
    session.stdin.pause();
  }
  reading.settle(0);
  await file.finish(failed, place);
}

export const nothingIn = (place: string): Trouble => new Trouble(`${place}: holds no watch event; record it again`);

const ENDS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Begun with the first entries, so that an input without any leaves no file. */
class LiveFile {
  readonly #out: string;
  readonly #reading: WatchImport;
  readonly #session: Session;
  #writer: RecordingWriter | undefined;
  #written = 0;

  constructor(out: string, reading: WatchImport, session: Session) {
    this.#out = out;
    this.#reading = reading;
    this.#session = session;
  }

  /** Brings the entries that came into the file. */
  write(): RecordingError | undefined {
    const { entries } = this.#reading;
    if (this.#written === entries.length) return undefined;
    const begun = this.#writer === undefined ? this.#begin() : undefined;
    if (begun !== undefined) return begun;
    const writer = this.#writer!;
    while (this.#written < entries.length) {
      const appended = writer.append(entries[this.#written++]!);
      if (E.isLeft(appended)) return appended.left;
    }
    const flushed = writer.flush();
    return E.isLeft(flushed) ? flushed.left : undefined;
  }

  #begin(): RecordingError | undefined {
    const created = createRecording(this.#out, this.#reading.header());
    if (E.isLeft(created)) return created.left;
    this.#writer = created.right;
    const { err } = this.#session;
    if (err.isTerminal) void err.write(`${this.#out}: being written; playhead open ${this.#out} follows it\n`);
    return undefined;
  }

  /** What came before a line that cannot be read is kept, where the file was begun. */
  async finish(failed: RecordingError | undefined, place: string): Promise<void> {
    const begun = this.#writer !== undefined;
    if (failed !== undefined && (failed.kind === 'cannot write' || !begun)) throw new Trouble(describeError(failed));
    if (this.#reading.entries.length === 0) throw nothingIn(place);
    const trouble = this.write();
    if (trouble !== undefined) throw new Trouble(describeError(trouble));
    await orTrouble(this.#writer!.finish());
    const { entries } = this.#reading;
    if (failed !== undefined)
      throw new Trouble(`${describeError(failed)}; the ${entries.length} entries before it are in ${this.#out}`);
    const { err } = this.#session;
    if (err.isTerminal)
      await err.write(`${this.#out}: ${entries.length} entries; playhead open ${this.#out} moves through it\n`);
  }
}
