import type { Json, JsonObject } from '@playhead/core';
import { equal } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { kindInfo } from '../kinds.ts';
import { isObject } from '../schema/decode.ts';
import type { GoType } from '../schema/schema.ts';
import { goStruct } from '../schema/schema.ts';
import type { Mutable } from './directives.ts';
import {
  DELETE_FROM_LIST,
  DIRECTIVE,
  elementKind,
  goTypeName,
  mergeKeyOf,
  type PatchFault,
  RETAIN_KEYS,
  ruleOf,
  SET_ORDER,
  sortByOrder,
  sortScalars,
} from './directives.ts';
import { distinct } from './lists.ts';
import { attempt, mergeMap } from './strategic.ts';

/**
 * The strategic merge patch that makes `modified` of `original` (strategicpatch.CreateTwoWayMergePatch), as kubectl set,
 * annotate and label send it. Both are objects of the same kind; a left is upstream's error text.
 */
export function twoWayStrategicPatch(original: JsonObject, modified: JsonObject): E.Either<string, JsonObject> {
  return ofKind(modified, type => diffMaps(original, modified, type, { setOrder: true }));
}

/**
 * The patch `kubectl apply` sends (strategicpatch.CreateThreeWayMergePatch with overwrite): what differs between
 * `current` and `desired` is added and changed; what `lastApplied` had and `desired` has no more is taken away.
 */
export function threeWayStrategicPatch(
  lastApplied: JsonObject,
  desired: JsonObject,
  current: JsonObject,
): E.Either<string, JsonObject> {
  return ofKind(desired, type => {
    const changes = diffMaps(current, desired, type, { setOrder: true, ignoreDeletions: true });
    const deletions = diffMaps(lastApplied, desired, type, { setOrder: true, ignoreChanges: true });
    return mergeMap(deletions, changes, type, { parallel: false, ignoreNulls: false });
  });
}

/** A manifest with a strategic merge patch applied, as `kubectl patch --local` prints it. */
export function strategicPatch(original: JsonObject, patch: JsonObject): E.Either<string, JsonObject> {
  return ofKind(original, type => mergeMap(original, patch, type, { parallel: true, ignoreNulls: true }));
}

function ofKind(object: JsonObject, work: (type: GoType) => JsonObject): E.Either<string, JsonObject> {
  const info = kindInfo(String(object.kind));
  if (info === undefined) return E.left(`no kind "${String(object.kind)}" is registered`);
  return E.mapLeft((fault: PatchFault) => fault.message)(attempt(() => work(goStruct(info.goType))));
}

interface DiffOptions {
  readonly ignoreChanges?: boolean;
  readonly ignoreDeletions?: boolean;
  readonly setOrder?: boolean;
  readonly retainKeys?: boolean;
}

export function diffMaps(original: JsonObject, modified: JsonObject, type: GoType, options: DiffOptions): Mutable {
  const patch: Mutable = {};
  const retained: string[] = [];
  for (const key in modified) {
    const value = modified[key];
    if (value === undefined) continue;
    if (options.retainKeys && value !== null) retained.push(key);
    const old = original[key];
    if (old === undefined) {
      if (!options.ignoreChanges) patch[key] = value;
    } else if (key === DIRECTIVE) {
      if (old !== value) patch[key] = value;
    } else if (goTypeName(old) !== goTypeName(value)) {
      if (!options.ignoreChanges) patch[key] = value;
    } else if (old !== value) diffField(key, old, value, patch, type, options);
  }
  if (!options.ignoreDeletions)
    for (const key in original) if (original[key] !== undefined && modified[key] === undefined) patch[key] = null;
  if (retained.length > 0 && (Object.keys(patch).length > 0 || losesField(original, modified)))
    patch[RETAIN_KEYS] = sortScalars(retained);
  return patch;
}

const losesField = (original: JsonObject, modified: JsonObject): boolean =>
  Object.keys(original).some(key => original[key] != null && modified[key] === undefined);

