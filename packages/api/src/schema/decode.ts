import type { Json, JsonObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { formatQuantity, parseQuantity } from '../quantity.ts';
import type { GoStruct, GoType, Leaf, ScalarBase } from './schema.ts';
import { goStruct } from './schema.ts';

/** What the decoder found: the value as Go would hold it, and fields that the type does not have. */
export interface Decoded {
  readonly value: JsonObject;
  /** `unknown field "spec.foo"`, in order. */
  readonly strict: readonly string[];
}

/**
 * Reads JSON into a Go type (sigs.k8s.io/json.UnmarshalStrict): null is not there, unknown fields are dropped and told,
 * quantities and times are written in their one way; the first value of a wrong type is the error, in Go's words. Empty
 * lists and maps are kept: validation tells `{}` from null. What is identical to `known` (an object that came out of the
 * server) is taken as it is, so an update costs what it changes.
 */
export function decode(
  type: GoStruct,
  value: Json,
  known?: Json,
  dialect: Dialect = 'json',
): E.Either<string, Decoded> {
  const run: Run = { dialect, strict: [], error: undefined, abort: undefined };
  const read = readValue(type, value, known, { run, parent: undefined, key: '', struct: '' }, '', '');
  const error = run.abort ?? run.error;
  if (error !== undefined) return E.left(error);
  return E.right({ value: read as JsonObject, strict: run.strict });
}

/**
 * `json` reads a body that came over the wire; `unstructured` converts what a strategic merge patch made
 * (runtime.DefaultUnstructuredConverter), which complains in other words and stops at the first complaint.
 */
export type Dialect = 'json' | 'unstructured';

interface Run {
  readonly dialect: Dialect;
  readonly strict: string[];
  /** The first value of a wrong type: Go reads on and tells it at the end… */
  error: string | undefined;
  /** …unless a type that reads itself, such as a quantity, gave up: that ends the reading. */
  abort: string | undefined;
}

/** Where the decoder is. Errors name the struct and the path without indexes, unknown fields the path with them. */
interface Place {
  readonly run: Run;
  readonly parent: Place | undefined;
  /** A field's name, an index, or a map's key, which errors do not name. */
  readonly key: string | number;
  /** The struct whose field this is; '' for what lies in a list or map. */
  readonly struct: string;
}

/** `parent` is where the value lies, `key` and `struct` as in Place: one is made only to go deeper or to complain. */
function readValue(
  type: GoType,
  value: Json | undefined,
  known: Json | undefined,
  parent: Place,
  key: string | number,
  struct: string,
): Json | undefined {
  if (value === null || value === undefined) return undefined;
  if (value === known && typeof value === 'object') return value;
  if (type.kind === 'pointer') return readValue(type.elem, value, known, parent, key, struct);
  if (type.kind === 'scalar' && fits(type.base, value)) return value;
  const place: Place = { run: parent.run, parent, key, struct };
  switch (type.kind) {
    case 'scalar':
      return mismatch(value, type.name, place, type.base);
    case 'leaf':
      return readLeaf(type.name, value, place);
    case 'list':
      return readList(type.elem, type.name, value, known, place);
    case 'map':
      return readMap(type.elem, type.name, value, known, place);
    case 'struct':
      return readStruct(type, value, known, place);
  }
}

function fits(base: ScalarBase, value: Json): boolean {
  if (base === 'string') return typeof value === 'string';
  if (base === 'bool') return typeof value === 'boolean';
  if (typeof value !== 'number') return false;
  if (base === 'float64') return true;
  const limit = base === 'int32' ? 2 ** 31 : base === 'uint8' ? 256 : 2 ** 63;
  return Number.isInteger(value) && value < limit && value >= (base === 'uint8' ? 0 : -limit);
}

function readList(elem: GoType, name: string, value: Json, known: Json | undefined, place: Place): Json | undefined {
  // []byte travels as base64 text
  if (elem.kind === 'scalar' && elem.base === 'uint8')
    return typeof value === 'string' ? value : mismatch(value, name, place);
  if (!Array.isArray(value)) return mismatch(value, name, place);
  const old = Array.isArray(known) ? (known as readonly Json[]) : [];
  return (value as readonly Json[]).map((item, index) => {
    const read = readValue(elem, item, old[index], place, index, '');
    return read === undefined ? zeroOf(elem) : read;
  });
}

/** A null in a list or map is the zero value of what it holds. */
function zeroOf(type: GoType): Json {
  if (type.kind === 'struct' || type.kind === 'map') return {};
  if (type.kind === 'list') return [];
  if (type.kind === 'scalar') return type.base === 'string' ? '' : type.base === 'bool' ? false : 0;
  return type.kind === 'leaf' && type.name === 'Quantity' ? '0' : null;
}

function readMap(elem: GoType, name: string, value: Json, known: Json | undefined, place: Place): Json | undefined {
  if (!isObject(value)) return mismatch(value, name, place);
  const old = isObject(known) ? known : {};
  const made: Record<string, Json> = {};
  for (const key in value) {
    if (value[key] === undefined) continue;
    const read = readValue(elem, value[key], old[key], place, key, '');
    made[key] = read === undefined ? zeroOf(elem) : read;
  }
  return made;
}

function readStruct(type: GoStruct, value: Json, known: Json | undefined, place: Place): Json | undefined {
  if (!isObject(value)) return mismatch(value, type.name, place);
  const old = isObject(known) ? known : undefined;
  const made: Record<string, Json> = {};
  for (const key in value) {
    const item = value[key];
    if (item === undefined) continue;
    const field = type.json.get(key);
    if (field === undefined) {
      const here = { run: place.run, parent: place, key, struct: type.name };
      place.run.strict.push(`unknown field "${indexedPath(here)}"`);
      continue;
    }
    const read = readValue(field.type, item, old?.[key], place, key, type.name);
    if (read !== undefined) made[key] = read;
  }
  return made;
}

function readLeaf(leaf: Leaf, value: Json, place: Place): Json | undefined {
  switch (leaf) {
    case 'FieldsV1':
    case 'RawExtension':
      return value;
    case 'IntOrString':
      if (typeof value === 'string') return value;
      if (fits('int32', value)) return value;
      return giveUp(place, unmarshalable(value, 'int32', place, true));
    case 'Quantity': {
      const read = parseQuantity(typeof value === 'object' ? '{' : String(value).trim());
      return E.isRight(read) ? formatQuantity(read.right) : giveUp(place, read.left);
    }
    case 'Time':
    case 'MicroTime':
      return readTime(leaf, value, place);
  }
}

const WHOLE_SECOND = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

function readTime(leaf: 'Time' | 'MicroTime', value: Json, place: Place): Json | undefined {
  if (typeof value !== 'string') return giveUp(place, unmarshalable(value, 'string', place, false));
  if (value === '') return undefined;
  if (leaf === 'Time' && WHOLE_SECOND.test(value) && !Number.isNaN(Date.parse(value))) return value;
  const match = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d+))?(?:Z|[+-]\d\d:\d\d)$/.exec(value);
  const time = match === null ? Number.NaN : Date.parse(value);
  if (Number.isNaN(time)) {
    const layout = leaf === 'Time' ? '2006-01-02T15:04:05Z07:00' : '2006-01-02T15:04:05.000000Z07:00';
    return giveUp(
      place,
      `parsing time ${JSON.stringify(value)} as "${layout}": cannot parse ${JSON.stringify(value)} as "2006"`,
    );
  }
  const second = new Date(time).toISOString().slice(0, 19);
  return leaf === 'Time' ? `${second}Z` : `${second}.${(match?.[1] ?? '').padEnd(6, '0').slice(0, 6)}Z`;
}

