/** Columns of numbers as bytes: each by how much it differs from the one before it. */
import { decode, encode } from '@msgpack/msgpack';
import type { NumberReader, NumberWriter } from './bytes.ts';

/** A value as MessagePack, with its length before it. */
export function writePacked(writer: NumberWriter, value: unknown): void {
  const bytes = encode(value, { ignoreUndefined: true });
  writer.number(bytes.length);
  writer.bytes(bytes);
}

export const readPacked = (reader: NumberReader): unknown => decode(reader.bytes(reader.number()));

/** How many there are, and each less the one before it. They rise. */
export function writePositions(writer: NumberWriter, positions: ArrayLike<number>): void {
  writer.number(positions.length);
  let before = 0;
  for (let i = 0; i < positions.length; i++) {
    writer.number(positions[i]! - before);
    before = positions[i]!;
  }
}

export function readPositions(reader: NumberReader): Uint32Array {
  const positions = new Uint32Array(reader.count());
  reader.rising(positions);
  return positions;
}

/** Whether all are whole numbers whose differences 31 bits and a sign hold. */
export function wholeNumbers(values: ArrayLike<unknown>): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== 'number' || (value | 0) !== value || Object.is(value, -0)) return false;
    if (value > MOST || value < -MOST) return false;
  }
  return true;
}

const MOST = 2 ** 30;

export function writeWhole(writer: NumberWriter, values: ArrayLike<number>): void {
  let before = 0;
  for (let i = 0; i < values.length; i++) {
    writer.signed(values[i]! - before);
    before = values[i]!;
  }
}

export function readWhole(reader: NumberReader, count: number): Int32Array {
  const values = new Int32Array(count);
  reader.changing(values);
  return values;
}
