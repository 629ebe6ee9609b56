/** What of two objects must be the same: everything but what the server makes up, and when it was. */
import type { Json, KubeObject, Path } from '@playhead/core';
import { diff } from '@playhead/core';

const MADE_UP = new Set([
  'uid',
  'resourceVersion',
  'managedFields',
  'creationTimestamp',
  'generation',
  'selfLink',
  // when a Service's endpoints last had reason to change: a time that comes and goes
  'endpoints.kubernetes.io/last-change-trigger-time',
]);
/** Lists whose order says nothing: upstream fills them from a map (endpoints; pods that a Job has yet to count). */
const UNORDERED = new Set(['endpoints', 'succeeded', 'failed']);
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
/** The end of a name as the server makes it up (rand.SafeEncodeString): five of these letters. */
const SUFFIX = /-[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9-])/g;

/** Generated ends of names are five letters; hashes of templates are longer, and stay. */
export const withoutSuffixes = (text: string): string => text.replace(SUFFIX, '-#');

export function essenceOf(value: Json | undefined): Json {
  if (typeof value === 'string') return TIME.test(value) ? '<time>' : value;
  if (Array.isArray(value)) return value.map(essenceOf);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const kept: Record<string, Json> = {};
  for (const [key, field] of Object.entries(value))
    if (!MADE_UP.has(key) && field !== undefined && !isEmpty(field)) {
      const essence = essenceOf(field as Json);
      if (!isEmpty(essence)) kept[key] = UNORDERED.has(key) && Array.isArray(essence) ? sorted(essence) : essence;
    }
  return kept;
}

function sorted(list: readonly Json[]): Json {
  const byText = list.map((item): [text: string, item: Json] => [JSON.stringify(item), item]);
  return byText.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}

/** Empty and absent say the same: the server leaves one out, the other in, by the kind. */
const isEmpty = (field: unknown): boolean =>
  field === null ||
  field === 0 ||
  field === '' ||
  field === false ||
  (typeof field === 'object' && Object.keys(field as object).length === 0);

/** The fields in which `real` is not as `ours`, a line each; none where they are alike. */
export function differences(real: KubeObject, ours: KubeObject): string[] {
  const [a, b] = [essenceOf(ours as unknown as Json), essenceOf(real as unknown as Json)];
  const { set, unset } = diff(a, b);
  return [
    ...set.map(([path, value]) => `${path.join('.')}: ${shown(value)}, ours ${shown(at(a, path))}`),
    ...unset.map(path => `${path.join('.')}: none, ours ${shown(at(a, path))}`),
  ];
}

/** The fields of what was asked for that the object made does not have so; what the server adds is its own affair. */
export function notMade(asked: KubeObject, made: KubeObject): string[] {
  const lines: string[] = [];
  const { labels, annotations, ownerReferences } = asked.metadata;
  const metadata = { labels, annotations, ownerReferences } as unknown as Json;
  const { metadata: _m, status: _s, ...content } = asked;
  contained(essenceOf(metadata), essenceOf(made.metadata as unknown as Json), ['metadata'], lines);
  contained(essenceOf(content as unknown as Json), essenceOf(made as unknown as Json), [], lines);
  return lines;
}

/** Lists that admission adds to. */
const GROWS = new Set(['tolerations', 'volumes', 'volumeMounts', 'imagePullSecrets', 'finalizers']);

function contained(asked: Json, made: Json | undefined, path: readonly (string | number)[], lines: string[]): void {
  if (Array.isArray(asked)) {
    const list = Array.isArray(made) ? made : [];
    if (list.length < asked.length || (list.length > asked.length && !GROWS.has(String(path.at(-1)))))
      lines.push(`${path.join('.')}: ${list.length}, ours ${asked.length}`);
    else for (const [i, item] of asked.entries()) contained(item, list[i], [...path, i], lines);
    return;
  }
  if (typeof asked === 'object' && asked !== null) {
    const there = (typeof made === 'object' && made !== null ? made : {}) as Readonly<Record<string, Json>>;
    for (const [key, field] of Object.entries(asked)) contained(field as Json, there[key], [...path, key], lines);
    return;
  }
  if (asked !== made) lines.push(`${path.join('.')}: ${shown(made)}, ours ${shown(asked)}`);
}

function at(value: Json, path: Path): Json | undefined {
  let found: Json | undefined = value;
  for (const step of path)
    found = typeof found === 'object' && found !== null ? (found as Record<string, Json>)[step] : undefined;
  return found;
}

function shown(value: Json | undefined): string {
  const text = value === undefined ? 'none' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
