import { compareQuantities, parseQuantity } from '@playhead/api';
import type { Json, KubeObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { fail } from '../errors.ts';
import { findJsonPath, relaxed } from './jsonpath.ts';

/** Objects in the order of a field, those without it first (`--sort-by`). Quantities are compared as amounts. */
export function sortObjects(objects: readonly KubeObject[], path: string): KubeObject[] {
  const field = relaxed(path);
  const keyed = objects.map(object => ({ object, value: findJsonPath(field, object)[0] }));
  if (objects.length > 0 && keyed.every(({ value }) => value === undefined))
    fail(`couldn't find any field with path "${field}" in the list of objects`);
  return keyed.sort((a, b) => compare(a.value, b.value)).map(({ object }) => object);
}

function compare(a: Json | undefined, b: Json | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (typeof a === 'string' && typeof b === 'string') {
    const [x, y] = [parseQuantity(a), parseQuantity(b)];
    if (E.isRight(x) && E.isRight(y)) return compareQuantities(x.right, y.right);
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return fail(`unsortable type: ${typeof a === 'boolean' ? 'bool' : typeof a}`);
}
