import type { Entry, Log, LogHeader, Position } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { RecordingError, Span } from '../errors.ts';
import { BlockLog, Blocks, blockOf } from './blockLog.ts';
import * as L from './layout.ts';
import { type Platform, portable } from './platform.ts';
import { type FileHeader, indexFromEnd, readHeader, type Scan, scan } from './scan.ts';
import { SCHEMA_VERSION } from './schema.ts';

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
  const { place = '', platform = portable } = options;
  const check = options.check ?? defaultCheck(source.size);
  if (source.size === 0) return E.left({ kind: 'empty file', place });
  const head = source.read(0, 64);
  const index = check === 'index' || !L.startsWith(head, L.MAGIC) ? indexFromEnd(source, platform) : undefined;
  if (!L.startsWith(head, L.MAGIC) && index === undefined && !startsLikeOne(head))
    return E.left({ kind: 'not a rollout file', place, looksLike: looksLike(head) });
  const start = readHeader(source, platform);
  if ('schemaVersion' in start && start.schemaVersion > SCHEMA_VERSION)
    return E.left({ kind: 'newer schema', place, schemaVersion: start.schemaVersion, upTo: SCHEMA_VERSION });
  if (check === 'index' && index !== undefined && 'header' in start)
    return E.right(opened(source, start, { blocks: index.blocks }, check, place, platform));
  const found = scan(source, 'end' in start ? start.end : firstBlock(source), platform);
  if ('header' in start && L.startsWith(head, L.MAGIC))
    return E.right(opened(source, start, found, check, place, platform));
  return withoutHeader(source, 'byte' in start ? start.byte : 0, found, check, place, platform);
}

/** The header is damaged: its copy in the index, if that is whole, says the same. */
function withoutHeader(
  source: L.ByteSource,
  byte: number,
  found: Scan,
  check: Check,
  place: string,
  platform: Platform,
): E.Either<RecordingError, OpenedRecording> {
  if (found.copy === undefined)
    return E.left(
      byte >= source.size
        ? { kind: 'torn', place, byte: source.size, readable: [] }
        : { kind: 'damaged header', place, byte, readable: [] },
    );
  const header: FileHeader = { ...found.copy, end: 0 };
  const recording = opened(source, header, found, check, place, platform);
  const damage: RecordingError = { kind: 'damaged header', place, byte, readable: recording.readable };
  return E.right({ ...recording, damage: recording.damage ?? damage });
}

/** Where a damaged header hides its own end, blocks are looked for from the shortest header on. */
const firstBlock = (_source: L.ByteSource): number => L.HEADER_AT;

function opened(
  source: L.ByteSource,
  start: { readonly schemaVersion: number; readonly header: LogHeader },
  found: Scan,
  check: Check,
  place: string,
  platform: Platform,
): OpenedRecording {
  const { header, schemaVersion } = start;
  const blocks = new Blocks(source, platform, header);
  const problem = check === 'entries' ? firstProblemIn(found.blocks, blocks) : undefined;
  const readable = spansOf(found.blocks, problem?.bad);
  const length = readable[0]?.first === 1 ? readable[0].last : 0;
  const infos = found.blocks.filter(block => block.first <= length);
  const invalid = (block: L.BlockInfo, what: { position: Position; what: string }): RecordingError => ({
    kind: 'invalid entry',
    place,
    byte: block.offset,
    ...what,
    readable,
  });
  const trouble = found.trouble && troubleOf(found.trouble, place, readable);
  const damage = problem !== undefined ? invalid(problem.block, problem.what) : trouble?.damage;
  return {
    log: new BlockLog(header, infos, length, blocks, invalid),
    schemaVersion,
    warnings: trouble?.warning === undefined ? [] : [trouble.warning],
    ...(damage === undefined ? gapOf(found.blocks, place, readable) : { damage }),
    readable,
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
  readonly what: { readonly position: Position; readonly what: string };
  /** Each block that is not whole, with how many of its entries are. */
  readonly bad: ReadonlyMap<L.BlockInfo, number>;
}

function firstProblemIn(infos: readonly L.BlockInfo[], blocks: Blocks): FoundProblem | undefined {
  const bad = new Map<L.BlockInfo, number>();
  let first: Omit<FoundProblem, 'bad'> | undefined;
  for (const block of infos) {
    const { entries, problem } = blocks.decode(block);
    if (problem === undefined) continue;
    bad.set(block, entries.length);
    first ??= { block, what: problem };
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
  invalid: (block: L.BlockInfo, what: { position: Position; what: string }) => RecordingError,
  place: string,
  readable: readonly Span[],
): E.Either<RecordingError, Entry> {
  const block = blockOf(infos, position);
  if (block === undefined)
    return E.left({ kind: 'damaged', place, byte: 0, what: `@${position} is not in any block`, readable });
  const { entries, problem } = blocks.decode(block);
  const entry = entries[position - block.first];
  if (entry !== undefined) return E.right(entry);
  return E.left(invalid(block, problem ?? { position, what: 'the entry is missing from its block' }));
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
