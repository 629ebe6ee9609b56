import type { Entry, Log, LogHeader, ObjectKey, Position } from '@playhead/core';
import { BlockReader } from '../block/decode.ts';
import { Unreadable } from '../block/reader.ts';
import { RecordingDamage, type RecordingError } from '../errors.ts';
import type { Upcast } from '../upcast/schema.ts';
import * as L from './layout.ts';
import type { Platform } from './platform.ts';

/**
 * So many bytes of inflated blocks are kept, with what their entries refer to: some 360 blocks of 4,096 entries, or a
 * log of 1,400,000. Going anywhere in it then inflates nothing.
 */
const KEPT_BYTES = 64 * 1024 * 1024;

/**
 * How many entries are kept once made, by the last bits of their position: all of a short log; of a long one few, for
 * what lives on for a while costs the collector more than to make it again.
 */
const KEPT_OF_SHORT = 1 << 12;
const KEPT_OF_LONG = 1 << 7;

/** The blocks of a file, inflated when they are asked for; the last few are kept. */
export class Blocks {
  readonly #source: L.ByteSource;
  readonly #platform: Platform;
  readonly #header: LogHeader;
  readonly #steps: readonly Upcast[];
  /** Newest last: a Map keeps the order of insertion. */
  readonly #kept = new Map<number, BlockReader>();
  #keptBytes = 0;
  readonly #sizes = new Map<number, number>();

  /** `steps` bring older entries up to this schema. */
  constructor(source: L.ByteSource, platform: Platform, header: LogHeader, steps: readonly Upcast[]) {
    this.#source = source;
    this.#platform = platform;
    this.#header = header;
    this.#steps = steps;
  }

  /** @throws Unreadable where the block is not whole. */
  reader(block: L.BlockInfo): BlockReader {
    const kept = this.#kept.get(block.offset);
    if (kept !== undefined) {
      this.#kept.delete(block.offset);
      this.#kept.set(block.offset, kept);
      return kept;
    }
    const reader = new BlockReader(this.#inflated(block), block, this.#header, this.#steps);
    this.#keep(block, reader);
    return reader;
  }

  #keep(block: L.BlockInfo, reader: BlockReader): void {
    this.#kept.set(block.offset, reader);
    this.#sizes.set(block.offset, block.inflated);
    this.#keptBytes += block.inflated;
    for (const oldest of this.#kept.keys()) {
      if (this.#keptBytes <= KEPT_BYTES || oldest === block.offset) return;
      this.#kept.delete(oldest);
      this.#keptBytes -= this.#sizes.get(oldest)!;
    }
  }

  /** How many of the block's entries can be read, and what is wrong with the next. */
  check(block: L.BlockInfo): { readonly good: number; readonly problem?: string } {
    try {
      return this.reader(block).check();
    } catch (error) {
      return { good: 0, problem: wordsOf(error) };
    }
  }

  #inflated(block: L.BlockInfo): Uint8Array {
    const payload = this.#source.read(block.offset + L.BLOCK_HEADER, block.length);
    if (payload.length !== block.length || this.#platform.crc32(payload) !== block.checksum)
      throw new Unreadable('the block no longer matches its checksum');
    const plain = inflated(payload, block.inflated, this.#platform);
    if (plain.length !== block.inflated) throw new Unreadable('the block does not inflate to the length it says');
    return plain;
  }
}

function inflated(payload: Uint8Array, length: number, platform: Platform): Uint8Array {
  try {
    return platform.inflate(payload, length);
  } catch {
    throw new Unreadable('the block does not inflate');
  }
}

/** What an Unreadable says. @throws any other error again. */
export function wordsOf(error: unknown): string {
  if (error instanceof Unreadable) return error.message;
  throw error;
}

/** A log over blocks that follow each other without a gap, read as they are needed. */
export class BlockLog implements Log {
  readonly header: LogHeader;
  readonly length: Position;
  readonly #infos: readonly L.BlockInfo[];
  readonly #blocks: Blocks;
  readonly #error: (block: L.BlockInfo, position: Position, what: string) => RecordingError;
  readonly #entries: (Entry | undefined)[] = [];
  readonly #mask: number;
  /** The block last read from: most questions are about its entries. */
  #block: L.BlockInfo | undefined;
  #reader: BlockReader | undefined;

  constructor(
    header: LogHeader,
    infos: readonly L.BlockInfo[],
    length: Position,
    blocks: Blocks,
    error: (block: L.BlockInfo, position: Position, what: string) => RecordingError,
  ) {
    this.header = header;
    this.#infos = infos;
    this.length = length;
    this.#blocks = blocks;
    this.#error = error;
    this.#mask = (length < KEPT_OF_SHORT ? KEPT_OF_SHORT : KEPT_OF_LONG) - 1;
  }

  entry(position: Position): Entry {
    const place = position & this.#mask;
    const kept = this.#entries[place];
    if (kept?.position === position) return kept;
    const entry = this.#inBlock(position, (reader, index) => reader.entry(index));
    this.#entries[place] = entry;
    return entry;
  }

  subject(position: Position): ObjectKey | undefined {
    const kept = this.#entries[position & this.#mask];
    return kept?.position === position
      ? kept.subject
      : this.#inBlock(position, (reader, index) => reader.subject(index));
  }

  mayHold(position: Position, text: string): boolean {
    return this.#inBlock(position, reader => reader.mayHold(text));
  }

  #inBlock<T>(position: Position, read: (reader: BlockReader, index: number) => T): T {
    if (!(position >= 1 && position <= this.length && Number.isInteger(position)))
      throw new Error(`@${position}: outside the log (1..${this.length})`);
    let block = this.#block;
    if (block === undefined || position < block.first || position > L.lastOf(block)) {
      block = blockOf(this.#infos, position)!;
      this.#block = block;
      this.#reader = undefined;
    }
    try {
      this.#reader ??= this.#blocks.reader(block);
      return read(this.#reader, position - block.first);
    } catch (error) {
      throw new RecordingDamage(this.#error(block, position, wordsOf(error)));
    }
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
