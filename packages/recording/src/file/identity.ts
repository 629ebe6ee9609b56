import * as L from './layout.ts';
import type { Platform } from './platform.ts';

/** Of a log, 32 bits, by the lengths and checksums of its blocks: what is kept beside a file is kept under it. */
export function identityOf(blocks: readonly L.BlockInfo[], platform: Platform): number {
  const numbers = new Uint8Array(blocks.length * 12);
  const view = L.viewOf(numbers);
  blocks.forEach(({ length, entries, checksum }, i) => {
    view.setUint32(i * 12, length);
    view.setUint32(i * 12 + 4, entries);
    view.setUint32(i * 12 + 8, checksum);
  });
  return platform.crc32(numbers);
}
