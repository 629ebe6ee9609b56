import { decode } from '@msgpack/msgpack';
import type { Schema } from '../upcast/schema.ts';
import { type FileHeader, headerOf } from './header.ts';
import * as L from './layout.ts';
import type { Platform } from './platform.ts';

/** The index at the end of a finished file: a copy of the header, and where each block lies. */
export interface FileIndex {
  readonly copy: FileHeader;
  readonly blocks: readonly L.BlockInfo[];
  /** The story that was saved with the log, as bytes. */
  readonly story?: Uint8Array;
}

/** The index of a finished file, found from the file's end. */
export function indexFromEnd(source: L.ByteSource, platform: Platform, schema: Schema): FileIndex | undefined {
  if (source.size < L.TRAILER) return undefined;
  const offset = L.viewOf(source.read(source.size - L.TRAILER, L.TRAILER)).getFloat64(0);
  return Number.isSafeInteger(offset) && offset >= 0 && offset < source.size
    ? indexAt(source, offset, platform, schema)
    : undefined;
}

/** The index that stands at this offset and ends the file, or undefined. */
export function indexAt(
  source: L.ByteSource,
  offset: number,
  platform: Platform,
  schema: Schema,
): FileIndex | undefined {
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
  try {
    return indexOf(decode(platform.inflate(payload, inflated)), offset, schema);
  } catch {
    return undefined;
  }
}

function indexOf(value: unknown, offset: number, schema: Schema): FileIndex | undefined {
  if (!Array.isArray(value) || !Array.isArray(value[2])) return undefined;
  const [schemaVersion, plainHeader, numbers] = value as [number, unknown, unknown[]];
  if (!Number.isSafeInteger(schemaVersion) || schemaVersion < 1 || schemaVersion > schema.version) return undefined;
  const header = headerOf(plainHeader, schemaVersion, schema);
  if (header === undefined || numbers.length % 5 !== 0 || !numbers.every(Number.isSafeInteger)) return undefined;
  const blocks = blocksOf(numbers as number[], offset);
  const end = blocks[0]?.offset ?? offset;
  if (end < 0) return undefined;
  const story: unknown = value[3];
  return { copy: { schemaVersion, header, end }, blocks, ...(story instanceof Uint8Array ? { story } : {}) };
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
