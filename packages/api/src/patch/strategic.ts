import type { Json, JsonObject } from '@playhead/core';
import { equal } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { isObject } from '../schema/decode.ts';
import type { GoType } from '../schema/schema.ts';
import type { Mutable } from './directives.ts';
import {
  DELETE_FROM_LIST,
  DIRECTIVE,
  elementKind,
  goText,
  goTypeName,
  indexIn,
  isDelete,
  mergeKeyOf,
  PatchFault,
  RETAIN_KEYS,
  ruleOf,
  SET_ORDER,
  sortByOrder,
} from './directives.ts';

/**
 * A strategic merge patch applied to an object of a Go type (strategicpatch.StrategicMergeMapPatch): objects merge,
 * null takes away, lists merge by their merge key or are replaced as the type says, directives steer.
 */
export function applyStrategic(
  type: GoType,
  original: JsonObject,
  patch: JsonObject,
): E.Either<PatchFault, JsonObject> {
  return attempt(() => mergeMap(original, patch, type, APPLY));
}

export function attempt<A>(work: () => A): E.Either<PatchFault, A> {
  try {
    return E.right(work());
  } catch (error) {
    if (error instanceof PatchFault) return E.left(error);
    throw error;
  }
}

/** `parallel`: `$setElementOrder` and deletion lists are carried out; else they are kept, as when two patches merge. */
export interface MergeOptions {
  readonly parallel: boolean;
  /** A null for a field that is not there is dropped; else it is kept in the merged patch. */
  readonly ignoreNulls: boolean;
}

const APPLY: MergeOptions = { parallel: true, ignoreNulls: true };

export function mergeMap(
  before: JsonObject | undefined,
  asked: JsonObject,
  type: GoType,
  options: MergeOptions,
): JsonObject {
  const directive = asked[DIRECTIVE];
  if (directive !== undefined) return directed(directive, asked);
  const original: Mutable = { ...(before as Mutable) };
  const patch: Mutable = { ...(asked as Mutable) };
  retainKeys(original, patch, options);
  setOrders(original, patch, type, options);
  for (const word in patch) {
    const value = patch[word]!;
    const isDeletion = word.startsWith(DELETE_FROM_LIST);
    if (isDeletion && !options.parallel) original[word] = value;
    else mergeField(original, isDeletion ? listOf(word, DELETE_FROM_LIST) : word, value, isDeletion, type, options);
  }
  return original;
}

function mergeField(
  original: Mutable,
  key: string,
  value: Json,
  isDeletion: boolean,
  type: GoType,
  options: MergeOptions,
): void {
  if (value === null) {
    delete original[key];
    if (options.ignoreNulls) return;
  }
  const old = original[key];
  if (old === undefined || goTypeName(old) !== goTypeName(value)) {
    if (isDeletion) return;
    const made = withoutDirectives(options.ignoreNulls ? withoutNulls(value) : value);
    if (made === undefined) delete original[key];
    else original[key] = made;
    return;
  }
  if (isObject(value)) {
    const rule = ruleOf(type, key);
    original[key] = rule.strategy === 'replace' ? value : mergeMap(old as JsonObject, value, rule.type, options);
  } else if (Array.isArray(value)) {
    const rule = ruleOf(type, key);
    original[key] =
      rule.strategy === 'merge' || isDeletion
        ? mergeList(old as readonly Json[], value as readonly Json[], rule.type, rule.mergeKey, options, isDeletion)
        : value;
  } else original[key] = value;
}

function directed(directive: Json, patch: JsonObject): JsonObject {
  if (directive === 'replace') {
    const { [DIRECTIVE]: _gone, ...rest } = patch;
    return rest;
  }
  if (directive === 'delete') return {};
  throw new PatchFault(`unknown patch type: ${goText(directive)} in map: ${goText(patch)}`);
}

const listOf = (word: string, prefix: string): string => {
  const slash = word.indexOf('/');
  if (slash !== prefix.length)
    throw new PatchFault(
      `invalid patch format of ${prefix === SET_ORDER ? 'setElementOrder' : 'primitive'} list`,
      'bad request',
    );
  return word.slice(slash + 1);
};

