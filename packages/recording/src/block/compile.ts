/** From a shape to a function that reads its arguments and makes the value. */
import type { Json, JsonObject } from '@playhead/core';
import { DEEPEST } from '../codec/parts.ts';
import { Unreadable } from './reader.ts';
import { HOLE, type Shape } from './shape.ts';
import type { Values } from './values.ts';

export type Read = (values: Values) => Json;

export interface Compiled {
  readonly shape: Shape;
  read(values: Values): Json;
  /** One value for all, where the shape has no holes. */
  readonly constant: Json | undefined;
  /** How many holes refer to shared values, or hold lists of any length. */
  readonly opens: number;
  readonly depth: number;
}

const READ_HOLE: readonly Read[] = [
  values => values.string(values.reader.integer()),
  values => values.timestamp(values.reader.integer()),
  values => values.reader.integer(),
  values => values.reader.number(),
  values => values.versionText(values.reader.integer()),
  values => values.sharedValue(values.reader.integer()),
  values => values.list(),
];

export function compile(shape: Shape): Compiled {
  const facts = { holes: 0, opens: 0 };
  const depth = measure(shape, 0, facts);
  const read = reading(shape);
  // reading a shape without holes asks nothing of the block
  const constant = facts.holes === 0 ? read(undefined as unknown as Values) : undefined;
  return new CompiledShape(shape, read, constant, facts.opens, depth);
}

/** Reads that a shape takes part in before code is generated for it: rare shapes are not worth that. */
const GENERATE_AFTER = 8;

class CompiledShape implements Compiled {
  readonly shape: Shape;
  readonly constant: Json | undefined;
  readonly opens: number;
  readonly depth: number;
  #read: Read;
  #reads = 0;

  constructor(shape: Shape, read: Read, constant: Json | undefined, opens: number, depth: number) {
    this.shape = shape;
    this.#read = read;
    this.constant = constant;
    this.opens = opens;
    this.depth = depth;
  }

