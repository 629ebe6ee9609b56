import type { Json, JsonObject, KubeObject } from '@playhead/core';

/** Pretty JSON as `-o json` prints it: sorted keys, four spaces, `<`, `>` and `&` escaped as Go does. */
export const toJson = (object: KubeObject | Json): string => `${text(object as Json, '\n')}\n`;

/** Compact JSON with sorted keys, as Go marshals a map. */
export const compactJson = (value: Json): string => text(value, '');

/** Written here since JSON.stringify puts keys that look like numbers first. `line` is a line end and the indent. */
function text(value: Json, line: string): string {
  if (typeof value !== 'object' || value === null) return goEscaped(JSON.stringify(value));
  const inner = line === '' ? '' : `${line}    `;
  const colon = line === '' ? ':' : ': ';
  const parts = Array.isArray(value)
    ? (value as readonly Json[]).map(item => text(item, inner))
    : entries(value as JsonObject).map(([key, field]) => goEscaped(JSON.stringify(key)) + colon + text(field, inner));
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return parts.length === 0 ? `${open}${close}` : `${open}${inner}${parts.join(`,${inner}`)}${line}${close}`;
}

function entries(object: JsonObject): (readonly [string, Json])[] {
  const keys = Object.keys(object).filter(key => object[key] !== undefined);
  return keys.sort(byCodePoint).map(key => [key, object[key]!]);
}

export const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

const goEscaped = (json: string): string => json.replace(/[<>&\u2028\u2029]/g, c => ESCAPES[c]!);