/** `$retainKeys`: fields of a union that are not named go (a strategy changed to Recreate loses its rollingUpdate). */
function retainKeys(original: Mutable, patch: Mutable, options: MergeOptions): void {
  const keys = patch[RETAIN_KEYS];
  if (keys === undefined) return;
  delete patch[RETAIN_KEYS];
  if (!options.parallel) {
    const own = original[RETAIN_KEYS];
    if (own !== undefined && !equal(own, keys))
      throw new PatchFault(
        `${goText(own)} and ${goText(keys)} are not deep equal: this may happen when calculating the 3-way diff patch`,
      );
    original[RETAIN_KEYS] = keys;
    return;
  }
  const malformed = (): PatchFault => new PatchFault('invalid patch format of retainKeys', 'bad request');
  if (!Array.isArray(keys)) throw malformed();
  for (const key in patch) {
    if (patch[key] === null || key.startsWith(DELETE_FROM_LIST) || key.startsWith(SET_ORDER)) continue;
    if (!keys.includes(key)) throw malformed();
  }
  for (const key of Object.keys(original)) if (!keys.includes(key)) delete original[key];
}

/** `$setElementOrder/list`: the list is merged and put into the order told; what only the server has keeps its place. */
function setOrders(original: Mutable, patch: Mutable, type: GoType, options: MergeOptions): void {
  for (const word of Object.keys(patch)) {
    if (!word.startsWith(SET_ORDER)) continue;
    const order = patch[word]!;
    if (!options.parallel) {
      const own = original[word];
      if (own !== undefined && !equal(own, order))
        throw new PatchFault('invalid patch format of setElementOrder list', 'bad request');
      original[word] = order;
    }
    delete patch[word];
    setOrder(original, patch, listOf(word, SET_ORDER), asList(order), type, options);
  }
}

function setOrder(
  original: Mutable,
  patch: Mutable,
  key: string,
  order: readonly Json[],
  type: GoType,
  options: MergeOptions,
): void {
  const old = original[key] === undefined ? undefined : asList(original[key]);
  const asked = patch[key] === undefined ? undefined : asList(patch[key]);
  const rule = ruleOf(type, key);
  checkOrder(asked ?? [], order, rule.mergeKey);
  if (old === undefined && asked === undefined) return;
  let merged: readonly Json[];
  if (old === undefined) merged = withoutDirectives(asked!) as readonly Json[];
  else if (asked === undefined) merged = old;
  else merged = rule.strategy === 'merge' ? mergeList(old, asked, rule.type, rule.mergeKey, options, false) : asked;
  const [patched, serverOnly] = partition(merged, order, rule.mergeKey);
  elementKind(old ?? [], asked ?? []);
  const server =
    old !== undefined && asked !== undefined && rule.strategy === 'merge'
      ? leftBehind(old, asked, rule.mergeKey)
      : (old ?? []);
  original[key] = ordered(patched, serverOnly, order, server, rule.mergeKey);
  delete patch[key];
}

/**
 * The server's list as upstream finds it after merging, which it does in place: deleting from [a b z] leaves [a z z], and
 * what the patch adds overwrites the tail. Where the server's own items go is decided by this.
 */
function leftBehind(old: readonly Json[], asked: readonly Json[], mergeKey: string): readonly Json[] {
  if (mergeKey === '' || !asked.some(isDelete)) return old;
  const array = [...old];
  let length = array.length;
  for (const item of asked.filter(isDelete)) {
    for (let at = indexIn(array.slice(0, length), item, mergeKey); at >= 0; ) {
      array.copyWithin(at, at + 1, length);
      length--;
      at = indexIn(array.slice(0, length), item, mergeKey);
    }
  }
  const kept = array.slice(0, length);
  const added = asked.filter(
    item => (item as JsonObject)[DIRECTIVE] === undefined && indexIn(kept, item, mergeKey) < 0,
  );
  for (const item of added.slice(0, array.length - length)) array[length++] = item;
  return array;
}

function asList(value: Json): readonly Json[] {
  if (!Array.isArray(value)) throw new PatchFault(`expected a []interface {}, but received a ${goTypeName(value)}`);
  return value as readonly Json[];
}

function checkOrder(asked: readonly Json[], order: readonly Json[], mergeKey: string): void {
  if (asked.length === 0 || order.length === 0) return;
  const kept = mergeKey === '' ? asked : asked.filter(item => !isDelete(item));
  const steers = (item: Json | undefined): boolean => isObject(item) && item[DIRECTIVE] !== undefined;
  let at = 0;
  for (const place of order) {
    // items that steer are passed over, but only while there is order left to read
    while (at < kept.length && steers(kept[at])) at++;
    if (at >= kept.length) return;
    const same = mergeKey === '' ? kept[at] === place : mergeKeyOf(kept[at]!, mergeKey) === mergeKeyOf(place, mergeKey);
    if (same) at++;
  }
  if (at < kept.length)
    throw new PatchFault(
      `The order in patch list:\n${goText(asked)}\n doesn't match ${SET_ORDER} list:\n${goText(order)}\n`,
    );
}

