import type { Entry, Log, Position } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { RecordingError, Span } from '../errors.ts';
import { SCHEMA, type Schema, stepsFrom } from '../upcast/schema.ts';
import { BlockLog, Blocks, blockOf, wordsOf } from './blockLog.ts';
import { indexFromEnd } from './fileIndex.ts';
import { type FileHeader, readHeader } from './header.ts';
import { identityOf } from './identity.ts';
import * as L from './layout.ts';
import { type Platform, portable } from './platform.ts';
import { type Scan, scan } from './scan.ts';

/** A recording that can be read, perhaps not all of it. */
export interface OpenedRecording {
  /** The entries from the first up to the first that cannot be read: what can be folded. */
  readonly log: Log;
  readonly schemaVersion: number;
  /** To be said, but nothing is missing that was ever finished: exit code 0. */
  readonly warnings: readonly RecordingError[];
  /** Something is missing or wrong: to be said, and exit code 2. */
  readonly damage?: RecordingError;
  /** All positions that can be read, also behind damage. */
  readonly readable: readonly Span[];
  /** Of the log, by the lengths and checksums of its blocks; 32 bits. What is kept beside a file is kept under it. */
  readonly identity: number;
  /** The story that stands in the file, for `loadStory`; only where nothing is wrong with the file. */
  readonly story?: Uint8Array;
  /** Any readable entry, also behind damage. */
  read(position: Position): E.Either<RecordingError, Entry>;
}

/**
 * How much is looked at before the log is handed out: `index` the index alone (bigger-than-memory files), `checksums`
 * the checksum of every block, `entries` each entry as well.
 */
export type Check = 'index' | 'checksums' | 'entries';

export interface OpenOptions {
  /** The file, as errors should name it. */
  readonly place?: string;
  /** Default: `entries` up to 4 MiB, `checksums` up to 256 MiB, else `index`. */
  readonly check?: Check;
  readonly platform?: Platform;
  /** Default: this version's. */
  readonly schema?: Schema;
}

const defaultCheck = (size: number): Check => (size <= 4 << 20 ? 'entries' : size <= 256 << 20 ? 'checksums' : 'index');

/**
 * A recording in memory. Left where nothing can be read: an empty file, another kind of file, a newer schema, a header
 * that is damaged without its copy. Everything else opens, with `warnings` and `damage` saying what is not as it should.
 */
export const readRecording = (
  bytes: Uint8Array,
  options: OpenOptions = {},
): E.Either<RecordingError, OpenedRecording> => openSource(L.memorySource(bytes), options);

export function openSource(source: L.ByteSource, options: OpenOptions = {}): E.Either<RecordingError, OpenedRecording> {
  const { place = '', platform = portable, schema = SCHEMA } = options;
  const how = { place, platform, schema, check: options.check ?? defaultCheck(source.size) };
  if (source.size === 0) return E.left({ kind: 'empty file', place });
  const start = readHeader(source, platform, schema);
  if (start.is === 'newer')
    return E.left({ kind: 'newer schema', place, schemaVersion: start.schemaVersion, upTo: schema.version });
  if (start.is === 'damaged') return withoutHeader(source, start.byte, how);
  const index = how.check === 'index' ? indexFromEnd(source, platform, schema) : undefined;
  return E.right(opened(source, start.file, index ?? scan(source, start.file.end, platform, schema), how));
}

/** The MessagePack of each block, inflated: what the reader starts from. For measuring against other readers. */
export function inflatedBlocks(bytes: Uint8Array, platform: Platform = portable): Uint8Array[] {
  const source = L.memorySource(bytes);
  const start = readHeader(source, platform, SCHEMA);
  if (start.is !== 'whole') return [];
  return scan(source, start.file.end, platform, SCHEMA).blocks.map(block =>
    platform.inflate(source.read(block.offset + L.BLOCK_HEADER, block.length), block.inflated),
  );
}

interface How {
  readonly place: string;
  readonly platform: Platform;
  readonly schema: Schema;
  readonly check: Check;
}

/** The header is damaged, or this is another kind of file. The copy in the index, if that is whole, serves as well. */
function withoutHeader(source: L.ByteSource, byte: number, how: How): E.Either<RecordingError, OpenedRecording> {
  const { place, platform, schema } = how;
  const index = indexFromEnd(source, platform, schema);
  const head = source.read(0, 64);
  if (index !== undefined) {
    const recording = opened(source, index.copy, scan(source, index.copy.end, platform, schema), how);
    const damage: RecordingError = { kind: 'damaged header', place, byte, readable: recording.readable };
    return E.right({ ...recording, damage: recording.damage ?? damage });
  }
  if (!startsLikeOne(head)) return E.left({ kind: 'not a rollout file', place, looksLike: looksLike(head) });
  return E.left(
    byte >= source.size
      ? { kind: 'torn', place, byte: source.size, readable: [] }
      : { kind: 'damaged header', place, byte, readable: [] },
  );
}

