/** Reads MessagePack from bytes, only as much of it as blocks use, without making arrays of arguments. */
import { DEEPEST } from '../codec/parts.ts';
import { uuidText } from './shape.ts';

export class Unreadable extends Error {}

const fail = (what: string): never => {
  throw new Unreadable(what);
};

const decoder = new TextDecoder('utf-8', { fatal: true });

export class Reader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** A number; in nearly all cases one byte. */
  number(): number {
    const byte = this.bytes[this.at++]!;
    if (byte < 0x80) return byte;
    if (byte >= 0xe0) return byte - 256;
    return this.#long(byte);
  }

  integer(): number {
    const byte = this.bytes[this.at++]!;
    if (byte < 0x80) return byte;
    if (byte >= 0xe0) return byte - 256;
    const value = this.#long(byte);
    return Number.isSafeInteger(value) ? value : fail('a whole number is expected');
  }

  #long(byte: number): number {
    const { at } = this;
    this.#need(
      byte === 0xcc || byte === 0xd0 ? 1 : byte === 0xcd || byte === 0xd1 ? 2 : byte === 0xce || byte === 0xd2 ? 4 : 8,
    );
    const view = this.#view;
    switch (byte) {
      case 0xcc:
        return view.getUint8(at);
      case 0xcd:
        return view.getUint16(at);
      case 0xce:
        return view.getUint32(at);
      case 0xcf:
        return Number(view.getBigUint64(at));
      case 0xd0:
        return view.getInt8(at);
      case 0xd1:
        return view.getInt16(at);
      case 0xd2:
        return view.getInt32(at);
      case 0xd3:
        return Number(view.getBigInt64(at));
      case 0xcb:
        return view.getFloat64(at);
      default:
        return fail('a number is expected');
    }
  }

  #need(bytes: number): void {
    if (this.at + bytes > this.bytes.length) fail('the block ends too soon');
    this.at += bytes;
  }

  /** Is a nil next? It is taken. */
  nil(): boolean {
    if (this.bytes[this.at] !== 0xc0) return false;
    this.at++;
    return true;
  }

  /** The length of a list, which cannot be longer than the bytes that are left. */
  list(): number {
    const byte = this.bytes[this.at++]!;
    let length: number;
    if ((byte & 0xf0) === 0x90) length = byte & 0x0f;
    else if (byte === 0xdc) {
      this.#need(2);
      length = this.#view.getUint16(this.at - 2);
    } else if (byte === 0xdd) {
      this.#need(4);
      length = this.#view.getUint32(this.at - 4);
    } else return fail('a list is expected');
    return length <= this.bytes.length - this.at ? length : fail('a list is longer than the block');
  }

  /** Is a list next? */
  atList(): boolean {
    const byte = this.bytes[this.at]!;
    return (byte & 0xf0) === 0x90 || byte === 0xdc || byte === 0xdd;
  }

  /** The length of bytes (bin), which follow. */
  binary(): number | undefined {
    const byte = this.bytes[this.at]!;
    const width = byte === 0xc4 ? 1 : byte === 0xc5 ? 2 : byte === 0xc6 ? 4 : 0;
    if (width === 0) return undefined;
    this.at++;
    return this.#sized(width);
  }

  #sized(width: number): number {
    this.#need(width);
    const from = this.at - width;
    const length =
      width === 1 ? this.#view.getUint8(from) : width === 2 ? this.#view.getUint16(from) : this.#view.getUint32(from);
    return length <= this.bytes.length - this.at ? length : fail('the block ends too soon');
  }

  text(): string {
    const length = this.textLength();
    const from = this.at;
    this.at = from + length;
    return decoded(this.bytes, from, this.at);
  }

  /** The length in bytes of a text, which follows. */
  textLength(): number {
    const byte = this.bytes[this.at++]!;
    if ((byte & 0xe0) === 0xa0) {
      const length = byte & 0x1f;
      return this.at + length <= this.bytes.length ? length : fail('the block ends too soon');
    }
    return byte >= 0xd9 && byte <= 0xdb ? this.#sized(1 << (byte - 0xd9)) : fail('text is expected');
  }

  /** A list of texts and of uuids, each made when it is first asked for: who goes to one entry needs few of them. */
  strings(): Strings {
    const { bytes } = this;
    const count = this.list();
    const starts = new Int32Array(count);
    const lengths = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const size = this.binary();
      if (size !== undefined && size !== 16) fail('a uuid is not 16 bytes');
      const length = size ?? this.textLength();
      starts[i] = this.at;
      lengths[i] = size === undefined ? length : UUID;
      this.at += length;
    }
    return new Strings(bytes, starts, lengths);
  }

  /** Passes over so many values of the kinds that frames hold: numbers, nil, and lists of them. */
  skip(values: number): void {
    for (let left = values; left > 0; left--) {
      const byte = this.bytes[this.at]!;
      if (byte < 0x80 || byte >= 0xe0 || byte === 0xc0) this.at++;
      else if (this.atList()) left += this.list();
      else this.number();
    }
  }

  /** Any value, for what is read rarely. */
  any(depth = 0): unknown {
    if (depth > DEEPEST) return fail('values lie too deep inside each other');
    const byte = this.bytes[this.at]!;
    if (byte === undefined) return fail('the block ends too soon');
    if (this.nil()) return null;
    if (byte === 0xc2 || byte === 0xc3) {
      this.at++;
      return byte === 0xc3;
    }
    if (this.atList()) {
      const length = this.list();
      const list: unknown[] = [];
      for (let i = 0; i < length; i++) list.push(this.any(depth + 1));
      return list;
    }
    if ((byte & 0xe0) === 0xa0 || (byte >= 0xd9 && byte <= 0xdb)) return this.text();
    if ((byte & 0xf0) === 0x80) return this.#map(depth);
    return this.number();
  }

  #map(depth: number): unknown {
    const map: Record<string, unknown> = {};
    const length = this.bytes[this.at++]! & 0x0f;
    for (let i = 0; i < length; i++) {
      const key = this.text();
      if (key === '__proto__') fail('a field is named __proto__');
      map[key] = this.any(depth + 1);
    }
    return map;
  }
}

