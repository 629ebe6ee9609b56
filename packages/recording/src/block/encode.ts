import { Encoder } from '@msgpack/msgpack';
import type { Entry, Event, Json, JsonObject, LogHeader } from '@playhead/core';
import { HOLE, LONGEST_WORD, SHORT_LIST, type Shape, secondsOf, uuidBytes, VOCABULARY } from './shape.ts';

/**
 * A block's entries as MessagePack frames:
 *
 *   strings    a list of texts and of uuids (16 bytes each)
 *   subjects   [kind, namespace, name, …]: indexes into the strings, three for each subject
 *   shapes     a list of shapes, each as bytes (MessagePack inside)
 *   shared     how many shared values, then each as a frame of its own
 *   entries    one frame each: [actor, milliseconds since the last entry, positions back to the cause or 0,
 *              subject counted from 1 or 0, resourceVersion since the last or nil, why or nil, event, event, …]
 *
 * A value is a frame [shape, argument, …], or the shape's number alone where it has no arguments. Objects and lists that
 * occur twice are written once and shared. The block needs nothing from outside but the log's start, its own first
 * position and its first time.
 */
export function encodeEntries(entries: readonly Entry[], header: LogHeader): Uint8Array {
  return new BlockEncoder(entries, header).encode();
}

/** What arguments are counted from. */
interface Base {
  readonly second: number;
  readonly version: number | undefined;
}

type Frame = number | readonly unknown[];

class BlockEncoder {
  readonly #entries: readonly Entry[];
  readonly #start: number;
  readonly #strings = new Map<string, number>();
  readonly #subjects = new Map<string, number>();
  readonly #subjectParts: number[] = [];
  readonly #shapes = new Map<string, number>();
  readonly #shapeBytes: Uint8Array[] = [];
  readonly #shared = new Map<string, number>();
  readonly #sharedFrames: Frame[] = [];
  readonly #repeats: Repeats;
  readonly #encoder = new Encoder();

  constructor(entries: readonly Entry[], header: LogHeader) {
    this.#entries = entries;
    this.#start = header.start;
    this.#repeats = new Repeats();
    for (const entry of entries) for (const event of entry.events) this.#repeats.see(event);
  }

  encode(): Uint8Array {
    const frames = this.#frames();
    const parts = [
      this.#bytes([...this.#strings.keys()].map(text => uuidBytes(text) ?? text)),
      this.#bytes(this.#subjectParts),
      this.#bytes(this.#shapeBytes),
      this.#bytes(this.#sharedFrames.length),
      ...this.#sharedFrames.map(frame => this.#bytes(frame)),
      ...frames.map(frame => this.#bytes(frame)),
    ];
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  #bytes(value: unknown): Uint8Array {
    return this.#encoder.encode(value);
  }

  #frames(): Frame[] {
    let time = this.#entries[0]!.time;
    let version = 0;
    return this.#entries.map(entry => {
      const base = { second: this.#secondAt(entry.time), version: entry.resourceVersion };
      const frame: unknown[] = [
        this.#string(entry.actor),
        entry.time - time,
        entry.cause === 0 ? 0 : entry.position - entry.cause,
        entry.subject === undefined ? 0 : this.#subject(entry.subject) + 1,
        entry.resourceVersion === undefined ? null : entry.resourceVersion - version,
        entry.why === undefined ? null : this.#value(entry.why as unknown as Json, base),
      ];
      for (const event of entry.events) frame.push(this.#event(event, base));
      time = entry.time;
      version = entry.resourceVersion ?? version;
      return frame;
    });
  }

  #secondAt(time: number): number {
    return Math.floor((this.#start + time) / 1000);
  }

  #string(text: string): number {
    return indexIn(this.#strings, text);
  }

  #subject(key: string): number {
    const known = this.#subjects.get(key);
    if (known !== undefined) return known;
    for (const part of key.split('/')) this.#subjectParts.push(this.#string(part));
    return indexIn(this.#subjects, key);
  }

  #event(event: Event, base: Base): Frame {
    const args: unknown[] = [];
    const shape = this.#object(event as unknown as JsonObject, args, base, true);
    return this.#frame(shape, args);
  }

