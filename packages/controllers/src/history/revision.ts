/** Revisions of a template as ControllerRevisions keep them (pkg/controller/history/controller_history.go). */
import { fnv32, safeEncode, selectorMatches } from '@playhead/api';
import type { ControllerRevision, Json, JsonObject, KubeObject, LabelSelector, PodTemplate } from '@playhead/core';
import { controllerOf } from '@playhead/core';
import type { Seen } from '../seen.ts';

/** The patch that puts a template back whole: `{"spec":{"template":{"$patch":"replace",…}}}` (getPatch). */
export const patchOf = (template: PodTemplate): JsonObject => ({
  spec: { template: { ...(template as unknown as JsonObject), $patch: 'replace' } },
});

/** The template that such a patch puts back. */
export function templateOf(revision: KubeObject): PodTemplate {
  const { $patch: _replace, ...template } = (revision.data?.spec?.template ?? {}) as Record<string, Json>;
  return template as unknown as PodTemplate;
}

const texts = new WeakMap<object, string>();

/** A template's patch as the bytes that are stored, compared and hashed. The template itself is what is remembered. */
export function patchText(template: PodTemplate): string {
  let text = texts.get(template);
  if (text === undefined) {
    text = goJson(patchOf(template));
    texts.set(template, text);
  }
  return text;
}

export function dataText({ data }: KubeObject): string {
  if (typeof data !== 'object' || data === null) return '';
  let text = texts.get(data);
  if (text === undefined) {
    text = goJson(data);
    texts.set(data, text);
  }
  return text;
}

/** JSON as Go writes a map: keys in order, no spaces, and `<`, `>`, `&` and the line separators escaped. */
export function goJson(value: Json): string {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' ? goString(value) : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  const fields: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const field = (value as JsonObject)[key];
    if (field !== undefined) fields.push(`${goString(key)}:${goJson(field)}`);
  }
  return `{${fields.join(',')}}`;
}

const goString = (text: string): string =>
  JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * The hash in a revision's name (HashControllerRevision): FNV-1 over the patch and the decimal digits of the collision
 * count, its decimal number spelt in letters that spell nothing.
 */
export const revisionHash = (patch: string, collisionCount: number): string =>
  safeEncode(String(fnv32(`${patch}${collisionCount}`)));

/** `web-7bdd5d4d9`; a long owner's name is cut to 223 characters (ControllerRevisionName). */
export const revisionName = (owner: string, hash: string): string => `${owner.slice(0, 223)}-${hash}`;

/** By number, then age, then name (SortControllerRevisions). */
export const sortRevisions = (revisions: readonly ControllerRevision[]): ControllerRevision[] =>
  [...revisions].sort(
    (a, b) =>
      a.revision - b.revision ||
      compare(a.metadata.creationTimestamp, b.metadata.creationTimestamp) ||
      compare(a.metadata.name, b.metadata.name),
  );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The revisions in an owner's namespace that it owns, and those with no controller that its selector matches. */
export function revisionsOf(
  seen: Seen,
  owner: KubeObject & { readonly spec: { readonly selector: LabelSelector } },
): { readonly owned: readonly ControllerRevision[]; readonly orphans: readonly ControllerRevision[] } {
  const { uid, namespace } = owner.metadata;
  const all = seen.list('ControllerRevision', namespace) as ControllerRevision[];
  return {
    owned: all.filter(revision => controllerOf(revision)?.uid === uid),
    orphans: all.filter(
      revision =>
        controllerOf(revision) === undefined && selectorMatches(owner.spec.selector, revision.metadata.labels ?? {}),
    ),
  };
}
