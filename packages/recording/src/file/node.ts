/** Files on disk: the only part of this package that needs Node. */
import * as fs from 'node:fs';
import * as zlib from 'node:zlib';
import type { Entry, Log, LogHeader } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { RecordingError } from '../errors.ts';
import { SCHEMA } from '../upcast/schema.ts';
import { readHeader } from './header.ts';
import { type BlockInfo, type ByteSource, endOf } from './layout.ts';
import { type OpenedRecording, type OpenOptions, openSource } from './open.ts';
import { type Platform, portable } from './platform.ts';
import { scan } from './scan.ts';
import { BlockWriter, type ByteSink } from './writer.ts';

export const machine: Platform = {
  crc32: typeof zlib.crc32 === 'function' ? (bytes, seed) => zlib.crc32(bytes, seed) : portable.crc32,
  // one chunk with room left takes all of a usual block or part: several would be put together by a copy
  inflate: (bytes, length) =>
    zlib.inflateRawSync(bytes, { maxOutputLength: Math.max(1, length), chunkSize: Math.min(length, 1 << 22) + 64 }),
};

export interface OpenedFile extends OpenedRecording {
  /** Lets the file go. Entries not yet read can no longer be. */
  close(): void;
}

export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/**
 * Opens a `.rollout` file. Blocks are decoded as they are asked for, so a log may be larger than memory. Left where
 * nothing can be read; what is damaged but readable in part opens, with `damage` (exit code 2) or `warnings` (0).
 */
export function openRecording(
  path: string,
  options: Omit<OpenOptions, 'place' | 'platform'> = {},
): E.Either<RecordingError, OpenedFile> {
  let file: number;
  try {
    if (fs.statSync(path).isDirectory()) return E.left({ kind: 'cannot open', place: path, code: 'EISDIR' });
    file = fs.openSync(path, 'r');
  } catch (error) {
    return E.left({ kind: 'cannot open', place: path, code: codeOf(error) });
  }
  try {
    const opened = openSource(fileSource(file), { ...options, place: path, platform: machine });
    if (E.isRight(opened)) return E.right({ ...opened.right, close: () => fs.closeSync(file) });
    fs.closeSync(file);
    return opened;
  } catch (error) {
    fs.closeSync(file);
    if (codeOf(error).startsWith('E')) return E.left({ kind: 'cannot open', place: path, code: codeOf(error) });
    throw error;
  }
}

function fileSource(file: number): ByteSource {
  const { size } = fs.fstatSync(file);
  const piece = new Uint8Array(Math.min(PIECE, size));
  return {
    size,
    read: (offset, length) => readAt(file, offset, Math.min(length, size - offset)),
    sum: (offset, length) => sumAt(file, offset, length, piece),
  };
}

/** What is only summed goes through one small buffer: room for all of a large file would cost more than the sums. */
const PIECE = 1 << 18;

function sumAt(file: number, offset: number, length: number, piece: Uint8Array): number | undefined {
  let sum = 0;
  for (let done = 0; done < length; ) {
    const n = fs.readSync(file, piece, 0, Math.min(piece.length, length - done), offset + done);
    if (n === 0) return undefined;
    sum = machine.crc32(piece.subarray(0, n), sum);
    done += n;
  }
  return sum;
}

/** So many bytes, fewer where the file ends before. */
export function readAt(file: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, length));
  let got = 0;
  while (got < bytes.length) {
    const n = fs.readSync(file, bytes, got, bytes.length - got, offset + got);
    if (n === 0) break;
    got += n;
  }
  return got === bytes.length ? bytes : bytes.subarray(0, got);
}

/** Writes entries into a file as they come. Every method says Left once writing failed; what was flushed is kept. */
export interface RecordingWriter {
  append(entry: Entry): E.Either<RecordingError, void>;
  /** Ends the block: what was appended is in the file when this returns. */
  flush(): E.Either<RecordingError, void>;
  /** Writes the index and lets the file go. Without it the file opens too, with a warning. */
  finish(): E.Either<RecordingError, void>;
}

/** Begins a new file, or empties an old one. */
export function createRecording(path: string, header: LogHeader): E.Either<RecordingError, RecordingWriter> {
  return attempt(path, () => {
    const file = fs.openSync(path, 'w');
    return writerOver(path, file, new BlockWriter(sinkOf(file), header, { platform: machine }));
  });
}

