import { decode } from '@msgpack/msgpack';
import type { LogHeader } from '@playhead/core';
import { isRight } from 'fp-ts/lib/Either.js';
import { LogHeaderCodec } from '../codec/entry.ts';
import { isPlainObject } from '../codec/parts.ts';
import * as L from './layout.ts';
import type { Platform } from './platform.ts';

/** What lies in a file, as its checksums say; no block is inflated. */
export interface Scan {
  readonly blocks: readonly L.BlockInfo[];
  /** Where the first thing that is not right begins. */
  readonly trouble?: { readonly kind: 'torn' | 'damaged' | 'no index'; readonly byte: number; readonly what: string };
  /** The header's copy in the index. */
  readonly copy?: { readonly schemaVersion: number; readonly header: LogHeader };
}

export interface FileHeader {
  readonly schemaVersion: number;
  readonly header: LogHeader;
  readonly end: number;
}

/** The header, or the byte at which it is damaged with the schema version it claims. */
export function readHeader(
  source: L.ByteSource,
  platform: Platform,
): FileHeader | { readonly byte: number; readonly claims?: number } {
  const start = source.read(0, L.HEADER_AT);
  if (start.length < L.HEADER_AT) return { byte: start.length };
  const view = L.viewOf(start);
  const schemaVersion = view.getUint16(8);
  const length = view.getUint32(10);
  if (length > L.LARGEST_HEADER) return { byte: 10, claims: schemaVersion };
  const body = source.read(L.HEADER_AT, length);
  const sum = platform.crc32(body, platform.crc32(start.subarray(8, 14)));
  if (body.length < length || sum !== view.getUint32(14)) return { byte: 8, claims: schemaVersion };
  const header = headerOf(tryDecode(body));
  // a newer schema may have a header of another shape: its version is all that is needed of it
  if (header === undefined) return { byte: L.HEADER_AT, claims: schemaVersion };
  return { schemaVersion, header, end: L.HEADER_AT + length };
}

function headerOf(value: unknown): LogHeader | undefined {
  const decoded = LogHeaderCodec.decode(value);
  return isRight(decoded) ? decoded.right : undefined;
}

function tryDecode(bytes: Uint8Array): unknown {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}

/** A block header, or undefined where these bytes are not one. */
export function blockAt(source: L.ByteSource, offset: number, platform: Platform): L.BlockInfo | undefined {
  const bytes = source.read(offset, L.BLOCK_HEADER);
  if (bytes.length < L.BLOCK_HEADER) return undefined;
  const view = L.viewOf(bytes);
  if (view.getUint32(0) !== L.BLOCK || view.getUint32(36) !== platform.crc32(bytes.subarray(0, 36))) return undefined;
  const info: L.BlockInfo = {
    offset,
    length: view.getUint32(4),
    inflated: view.getUint32(8),
    entries: view.getUint32(12),
    first: view.getFloat64(16),
    time: view.getFloat64(24),
    checksum: view.getUint32(32),
  };
  return sane(info) ? info : undefined;
}

const sane = (block: L.BlockInfo): boolean =>
  block.length <= L.LARGEST_PAYLOAD &&
  block.inflated <= L.LARGEST_PAYLOAD &&
  block.entries > 0 &&
  block.entries <= block.inflated &&
  Number.isSafeInteger(block.first) &&
  block.first > 0 &&
  Number.isSafeInteger(block.time) &&
  block.time >= 0;

const isWhole = (source: L.ByteSource, block: L.BlockInfo, platform: Platform): boolean => {
  const payload = source.read(block.offset + L.BLOCK_HEADER, block.length);
  return payload.length === block.length && platform.crc32(payload) === block.checksum;
};

export interface Index {
  readonly offset: number;
  readonly schemaVersion: number;
  readonly header: LogHeader;
  readonly blocks: readonly L.BlockInfo[];
}

/** The index that stands at this offset and ends the file, or undefined. */
export function indexAt(source: L.ByteSource, offset: number, platform: Platform): Index | undefined {
  const head = source.read(offset, L.INDEX_HEADER);
  if (head.length < L.INDEX_HEADER) return undefined;
  const view = L.viewOf(head);
  const [length, inflated] = [view.getUint32(4), view.getUint32(8)];
  if (view.getUint32(0) !== L.INDEX || view.getUint32(16) !== platform.crc32(head.subarray(0, 16))) return undefined;
  if (length > L.LARGEST_PAYLOAD || inflated > L.LARGEST_PAYLOAD) return undefined;
  if (offset + L.INDEX_HEADER + length + L.TRAILER !== source.size) return undefined;
  const payload = source.read(offset + L.INDEX_HEADER, length);
  if (platform.crc32(payload) !== view.getUint32(12)) return undefined;
  const trailer = source.read(source.size - L.TRAILER, L.TRAILER);
  if (!L.startsWith(trailer.subarray(8), L.END_MAGIC) || L.viewOf(trailer).getFloat64(0) !== offset) return undefined;
  return indexOf(payload, inflated, offset, platform);
}