function mismatch(value: Json, typeName: string, place: Place, base?: ScalarBase): undefined {
  if (place.run.dialect === 'unstructured') return giveUp(place, unconvertible(value, typeName, base));
  if (place.run.error !== undefined) return undefined;
  const name = typeName.replace(/[a-z0-9.]+\/(?=v\d)/g, '');
  const numeric = base !== undefined && base !== 'string' && base !== 'bool';
  place.run.error = unmarshalable(value, name, place, numeric);
  return undefined;
}

/** A number of the wrong kind for a numeric field is shown, anything else only named. */
function unmarshalable(value: Json, typeName: string, place: Place, numeric: boolean): string {
  const what = typeof value === 'number' && numeric ? `number ${value}` : jsonKind(value);
  let field: Place | undefined = place;
  while (field !== undefined && field.struct === '') field = field.parent;
  const struct = field?.struct.slice(field.struct.lastIndexOf('.') + 1);
  const where = struct === undefined ? 'Go value' : `Go struct field ${struct}.${fieldPath(place)}`;
  return `json: cannot unmarshal ${what} into ${where} of type ${typeName}`;
}

function unconvertible(value: Json, typeName: string, base: ScalarBase | undefined): string {
  const kind = goKind(value);
  if (base === undefined) {
    if (typeName.startsWith('[]')) return `cannot restore slice from ${kind}`;
    if (typeName.startsWith('map[')) return `cannot restore map from ${kind}`;
    return `cannot restore struct from: ${kind}`;
  }
  // Go can turn a whole number into a text (a rune) and one number into another, which JSON must not
  const convertible = (kind === 'int64' && base === 'string') || (typeof value === 'number' && /int|float/.test(base));
  return convertible ? `cannot convert ${kind} to ${typeName}` : `unrecognized type: ${base}`;
}

function goKind(value: Json): string {
  if (Array.isArray(value)) return 'slice';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : typeof value === 'string' ? 'string' : 'map';
}

function giveUp(place: Place, text: string): undefined {
  place.run.abort ??= text;
  return undefined;
}

function fieldPath(place: Place): string {
  const keys: (string | number)[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.parent)
    if (at.struct !== '') keys.unshift(...(goStruct(at.struct).json.get(String(at.key))?.promotedFrom ?? []), at.key);
  return keys.join('.');
}

function indexedPath(place: Place): string {
  if (place.parent?.parent === undefined) return String(place.key);
  const before = indexedPath(place.parent);
  if (typeof place.key === 'number') return `${before}[${place.key}]`;
  return before === '' ? place.key : `${before}.${place.key}`;
}

function jsonKind(value: Json): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
