import { type Json, keyOf, type LogHeader, type ObjectKey } from '@playhead/core';
import { isLeft } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { ReceiptCodec } from '../codec/entry.ts';
import { EventCodec } from '../codec/event.ts';
import { DEEPEST, firstProblem } from '../codec/parts.ts';
import { type Compiled, compile, judge } from './compile.ts';
import { Reader, type Strings, Unreadable } from './reader.ts';
import { inCalendar, type Shape, timestamp } from './shape.ts';

// biome-ignore lint/suspicious/noExplicitAny: only its questions are asked, never its encoding
type Codec = t.Type<any, any, unknown>;

/** What a frame may have to be. */
type Role = 'event' | 'receipt';
const CODECS: Readonly<Record<Role, Codec>> = { event: EventCodec, receipt: ReceiptCodec };

/** A codec's judgement of a shape, kept with it. */
interface Judged {
  readonly always: boolean;
  /** Which of the open holes must be looked at, and the shared values already found good in one block. */
  readonly watched: readonly number[];
  readonly seen: Set<number>;
  /** The serial of that block. */
  values: number;
}

interface KnownShape {
  readonly compiled: Compiled;
  event: Judged | undefined;
  receipt: Judged | undefined;
}

/** Shapes by their bytes: files say the same few in every block. */
const known = new Map<string, KnownShape>();
const MOST_KNOWN = 4096;

/** No value may add up to more than this many shared values: a small file could otherwise stand for a huge one. */
const HEAVIEST = 1 << 20;

let serials = 0;

/** What the entries of a block refer to, and the reading of one value after the other. */
export class Values {
  readonly reader: Reader;
  readonly #serial = ++serials;
  readonly #strings: Strings;
  /** Of each subject: its kind, namespace and name, as indexes of strings; and its key, once it was asked for. */
  readonly #parts: readonly number[];
  readonly #subjects: (ObjectKey | undefined)[] = [];
  readonly #shapes: KnownShape[] = [];
  readonly #shared: Json[] = [];
  readonly #weights: number[] = [];
  readonly #depths: number[] = [];
  readonly #held: boolean;
  /** What arguments of the entry being read are counted from. */
  #second: number;
  #version = 0;
  /** Of the value being read: the shared values in it, and how deep the deepest of them is. */
  #weight = 0;
  #depth = 0;
  /** Values of open holes, in order, while a shape is being judged or watched. */
  #opens: Json[] | undefined;
  #openIndexes: number[] = [];

  /** `time`: of the block's first entry. `held`: whether frames are held to their codec as they are read. */
  constructor(bytes: Uint8Array, time: number, header: LogHeader, held: boolean) {
    this.#held = held;
    this.reader = new Reader(bytes);
    this.#second = Math.floor((header.start + time) / 1000);
    this.#strings = this.reader.strings();
    this.#parts = this.#readParts();
    this.#readShapes();
    this.#readShared();
  }

  /** The second in which the next entry lies, and its resourceVersion, 0 where it has none. */
  countFrom(second: number, version: number): void {
    this.#second = second;
    this.#version = version;
  }

  subject(index: number): ObjectKey {
    return this.#subjects[index] ?? this.#makeSubject(index);
  }