/** A file that goes on. `cut`: what was wrong at its end and has been cut off, at the last whole block. */
export interface ResumedRecording {
  readonly writer: RecordingWriter;
  readonly header: LogHeader;
  /** Entries that stand there; the next one's position is one more. */
  readonly length: number;
  readonly cut?: RecordingError;
}

/** Goes on with a file: its index, and a torn tail, are cut off first. Left where the damage is not at the end. */
export function resumeRecording(path: string): E.Either<RecordingError, ResumedRecording> {
  const opened = openRecording(path, { check: 'checksums' });
  if (E.isLeft(opened)) return opened;
  opened.right.close();
  const { log, damage, readable, schemaVersion } = opened.right;
  if (damage !== undefined && (damage.kind !== 'torn' || readable.length > 1)) return E.left(damage);
  if (schemaVersion !== SCHEMA.version) return E.left(olderSchema(path, schemaVersion));
  return attempt(path, () => {
    const file = fs.openSync(path, 'r+');
    const blocks = wholeBlocks(file);
    const offset = blocks.blocks.length > 0 ? endOf(blocks.blocks[blocks.blocks.length - 1]!) : blocks.start;
    fs.ftruncateSync(file, offset);
    const writer = new BlockWriter(sinkOf(file, offset), log.header, {
      platform: machine,
      resumed: { blocks: blocks.blocks, offset },
    });
    const resumed = { writer: writerOver(path, file, writer), header: log.header, length: log.length };
    return damage === undefined ? resumed : { ...resumed, cut: damage };
  });
}

const olderSchema = (place: string, schemaVersion: number): RecordingError => ({
  kind: 'damaged',
  place,
  byte: 8,
  what: `written with schema ${schemaVersion}; a file goes on only in the schema it began with`,
  readable: [],
});

export function wholeBlocks(file: number): { readonly blocks: readonly BlockInfo[]; readonly start: number } {
  const source = fileSource(file);
  const header = readHeader(source, machine, SCHEMA);
  const start = header.is === 'whole' ? header.file.end : 0;
  return { blocks: scan(source, start, machine, SCHEMA).blocks, start };
}

export function sinkOf(file: number, at = 0): ByteSink {
  let offset: number | null = at;
  return {
    write(bytes) {
      let done = 0;
      while (done < bytes.length) {
        const n = fs.writeSync(file, bytes, done, bytes.length - done, seekable(file) ? offset : null);
        done += n;
        if (offset !== null) offset += n;
      }
    },
  };
}

const seekable = (file: number): boolean => fs.fstatSync(file).isFile();

function writerOver(path: string, file: number, writer: BlockWriter): RecordingWriter {
  let failed: E.Either<RecordingError, void> | undefined;
  const guarded = (work: () => void): E.Either<RecordingError, void> => {
    if (failed !== undefined) return failed;
    const done = attempt(path, work);
    if (E.isLeft(done)) {
      failed = done;
      close(file);
    }
    return done;
  };
  return {
    append: entry => guarded(() => writer.append(entry)),
    flush: () => guarded(() => writer.flush()),
    finish: () =>
      guarded(() => {
        writer.finish();
        fs.closeSync(file);
      }),
  };
}

function close(file: number): void {
  try {
    fs.closeSync(file);
  } catch {
    // the write that failed is what is told
  }
}

/** What a file was written with. */
export interface Written {
  readonly entries: number;
  readonly bytes: number;
}

/** A whole log into a file. */
export function writeRecording(path: string, log: Log): E.Either<RecordingError, Written> {
  const created = createRecording(path, log.header);
  if (E.isLeft(created)) return created;
  for (let position = 1; position <= log.length; position++) {
    const appended = created.right.append(log.entry(position));
    if (E.isLeft(appended)) return appended;
  }
  const finished = created.right.finish();
  if (E.isLeft(finished)) return finished;
  return attempt(path, () => ({ entries: log.length, bytes: fs.statSync(path).size }));
}

export function attempt<A>(path: string, work: () => A): E.Either<RecordingError, A> {
  try {
    return E.right(work());
  } catch (error) {
    const code = codeOf(error);
    if (!/^E[A-Z0-9]+$/.test(code)) throw error;
    return E.left({ kind: 'cannot write', place: path, code });
  }
}
