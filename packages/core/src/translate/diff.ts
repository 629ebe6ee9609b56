import type { Json, JsonObject } from '../kube/object.ts';
import type { FieldChange, FieldChanges, Path } from '../log/event.ts';

/** Deep equality of JSON values; a field that is undefined is a field that is not there. */
export function equal(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!equal(a[i], b[i])) return false;
    return true;
  }
  const [x, y] = [a as JsonObject, b as JsonObject];
  for (const key in x) if (x[key] !== undefined && !equal(x[key], y[key])) return false;
  for (const key in y) if (y[key] !== undefined && x[key] === undefined) return false;
  return true;
}

/**
 * The fewest field changes that make `after` of `before`. Objects are taken apart field by field; a list keeps its
 * place index by index while it does not shrink, else it is replaced whole. What is identical is not looked into. Fields
 * are taken in the order of their names: the order in which an object was made never shows.
 */
export function diff(before: Json, after: Json, root: Path = []): FieldChanges {
  const set: FieldChange[] = [];
  const unset: Path[] = [];
  walk(before, after, [...root], set, unset);
  return { set, unset };
}

export const isEmpty = (changes: FieldChanges): boolean => changes.set.length === 0 && changes.unset.length === 0;

function walk(before: Json, after: Json, at: (string | number)[], set: FieldChange[], unset: Path[]): void {
  if (before === after) return;
  if (Array.isArray(before) && Array.isArray(after)) {
    if (after.length < before.length || after.length > before.length + 1) {
      set.push([at.slice(), after]);
      return;
    }
    for (let i = 0; i < after.length; i++) {
      at.push(i);
      if (i < before.length) walk(before[i], after[i], at, set, unset);
      else set.push([at.slice(), after[i]]);
      at.pop();
    }
    return;
  }
  if (isObject(before) && isObject(after)) {
    for (const key of Object.keys(before).sort()) {
      if (before[key] === undefined || after[key] !== undefined) continue;
      unset.push([...at, key]);
    }
    for (const key of Object.keys(after).sort()) {
      const value = after[key];
      if (value === undefined) continue;
      at.push(key);
      const old = before[key];
      if (old === undefined) set.push([at.slice(), value]);
      else walk(old, value, at, set, unset);
      at.pop();
    }
    return;
  }
  if (before !== after) set.push([at.slice(), after]);
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