function diffField(key: string, old: Json, value: Json, patch: Mutable, type: GoType, options: DiffOptions): void {
  if (isObject(value)) {
    // a field the type does not know is no error while it stays the same
    if (equal(old, value) && !knows(type, key)) return;
    const rule = ruleOf(type, key);
    if (rule.strategy === 'replace') {
      if (!options.ignoreChanges) patch[key] = value;
      return;
    }
    const inner = diffMaps(old as JsonObject, value, rule.type, { ...options, retainKeys: rule.retainKeys });
    if (Object.keys(inner).length > 0) patch[key] = inner;
  } else if (Array.isArray(value)) {
    if (equal(old, value) && !knows(type, key)) return;
    const rule = ruleOf(type, key);
    if (rule.strategy !== 'merge') {
      if (!options.ignoreChanges && !equal(old, value)) patch[key] = value;
      return;
    }
    const found = diffLists(old as readonly Json[], value as readonly Json[], rule.type, rule.mergeKey, {
      ...options,
      retainKeys: rule.retainKeys,
    });
    if (found.items.length > 0) patch[key] = found.items;
    if (found.deletions.length > 0) patch[`${DELETE_FROM_LIST}/${key}`] = found.deletions;
    if (found.order.length > 0) patch[`${SET_ORDER}/${key}`] = found.order;
  } else if (!options.ignoreChanges) patch[key] = value;
}

function knows(type: GoType, key: string): boolean {
  let inner = type;
  while (inner.kind === 'pointer') inner = inner.elem;
  return inner.kind === 'struct' && inner.json.has(key);
}

interface ListDiff {
  readonly items: readonly Json[];
  readonly deletions: readonly Json[];
  readonly order: readonly Json[];
}

function diffLists(
  original: readonly Json[],
  modified: readonly Json[],
  type: GoType,
  mergeKey: string,
  options: DiffOptions,
): ListDiff {
  if (original.length === 0) return { items: options.ignoreChanges ? [] : modified, deletions: [], order: [] };
  if (elementKind(original, modified) === 'scalar') return diffScalars(original, modified, options);
  const { changed, deleted } = diffListOfMaps(original, modified, type, mergeKey, options);
  const items = [...sortByOrder(changed, modified, mergeKey), ...deleted];
  const sameOrder =
    original.length === modified.length &&
    original.every((item, i) => mergeKeyOf(item, mergeKey) === mergeKeyOf(modified[i]!, mergeKey));
  const tellOrder =
    options.setOrder &&
    ((!options.ignoreChanges && (items.length > 0 || !sameOrder)) || (!options.ignoreDeletions && items.length > 0));
  const order = tellOrder ? modified.map(item => ({ [mergeKey]: (item as JsonObject)[mergeKey]! })) : [];
  return { items, deletions: [], order };
}

function diffScalars(original: readonly Json[], modified: readonly Json[], options: DiffOptions): ListDiff {
  const old = sortScalars(original);
  const wanted = sortScalars(modified);
  const added: Json[] = [];
  const deleted: Json[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < wanted.length) {
    const [x, y] = [i < old.length ? String(old[i]) : undefined, j < wanted.length ? String(wanted[j]) : undefined];
    if (x === y) {
      i++;
      j++;
    } else if (x === undefined || (y !== undefined && x > y)) {
      if (!options.ignoreChanges) added.push(wanted[j]!);
      j++;
    } else {
      if (!options.ignoreDeletions) deleted.push(old[i]!);
      i++;
    }
  }
  const deletions = distinct(deleted);
  const tellOrder =
    options.setOrder &&
    ((!options.ignoreDeletions && deletions.length > 0) ||
      (!options.ignoreChanges && !equal(original as Json, modified as Json)));
  return { items: sortByOrder(added, modified, ''), deletions, order: tellOrder ? modified : [] };
}

function diffListOfMaps(
  original: readonly Json[],
  modified: readonly Json[],
  type: GoType,
  mergeKey: string,
  options: DiffOptions,
): { changed: Json[]; deleted: Json[] } {
  const old = sortByKey(original, mergeKey);
  const wanted = sortByKey(modified, mergeKey);
  const changed: Json[] = [];
  const deleted: Json[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < wanted.length) {
    const [a, b] = [old[i], wanted[j]];
    if (a !== undefined && b !== undefined && a.text === b.text) {
      const inner = diffMaps(a.item, b.item, type, options);
      if (Object.keys(inner).length > 0) changed.push({ ...inner, [mergeKey]: b.key });
      i++;
      j++;
    } else if (a === undefined || (b !== undefined && a.text > b.text)) {
      if (!options.ignoreChanges) changed.push(b!.item);
      j++;
    } else {
      if (!options.ignoreDeletions) deleted.push({ [mergeKey]: a.key, [DIRECTIVE]: 'delete' });
      i++;
    }
  }
  return { changed, deleted };
}

/** By the text of their keys; of equal ones the later first, as Go's sort leaves a short list under `<=`. */
function sortByKey(list: readonly Json[], mergeKey: string): { item: JsonObject; key: Json; text: string }[] {
  return list
    .map(item => {
      const key = mergeKeyOf(item, mergeKey);
      return { item: item as JsonObject, key, text: String(key) };
    })
    .reverse()
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}
