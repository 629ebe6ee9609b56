import type { Schema } from '../upcast/schema.ts';
import { indexAt } from './fileIndex.ts';
import type { FileHeader } from './header.ts';
import * as L from './layout.ts';
import type { Platform } from './platform.ts';

/** What lies in a file, as its checksums say; no block is inflated. */
export interface Scan {
  readonly blocks: readonly L.BlockInfo[];
  /** Where the first thing that is not right begins. */
  readonly trouble?: { readonly kind: 'torn' | 'damaged' | 'no index'; readonly byte: number; readonly what: string };
  /** The header's copy in the index. */
  readonly copy?: FileHeader;
  /** The story in the index. */
  readonly story?: Uint8Array;
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
  if (source.sum !== undefined) return source.sum(block.offset + L.BLOCK_HEADER, block.length) === block.checksum;
  const payload = source.read(block.offset + L.BLOCK_HEADER, block.length);
  return payload.length === block.length && platform.crc32(payload) === block.checksum;
};

/** Reads every block header and sums every block from `start` on. */
export function scan(source: L.ByteSource, start: number, platform: Platform, schema: Schema): Scan {
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
      const index = indexAt(source, offset, platform, schema);
      if (index !== undefined)
        return {
          blocks,
          copy: index.copy,
          ...(index.story && { story: index.story }),
          ...(trouble && { trouble }),
        };
    }
    const next = resync(source, offset + 1, platform, schema);
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
function resync(source: L.ByteSource, from: number, platform: Platform, schema: Schema): number | undefined {
  for (let at = from; at < source.size; at += STRIDE) {
    const bytes = source.read(at, STRIDE + 3);
    for (let i = 0; i + 4 <= bytes.length; i++) {
      if (bytes[i] === 0x42 && bytes[i + 1] === 0x4c && bytes[i + 2] === 0x43 && bytes[i + 3] === 0x4b) {
        const block = blockAt(source, at + i, platform);
        if (block !== undefined && isWhole(source, block, platform)) return at + i;
      } else if (bytes[i] === 0x49 && bytes[i + 1] === 0x4e && bytes[i + 2] === 0x44 && bytes[i + 3] === 0x58) {
        if (indexAt(source, at + i, platform, schema) !== undefined) return at + i;
      }
    }
  }
  return undefined;
}