  #makeSubject(index: number): ObjectKey {
    if (!(index >= 0 && index * 3 < this.#parts.length)) throw new Unreadable('subject: expected one the block names');
    const key = keyOf(this.#part(index * 3), this.#part(index * 3 + 1), this.#part(index * 3 + 2));
    this.#subjects[index] = key;
    return key;
  }

  #part(index: number): string {
    const text = this.string(this.#parts[index]!);
    return text.includes('/') ? fail('subject: a part of it has a slash in it') : text;
  }

  string(index: number): string {
    return this.#strings.at(index);
  }

  /** Whether a subject has a uuid for a part of its name that holds a text. */
  namesByUuid(text: string): boolean {
    return this.#parts.some(part => this.#strings.isUuid(part) && this.#strings.at(part).includes(text));
  }

  timestamp(later: number): string {
    const seconds = this.#second + later;
    if (!inCalendar(seconds)) throw new Unreadable('a time lies outside the calendar');
    return timestamp(seconds);
  }

  versionText(back: number): string {
    return String(this.#version - back);
  }

  sharedValue(index: number): Json {
    const value = this.#shared[index];
    if (value === undefined) throw new Unreadable('expected a value that the block shares');
    this.#weight += this.#weights[index]!;
    if (this.#weight > HEAVIEST) throw new Unreadable('a value is too large');
    if (this.#depths[index]! > this.#depth) this.#depth = this.#depths[index]!;
    if (this.#opens !== undefined) this.#note(value, index);
    return value;
  }

  /** A list whose items are frames. */
  list(): Json {
    const length = this.reader.list();
    // what the items open is not open in the list's own shape
    const [opens, indexes] = [this.#opens, this.#openIndexes];
    this.#opens = undefined;
    const outer = this.#depth;
    const list = new Array<Json>(length);
    let deepest = 0;
    for (let i = 0; i < length; i++) {
      this.#depth = 0;
      list[i] = this.#value();
      deepest = Math.max(deepest, this.#depth);
    }
    this.#depth = Math.max(outer, deepest + 1);
    this.#opens = opens;
    this.#openIndexes = indexes;
    if (opens !== undefined) this.#note(list, -1);
    return list;
  }

  #note(value: Json, index: number): void {
    this.#opens?.push(value);
    this.#openIndexes.push(index);
  }

  /** A frame: a shape's number, or a list of it and its arguments. */
  #value(): Json {
    const { reader } = this;
    const shape = reader.atList() ? this.#shapeInList() : this.#shape(reader.integer(), true);
    const value = shape.compiled.read(this);
    this.#depth += shape.compiled.depth;
    if (this.#depth > DEEPEST) throw new Unreadable('values lie too deep inside each other');
    return value;
  }

  #shapeInList(): KnownShape {
    this.reader.list();
    return this.#shape(this.reader.integer(), false);
  }

  #shape(index: number, alone: boolean): KnownShape {
    const shape = this.#shapes[index];
    if (shape === undefined) throw new Unreadable('expected a shape that the block names');
    if (alone && shape.compiled.constant === undefined) throw new Unreadable('a shape lacks its arguments');
    return shape;
  }

  /** A frame that must be what the codec says. */
  checked(role: Role, path: string | number): Json {
    const { reader } = this;
    const shape = reader.atList() ? this.#shapeInList() : this.#shape(reader.integer(), true);
    const { compiled } = shape;
    this.#weight = 0;
    this.#depth = 0;
    const judged = shape[role];
    if (!this.#held || (judged?.always === true && judged.watched.length === 0)) {
      const value = compiled.constant ?? compiled.read(this);
      if (compiled.depth + this.#depth > DEEPEST) throw new Unreadable('values lie too deep inside each other');
      return value;
    }
    return this.#watched(shape, role, path);
  }

  #watched(shape: KnownShape, role: Role, path: string | number): Json {
    const codec = CODECS[role];
    const { compiled } = shape;
    this.#opens = [];
    this.#openIndexes = [];
    const value = compiled.read(this);
    const opens = this.#opens;
    const indexes = this.#openIndexes;
    this.#opens = undefined;
    if (compiled.depth + this.#depth > DEEPEST) throw new Unreadable('values lie too deep inside each other');
    let judged = shape[role];
    if (judged === undefined) {
      validate(codec, value, path);
      judged = { ...judge(compiled, opens, odd => codec.is(odd)), seen: new Set(), values: this.#serial };
      shape[role] = judged;
      return value;
    }
    if (judged.values !== this.#serial) {
      judged.values = this.#serial;
      judged.seen.clear();
    }
    const { seen } = judged;
    // a shared value found good in one hole may not be in another
    const keys = judged.watched.map(hole => (indexes[hole]! < 0 ? -1 : indexes[hole]! * compiled.opens + hole));
    if (judged.always && keys.every(key => seen.has(key))) return value;
    validate(codec, value, path);
    for (const key of keys) if (key >= 0) seen.add(key);
    return value;
  }

  #readParts(): number[] {
    const { reader } = this;
    const length = reader.list();
    if (length % 3 !== 0) throw new Unreadable('a subject is not of three parts');
    const parts = new Array<number>(length);
    for (let i = 0; i < length; i++) parts[i] = reader.integer();
    return parts;
  }

  #readShapes(): void {
    const { reader } = this;
    const length = reader.list();
    for (let i = 0; i < length; i++) {
      const size = reader.binary() ?? fail('a shape is missing');
      const bytes = reader.bytes.subarray(reader.at, reader.at + size);
      reader.at += size;
      this.#shapes.push(shapeOf(bytes));
    }
  }

  #readShared(): void {
    const length = this.reader.integer();
    if (length < 0 || length > this.reader.bytes.length) throw new Unreadable('the block shares more than it holds');
    for (let i = 0; i < length; i++) {
      this.#weight = 1;
      this.#depth = 0;
      this.#shared.push(this.#value());
      this.#weights.push(this.#weight);
      this.#depths.push(this.#depth);
    }
  }
}

const fail = (what: string): never => {
  throw new Unreadable(what);
};

/** `path`: the field of the entry, or the index of the event. */
function validate(codec: Codec, value: Json, path: string | number): void {
  const decoded = codec.decode(value);
  if (isLeft(decoded))
    throw new Unreadable(`${typeof path === 'number' ? `events.${path}` : path}: ${firstProblem(decoded.left)}`);
}

function shapeOf(bytes: Uint8Array): KnownShape {
  let name = '';
  for (let i = 0; i < bytes.length; i += 8192) name += String.fromCharCode(...bytes.subarray(i, i + 8192));
  const old = known.get(name);
  if (old !== undefined) return old;
  const reader = new Reader(bytes);
  const shape = reader.any() as Shape;
  if (reader.at !== bytes.length) throw new Unreadable('a shape has something after it');
  const made: KnownShape = { compiled: compile(shape), event: undefined, receipt: undefined };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, made);
  return made;
}
