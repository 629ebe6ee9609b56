import type { Json, JsonObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { formatQuantity, parseQuantity } from '../quantity.ts';
import type { GoField, GoStruct, GoType, Leaf } from './schema.ts';

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
export function decode(type: GoStruct, value: Json, known?: Json): E.Either<string, Decoded> {
  const run: Run = { strict: [], error: undefined, abort: undefined };
  const read = readValue(type, value, known, { run, struct: '', path: '', at: '' });
  const error = run.abort ?? run.error;
  if (error !== undefined) return E.left(error);
  return E.right({ value: read as JsonObject, strict: run.strict });
}

interface Run {
  readonly strict: string[];
  /** The first value of a wrong type: Go reads on and tells it at the end… */
  error: string | undefined;
  /** …unless a type that reads itself, such as a quantity, gave up: that ends the reading. */
  abort: string | undefined;
}

/** Where the decoder is: errors name the struct and the path without indexes, unknown fields the path with them. */
interface Place {
  readonly run: Run;
  readonly struct: string;
  readonly path: string;
  readonly at: string;
}

function readValue(type: GoType, value: Json | undefined, known: Json | undefined, place: Place): Json | undefined {
  if (value === null || value === undefined) return undefined;
  if (value === known && typeof value === 'object') return value;
  switch (type.kind) {
    case 'pointer':
      return readValue(type.elem, value, known, place);
    case 'scalar':
      return readScalar(type.name, type.base, value, place);
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

function readScalar(name: string, base: string, value: Json, place: Place): Json | undefined {
  if (base === 'string') return typeof value === 'string' ? value : mismatch(value, name, place);
  if (base === 'bool') return typeof value === 'boolean' ? value : mismatch(value, name, place);
  if (typeof value !== 'number') return mismatch(value, name, place);
  if (base === 'float64') return value;
  const limit = base === 'int32' ? 2 ** 31 : base === 'uint8' ? 256 : 2 ** 63;
  const low = base === 'uint8' ? 0 : -limit;
  if (!Number.isInteger(value) || value >= limit || value < low) return mismatch(value, name, place, `number ${value}`);
  return value;
}

function readList(elem: GoType, name: string, value: Json, known: Json | undefined, place: Place): Json | undefined {
  // []byte travels as base64 text
  if (elem.kind === 'scalar' && elem.base === 'uint8')
    return typeof value === 'string' ? value : mismatch(value, name, place);
  if (!Array.isArray(value)) return mismatch(value, name, place);
  const old = Array.isArray(known) ? (known as readonly Json[]) : [];
  return (value as readonly Json[]).map((item, index) => {
    const read = readValue(elem, item, old[index], { ...place, at: `${place.at}[${index}]` });
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
    const read = readValue(elem, value[key], old[key], { ...place, at: `${place.at}.${key}` });
    made[key] = read === undefined ? zeroOf(elem) : read;
  }
  return made;
}

function readStruct(type: GoStruct, value: Json, known: Json | undefined, place: Place): Json | undefined {
  if (!isObject(value)) return mismatch(value, type.name, place);
  const old = isObject(known) ? known : {};
  const made: Record<string, Json> = {};
  const struct = type.name.slice(type.name.lastIndexOf('.') + 1);
  for (const key in value) {
    if (value[key] === undefined) continue;
    const at = place.at === '' ? key : `${place.at}.${key}`;
    const field = type.json.get(key);
    if (field === undefined) {
      place.run.strict.push(`unknown field "${at}"`);
      continue;
    }
    const path = place.path === '' ? key : `${place.path}.${key}`;
    const read = readValue(field.type, value[key], old[key], { run: place.run, struct, path, at });
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
      if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 2 ** 31) return value;
      return giveUp(
        place,
        `json: cannot unmarshal ${typeof value === 'number' ? `number ${value}` : jsonKind(value)} into Go value of type int32`,
      );
    case 'Quantity': {
      const read = parseQuantity(typeof value === 'object' ? '{' : String(value).trim());
      return E.isRight(read) ? formatQuantity(read.right) : giveUp(place, read.left);
    }
    case 'Time':
    case 'MicroTime':
      return readTime(leaf, value, place);
  }
}

function readTime(leaf: 'Time' | 'MicroTime', value: Json, place: Place): Json | undefined {
  if (typeof value !== 'string')
    return giveUp(place, `json: cannot unmarshal ${jsonKind(value)} into Go value of type string`);
  if (value === '') return undefined;
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

function mismatch(value: Json, typeName: string, place: Place, what = jsonKind(value)): undefined {
  const name = typeName.replace(/[a-z0-9.]+\/(?=v\d)/g, '');
  const where = place.struct === '' ? 'Go value' : `Go struct field ${place.struct}.${place.path}`;
  return fail(place, `json: cannot unmarshal ${what} into ${where} of type ${name}`);
}

function fail(place: Place, text: string): undefined {
  place.run.error ??= text;
  return undefined;
}

function giveUp(place: Place, text: string): undefined {
  place.run.abort ??= text;
  return undefined;
}

function jsonKind(value: Json): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Writes a decoded value as Go would (encoding/json): fields in Go's order, empty ones left out where the type says so,
 * zero values and nulls written where it does not. What comes out equal to `known` is `known` itself, so that an
 * unchanged part of an object stays identical.
 */
export function encode(type: GoType, value: Json | undefined, known?: Json): Json {
  if (value !== undefined && value === known) return value;
  switch (type.kind) {
    case 'pointer':
      return value === undefined ? null : encode(type.elem, value, known);
    case 'scalar':
      return value ?? (type.base === 'string' ? '' : type.base === 'bool' ? false : 0);
    case 'leaf':
      return value ?? (type.name === 'Quantity' ? '0' : type.name === 'IntOrString' ? 0 : null);
    case 'list':
      return encodeList(type.elem, value, known);
    case 'map':
      return encodeMap(type.elem, value, known);
    case 'struct':
      return encodeStruct(type, value, known);
  }
}

function encodeList(elem: GoType, value: Json | undefined, known: Json | undefined): Json {
  if (typeof value === 'string') return value;
  const items = (value as readonly Json[] | undefined) ?? [];
  // an empty list comes back from storage as none at all
  if (items.length === 0) return null;
  const old = Array.isArray(known) ? (known as readonly Json[]) : undefined;
  const made = items.map((item, index) => encode(elem, item, old?.[index]));
  return old !== undefined && old.length === made.length && made.every((item, i) => item === old[i]) ? old : made;
}

function encodeMap(elem: GoType, value: Json | undefined, known: Json | undefined): Json {
  if (value === undefined) return null;
  const old = isObject(known) ? known : undefined;
  const made: Record<string, Json> = {};
  let same = old !== undefined;
  let count = 0;
  for (const key of Object.keys(value as JsonObject).sort()) {
    const item = encode(elem, (value as JsonObject)[key], old?.[key]);
    made[key] = item;
    count++;
    same &&= item === old![key];
  }
  return same && Object.keys(old!).length === count ? old! : made;
}

function encodeStruct(type: GoStruct, value: Json | undefined, known: Json | undefined): Json {
  const object = (value as JsonObject | undefined) ?? {};
  const old = isObject(known) ? known : undefined;
  const made: Record<string, Json> = {};
  let same = old !== undefined;
  let count = 0;
  for (const field of type.json.values()) {
    const item = encodeField(field, object[field.jsonName], old?.[field.jsonName]);
    if (item === undefined) continue;
    made[field.jsonName] = item;
    count++;
    same &&= item === old![field.jsonName];
  }
  return same && Object.keys(old!).length === count ? old! : made;
}

function encodeField(field: GoField, value: Json | undefined, known: Json | undefined): Json | undefined {
  const { type } = field;
  if (value === undefined || value === null) {
    if (type.kind === 'struct') return field.omitZero ? undefined : encode(type, {}, known);
    if (field.omitZero) return undefined;
    if (field.omitEmpty && type.kind !== 'leaf') return undefined;
    return encode(type, undefined, known);
  }
  if (field.omitEmpty && isEmpty(type, value)) return undefined;
  const item = encode(type, value, known);
  if (field.omitZero && type.kind === 'struct' && Object.keys(item as JsonObject).length === 0) return undefined;
  return item;
}

/** What omitempty leaves out: zero scalars, empty lists and maps; a pointer only where there is none. */
function isEmpty(type: GoType, value: Json): boolean {
  if (type.kind === 'scalar') return value === '' || value === 0 || value === false;
  if (type.kind === 'list') return (value as readonly Json[] | string).length === 0;
  if (type.kind === 'map') return Object.keys(value as JsonObject).length === 0;
  return false;
}
