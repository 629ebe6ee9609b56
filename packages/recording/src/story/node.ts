/** Where saved stories lie: in the file of their log, or in a folder of kept ones. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Story, Timeline } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { Unreadable } from '../block/reader.ts';
import type { RecordingError } from '../errors.ts';
import { indexBytes } from '../file/encode.ts';
import { endOf } from '../file/layout.ts';
import { attempt, codeOf, machine, openRecording, sinkOf, type Written, wholeBlocks } from '../file/node.ts';
import type { OpenedRecording } from '../file/open.ts';
import { loadStory } from './load.ts';
import { saveStory } from './save.ts';

/**
 * A log of so many entries is saved with its story: to read one takes some 0.2 s, to load its story 20 ms. Shorter ones
 * stay as they are.
 */
export const LONG_LOG = 50_000;

/** So many stories are kept in a folder, some 100 MB; the oldest goes first. */
const MOST_KEPT = 16;

const nameOf = (recording: OpenedRecording): string =>
  `${recording.identity.toString(16).padStart(8, '0')}-${recording.log.length}.story`;

/**
 * The saved story of a log: the one in its file, else the one kept in the folder. Undefined where there is none, or none
 * that can be used; then it is read from the log (`StoryBuilder`). Whatever lies in the folder, this does not fail.
 */
export function findStory(recording: OpenedRecording, timeline: Timeline, folder?: string): Story | undefined {
  if (recording.damage !== undefined) return undefined;
  return (
    loaded(timeline, recording, recording.story) ??
    (folder === undefined ? undefined : loaded(timeline, recording, kept(path.join(folder, nameOf(recording)))))
  );
}

function loaded(timeline: Timeline, { identity }: OpenedRecording, bytes: Uint8Array | undefined): Story | undefined {
  if (bytes === undefined) return undefined;
  try {
    return loadStory(timeline, bytes, identity, machine);
  } catch (error) {
    // whole by its checksum, and yet not a story: made by something else
    if (error instanceof Unreadable || error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function kept(file: string): Uint8Array | undefined {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Keeps a story in a folder for the next time. Says how many bytes; nothing where it cannot be written: it is a cache. */
export function keepStory(recording: OpenedRecording, story: Story, folder: string): number | undefined {
  try {
    fs.mkdirSync(folder, { recursive: true });
    const bytes = saveStory(story, recording.identity, machine);
    const file = path.join(folder, nameOf(recording));
    // whole or not at all, also where two are opened at once
    const part = `${file}.${process.pid}`;
    fs.writeFileSync(part, bytes);
    fs.renameSync(part, file);
    forgetOldest(folder);
    return bytes.length;
  } catch (error) {
    if (!codeOf(error).startsWith('E')) throw error;
    return undefined;
  }
}

function forgetOldest(folder: string): void {
  const files = fs
    .readdirSync(folder)
    .filter(name => name.endsWith('.story'))
    .map(name => ({ name, at: fs.statSync(path.join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { name } of files.slice(MOST_KEPT)) fs.rmSync(path.join(folder, name), { force: true });
}

/**
 * Writes a story into the file of its log, beside the index; what stood there of either is replaced, entries are not
 * touched. Left where the file is damaged or holds another log.
 */
export function storeStory(file: string, story: Story): E.Either<RecordingError, Written & { readonly story: number }> {
  const opened = openRecording(file, { check: 'checksums' });
  if (E.isLeft(opened)) return opened;
  opened.right.close();
  const { log, damage, identity } = opened.right;
  if (damage !== undefined) return E.left(damage);
  if (log.length !== story.length) throw new Error(`a story of ${story.length} entries for a file of ${log.length}`);
  return attempt(file, () => {
    const saved = saveStory(story, identity, machine);
    const handle = fs.openSync(file, 'r+');
    try {
      const { blocks, start } = wholeBlocks(handle);
      const offset = blocks.length > 0 ? endOf(blocks[blocks.length - 1]!) : start;
      const bytes = indexBytes(log.header, blocks, offset, machine, saved);
      sinkOf(handle, offset).write(bytes);
      fs.ftruncateSync(handle, offset + bytes.length);
      return { entries: log.length, bytes: offset + bytes.length, story: saved.length };
    } finally {
      fs.closeSync(handle);
    }
  });
}
