/**
 * The bytes of a `.rollout` file. Numbers are big-endian.
 *
 *   0   8   89 52 4f 4c 4c 0d 0a 1a      magic: not text, and shows when line ends were converted
 *   8   2   schema version
 *   10  4   length of the header
 *   14  4   CRC-32 of bytes 8..13 and of the header
 *   18      the header, a MessagePack map
 *
 * then blocks, each readable by itself:
 *
 *   0   4   "BLCK"
 *   4   4   length of the payload
 *   8   4   length of the payload inflated
 *   12  4   how many entries
 *   16  8   position of the first entry (IEEE 754 double)
 *   24  8   time of the first entry (IEEE 754 double)
 *   32  4   CRC-32 of the payload
 *   36  4   CRC-32 of bytes 0..35
 *   40      the payload: MessagePack frames, deflated (RFC 1951)
 *
 * and at the end the index, which a finished file has and which is rebuilt by reading the block headers when missing:
 *
 *   0   4   "INDX"
 *   4   4   length of the payload
 *   8   4   length of the payload inflated
 *   12  4   CRC-32 of the payload
 *   16  4   CRC-32 of bytes 0..15
 *   20      the payload: [schema version, header, [bytes, bytes inflated, entries, time since the last, checksum, …]], MessagePack, deflated;
 *           of a long log a fourth: its story (story/parts.ts), which readers that know of none pass over. The payload is
 *           then stored, not deflated: the parts of the story are, one by one
 *   …   8   offset of "INDX" (IEEE 754 double)
 *   …   8   "ROLLEND" and a line end
 */
import type { LogTime, Position } from '@playhead/core';

export const MAGIC = Uint8Array.of(0x89, 0x52, 0x4f, 0x4c, 0x4c, 0x0d, 0x0a, 0x1a);
export const END_MAGIC = Uint8Array.of(0x52, 0x4f, 0x4c, 0x4c, 0x45, 0x4e, 0x44, 0x0a);
export const HEADER_AT = 18;
export const BLOCK = 0x424c434b;
export const BLOCK_HEADER = 40;
export const INDEX = 0x494e4458;
export const INDEX_HEADER = 20;
export const TRAILER = 16;

/** No writer makes larger ones; a reader refuses them before it makes room for them. */
export const LARGEST_HEADER = 1 << 20;
export const LARGEST_PAYLOAD = 1 << 28;

/** What a block's own header says. */
export interface BlockInfo {
  /** Of its first byte in the file. */
  readonly offset: number;
  /** Of the payload, deflated and inflated. */
  readonly length: number;
  readonly inflated: number;
  readonly entries: number;
  readonly first: Position;
  readonly time: LogTime;
  readonly checksum: number;
}

export const lastOf = (block: BlockInfo): Position => block.first + block.entries - 1;
export const endOf = (block: BlockInfo): number => block.offset + BLOCK_HEADER + block.length;

/** Bytes to read from, wherever they lie. `read` gives fewer bytes than asked for only at the end. */
export interface ByteSource {
  readonly size: number;
  read(offset: number, length: number): Uint8Array;
  /** CRC-32 of so many bytes, for who needs nothing else of them; undefined where the source ends before. */
  sum?(offset: number, length: number): number | undefined;
}

export const memorySource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, Math.min(bytes.length, offset + length)),
});

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const startsWith = (bytes: Uint8Array, start: Uint8Array): boolean =>
  bytes.length >= start.length && start.every((byte, at) => bytes[at] === byte);