  read(values: Values): Json {
    if (this.constant !== undefined) return this.constant;
    if (++this.#reads === GENERATE_AFTER) this.#read = generated(this.shape) ?? this.#read;
    return this.#read(values);
  }
}

/** The same reading as one function with an object literal in it: some times faster, and its objects are smaller. */
export function generated(shape: Shape): Read | undefined {
  const constants: Json[] = [];
  const code = codeOf(shape, constants);
  try {
    return new Function('constants', `return values => { const { reader } = values; return ${code}; };`)(constants);
  } catch {
    // a page may forbid generated code: reading goes on as before
    return undefined;
  }
}

const HOLE_CODE: readonly string[] = [
  'values.string(reader.integer())',
  'values.timestamp(reader.integer())',
  'reader.integer()',
  'reader.number()',
  'values.versionText(reader.integer())',
  'values.sharedValue(reader.integer())',
  'values.list()',
];

/** Keys and words come from a file: they stand in the code as JSON strings only. */
function codeOf(shape: Shape, constants: Json[]): string {
  if (typeof shape === 'number') return HOLE_CODE[shape]!;
  if (typeof shape !== 'object' || shape === null) return JSON.stringify(shape);
  if (!isList(shape)) return `constants[${constants.push(shape['=']) - 1}]`;
  if (shape[0] === null)
    return `[${shape
      .slice(1)
      .map(part => codeOf(part, constants))
      .join()}]`;
  const fields: string[] = [];
  for (let i = 0; i < shape.length; i += 2)
    fields.push(`${JSON.stringify(shape[i])}:${codeOf(shape[i + 1]!, constants)}`);
  return `{${fields.join()}}`;
}

function measure(shape: Shape, depth: number, facts: { holes: number; opens: number }): number {
  if (depth > DEEPEST) throw new Unreadable('values lie too deep inside each other');
  if (typeof shape === 'number') {
    if (READ_HOLE[shape] === undefined) throw new Unreadable(`a shape has a hole of unknown kind ${shape}`);
    facts.holes++;
    if (shape === HOLE.shared || shape === HOLE.list) facts.opens++;
    return depth;
  }
  if (typeof shape !== 'object' || shape === null) return depth;
  if (!isList(shape)) return depth;
  let deepest = depth;
  for (const part of shape) if (isPart(part)) deepest = Math.max(deepest, measure(part, depth + 1, facts));
  return deepest;
}

const isList = (shape: object): shape is readonly Shape[] => Array.isArray(shape);
/** Words in an object's shape are its keys or constants: neither has holes. */
const isPart = (shape: Shape): boolean => typeof shape === 'number' || (typeof shape === 'object' && shape !== null);

function reading(shape: Shape): Read {
  if (typeof shape === 'number') return READ_HOLE[shape]!;
  if (typeof shape !== 'object' || shape === null) return () => shape;
  if (!isList(shape)) {
    const constant = shape['='];
    if (constant === undefined) throw new Unreadable('a shape is of no known form');
    return () => constant;
  }
  if (shape[0] === null) return readingList(shape.slice(1).map(reading));
  return readingObject(shape);
}

function readingList(items: readonly Read[]): Read {
  return values => {
    const list = new Array<Json>(items.length);
    for (let i = 0; i < items.length; i++) list[i] = items[i]!(values);
    return list;
  };
}

function readingObject(shape: readonly Shape[]): Read {
  if (shape.length % 2 !== 0) throw new Unreadable('a shape has a key without a value');
  const keys: string[] = [];
  const reads: Read[] = [];
  for (let i = 0; i < shape.length; i += 2) {
    const key = shape[i];
    if (typeof key !== 'string' || key === '__proto__' || keys.includes(key))
      throw new Unreadable('a shape has a key that is not one');
    keys.push(key);
    reads.push(reading(shape[i + 1]!));
  }
  return values => {
    const object: Record<string, Json> = {};
    for (let i = 0; i < keys.length; i++) object[keys[i]!] = reads[i]!(values);
    return object;
  };
}

/** Values of every kind that holes of a kind could hold, the least likely ones: what takes these takes all. */
const ODD: readonly Json[] = ['\u0001', '0000-01-01T00:00:00Z', Number.MIN_SAFE_INTEGER, -0.5, '-1', null, null];
const OPEN_ODD: readonly Json[] = [{ '\u0001': 0 }, [0]];

/**
 * Would every value of this shape pass? Where only some holes decide (a shared value where an owner reference is
 * wanted), those are named and must be looked at; where an argument itself decides, all are.
 * `opens` are the values which the open holes have in one instance.
 */
export function judge(
  compiled: Compiled,
  opens: readonly Json[],
  accepts: (value: Json) => boolean,
): { readonly always: boolean; readonly watched: readonly number[] } {
  if (compiled.constant !== undefined) return { always: accepts(compiled.constant), watched: [] };
  const odd = instance(compiled.shape, opens);
  if (!accepts(odd)) return { always: false, watched: [] };
  const watched: number[] = [];
  for (let i = 0; i < opens.length; i++)
    if (!OPEN_ODD.every(value => accepts(instance(compiled.shape, opens.with(i, value))))) watched.push(i);
  return { always: true, watched };
}

/** A value of this shape with odd arguments; open holes take the values given, in order. */
export function instance(shape: Shape, opens: readonly Json[]): Json {
  let next = 0;
  const build = (part: Shape): Json => {
    if (typeof part === 'number') return part === HOLE.shared || part === HOLE.list ? opens[next++]! : ODD[part]!;
    if (typeof part !== 'object' || part === null) return part;
    if (!isList(part)) return part['='];
    if (part[0] === null) return part.slice(1).map(build);
    const object: Record<string, Json> = {};
    for (let i = 0; i < part.length; i += 2) object[part[i] as string] = build(part[i + 1]!);
    return object as JsonObject;
  };
  return build(shape);
}
