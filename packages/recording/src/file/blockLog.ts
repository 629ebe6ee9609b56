import type { Entry, Log, LogHeader, Position } from '@playhead/core';
import { type DecodedBlock, decodeEntries } from '../block/decode.ts';
import { RecordingDamage, type RecordingError } from '../errors.ts';
import type { Upcast } from '../upcast/schema.ts';
import * as L from './layout.ts';
import type { Platform } from './platform.ts';

/** How many decoded blocks are kept; a block holds some thousand entries. */
const KEPT = 4;

/** The blocks of a file, decoded when they are asked for; the last few are kept. */
export class Blocks {
  readonly #source: L.ByteSource;
  readonly #platform: Platform;
  readonly #header: LogHeader;
  readonly #steps: readonly Upcast[];
  /** Newest last: a Map keeps the order of insertion. */
  readonly #kept = new Map<number, DecodedBlock>();

  /** `steps` bring older entries up to this schema. */
  constructor(source: L.ByteSource, platform: Platform, header: LogHeader, steps: readonly Upcast[]) {
    this.#steps = steps;
    this.#source = source;
    this.#platform = platform;
    this.#header = header;
  }

  decode(block: L.BlockInfo): DecodedBlock {
    const kept = this.#kept.get(block.offset);
    if (kept !== undefined) {
      this.#kept.delete(block.offset);
      this.#kept.set(block.offset, kept);
      return kept;
    }
    const decoded = this.#read(block);
    this.#kept.set(block.offset, decoded);
    if (this.#kept.size > KEPT) for (const oldest of this.#kept.keys()) return this.#drop(oldest, decoded);
    return decoded;
  }

  #drop(offset: number, decoded: DecodedBlock): DecodedBlock {
    this.#kept.delete(offset);
    return decoded;
  }

  #read(block: L.BlockInfo): DecodedBlock {
    const payload = this.#source.read(block.offset + L.BLOCK_HEADER, block.length);
    if (payload.length !== block.length || this.#platform.crc32(payload) !== block.checksum)
      return problem(block, 'the block no longer matches its checksum');
    let plain: Uint8Array;
    try {
      plain = this.#platform.inflate(payload, block.inflated);
    } catch {
      return problem(block, 'the block does not inflate');
    }
    if (plain.length !== block.inflated) return problem(block, 'the block does not inflate to the length it says');
    return decodeEntries(plain, block, this.#header, this.#steps);
  }
}

const problem = (block: L.BlockInfo, what: string): DecodedBlock => ({
  entries: [],
  problem: { position: block.first, what },
});

/** A log over blocks that follow each other without a gap, read as they are needed. */
export class BlockLog implements Log {
  readonly header: LogHeader;
  readonly length: Position;
  readonly #infos: readonly L.BlockInfo[];
  readonly #blocks: Blocks;
  readonly #error: (block: L.BlockInfo, problem: NonNullable<DecodedBlock['problem']>) => RecordingError;
  /** The block last read from: most questions are about its entries. */
  #first: Position = 1;
  #entries: readonly Entry[] = [];

  constructor(
    header: LogHeader,
    infos: readonly L.BlockInfo[],
    length: Position,
    blocks: Blocks,
    error: (block: L.BlockInfo, problem: NonNullable<DecodedBlock['problem']>) => RecordingError,
  ) {
    this.header = header;
    this.#infos = infos;
    this.length = length;
    this.#blocks = blocks;
    this.#error = error;
  }

  entry(position: Position): Entry {
    return this.#entries[position - this.#first] ?? this.#find(position);
  }

  #find(position: Position): Entry {
    const block = blockOf(this.#infos, position);
    if (block === undefined || position > this.length || !Number.isInteger(position))
      throw new Error(`@${position}: outside the log (1..${this.length})`);
    const decoded = this.#blocks.decode(block);
    const entry = decoded.entries[position - block.first];
    if (entry === undefined)
      throw new RecordingDamage(
        this.#error(block, decoded.problem ?? { position, what: 'the entry is missing from its block' }),
      );
    this.#first = block.first;
    this.#entries = decoded.entries;
    return entry;
  }
}

/** The block that holds a position; blocks in order. */
export function blockOf(blocks: readonly L.BlockInfo[], position: Position): L.BlockInfo | undefined {
  let low = 0;
  let high = blocks.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const block = blocks[middle]!;
    if (position < block.first) high = middle - 1;
    else if (position > L.lastOf(block)) low = middle + 1;
    else return block;
  }
  return undefined;
}
