import { decode } from '@msgpack/msgpack';
import type { LogHeader } from '@playhead/core';
import { isRight } from 'fp-ts/lib/Either.js';
import { LogHeaderCodec } from '../codec/entry.ts';
import { type Schema, stepsFrom, upcastHeader } from '../upcast/schema.ts';
import * as L from './layout.ts';
import type { Platform } from './platform.ts';

export interface FileHeader {
  readonly schemaVersion: number;
  readonly header: LogHeader;
  /** Where the first block begins. */
  readonly end: number;
}

export type HeaderRead =
  | { readonly is: 'whole'; readonly file: FileHeader }
  | { readonly is: 'newer'; readonly schemaVersion: number }
  | { readonly is: 'damaged'; readonly byte: number };

export function readHeader(source: L.ByteSource, platform: Platform, schema: Schema): HeaderRead {
  const start = source.read(0, L.HEADER_AT);
  if (!L.startsWith(start, L.MAGIC.subarray(0, start.length))) return { is: 'damaged', byte: 0 };
  if (start.length < L.HEADER_AT) return { is: 'damaged', byte: start.length };
  const view = L.viewOf(start);
  const schemaVersion = view.getUint16(8);
  const length = view.getUint32(10);
  if (length > L.LARGEST_HEADER) return { is: 'damaged', byte: 10 };
  const body = source.read(L.HEADER_AT, length);
  if (body.length < length) return { is: 'damaged', byte: source.size };
  if (platform.crc32(body, platform.crc32(start.subarray(8, 14))) !== view.getUint32(14))
    return { is: 'damaged', byte: 8 };
  // the header of a newer schema may be of another shape: its version says enough
  if (schemaVersion > schema.version) return { is: 'newer', schemaVersion };
  const header = schemaVersion < 1 ? undefined : headerOf(plain(body), schemaVersion, schema);
  if (header === undefined) return { is: 'damaged', byte: L.HEADER_AT };
  return { is: 'whole', file: { schemaVersion, header, end: L.HEADER_AT + length } };
}

/** A header as it stands in the file or in the index, brought up to this schema. */
export function headerOf(value: unknown, schemaVersion: number, schema: Schema): LogHeader | undefined {
  const decoded = LogHeaderCodec.decode(upcastHeader(stepsFrom(schema, schemaVersion), value));
  return isRight(decoded) ? decoded.right : undefined;
}

function plain(bytes: Uint8Array): unknown {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}
