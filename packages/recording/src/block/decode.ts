import { decode } from '@msgpack/msgpack';
import type { Entry, LogHeader, Position } from '@playhead/core';
import { isLeft } from 'fp-ts/lib/Either.js';
import { EntryCodec } from '../codec/entry.ts';
import { firstProblem } from '../codec/parts.ts';

/** What a block holds: its entries, up to the first that this version cannot mean. */
export interface DecodedBlock {
  readonly entries: readonly Entry[];
  readonly problem?: { readonly position: Position; readonly what: string };
}

export function decodeEntries(
  bytes: Uint8Array,
  block: { readonly first: Position; readonly entries: number },
  _header: LogHeader,
): DecodedBlock {
  const values = decode(bytes) as unknown[];
  const entries: Entry[] = [];
  if (!Array.isArray(values) || values.length !== block.entries)
    return { entries, problem: { position: block.first, what: 'the block does not hold the entries it says' } };
  for (const [i, value] of values.entries()) {
    const decoded = EntryCodec.decode(value);
    if (isLeft(decoded)) return { entries, problem: { position: block.first + i, what: firstProblem(decoded.left) } };
    entries.push(decoded.right);
  }
  return { entries };
}
