import * as fs from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import type { RecordingError } from '../errors.ts';
import { SCHEMA } from '../upcast/schema.ts';
import { type Growth, Tail } from './follow.ts';
import { readHeader } from './header.ts';
import type { ByteSource } from './layout.ts';
import { codeOf, machine, readAt } from './node.ts';

/** A file that is still being written. Whoever follows it looks from time to time. */
export interface FollowedFile {
  /** What came since the last look; undefined where nothing did. Left: nothing can come any more. */
  look(): E.Either<RecordingError, Growth | undefined>;
  /** When it was last written, in milliseconds since the Unix epoch, as the file system says. */
  writtenAt(): number;
  /** It has no end by which to know that its writer has finished. */
  readonly endless: boolean;
  /** Lets the file go. Entries not yet read can no longer be. */
  close(): void;
}

/** `told`: how many of its entries are known already. Left where it cannot be opened or its header cannot be read. */
export function followRecording(path: string, told: number): E.Either<RecordingError, FollowedFile> {
  try {
    const file = fs.openSync(path, 'r');
    const source: ByteSource = {
      get size() {
        return fs.fstatSync(file).size;
      },
      read: (offset, length) => readAt(file, offset, Math.min(length, fs.fstatSync(file).size - offset)),
    };
    const header = readHeader(source, machine, SCHEMA);
    if (header.is !== 'whole') {
      fs.closeSync(file);
      return E.left({ kind: 'damaged header', place: path, byte: 0, readable: [] });
    }
    const tail = new Tail(source, header.file, { platform: machine, place: path, told });
    return E.right({
      look: () => tail.look(),
      writtenAt: () => fs.fstatSync(file).mtimeMs,
      endless: false,
      close: () => fs.closeSync(file),
    });
  } catch (error) {
    return E.left({ kind: 'cannot open', place: path, code: codeOf(error) });
  }
}
