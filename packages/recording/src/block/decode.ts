import type { Entry, Event, LogHeader, ObjectKey, Position, Receipt } from '@playhead/core';
import { isLeft } from 'fp-ts/lib/Either.js';
import { EntryCodec } from '../codec/entry.ts';
import { firstProblem } from '../codec/parts.ts';
import { type Upcast, upcastEntry } from '../upcast/schema.ts';
import { Unreadable } from './reader.ts';
import { Values } from './values.ts';

/** What a block's own header says of its entries. */
export interface BlockExtent {
  readonly first: Position;
  readonly entries: number;
  readonly time: number;
}

/**
 * The entries of a block (`encode.ts` has the layout), made anew each time they are asked for: a log that is gone through
 * once leaves nothing behind. The first way through notes where each entry lies, so that the next goes there directly.
 *
 * Every value is held to its codec, but not one by one: a shape is judged once, by values odd enough that the codec's
 * yes to them is a yes to all. Shapes for which it is not are validated value by value.
 */
export class BlockReader {
  readonly #values: Values;
  readonly #extent: BlockExtent;
  readonly #start: number;
  readonly #steps: readonly Upcast[];
  /** Of each entry reached so far: where it begins, and the time and resourceVersion it counts from. */
  readonly #offsets: number[];
  readonly #times: number[];
  readonly #versions: number[];
  readonly #asked = new Map<string, boolean>();
  /** The entry that the reader stands at. */
  #next = 0;
  #time: number;
  #version = 0;

  /** @throws Unreadable where the bytes are not a block. `steps` bring entries of an older schema up to this one. */
  constructor(bytes: Uint8Array, extent: BlockExtent, header: LogHeader, steps: readonly Upcast[] = []) {
    this.#values = new Values(bytes, extent.time, header, steps.length === 0);
    this.#extent = extent;
    this.#start = header.start;
    this.#steps = steps;
    this.#time = extent.time;
    this.#offsets = [this.#values.reader.at];
    this.#times = [this.#time];
    this.#versions = [0];
  }

  /** The entry of this index, from 0. @throws Unreadable where this version cannot mean it. */
  entry(index: number): Entry {
    this.#go(index);
    return this.#read();
  }

