/**
 * Shallow copies, the fold's main work. Not by spread: in the V8 of Node 20 every `{ ...x }` in the source gives its
 * copies a hidden class of its own, and one that has met more than four gives a new class to each copy (22,000 for the
 * statuses of one log, and ten times the time). `Object.assign` and literals share classes.
 */
import type { Json, JsonObject } from '../kube/object.ts';

export type Writable<T> = { -readonly [K in keyof T]: T[K] };

export const copy = <T extends object>(value: T): Writable<T> => Object.assign({}, value);

/** A copy without one field. Not by `delete`, which turns an object into a hash table. */
export function without<T extends object>(value: T, field: string): Writable<T> {
  const rest: Record<string, unknown> = {};
  for (const key in value) if (key !== field) rest[key] = value[key];
  return rest as Writable<T>;
}

/** The object with one field set, as a copy. */
export function withField(value: JsonObject, field: string, to: Json): JsonObject {
  const next: Record<string, Json | undefined> = copy(value);
  if (field === '__proto__') throw new Error('a field may not be named __proto__');
  next[field] = to;
  return next;
}