/** The index of a finished file, found from the file's end. */
export function indexFromEnd(source: L.ByteSource, platform: Platform): Index | undefined {
  if (source.size < L.TRAILER) return undefined;
  const offset = L.viewOf(source.read(source.size - L.TRAILER, L.TRAILER)).getFloat64(0);
  return Number.isSafeInteger(offset) && offset >= 0 && offset < source.size
    ? indexAt(source, offset, platform)
    : undefined;
}

function indexOf(payload: Uint8Array, inflated: number, offset: number, platform: Platform): Index | undefined {
  try {
    const value = decode(platform.inflate(payload, inflated));
    if (!Array.isArray(value) || !Array.isArray(value[2]) || !isPlainObject(value[1])) return undefined;
    const [schemaVersion, plainHeader, numbers] = value as [unknown, unknown, unknown[]];
    const header = headerOf(plainHeader);
    if (header === undefined || !Number.isSafeInteger(schemaVersion) || numbers.length % 5 !== 0) return undefined;
    if (!numbers.every(Number.isSafeInteger)) return undefined;
    return { offset, schemaVersion: schemaVersion as number, header, blocks: blocksOf(numbers as number[], offset) };
  } catch {
    return undefined;
  }
}

/** Blocks lie without gaps and end where the index begins. */
function blocksOf(numbers: readonly number[], end: number): L.BlockInfo[] {
  let offset = end;
  for (let i = 0; i < numbers.length; i += 5) offset -= numbers[i]!;
  let [first, time] = [1, 0];
  const blocks: L.BlockInfo[] = [];
  for (let i = 0; i < numbers.length; i += 5) {
    const [bytes, inflated, entries, later, checksum] = numbers.slice(i, i + 5) as [
      number,
      number,
      number,
      number,
      number,
    ];
    time += later;
    blocks.push({ offset, length: bytes - L.BLOCK_HEADER, inflated, entries, first, time, checksum });
    offset += bytes;
    first += entries;
  }
  return blocks;
}

/** Reads every block header and sums every block from `start` on. */
export function scan(source: L.ByteSource, start: number, platform: Platform): Scan {
  const blocks: L.BlockInfo[] = [];
  let trouble: Scan['trouble'];
  let offset = start;
  while (offset < source.size) {
    const block = blockAt(source, offset, platform);
    if (block !== undefined && isWhole(source, block, platform)) {
      blocks.push(block);
      offset = L.endOf(block);
      continue;
    }
    if (block === undefined) {
      const index = indexAt(source, offset, platform);
      if (index !== undefined)
        return {
          blocks,
          copy: { schemaVersion: index.schemaVersion, header: index.header },
          ...(trouble && { trouble }),
        };
    }
    const next = resync(source, offset + 1, platform);
    trouble ??= next === undefined ? ending(source, offset, block) : damagedAt(offset, block);
    if (next === undefined) return { blocks, trouble };
    offset = next;
  }
  return { blocks, trouble: trouble ?? { kind: 'no index', byte: offset, what: 'the file ends without its index' } };
}

const damagedAt = (byte: number, block: L.BlockInfo | undefined) => ({
  kind: 'damaged' as const,
  byte,
  what:
    block === undefined
      ? 'the bytes here are not a block'
      : `the block that begins here (@${block.first}..@${L.lastOf(block)}) does not match its checksum`,
});

/** Nothing readable follows: cut off where a block is shorter than it says, damaged where it is all there. */
function ending(source: L.ByteSource, offset: number, block: L.BlockInfo | undefined): NonNullable<Scan['trouble']> {
  if (block !== undefined)
    return L.endOf(block) > source.size ? { kind: 'torn', byte: source.size, what: '' } : damagedAt(offset, block);
  const rest = source.read(offset, L.INDEX_HEADER);
  const tag = rest.length >= 4 ? L.viewOf(rest).getUint32(0) : undefined;
  const short = source.size - offset < L.BLOCK_HEADER && tag !== L.INDEX;
  if (short) return { kind: 'torn', byte: source.size, what: '' };
  if (tag === L.INDEX) {
    const end =
      rest.length < L.INDEX_HEADER
        ? Number.POSITIVE_INFINITY
        : L.viewOf(rest).getUint32(4) + offset + L.INDEX_HEADER + L.TRAILER;
    if (end > source.size) return { kind: 'torn', byte: source.size, what: '' };
    return { kind: 'damaged', byte: offset, what: 'the index is damaged' };
  }
  return damagedAt(offset, block);
}

const STRIDE = 1 << 16;

/** The next offset at which a whole block, or the index, begins. */
function resync(source: L.ByteSource, from: number, platform: Platform): number | undefined {
  for (let at = from; at < source.size; at += STRIDE) {
    const bytes = source.read(at, STRIDE + 3);
    for (let i = 0; i + 4 <= bytes.length; i++) {
      if (bytes[i] === 0x42 && bytes[i + 1] === 0x4c && bytes[i + 2] === 0x43 && bytes[i + 3] === 0x4b) {
        const block = blockAt(source, at + i, platform);
        if (block !== undefined && isWhole(source, block, platform)) return at + i;
      } else if (bytes[i] === 0x49 && bytes[i + 1] === 0x4e && bytes[i + 2] === 0x44 && bytes[i + 3] === 0x58) {
        if (indexAt(source, at + i, platform) !== undefined) return at + i;
      }
    }
  }
  return undefined;
}
