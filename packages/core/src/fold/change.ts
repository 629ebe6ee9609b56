import type { Json, JsonObject } from '../kube/object.ts';
import type { FieldChanges, Path } from '../log/event.ts';
import { withField, without } from './copy.ts';

/** The value with fields set and taken away; what did not change is shared with the old value. */
export function applyChanges(value: Json, changes: FieldChanges): Json {
  let next = value;
  for (const path of changes.unset) next = unsetAt(next, path, 0);
  for (const [path, field] of changes.set) next = setAt(next, path, 0, field);
  return next;
}

function setAt(value: Json | undefined, path: Path, depth: number, field: Json): Json {
  if (depth === path.length) return field;
  const step = path[depth]!;
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? value.slice() : [];
    list[step] = setAt(list[step], path, depth + 1, field);
    return list;
  }
  const object = (isObject(value) ? value : {}) as JsonObject;
  return withField(object, step, setAt(object[step], path, depth + 1, field));
}

function unsetAt(value: Json, path: Path, depth: number): Json {
  const step = path[depth]!;
  if (depth === path.length - 1) {
    if (typeof step === 'number') return (value as readonly Json[]).filter((_, index) => index !== step);
    return without(value as JsonObject, step);
  }
  if (typeof step === 'number') {
    const list = (value as readonly Json[]).slice();
    list[step] = unsetAt(list[step]!, path, depth + 1);
    return list;
  }
  const object = value as JsonObject;
  return withField(object, step, unsetAt(object[step]!, path, depth + 1));
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
