import type { Json, JsonObject } from '@playhead/core';
import { isObject } from './decode.ts';
import type { GoField, GoStruct, GoType } from './schema.ts';
import { isAlways } from './schema.ts';

/**
 * Writes a decoded value as Go would (encoding/json): empty fields are left out where the type says so, zero values and nulls written where it does not. What comes out equal to `known` is `known` itself, so that an
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

/**
 * Looks at the fields that are there and at those that are written though they are not. A struct that is written as it
 * stands is given back as it stands.
 */
function encodeStruct(type: GoStruct, value: Json | undefined, known: Json | undefined): Json {
  const object = (value as JsonObject | undefined) ?? {};
  const old = isObject(known) ? known : undefined;
  let made: Record<string, Json> | undefined;
  let same = old !== undefined;
  let count = 0;
  for (const key in object) {
    const was = object[key];
    if (was === undefined) {
      made ??= earlier(object, key);
      continue;
    }
    const item = encodeField(type.json.get(key)!, was, old?.[key]);
    if (item !== was) made ??= earlier(object, key);
    if (item === undefined) continue;
    if (made !== undefined) made[key] = item;
    count++;
    same &&= item === old![key];
  }
  for (const field of type.always) {
    if (object[field.jsonName] !== undefined) continue;
    made ??= { ...(object as Record<string, Json>) };
    const item = encodeField(field, undefined, old?.[field.jsonName])!;
    made[field.jsonName] = item;
    count++;
    same &&= item === old![field.jsonName];
  }
  return same && Object.keys(old!).length === count ? old! : (made ?? object);
}

/** The fields before this one, which came out as they were. */
function earlier(object: JsonObject, key: string): Record<string, Json> {
  const made: Record<string, Json> = {};
  for (const name in object) {
    if (name === key) break;
    const value = object[name];
    if (value !== undefined) made[name] = value;
  }
  return made;
}

function encodeField(field: GoField, value: Json | undefined, known: Json | undefined): Json | undefined {
  const { type } = field;
  if (value === undefined || value === null) return isAlways(field) ? encode(type, undefined, known) : undefined;
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
