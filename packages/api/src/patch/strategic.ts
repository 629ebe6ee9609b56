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
  PatchFault,
  RETAIN_KEYS,
  ruleOf,
  SET_ORDER,
} from './directives.ts';
import type { HowToMerge } from './lists.ts';
import { checkOrder, leftBehind, mergeList, ordered, partition } from './lists.ts';

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
        ? mergeList(old as readonly Json[], value as readonly Json[], rule.mergeKey, {
            deletes: options.parallel && isDeletion,
            ...merging(rule.type, options),
          })
        : value;
  } else original[key] = value;
}

const merging = (type: GoType, options: MergeOptions): Pick<HowToMerge, 'elemKind' | 'merge'> => ({
  elemKind: type.kind,
  merge: (old, asked) => mergeMap(old, asked, type, options),
});

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
  else
    merged =
      rule.strategy === 'merge'
        ? mergeList(old, asked, rule.mergeKey, { deletes: false, ...merging(rule.type, options) })
        : asked;
  const [patched, serverOnly] = partition(merged, order, rule.mergeKey);
  elementKind(old ?? [], asked ?? []);
  const server =
    old !== undefined && asked !== undefined && rule.strategy === 'merge'
      ? leftBehind(old, asked, rule.mergeKey)
      : (old ?? []);
  original[key] = ordered(patched, serverOnly, order, server, rule.mergeKey);
  delete patch[key];
}

function asList(value: Json): readonly Json[] {
  if (!Array.isArray(value)) throw new PatchFault(`expected a []interface {}, but received a ${goTypeName(value)}`);
  return value as readonly Json[];
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
