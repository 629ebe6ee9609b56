import type { Json, JsonObject } from '@playhead/core';
import { isObject } from '../schema/decode.ts';
import {
  DIRECTIVE,
  elementKind,
  goText,
  indexIn,
  isDelete,
  mergeKeyOf,
  PatchFault,
  SET_ORDER,
  sortByOrder,
} from './directives.ts';

/** Lists in strategic merge patches: by a merge key or as sets of scalars, and the order they end in. */

export interface HowToMerge {
  /** The patch's list is what to take out of a list of scalars. */
  readonly deletes: boolean;
  /** What the list holds, as Go calls its kind. */
  readonly elemKind: string;
  readonly merge: (old: JsonObject, asked: JsonObject) => JsonObject;
}

export function mergeList(
  old: readonly Json[],
  asked: readonly Json[],
  mergeKey: string,
  how: HowToMerge,
): readonly Json[] {
  if (old.length === 0 && asked.length === 0) return old;
  if (elementKind(old, asked) === 'scalar') {
    if (how.deletes) return old.filter(item => !asked.includes(item));
    const merged = distinct([...old, ...asked]);
    const [patched, serverOnly] = partition(merged, asked, '');
    return ordered(patched, serverOnly, asked, old, '');
  }
  if (mergeKey === '') throw new PatchFault(`cannot merge lists without merge key for ${how.elemKind}`);
  const { kept, plain } = carryOutDirectives(old, asked, mergeKey);
  const merged = [...kept];
  for (const item of plain) {
    mergeKeyOf(item, mergeKey);
    const at = indexIn(merged, item, mergeKey);
    if (at < 0) merged.push(item);
    else merged[at] = how.merge(merged[at] as JsonObject, item as JsonObject);
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

export function partition(merged: readonly Json[], by: readonly Json[], mergeKey: string): [Json[], Json[]] {
  const patched: Json[] = [];
  const serverOnly: Json[] = [];
  for (const item of merged) {
    if (mergeKey !== '') mergeKeyOf(item, mergeKey);
    (indexIn(by, item, mergeKey) >= 0 ? patched : serverOnly).push(item);
  }
  return [patched, serverOnly];
}

/** strategicpatch.normalizeElementOrder: both parts sorted, then merged by where the server had them. */
export function ordered(
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

/**
 * The server's list as upstream finds it after merging, which it does in place: deleting from [a b z] leaves [a z z], and
 * what the patch adds overwrites the tail. Where the server's own items go is decided by this.
 */
export function leftBehind(old: readonly Json[], asked: readonly Json[], mergeKey: string): readonly Json[] {
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

export function checkOrder(asked: readonly Json[], order: readonly Json[], mergeKey: string): void {
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