  /** What the entry of this index is about; the rest of it is not made. */
  subject(index: number): ObjectKey | undefined {
    // an upcast may give it another
    if (this.#steps.length > 0) return this.entry(index).subject;
    this.#go(index);
    const { reader } = this.#values;
    const begin = reader.at;
    if (reader.list() < 6) throw new Unreadable('an entry is too short');
    reader.skip(3);
    const subject = reader.integer();
    reader.at = begin;
    return subject === 0 ? undefined : this.#values.subject(subject - 1);
  }

  /** Whether any entry may hold a text of ASCII in lower case; asked again of one of the last texts, it is known. */
  mayHold(text: string): boolean {
    // an upcast may put in anything
    if (this.#steps.length > 0) return true;
    const known = this.#asked.get(text);
    if (known !== undefined) return known;
    if (this.#asked.size >= 16) this.#asked.clear();
    const holds = this.#holds(text);
    this.#asked.set(text, holds);
    return holds;
  }

  #holds(text: string): boolean {
    // before the frames stand all texts, and all words of shapes
    const bytes = latin(this.#values.reader.bytes.subarray(0, this.#offsets[0]!));
    // takes a twentieth of the time of a copy in lower case
    if (new RegExp(text.replace(/[^a-z0-9]/g, '\\$&'), 'i').test(bytes)) return true;
    if (UNEVEN.some(letter => bytes.includes(letter))) return true;
    return /^[0-9a-f-]+$/.test(text) && this.#values.namesByUuid(text);
  }

  /** Stands at the entry of this index. */
  #go(index: number): void {
    if (index !== this.#next) {
      const near = Math.min(index, this.#offsets.length - 1);
      this.#values.reader.at = this.#offsets[near]!;
      this.#time = this.#times[near]!;
      this.#version = this.#versions[near]!;
      this.#next = near;
      while (this.#next < index) this.#pass();
    }
  }

  /** How many entries, from the first, can be read, and what is wrong with the next. */
  check(): { readonly good: number; readonly problem?: string } {
    let good = 0;
    try {
      for (; good < this.#extent.entries; good++) this.entry(good);
      const { reader } = this.#values;
      return reader.at === reader.bytes.length ? { good } : { good, problem: 'the block holds more than its entries' };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return { good, problem: error.message };
    }
  }

  #read(): Entry {
    const index = this.#next;
    const position = this.#extent.first + index;
    const entry = this.#frame(position);
    this.#reach(index + 1);
    return this.#steps.length === 0 ? entry : broughtUp(entry, this.#steps);
  }

  /** Goes by an entry without making it, which is many times faster; what is wrong with it shows when it is read. */
  #pass(): void {
    const { reader } = this.#values;
    const length = reader.list();
    if (length < 6) throw new Unreadable('an entry is too short');
    reader.skip(1);
    this.#time += reader.integer();
    reader.skip(2);
    if (!reader.nil()) this.#version += reader.integer();
    reader.skip(length - 5);
    this.#reach(this.#next + 1);
  }

  #reach(index: number): void {
    this.#next = index;
    if (this.#offsets.length !== index) return;
    this.#offsets.push(this.#values.reader.at);
    this.#times.push(this.#time);
    this.#versions.push(this.#version);
  }

  #frame(position: Position): Entry {
    const values = this.#values;
    const { reader } = values;
    const length = reader.list();
    if (length < 6) throw new Unreadable('an entry is too short');
    const actor = values.string(reader.integer());
    const time = this.#time + reader.integer();
    const back = reader.integer();
    const subject = reader.integer();
    const versioned = !reader.nil();
    const version = versioned ? this.#version + reader.integer() : 0;
    const cause = back === 0 ? 0 : position - back;
    if (time < this.#time || !Number.isSafeInteger(time))
      throw new Unreadable('time: expected one not before the last');
    if (back < 0 || cause < 0) throw new Unreadable('cause: expected an earlier position');
    if (!Number.isSafeInteger(version)) throw new Unreadable('resourceVersion: expected a whole number');
    values.countFrom(Math.floor((this.#start + time) / 1000), version);
    const why = reader.nil() ? undefined : (values.checked('receipt', 'why') as unknown as Receipt);
    const events = new Array<Event>(length - 6);
    for (let i = 0; i < events.length; i++) events[i] = values.checked('event', i) as unknown as Event;
    this.#time = time;
    if (versioned) this.#version = version;
    return entryOf(
      position,
      time,
      actor,
      cause,
      why,
      subject === 0 ? undefined : values.subject(subject - 1),
      versioned ? version : undefined,
      events,
    );
  }
}

/** Each byte as a character, ASCII as it is. Node's Buffer does it in a tenth of the time that a TextDecoder takes. */
const latin: (bytes: Uint8Array) => string =
  typeof Buffer === 'undefined'
    ? bytes => new TextDecoder('latin1').decode(bytes)
    : ({ buffer, byteOffset, length }) => Buffer.from(buffer, byteOffset, length).toString('latin1');
/** İ and the Kelvin sign, which in lower case are letters of ASCII, as bytes. */
const UNEVEN = [
  [0xc4, 0xb0],
  [0xe2, 0x84, 0xaa],
].map(letter => latin(Uint8Array.from(letter)));

/** What an older schema wrote is held to the codec after its upcasts, not before. */
function broughtUp(entry: Entry, steps: readonly Upcast[]): Entry {
  const decoded = EntryCodec.decode(upcastEntry(steps, entry));
  if (isLeft(decoded)) throw new Unreadable(firstProblem(decoded.left));
  return decoded.right;
}

/** Absent fields are absent, not undefined. */
function entryOf(
  position: Position,
  time: number,
  actor: string,
  cause: Position,
  why: Receipt | undefined,
  subject: ObjectKey | undefined,
  resourceVersion: number | undefined,
  events: readonly Event[],
): Entry {
  if (subject !== undefined && resourceVersion !== undefined)
    return why === undefined
      ? { position, time, actor, cause, subject, resourceVersion, events }
      : { position, time, actor, cause, why, subject, resourceVersion, events };
  return {
    position,
    time,
    actor,
    cause,
    ...(why === undefined ? {} : { why }),
    ...(subject === undefined ? {} : { subject }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
    events,
  };
}
