/** Whole numbers in as few bytes as they need: seven bits a byte, the lowest first, as protobuf's varints. */
import { Unreadable } from '../block/reader.ts';

export class NumberWriter {
  #bytes = new Uint8Array(1024);
  length = 0;

  /** A whole number from 0 to 2^53. */
  number(value: number): void {
    this.#room(8);
    let left = value;
    while (left >= 0x80) {
      this.#bytes[this.length++] = (left % 0x80) | 0x80;
      left = Math.floor(left / 0x80);
    }
    this.#bytes[this.length++] = left;
  }

  /** A whole number that may be negative, of 52 bits: 0, -1, 1, -2 stand as 0, 1, 2, 3. */
  signed(value: number): void {
    this.number(value >= 0 ? value * 2 : value * -2 - 1);
  }

  bytes(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  whole(): Uint8Array {
    return this.#bytes.slice(0, this.length);
  }

  #room(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const bytes = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + more));
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }
}

export class NumberReader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  number(): number {
    let byte = this.#bytes[this.at++]!;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    let scale = 0x80;
    do {
      byte = this.#bytes[this.at++]!;
      value += (byte & 0x7f) * scale;
      scale *= 0x80;
    } while (byte >= 0x80);
    return value;
  }

  signed(): number {
    const value = this.number();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /**
   * As many numbers as the column holds from `first` on, each added to the one before it. One loop over the bytes:
   * columns of a million are read while somebody waits, before any of this has been optimised.
   */
  rising(into: Uint32Array | Float64Array, first = 0): void {
    const bytes = this.#bytes;
    let at = this.at;
    let sum = 0;
    for (let i = first; i < into.length; i++) {
      let byte = bytes[at++]!;
      if (byte < 0x80) sum += byte;
      else {
        let scale = 1;
        for (; byte >= 0x80; byte = bytes[at++]!, scale *= 0x80) sum += (byte & 0x7f) * scale;
        sum += byte * scale;
      }
      into[i] = sum;
    }
    this.at = at;
  }

  /** As many numbers as the column holds, each below 2^16. */
  plain(into: Uint16Array): void {
    const bytes = this.#bytes;
    let at = this.at;
    for (let i = 0; i < into.length; i++) {
      let byte = bytes[at++]!;
      let value = byte & 0x7f;
      for (let shift = 7; byte >= 0x80; shift += 7) {
        byte = bytes[at++]!;
        value |= (byte & 0x7f) << shift;
      }
      into[i] = value;
    }
    this.at = at;
  }

  /** The same as `rising`, of numbers that may be negative, of 31 bits. */
  changing(into: Int32Array): void {
    const bytes = this.#bytes;
    let at = this.at;
    let sum = 0;
    for (let i = 0; i < into.length; i++) {
      let byte = bytes[at++]!;
      let value = byte & 0x7f;
      for (let shift = 7; byte >= 0x80; shift += 7) {
        byte = bytes[at++]!;
        value |= (byte & 0x7f) << shift;
      }
      sum += (value >>> 1) ^ -(value & 1);
      into[i] = sum;
    }
    this.at = at;
  }

  /** How many of something follow, each of at least one byte. */
  count(): number {
    const count = this.number();
    return count <= this.#bytes.length - this.at ? count : fail('a list is longer than its part');
  }

  bytes(length: number): Uint8Array {
    if (length > this.#bytes.length - this.at) fail('the part ends too soon');
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }
}

function fail(what: string): never {
  throw new Unreadable(what);
}
