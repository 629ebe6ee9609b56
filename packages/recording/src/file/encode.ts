import { encode } from '@msgpack/msgpack';
import type { Entry, LogHeader } from '@playhead/core';
import { encodeEntries } from '../block/encode.ts';
import { SCHEMA } from '../upcast/schema.ts';
import * as L from './layout.ts';
import { deflate, type Platform, stored } from './platform.ts';

/** The first bytes of a file. */
export function headerBytes(header: LogHeader, platform: Platform, schemaVersion = SCHEMA.version): Uint8Array {
  const body = encode(header, { sortKeys: true, ignoreUndefined: true });
  const bytes = new Uint8Array(L.HEADER_AT + body.length);
  const view = L.viewOf(bytes);
  bytes.set(L.MAGIC, 0);
  view.setUint16(8, schemaVersion);
  view.setUint32(10, body.length);
  view.setUint32(14, platform.crc32(body, platform.crc32(bytes.subarray(8, 14))));
  bytes.set(body, L.HEADER_AT);
  return bytes;
}

/** One block, and what the index will say of it once it stands at `offset`. */
export function blockBytes(
  entries: readonly Entry[],
  header: LogHeader,
  offset: number,
  platform: Platform,
): { readonly bytes: Uint8Array; readonly info: L.BlockInfo } {
  const plain = encodeEntries(entries, header);
  const payload = deflate(plain);
  const [first] = entries;
  const info: L.BlockInfo = {
    offset,
    length: payload.length,
    inflated: plain.length,
    entries: entries.length,
    first: first!.position,
    time: first!.time,
    checksum: platform.crc32(payload),
  };
  const bytes = new Uint8Array(L.BLOCK_HEADER + payload.length);
  const view = L.viewOf(bytes);
  view.setUint32(0, L.BLOCK);
  view.setUint32(4, info.length);
  view.setUint32(8, info.inflated);
  view.setUint32(12, info.entries);
  view.setFloat64(16, info.first);
  view.setFloat64(24, info.time);
  view.setUint32(32, info.checksum);
  view.setUint32(36, platform.crc32(bytes.subarray(0, 36)));
  bytes.set(payload, L.BLOCK_HEADER);
  return { bytes, info };
}

/** The index and the trailer that finish a file; of a long log with its story. */
export function indexBytes(
  header: LogHeader,
  blocks: readonly L.BlockInfo[],
  offset: number,
  platform: Platform,
  story?: Uint8Array,
): Uint8Array {
  const numbers: number[] = [];
  let time = 0;
  for (const block of blocks) {
    numbers.push(L.BLOCK_HEADER + block.length, block.inflated, block.entries, block.time - time, block.checksum);
    time = block.time;
  }
  const values = story === undefined ? [SCHEMA.version, header, numbers] : [SCHEMA.version, header, numbers, story];
  const plain = encode(values, { sortKeys: true, ignoreUndefined: true });
  const payload = story === undefined ? deflate(plain) : stored(plain);
  const bytes = new Uint8Array(L.INDEX_HEADER + payload.length + L.TRAILER);
  const view = L.viewOf(bytes);
  view.setUint32(0, L.INDEX);
  view.setUint32(4, payload.length);
  view.setUint32(8, plain.length);
  view.setUint32(12, platform.crc32(payload));
  view.setUint32(16, platform.crc32(bytes.subarray(0, 16)));
  bytes.set(payload, L.INDEX_HEADER);
  view.setFloat64(L.INDEX_HEADER + payload.length, offset);
  bytes.set(L.END_MAGIC, L.INDEX_HEADER + payload.length + 8);
  return bytes;
}
