import type { Json, JsonObject, KubeObject } from '@playhead/core';
import { scalarText } from './yamlScalar.ts';

/**
 * YAML as `-o yaml` prints it, byte for byte (sigs.k8s.io/yaml over libyaml's emitter): keys in natural order, lists not
 * indented under their key, long text broken at the first space after column 80. The yaml library breaks and quotes
 * differently, so it reads manifests but does not write them.
 */
export function toYaml(object: KubeObject | Json): string {
  const value = object as Json;
  if (isFilledObject(value)) return block(value, 0);
  return isFilledList(value) ? list(value, 0) : `${leaf(value, 0, 0)}\n`;
}

/** Lines of a mapping that begins at this column; each ends with a line end. */
function block(object: JsonObject, indent: number): string {
  const space = ' '.repeat(indent);
  let text = '';
  for (const key of Object.keys(object).sort(naturally)) {
    const value = object[key];
    if (value === undefined) continue;
    const head = `${scalarText(key, { column: indent, indent, simpleKey: true })}:`;
    if (isFilledObject(value)) text += `${space}${head}\n${block(value, indent + 2)}`;
    else if (isFilledList(value)) text += `${space}${head}\n${list(value, indent)}`;
    else text += `${space}${head} ${leaf(value, indent, indent + head.length + 1)}\n`;
  }
  return text;
}

/** Lines of a list whose dashes stand at this column. */
function list(items: readonly Json[], indent: number): string {
  const space = ' '.repeat(indent);
  let text = '';
  for (const item of items) {
    if (isFilledObject(item)) text += `${space}- ${block(item, indent + 2).slice(indent + 2)}`;
    else if (isFilledList(item)) text += `${space}- ${list(item, indent + 2).slice(indent + 2)}`;
    else text += `${space}- ${leaf(item, indent, indent + 2)}\n`;
  }
  return text;
}

/** A value that stands on its key's line: what continues it is indented two more than the key. */
function leaf(value: Json, indent: number, column: number): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return scalarText(value, { column, indent: indent + 2, simpleKey: false });
  if (typeof value === 'object') return Array.isArray(value) ? '[]' : '{}';
  return String(value);
}

const isFilledObject = (value: Json): value is JsonObject =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).some(v => v !== undefined);

const isFilledList = (value: Json): value is readonly Json[] => Array.isArray(value) && value.length > 0;

/**
 * The order of keys in go-yaml's keyList: letters by code point and after all other characters, runs of digits by their
 * number (`a9` before `a10`), else by code point.
 */
function naturally(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    if (a[at] === b[at]) continue;
    const [x, y] = [LETTER.test(a[at]!), LETTER.test(b[at]!)];
    if (x !== y) return y ? -1 : 1;
    if (!x) {
      const [m, n] = [digitsFrom(a, b, at), digitsFrom(b, a, at)];
      if (m.number !== n.number) return m.number - n.number;
      if (m.end !== n.end) return m.end - n.end;
    }
    return a[at]! < b[at]! ? -1 : 1;
  }
  return a.length - b.length;
}

const LETTER = /\p{L}/u;
const DIGIT = /\p{Nd}/u;

/** The number that begins here; a zero after other digits goes on with them. */
function digitsFrom(text: string, other: string, at: number): { number: number; end: number } {
  let number = 0;
  if (text[at] === '0' || other[at] === '0')
    for (let back = at - 1; back >= 0 && DIGIT.test(text[back]!); back--)
      if (text[back] !== '0') {
        number = 1;
        break;
      }
  let end = at;
  for (; end < text.length && DIGIT.test(text[end]!); end++) number = number * 10 + (text.charCodeAt(end) - 48);
  return { number, end };
}