function mergeList(
  old: readonly Json[],
  asked: readonly Json[],
  type: GoType,
  mergeKey: string,
  options: MergeOptions,
  isDeletion: boolean,
): readonly Json[] {
  if (old.length === 0 && asked.length === 0) return old;
  if (elementKind(old, asked) === 'scalar') {
    if (options.parallel && isDeletion) return old.filter(item => !asked.includes(item));
    const merged = distinct([...old, ...asked]);
    const [patched, serverOnly] = partition(merged, asked, '');
    return ordered(patched, serverOnly, asked, old, '');
  }
  if (mergeKey === '') throw new PatchFault(`cannot merge lists without merge key for ${type.kind}`);
  const { kept, plain } = carryOutDirectives(old, asked, mergeKey);
  const merged = [...kept];
  for (const item of plain) {
    mergeKeyOf(item, mergeKey);
    const at = indexIn(merged, item, mergeKey);
    if (at < 0) merged.push(item);
    else merged[at] = mergeMap(merged[at] as JsonObject, item as JsonObject, type, options);
  }
  const [patched, serverOnly] = partition(merged, plain, mergeKey);
  return ordered(patched, serverOnly, plain, kept, mergeKey);
}

/** `{$patch: delete, name: x}` takes x out of the list; `{$patch: replace}` makes the rest of the patch the list. */
function carryOutDirectives(
  old: readonly Json[],
  asked: readonly Json[],
  mergeKey: string,
): { kept: readonly Json[]; plain: readonly Json[] } {
  let kept = old;
  let replace = false;
  const plain: Json[] = [];
  for (const item of asked as readonly JsonObject[]) {
    const directive = item[DIRECTIVE];
    if (directive === undefined) plain.push(item);
    else if (directive === 'delete') {
      const gone = mergeKeyOf(item, mergeKey);
      kept = kept.filter(other => (other as JsonObject)[mergeKey] !== gone);
    } else if (directive === 'replace') replace = true;
    else if (directive === 'merge') throw new PatchFault('merging lists cannot yet be specified in the patch');
    else throw new PatchFault(`unknown patch type: ${goText(directive)} in map: ${goText(item)}`);
  }
  return replace ? { kept: plain, plain: [] } : { kept, plain };
}

function partition(merged: readonly Json[], by: readonly Json[], mergeKey: string): [Json[], Json[]] {
  const patched: Json[] = [];
  const serverOnly: Json[] = [];
  for (const item of merged) {
    if (mergeKey !== '') mergeKeyOf(item, mergeKey);
    (indexIn(by, item, mergeKey) >= 0 ? patched : serverOnly).push(item);
  }
  return [patched, serverOnly];
}

/** strategicpatch.normalizeElementOrder: both parts sorted, then merged by where the server had them. */
function ordered(
  patched: readonly Json[],
  serverOnly: readonly Json[],
  patchOrder: readonly Json[],
  serverOrder: readonly Json[],
  mergeKey: string,
): Json[] {
  const right = sortByOrder(patched, patchOrder, mergeKey);
  const left = sortByOrder(serverOnly, serverOrder, mergeKey);
  const made: Json[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i >= left.length) made.push(right[j++]!);
    else if (j >= right.length) made.push(left[i++]!);
    else {
      const x = indexIn(serverOrder, left[i]!, mergeKey);
      const y = indexIn(serverOrder, right[j]!, mergeKey);
      made.push(x >= 0 && y >= 0 && x < y ? left[i++]! : right[j++]!);
    }
  }
  return made;
}

/** Each scalar once; as upstream, a repeated one is filled up from the end. */
export function distinct(items: readonly Json[]): Json[] {
  const made = [...items];
  for (let i = 0; i < made.length - 1; i++)
    for (let j = i + 1; j < made.length; j++)
      if (made[i] === made[j]) {
        made[j] = made[made.length - 1]!;
        made.pop();
        j--;
      }
  return made;
}

/** What a new field of the object may not hold: directives. undefined where the whole value is one. */
function withoutDirectives(value: Json): Json | undefined {
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap(item => {
      const kept = withoutDirectives(item);
      return kept === undefined ? [] : [kept];
    });
  if (!isObject(value)) return value;
  if (value[DIRECTIVE] !== undefined) return undefined;
  const made: Mutable = {};
  for (const key in value) {
    const kept = withoutDirectives(value[key]!);
    if (kept !== undefined) made[key] = kept;
  }
  return made;
}

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutNulls);
  if (!isObject(value)) return value;
  const made: Mutable = {};
  for (const key in value) if (value[key] !== null && value[key] !== undefined) made[key] = withoutNulls(value[key]);
  return made;
}
