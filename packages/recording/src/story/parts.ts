/**
 * The bytes of a saved story: parts that are inflated one by one, when they are asked for.
 *
 *   0   4   "STRY"
 *   4   4   STORY_VERSION
 *   8   4   identity of the log, by the lengths and checksums of its blocks
 *   12  4   how many parts
 *   16  4   CRC-32 of all that follows
 *   20      of each part its length and its length inflated (4 bytes each, big-endian), then the parts, deflated
 */
import { deflateSync } from 'fflate';
import { Unreadable } from '../block/reader.ts';
import { viewOf } from '../file/layout.ts';
import type { Platform } from '../file/platform.ts';
import { NumberReader, NumberWriter } from './bytes.ts';

/**
 * Raise it whenever a story says anything else of the same log, or its bytes are laid out otherwise: what was saved
 * before is then read from the log again.
 */
export const STORY_VERSION = 11;

const MAGIC = 0x53545259;
const HEADER = 20;

export function joinParts(parts: readonly Uint8Array[], identity: number, platform: Platform): Uint8Array {
  const deflated = parts.map(part => deflateSync(part, { level: 6 }));
  const bytes = new Uint8Array(HEADER + deflated.reduce((sum, part) => sum + 8 + part.length, 0));
  const view = viewOf(bytes);
  view.setUint32(0, MAGIC);
  view.setUint32(4, STORY_VERSION);
  view.setUint32(8, identity);
  view.setUint32(12, parts.length);
  let at = HEADER + parts.length * 8;
  deflated.forEach((part, i) => {
    view.setUint32(HEADER + i * 8, part.length);
    view.setUint32(HEADER + i * 8 + 4, parts[i]!.length);
    bytes.set(part, at);
    at += part.length;
  });
  view.setUint32(16, platform.crc32(bytes.subarray(HEADER)));
  return bytes;
}

/** The parts of a saved story; each is inflated when it is first asked for, and kept. */
export class Parts {
  readonly #bytes: Uint8Array;
  readonly #platform: Platform;
  readonly #starts: readonly number[];
  readonly #inflated: (Uint8Array | undefined)[];

  private constructor(bytes: Uint8Array, platform: Platform, count: number) {
    this.#bytes = bytes;
    this.#platform = platform;
    this.#inflated = new Array(count);
    const view = viewOf(bytes);
    const starts = [HEADER + count * 8];
    for (let i = 0; i < count; i++) starts.push(starts[i]! + view.getUint32(HEADER + i * 8));
    this.#starts = starts;
  }

  /** Undefined where these are not whole, of another version, or saved from another log. */
  static of(bytes: Uint8Array, identity: number, platform: Platform): Parts | undefined {
    if (bytes.length < HEADER) return undefined;
    const view = viewOf(bytes);
    if (view.getUint32(0) !== MAGIC || view.getUint32(4) !== STORY_VERSION || view.getUint32(8) !== identity)
      return undefined;
    const count = view.getUint32(12);
    if (count > bytes.length / 8 || view.getUint32(16) !== platform.crc32(bytes.subarray(HEADER))) return undefined;
    const parts = new Parts(bytes, platform, count);
    return parts.#starts[count] === bytes.length ? parts : undefined;
  }

  /** @throws Unreadable where there is no such part, or it does not inflate. */
  at(index: number): Uint8Array {
    const known = this.#inflated[index];
    if (known !== undefined) return known;
    const [from, to] = [this.#starts[index], this.#starts[index + 1]];
    if (from === undefined || to === undefined) throw new Unreadable('a part is missing');
    const length = viewOf(this.#bytes).getUint32(HEADER + index * 8 + 4);
    const part = this.#platform.inflate(this.#bytes.subarray(from, to), length);
    this.#inflated[index] = part;
    return part;
  }

  /** What was placed somewhere in a part. */
  reader(place: Place): NumberReader {
    return new NumberReader(this.at(place[0]), place[1]);
  }
}

/** The number of a part, and an offset into it. */
export type Place = readonly [part: number, at: number];

/** A part is ended once it is so long, so that one thing out of it costs a millisecond to inflate. */
const PART_BYTES = 1 << 18;

/** Puts many small things into parts one after the other. */
export class PlaceWriter {
  readonly parts: Uint8Array[] = [];
  readonly #first: number;
  #current = new NumberWriter();

  /** `first`: the number that its first part will have. */
  constructor(first: number) {
    this.#first = first;
  }

  place(write: (writer: NumberWriter) => void): Place {
    if (this.#current.length > PART_BYTES) this.#end();
    const place: Place = [this.#first + this.parts.length, this.#current.length];
    write(this.#current);
    return place;
  }

  #end(): void {
    this.parts.push(this.#current.whole());
    this.#current = new NumberWriter();
  }

  finish(): readonly Uint8Array[] {
    this.#end();
    return this.parts;
  }
}
