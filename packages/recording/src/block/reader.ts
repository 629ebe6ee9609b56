/** Reads MessagePack from bytes, only as much of it as blocks use, without making arrays of arguments. */
import { DEEPEST } from '../codec/parts.ts';

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
    const byte = this.bytes[this.at++]!;
    let length: number;
    if ((byte & 0xe0) === 0xa0) length = byte & 0x1f;
    else if (byte >= 0xd9 && byte <= 0xdb) length = this.#sized(1 << (byte - 0xd9));
    else return fail('text is expected');
    const from = this.at;
    const to = from + length;
    if (to > this.bytes.length) return fail('the block ends too soon');
    this.at = to;
    return ascii(this.bytes, from, to) ?? decoded(this.bytes, from, to);
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

/** Text of ASCII bytes, the common case; undefined where a byte is not. */
function ascii(bytes: Uint8Array, from: number, to: number): string | undefined {
  let text = '';
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte > 0x7f) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

function decoded(bytes: Uint8Array, from: number, to: number): string {
  try {
    return decoder.decode(bytes.subarray(from, to));
  } catch {
    return fail('text is not UTF-8');
  }
}
