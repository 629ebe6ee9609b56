import type { Json, KubeObject } from '@playhead/core';

/** Pretty JSON as `-o json` prints it: sorted keys, four spaces, `<`, `>` and `&` escaped as Go does. */
export const toJson = (object: KubeObject | Json): string =>
  `${goEscaped(JSON.stringify(sorted(object as Json), null, 4))}\n`;

/** Compact JSON with sorted keys, as Go marshals a map. */
export const compactJson = (value: Json): string => goEscaped(JSON.stringify(sorted(value)));

/** The same value with the keys of every object in order. */
export function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const object = value as { readonly [key: string]: Json | undefined };
  const result: Record<string, Json> = {};
  for (const key of Object.keys(object).sort(byCodePoint))
    if (object[key] !== undefined) result[key] = sorted(object[key]);
  return result;
}

/** Keys that look like numbers would be moved to the front of an object, so objects are not built but text is. */
export const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

const goEscaped = (json: string): string => json.replace(/[<>&\u2028\u2029]/g, c => ESCAPES[c]!);
