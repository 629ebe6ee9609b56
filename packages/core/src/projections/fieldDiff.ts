import type { Json, JsonObject } from '../kube/object.ts';
import { equal } from '../translate/diff.ts';

/** One field that differs. `path` as people write it: `spec.template.spec.containers[nginx].image`. */
export interface FieldDiff {
  readonly path: string;
  /** Undefined where it is not there. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/**
 * The fields that differ between two versions of an object, in the order of their names. Lists whose elements have names
 * are compared by them, so that a container or a condition is the same one wherever it stands.
 */
export function fieldDiff(before: Json | undefined, after: Json | undefined, ignore = NOTHING): FieldDiff[] {
  const found: FieldDiff[] = [];
  walk(before, after, '', found, ignore);
  return found;
}

const NOTHING = (_path: string): boolean => false;

function walk(
  before: Json | undefined,
  after: Json | undefined,
  path: string,
  found: FieldDiff[],
  ignore: (path: string) => boolean,
): void {
  if (before === after || ignore(path)) return;
  if (isObject(before) && isObject(after)) {
    for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort())
      walk(before[key], after[key], path === '' ? key : `${path}.${key}`, found, ignore);
    return;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const named = byName(before, after);
    if (named !== undefined) {
      for (const name of named.names)
        walk(named.before.get(name), named.after.get(name), `${path}[${name}]`, found, ignore);
      return;
    }
  }
  if (!equal(before, after)) found.push({ path, before, after });
}

/** What tells the elements of Kubernetes' lists apart; the first of these that all have, each another. */
const NAMES: readonly ((element: JsonObject) => Json | undefined)[] = [
  element => element.name,
  element => element.type,
  element => element.uid,
  element => (element.targetRef as JsonObject | undefined)?.name,
  element => element.ip,
  element => element.containerPort,
  element => element.port,
  element => element.key,
];

interface Named {
  readonly names: readonly string[];
  readonly before: ReadonlyMap<string, Json>;
  readonly after: ReadonlyMap<string, Json>;
}

/** Undefined where the elements have no names: then the list is one value. */
function byName(before: readonly Json[], after: readonly Json[]): Named | undefined {
  if (before.length + after.length === 0) return undefined;
  for (const nameOf of NAMES) {
    const [old, now] = [named(before, nameOf), named(after, nameOf)];
    if (old !== undefined && now !== undefined)
      return { names: [...new Set([...old.keys(), ...now.keys()])], before: old, after: now };
  }
  return undefined;
}

function named(list: readonly Json[], nameOf: (typeof NAMES)[number]): Map<string, Json> | undefined {
  const found = new Map<string, Json>();
  for (const element of list) {
    const name = isObject(element) ? nameOf(element) : undefined;
    if ((typeof name !== 'string' && typeof name !== 'number') || found.has(String(name))) return undefined;
    found.set(String(name), element);
  }
  return found;
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `nginx:1.16.1`, `3`, `{…}` with its fields in short: a value on one line. */
export const valueWords = (value: Json | undefined): string =>
  value === undefined ? '(none)' : typeof value === 'string' ? (value === '' ? '""' : value) : JSON.stringify(value);
