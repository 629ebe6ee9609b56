import { deflateSync, inflateSync } from 'fflate';

/** What may be done faster by the machine than by the code here; both give the same answers. */
export interface Platform {
  crc32(bytes: Uint8Array, seed?: number): number;
  /** @throws where the bytes are not deflated data. Never gives more than `length` bytes. */
  inflate(bytes: Uint8Array, length: number): Uint8Array;
}

/** Runs anywhere. */
export const portable: Platform = {
  crc32,
  inflate: (bytes, length) => inflateSync(bytes, { out: new Uint8Array(length) }),
};

/**
 * Always this one implementation, never the machine's zlib: builds of zlib differ by processor and version in the bytes
 * they choose, and the same log must be the same file everywhere.
 */
export const deflate = (bytes: Uint8Array): Uint8Array => deflateSync(bytes, { level: 9, mem: 8 });

/** As deflated data, but as they are: for bytes that were deflated before. */
export const stored = (bytes: Uint8Array): Uint8Array => deflateSync(bytes, { level: 0 });

const TABLE = new Int32Array(256).map((_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** CRC-32 as in RFC 1952; `seed` continues an earlier sum. */
function crc32(bytes: Uint8Array, seed = 0): number {
  let c = ~seed;
  for (let i = 0; i < bytes.length; i++) c = TABLE[(c ^ bytes[i]!) & 0xff]! ^ (c >>> 8);
  return ~c >>> 0;
}
