import type { Json, JsonObject } from '@playhead/core';
import { isObject } from '../schema/decode.ts';
import type { GoType } from '../schema/schema.ts';

/**
 * The words that steer a strategic merge patch, and what the type of a field says of how it merges
 * (apimachinery/pkg/util/strategicpatch, third_party/forked/golang/json).
 */

export const DIRECTIVE = '$patch';
export const RETAIN_KEYS = '$retainKeys';
export const DELETE_FROM_LIST = '$deleteFromPrimitiveList';
export const SET_ORDER = '$setElementOrder';

export type Mutable = Record<string, Json>;

/** What went wrong with a patch, as upstream words it; thrown inside, a value at the edge. */
export class PatchFault extends Error {
  /** `bad request`: the patch's form; `unprocessable`: what it asks; `internal`: an error the server has no code for. */
  readonly kind: 'bad request' | 'unprocessable' | 'internal';

  constructor(message: string, kind: 'bad request' | 'unprocessable' | 'internal' = 'internal') {
    super(message);
    this.kind = kind;
  }
}

export interface FieldRule {
  /** The type of the field, or of what its list holds. */
  readonly type: GoType;
  readonly strategy: '' | 'merge' | 'replace';
  readonly retainKeys: boolean;
  readonly mergeKey: string;
}

/** How the field of a struct merges. @throws PatchFault where the type has no such field. */
export function ruleOf(owner: GoType, field: string): FieldRule {
  let type = owner;
  while (type.kind === 'pointer') type = type.elem;
  if (type.kind !== 'struct')
    throw new PatchFault(`merging an object in json but data type is not struct, instead is: ${type.kind}`);
  const found = type.json.get(field);
  if (found === undefined)
    throw new PatchFault(
      `unable to find api field in struct ${type.name.split('.').pop()} for the json field "${field}"`,
    );
  let inner = found.type;
  if (inner.kind === 'pointer') inner = inner.elem;
  if (inner.kind === 'list') inner = inner.elem;
  const strategy = found.strategies.find(word => word !== 'retainKeys') ?? '';
  return {
    type: inner,
    strategy: strategy as '' | 'merge' | 'replace',
    retainKeys: found.strategies.includes('retainKeys'),
    mergeKey: found.mergeKey ?? '',
  };
}

/** What lists hold; throws where it is lists, or where it is of several kinds. */
export function elementKind(...lists: readonly (readonly Json[])[]): 'map' | 'scalar' {
  let kind: string | undefined;
  for (const item of lists.flat(1)) {
    const own = isObject(item) ? 'map' : Array.isArray(item) ? 'list' : item === null ? 'null' : typeof item;
    if (own === 'list') throw new PatchFault('lists of lists are not supported', 'unprocessable');
    if (kind !== undefined && own !== kind)
      throw new PatchFault(`list element types are not identical: ${goText(lists as Json)}`);
    kind = own;
  }
  if (kind === undefined) throw new PatchFault('no elements in any of the given slices');
  return kind === 'map' ? 'map' : 'scalar';
}

export function mergeKeyOf(item: Json, mergeKey: string): Json {
  if (!isObject(item)) throw new PatchFault(`expected a map[string]interface {}, but received a ${goTypeName(item)}`);
  const value = item[mergeKey];
  if (value === undefined)
    throw new PatchFault(`map: ${goText(item)} does not contain declared merge key: ${mergeKey}`);
  return value;
}

/** The place in `list` of what has the same key (or is the same scalar) as `item`; -1 where none has. */
export function indexIn(list: readonly Json[], item: Json, mergeKey: string): number {
  const keyOf = (of: Json): Json | undefined => (mergeKey === '' ? of : isObject(of) ? of[mergeKey] : undefined);
  const wanted = keyOf(item);
  return list.findIndex(other => keyOf(other) === wanted);
}

export const isDelete = (item: Json): boolean => isObject(item) && item[DIRECTIVE] === 'delete';

/**
 * Sorts by the place in `order` as Go's stable sort does for up to 20 items, which matters here: an item that `order`
 * does not hold counts as less than any other, so the comparison is no order at all. Deletions go last.
 */
export function sortByOrder(items: readonly Json[], order: readonly Json[], mergeKey: string): Json[] {
  if (mergeKey !== '') for (const item of [...items, ...order]) mergeKeyOf(item, mergeKey);
  const kept = mergeKey === '' ? [...items] : items.filter(item => !isDelete(item));
  const less = (a: Json, b: Json): boolean => {
    const x = indexIn(order, a, mergeKey);
    const y = x >= 0 ? indexIn(order, b, mergeKey) : -1;
    return x >= 0 && y >= 0 ? x < y : true;
  };
  for (let i = 1; i < kept.length; i++)
    for (let j = i; j > 0 && less(kept[j]!, kept[j - 1]!); j--) [kept[j], kept[j - 1]] = [kept[j - 1]!, kept[j]!];
  return mergeKey === '' ? kept : [...kept, ...items.filter(isDelete)];
}

/** Text order of scalars as Go prints them with %v. */
export const sortScalars = (items: readonly Json[]): Json[] =>
  [...items].sort((a, b) => {
    const [x, y] = [String(a), String(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  });

/** A value as Go's %v prints it: `map[image:x name:y]`, `[a b]`. */
export function goText(value: Json | undefined): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (isObject(value))
    return `map[${Object.keys(value as JsonObject)
      .sort()
      .map(key => `${key}:${goText((value as JsonObject)[key])}`)
      .join(' ')}]`;
  return String(value);
}

export function goTypeName(value: Json | undefined): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'object') return 'map[string]interface {}';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : Number.isInteger(value) ? 'int64' : 'float64';
}
