import * as fs from 'node:fs';
import { type Log, MemoryLog, upTo } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { RecordingError } from '../errors.ts';
import type { Growth } from '../file/follow.ts';
import type { FollowedFile } from '../file/followNode.ts';
import { codeOf, readAt } from '../file/node.ts';
import { beginImport, type ImportOptions, type WatchImport } from './import.ts';

/** Bytes read at once. */
const CHUNK = 1 << 20;

/**
 * So many looks a line is held back: the line that says why it came may come after it, for each kind is a watch of its
 * own. Looked at five times a second that is 0.6 s; under load one lags half a second behind another.
 */
const HELD = 3;

/**
 * Opens the JSON lines of a watch that may still be written: what stands in the file, and what comes. The last line may
 * be in the middle of being written: it is waited for. Left names the first line that cannot be read.
 */
export function followWatch(
  path: string,
  options: ImportOptions = {},
): E.Either<RecordingError, { readonly log: Log; readonly followed: FollowedFile }> {
  let file: number;
  try {
    file = fs.openSync(path, 'r');
  } catch (error) {
    return E.left({ kind: 'cannot open', place: path, code: codeOf(error) });
  }
  const lines = new WatchTail(file, path, options);
  const log = lines.all();
  if (E.isLeft(log)) {
    fs.closeSync(file);
    return log;
  }
  const followed: FollowedFile = {
    look: () => lines.look(),
    writtenAt: () => fs.fstatSync(file).mtimeMs,
    endless: true,
    close: () => fs.closeSync(file),
  };
  return E.right({ log: log.right, followed });
}

class WatchTail {
  readonly #file: number;
  readonly #place: string;
  readonly #reading: WatchImport;
  readonly #text = new TextDecoder();
  #offset = 0;
  /** The last line as far as it is there. */
  #begun = '';
  /** The line was whole without its end, which is still to come. */
  #ended = false;
  /** How many lines came with each of the last looks. */
  #came: readonly number[] = [];
  #log: MemoryLog | undefined;

  constructor(file: number, place: string, options: ImportOptions) {
    this.#file = file;
    this.#place = place;
    this.#reading = beginImport({ place, ...options });
  }

  /** What stands in the file now. */
  all(): E.Either<RecordingError, Log> {
    const read = this.#read();
    if (E.isLeft(read)) return read;
    this.#reading.settle(0);
    return E.right(this.#grown());
  }

  look(): E.Either<RecordingError, Growth | undefined> {
    const { size } = fs.fstatSync(this.#file);
    if (size < this.#offset) return E.left(this.#cut(size));
    const read = this.#read();
    if (E.isLeft(read)) return read;
    this.#came = [...this.#came, read.right].slice(-HELD);
    this.#reading.settle(this.#came.reduce((sum, count) => sum + count, 0));
    const grown = this.#reading.entries.length > (this.#log?.length ?? 0);
    return E.right(grown ? { log: this.#grown(), finished: false } : undefined);
  }

  #grown(): Log {
    const { entries } = this.#reading;
    const header = this.#reading.header();
    const log = this.#log ?? new MemoryLog(header);
    this.#log = log;
    while (log.length < entries.length) log.append(entries[log.length]!);
    // the header may say more than it did at first
    return { ...upTo(log, log.length), header };
  }

  /** @returns how many lines came */
  #read(): E.Either<RecordingError, number> {
    let came = 0;
    for (;;) {
      const bytes = readAt(this.#file, this.#offset, CHUNK);
      if (bytes.length === 0) break;
      this.#offset += bytes.length;
      const lines = (this.#begun + this.#text.decode(bytes, { stream: true })).split('\n');
      if (this.#ended && lines.length > 1) {
        lines.shift();
        this.#ended = false;
      }
      this.#begun = lines.pop() ?? '';
      for (const line of lines) {
        const error = this.#reading.take(line);
        if (error !== undefined) return E.left(error);
        came++;
      }
    }
    return this.#isWhole() ? this.#takeBegun(came) : E.right(came);
  }

  /** An object that is closed is whole, also before the end of its line. */
  #isWhole(): boolean {
    if (!this.#begun.trimEnd().endsWith('}')) return false;
    try {
      JSON.parse(this.#begun);
      return true;
    } catch {
      return false;
    }
  }

  #takeBegun(came: number): E.Either<RecordingError, number> {
    const error = this.#reading.take(this.#begun);
    this.#begun = '';
    this.#ended = true;
    return error === undefined ? E.right(came + 1) : E.left(error);
  }

  #cut(size: number): RecordingError {
    const length = this.#log?.length ?? 0;
    const readable = length === 0 ? [] : [{ first: 1, last: length }];
    return { kind: 'damaged', place: this.#place, byte: size, what: 'the file was cut or written anew', readable };
  }
}