/** Stands for the length of a uuid. */
const UUID = -1;

/** So many texts are decoded one by one, some 2 µs each, before all of the block are: some 0.4 ms. */
const ALONE = 64;

/**
 * The strings of a block. Where many are asked for, its texts are decoded together, which is many times faster than one
 * by one, and then cut apart; where they are not all ASCII, a place among bytes is not one among characters, and each is
 * decoded alone.
 */
export class Strings {
  readonly #bytes: Uint8Array;
  readonly #starts: Int32Array;
  readonly #lengths: Int32Array;
  readonly #made: (string | undefined)[];
  #alone = 0;
  /** Where each begins in `#together`. */
  #places: Int32Array | undefined;
  #together = '';

  constructor(bytes: Uint8Array, starts: Int32Array, lengths: Int32Array) {
    this.#bytes = bytes;
    this.#starts = starts;
    this.#lengths = lengths;
    this.#made = new Array(starts.length);
  }

  at(index: number): string {
    return this.#made[index] ?? this.#make(index);
  }

  isUuid(index: number): boolean {
    return this.#lengths[index] === UUID;
  }

  #make(index: number): string {
    const length = this.#lengths[index];
    if (length === undefined) return fail('expected a text that the block names');
    const text = length === UUID ? uuidText(this.#bytes, this.#starts[index]!) : this.#text(index, length);
    this.#made[index] = text;
    return text;
  }

  #text(index: number, length: number): string {
    const start = this.#starts[index]!;
    if (this.#alone === ALONE) this.#gather();
    this.#alone++;
    if (this.#places === undefined) return decoded(this.#bytes, start, start + length);
    const place = this.#places[index]!;
    return this.#together.slice(place, place + length);
  }

  /** Decodes all texts at once. */
  #gather(): void {
    const bytes = this.#bytes;
    const count = this.#starts.length;
    const places = new Int32Array(count);
    const last = count === 0 ? 0 : this.#starts[count - 1]! + Math.max(0, this.#lengths[count - 1]!);
    const texts = new Uint8Array(last);
    let end = 0;
    for (let i = 0; i < count; i++) {
      places[i] = end;
      const from = this.#starts[i]!;
      for (let to = from + this.#lengths[i]!, at = from; at < to; at++) texts[end++] = bytes[at]!;
    }
    const together = decoded(texts, 0, end);
    if (together.length !== end) return;
    this.#together = together;
    this.#places = places;
  }
}

function decoded(bytes: Uint8Array, from: number, to: number): string {
  try {
    return decoder.decode(bytes.subarray(from, to));
  } catch {
    return fail('text is not UTF-8');
  }
}
