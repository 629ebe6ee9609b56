import type { Json, JsonObject, KubeObject } from '@playhead/core';
import { fail } from '../errors.ts';
import { byCodePoint, compactJson, toJson } from './json.ts';
import { JsonPathFault, type Node, type Part, parseJsonPath } from './jsonpathParse.ts';

/**
 * What `-o jsonpath=TEMPLATE` prints of an object. A field that is missing prints nothing.
 * @throws CommandFailed in kubectl's words where the template is wrong or does not fit.
 */
export function jsonpath(template: string, object: KubeObject, options: { readonly asJson?: boolean } = {}): string {
  if (template === '') return fail('template format specified but no template given');
  const parts = parsed(template);
  try {
    const results = new Evaluation(parts).results(object as unknown as Json);
    if (options.asJson === true) return results.map(found => toJson(found as Json)).join('');
    return results.map(found => found.map(printValue).join(' ')).join('');
  } catch (error) {
    if (!(error instanceof JsonPathFault)) throw error;
    return fail(
      `error executing jsonpath ${JSON.stringify(template)}: Error executing template: ${error.message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${compactJson(object as unknown as Json)}\n\n`,
    );
  }
}

/** Everything the path of one pair of braces finds. */
export function findJsonPath(path: string, object: KubeObject): Json[] {
  try {
    return new Evaluation(parsed(path)).results(object as unknown as Json)[0] ?? [];
  } catch (error) {
    if (!(error instanceof JsonPathFault)) throw error;
    return fail(error.message);
  }
}

/** A path as people write it for `--sort-by`, `custom-columns` and `wait`: braces and the first dot may be left out. */
export function relaxed(path: string): string {
  if (path === '') return path;
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(path);
  return match === null
    ? fail("unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'")
    : `{.${match[1] ?? match[2]}}`;
}

/** Objects and lists as compact JSON, the rest as text. */
export function printValue(value: Json): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? compactJson(value) : String(value);
}

function parsed(template: string): Part[] {
  try {
    return parseJsonPath(template);
  } catch (error) {
    if (!(error instanceof JsonPathFault)) throw error;
    return fail(`error parsing jsonpath ${template}, ${error.message}`);
  }
}

class Evaluation {
  readonly #parts: readonly Part[];

  constructor(parts: readonly Part[]) {
    this.#parts = parts;
  }

  /** What each part finds, those between `range` and `end` once for every value of the range. */
  results(data: Json): Json[][] {
    return this.#block(data, 0, false).found;
  }

  #block(data: Json, start: number, inRange: boolean): { found: Json[][]; end: number } {
    const found: Json[][] = [];
    for (let at = start; at < this.#parts.length; at++) {
      const part = this.#parts[at]!;
      const word = part[0]?.type === 'word' ? part[0].word : undefined;
      if (word === 'end') {
        if (!inRange) throw new JsonPathFault('not in range, nothing to end');
        return { found, end: at };
      }
      if (word === 'range') {
        let end = at;
        const values = evaluate([data], part.slice(1));
        for (const value of values) {
          const block = this.#block(value, at + 1, true);
          found.push(...block.found);
          end = block.end;
        }
        at = values.length > 0 ? end : this.#endOf(at);
        continue;
      }
      found.push(evaluate([data], part));
    }
    return { found, end: this.#parts.length };
  }

  /** The `end` that belongs to the `range` here. */
  #endOf(range: number): number {
    let depth = 0;
    for (let at = range; at < this.#parts.length; at++) {
      const [node] = this.#parts[at]!;
      if (node?.type !== 'word') continue;
      if (node.word === 'range') depth++;
      else if (node.word === 'end' && --depth === 0) return at;
    }
    return this.#parts.length;
  }
}

function evaluate(input: readonly Json[], nodes: readonly Node[]): Json[] {
  let values = [...input];
  for (const node of nodes) values = evaluateNode(values, node);
  return values;
}

function evaluateNode(input: readonly Json[], node: Node): Json[] {
  switch (node.type) {
    case 'text':
      return [node.text];
    case 'number':
    case 'bool':
      return input.map(() => node.value);
    case 'field':
      return input.flatMap(value => {
        const field = isObject(value) ? value[node.name] : undefined;
        return field === undefined ? [] : [field];
      });
    case 'array':
      return input.flatMap(value => (value === null ? [] : slice(value, node)));
    case 'wildcard':
      return input.flatMap(children);
    case 'recursive':
      return input.flatMap(descend);
    case 'union':
      return node.lists.flatMap(list => evaluate(input, list));
    case 'filter':
      return input.flatMap(value => filter(value, node));
    case 'word':
      throw new JsonPathFault(`unrecognized identifier ${node.word}`);
  }
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function children(value: Json): Json[] {
  if (Array.isArray(value)) return [...(value as readonly Json[])];
  if (!isObject(value)) return [];
  return Object.keys(value)
    .sort(byCodePoint)
    .flatMap(key => (value[key] === undefined ? [] : [value[key]]));
}

function descend(value: Json): Json[] {
  const inside = children(value);
  return inside.length === 0 ? [] : [value, ...inside.flatMap(descend)];
}

const GO_TYPES: Readonly<Record<string, string>> = { string: 'string', number: 'int64', boolean: 'bool' };

function slice(value: Json, node: Extract<Node, { type: 'array' }>): Json[] {
  if (!Array.isArray(value))
    throw new JsonPathFault(`${GO_TYPES[typeof value] ?? 'map[string]interface {}'} is not array or slice`);
  const list = value as readonly Json[];
  let from = node.from ?? 0;
  if (from < 0) from += list.length;
  let to = node.to?.value ?? list.length;
  if (to < 0 || (to === 0 && node.to?.derived === true)) to += list.length;
  if (from === to) return [];
  if (from >= list.length || from < 0)
    throw new JsonPathFault(`array index out of bounds: index ${from}, length ${list.length}`);
  if (to > list.length || to < 0)
    throw new JsonPathFault(`array index out of bounds: index ${to - 1}, length ${list.length}`);
  if (from > to) throw new JsonPathFault(`starting index ${from} is greater than ending index ${to}`);
  const step = node.step ?? 1;
  if (step <= 0) throw new JsonPathFault('step must be > 0');
  return list.slice(from, to).filter((_, at) => at % step === 0);
}

function filter(value: Json, node: Extract<Node, { type: 'filter' }>): Json[] {
  if (!Array.isArray(value))
    throw new JsonPathFault(`${printValue(value)} is not array or slice and cannot be filtered`);
  return (value as readonly Json[]).filter(item => {
    const lefts = evaluate([item], node.left);
    if (node.operator === 'exists') return lefts.length > 0;
    if (lefts.length === 0) return false;
    const rights = evaluate([item], node.right);
    if (rights.length === 0) return false;
    if (lefts.length > 1 || rights.length > 1) throw new JsonPathFault('can only compare one element at a time');
    return compare(lefts[0]!, rights[0]!, node.operator);
  });
}

function compare(left: Json, right: Json, operator: string): boolean {
  if (typeof left !== typeof right) throw new JsonPathFault('incompatible types for comparison');
  if (typeof left === 'object' || typeof right === 'object') throw new JsonPathFault('invalid type for comparison');
  if (typeof left === 'boolean' && operator !== '==' && operator !== '!=')
    throw new JsonPathFault('invalid type for comparison');
  switch (operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      throw new JsonPathFault(`unrecognized filter operator ${operator}`);
  }
}