  #value(value: Json, base: Base): Frame {
    const args: unknown[] = [];
    return this.#frame(this.#shapeOf(value, '', args, base), args);
  }

  #frame(shape: Shape, args: readonly unknown[]): Frame {
    const text = JSON.stringify(shape);
    let index = this.#shapes.get(text);
    if (index === undefined) {
      index = indexIn(this.#shapes, text);
      this.#shapeBytes.push(this.#encoder.encode(shape));
    }
    return args.length === 0 ? index : [index, ...args];
  }

  /** The shape of a value; its arguments are appended. `key` is the field it stands in. */
  #shapeOf(value: Json, key: string, args: unknown[], base: Base): Shape {
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'number') {
      args.push(value);
      return Number.isSafeInteger(value) ? HOLE.integer : HOLE.number;
    }
    if (typeof value === 'string') return this.#textShape(value, key, args, base);
    const shared = this.#sharedIndex(value);
    if (shared !== undefined) {
      args.push(shared);
      return HOLE.shared;
    }
    if (!Array.isArray(value)) return this.#object(value as JsonObject, args, base, false);
    return this.#list(value, args, base);
  }

  #list(list: readonly Json[], args: unknown[], base: Base): Shape {
    if (list.length <= SHORT_LIST) return [null, ...list.map(item => this.#shapeOf(item ?? null, '', args, base))];
    args.push(list.map(item => this.#value(item ?? null, base)));
    return HOLE.list;
  }

  #textShape(text: string, key: string, args: unknown[], base: Base): Shape {
    if (text.length <= LONGEST_WORD && VOCABULARY.has(key)) return text;
    if (key === 'resourceVersion' && base.version !== undefined) {
      const version = Number(text);
      if (Number.isSafeInteger(version) && String(version) === text) {
        args.push(base.version - version);
        return HOLE.version;
      }
    }
    const seconds = secondsOf(text);
    args.push(seconds === undefined ? this.#string(text) : seconds - base.second);
    return seconds === undefined ? HOLE.string : HOLE.time;
  }

  #object(object: JsonObject, args: unknown[], base: Base, event: boolean): Shape {
    const shape: Shape[] = [];
    for (const key of Object.keys(object).sort()) {
      const value = object[key];
      if (value === undefined) continue;
      if (key === '__proto__') throw new Error('a field may not be named __proto__');
      shape.push(key, event ? this.#eventField(key, value, args, base) : this.#shapeOf(value, key, args, base));
    }
    return shape;
  }

  /**
   * Paths of changes are constants of the shape; the object that was created is taken apart, its metadata too. What is
   * not of the form the events have is written as any value is: to refuse it is the reader's part.
   */
  #eventField(key: string, value: Json, args: unknown[], base: Base): Shape {
    if (key === 'set' && isChanges(value))
      return [
        null,
        ...value.map(([path, field]): Shape => [null, { '=': path }, this.#shapeOf(field, lastKey(path), args, base)]),
      ];
    if (key === 'unset' && isPaths(value)) return { '=': value };
    if (key === 'counts' && isObject(value)) return this.#object(value, args, base, false);
    if (key !== 'object' || !isObject(value)) return this.#shapeOf(value, key, args, base);
    const shape: Shape[] = [];
    for (const field of Object.keys(value).sort()) {
      const part = value[field];
      if (part === undefined) continue;
      const apart = field === 'metadata' && isObject(part);
      shape.push(field, apart ? this.#object(part, args, base, false) : this.#shapeOf(part, field, args, base));
    }
    return shape;
  }

  #sharedIndex(value: readonly Json[] | JsonObject): number | undefined {
    const text = this.#repeats.textIfRepeated(value);
    if (text === undefined) return undefined;
    const known = this.#shared.get(text);
    if (known !== undefined) return known;
    const base = { second: this.#secondAt(this.#entries[0]!.time), version: 0 };
    const args: unknown[] = [];
    const shape = Array.isArray(value)
      ? this.#list(value, args, base)
      : this.#object(value as JsonObject, args, base, false);
    // what it refers to was given its place while its shape was made
    this.#sharedFrames.push(this.#frame(shape, args));
    return indexIn(this.#shared, text);
  }
}

function indexIn(table: Map<string, number>, text: string): number {
  let index = table.get(text);
  if (index === undefined) {
    index = table.size;
    table.set(text, index);
  }
  return index;
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPath = (path: Json): path is readonly (string | number)[] =>
  Array.isArray(path) && path.every(step => typeof step === 'string' || typeof step === 'number');

const isPaths = (value: Json): boolean => Array.isArray(value) && value.every(isPath);

const isChanges = (value: Json): value is readonly (readonly [readonly (string | number)[], Json])[] =>
  Array.isArray(value) && value.every(pair => Array.isArray(pair) && pair.length === 2 && isPath(pair[0]));

function lastKey(path: readonly (string | number)[]): string {
  const last = path[path.length - 1];
  return typeof last === 'string' ? last : '';
}

/** Below this many characters of canonical JSON, writing a value again is as short as referring to it. */
const WORTH_SHARING = 16;

/** Which objects and lists occur more than once, told by canonical text. What lies inside a repeat counts once. */
class Repeats {
  readonly #texts = new Map<object, string>();
  readonly #counts = new Map<string, number>();

  see(event: Event): void {
    for (const value of Object.values(event)) this.#count(value as Json);
  }

  #count(value: Json | undefined): void {
    if (typeof value !== 'object' || value === null) return;
    const text = this.#text(value);
    const seen = this.#counts.get(text) ?? 0;
    this.#counts.set(text, seen + 1);
    if (seen > 0) return;
    for (const part of Array.isArray(value) ? value : Object.values(value)) this.#count(part);
  }

  textIfRepeated(value: readonly Json[] | JsonObject): string | undefined {
    const text = this.#text(value);
    return text.length >= WORTH_SHARING && (this.#counts.get(text) ?? 0) > 1 ? text : undefined;
  }

  #text(value: Json | undefined): string {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
    const known = this.#texts.get(value);
    if (known !== undefined) return known;
    const text = Array.isArray(value) ? this.#listText(value) : this.#objectText(value as JsonObject);
    this.#texts.set(value, text);
    return text;
  }

  #listText(list: readonly Json[]): string {
    return `[${list.map(item => this.#text(item)).join()}]`;
  }

  #objectText(object: JsonObject): string {
    const parts: string[] = [];
    for (const key of Object.keys(object).sort())
      if (object[key] !== undefined) parts.push(`${JSON.stringify(key)}:${this.#text(object[key])}`);
    return `{${parts.join()}}`;
  }
}