function opened(
  source: L.ByteSource,
  start: FileHeader,
  found: Pick<Scan, 'blocks' | 'trouble' | 'story'>,
  how: How,
): OpenedRecording {
  const { header, schemaVersion } = start;
  const { check, place } = how;
  const blocks = new Blocks(source, how.platform, header, stepsFrom(how.schema, schemaVersion));
  const problem = check === 'entries' ? firstProblemIn(found.blocks, blocks) : undefined;
  const readable = spansOf(found.blocks, problem?.bad);
  const length = readable[0]?.first === 1 ? readable[0].last : 0;
  const infos = found.blocks.filter(block => block.first <= length);
  const invalid = (block: L.BlockInfo, position: Position, what: string): RecordingError => ({
    kind: 'invalid entry',
    place,
    byte: block.offset,
    position,
    what,
    readable,
  });
  const trouble = found.trouble && troubleOf(found.trouble, place, readable);
  const damage = problem !== undefined ? invalid(problem.block, problem.position, problem.what) : trouble?.damage;
  return {
    log: new BlockLog(header, infos, length, blocks, invalid),
    schemaVersion,
    warnings: trouble?.warning === undefined ? [] : [trouble.warning],
    ...(damage === undefined ? gapOf(found.blocks, place, readable) : { damage }),
    readable,
    identity: identityOf(infos, how.platform),
    ...(found.story === undefined || trouble !== undefined || problem !== undefined ? {} : { story: found.story }),
    read: position => readOne(position, found.blocks, blocks, invalid, place, readable),
  };
}

function troubleOf(trouble: NonNullable<Scan['trouble']>, place: string, readable: readonly Span[]) {
  const { kind, byte, what } = trouble;
  if (kind === 'no index') return { warning: { kind, place, byte, readable } as const };
  return {
    damage:
      kind === 'torn' ? ({ kind, place, byte, readable } as const) : ({ kind, place, byte, what, readable } as const),
  };
}

/** Whole blocks that do not follow each other: a block was cut out, or put where it does not belong. */
function gapOf(blocks: readonly L.BlockInfo[], place: string, readable: readonly Span[]) {
  let next = 1;
  for (const block of blocks) {
    if (block.first !== next)
      return {
        damage: {
          kind: 'damaged',
          place,
          byte: block.offset,
          what: `a block that begins with @${block.first} stands where @${next} should`,
          readable,
        } as const,
      };
    next = L.lastOf(block) + 1;
  }
  return {};
}

interface FoundProblem {
  readonly block: L.BlockInfo;
  readonly position: Position;
  readonly what: string;
  /** Each block that is not whole, with how many of its entries are. */
  readonly bad: ReadonlyMap<L.BlockInfo, number>;
}

function firstProblemIn(infos: readonly L.BlockInfo[], blocks: Blocks): FoundProblem | undefined {
  const bad = new Map<L.BlockInfo, number>();
  let first: Omit<FoundProblem, 'bad'> | undefined;
  let time = 0;
  for (const block of infos) {
    const { good, problem } =
      block.time < time ? { good: 0, problem: `time: ${block.time} is before ${time}` } : blocks.check(block);
    if (good > 0) time = blocks.reader(block).entry(good - 1).time;
    if (problem === undefined) continue;
    bad.set(block, good);
    first ??= { block, position: block.first + good, what: problem };
  }
  return first && { ...first, bad };
}

/** The positions that can be read, joined where they follow each other. */
function spansOf(blocks: readonly L.BlockInfo[], bad?: ReadonlyMap<L.BlockInfo, number>): Span[] {
  const spans: { first: Position; last: Position }[] = [];
  for (const block of blocks) {
    const entries = bad?.get(block) ?? block.entries;
    if (entries === 0) continue;
    const last = spans[spans.length - 1];
    if (last !== undefined && last.last + 1 === block.first) last.last += entries;
    else if (last === undefined || block.first > last.last)
      spans.push({ first: block.first, last: block.first + entries - 1 });
  }
  return spans;
}

function readOne(
  position: Position,
  infos: readonly L.BlockInfo[],
  blocks: Blocks,
  invalid: (block: L.BlockInfo, position: Position, what: string) => RecordingError,
  place: string,
  readable: readonly Span[],
): E.Either<RecordingError, Entry> {
  const block = blockOf(infos, position);
  if (block === undefined)
    return E.left({ kind: 'damaged', place, byte: 0, what: `@${position} is not in any block`, readable });
  try {
    return E.right(blocks.reader(block).entry(position - block.first));
  } catch (error) {
    return E.left(invalid(block, position, wordsOf(error)));
  }
}

/** A magic with one byte wrong, or cut short: damaged rather than another kind of file. */
function startsLikeOne(head: Uint8Array): boolean {
  let wrong = 0;
  const length = Math.min(head.length, L.MAGIC.length);
  for (let i = 0; i < length; i++) if (head[i] !== L.MAGIC[i]) wrong++;
  return head.length < L.MAGIC.length ? wrong === 0 : wrong <= 2;
}

function looksLike(head: Uint8Array): string {
  const text = new TextDecoder().decode(head).trimStart();
  if (text.startsWith('{')) return 'it looks like JSON';
  if (/^(apiVersion|kind|---|#)/.test(text)) return 'it looks like YAML';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'it looks like gzip: unpack it first';
  if (head[0] === 0x50 && head[1] === 0x4b) return 'it looks like a zip archive: unpack it first';
  return 'its first bytes are something else';
}
