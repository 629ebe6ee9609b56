import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { validateFieldRef, validateResourceRef } from './env.ts';
import { at, child, forbiddenField, invalidValue, required } from './errors.ts';
import { validateNonReserved } from './paths.ts';

/** Volumes whose files are made of what the cluster knows (validation.validateProjectionSources). */

const MODE = 'must be a number between 0 and 0777 (octal), both inclusive';

export const validateMode = (mode: number | undefined, path: string): FieldError[] =>
  mode !== undefined && (mode > 0o777 || mode < 0) ? [invalidValue(path, mode, MODE)] : [];

/** A key of a ConfigMap or Secret, and the file it becomes. */
export function validateItem(item: Draft, path: string): FieldError[] {
  const file = (item.path ?? '') as string;
  return [
    ...(item.key ? [] : [required(child(path, 'key'))]),
    ...(file === '' ? [required(child(path, 'path'))] : []),
    ...validateNonReserved(file, child(path, 'path')),
    ...validateMode(item.mode, child(path, 'mode')),
  ];
}

const FIELDS = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

function validateFile(file: Draft, path: string): FieldError[] {
  const name = (file.path ?? '') as string;
  const errors: FieldError[] = name === '' ? [required(child(path, 'path'))] : [];
  errors.push(...validateNonReserved(name, child(path, 'path')));
  if (file.fieldRef !== undefined) {
    errors.push(...validateFieldRef(file.fieldRef, child(path, 'fieldRef'), FIELDS));
    if (file.resourceFieldRef !== undefined)
      errors.push(invalidValue(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
  } else if (file.resourceFieldRef !== undefined)
    errors.push(...validateResourceRef(file.resourceFieldRef, child(path, 'resourceFieldRef'), true));
  else errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
  return [...errors, ...validateMode(file.mode, child(path, 'mode'))];
}

/** The paths of its files lack the index, upstream too. */
export const validateDownward = (source: Draft, path: string): FieldError[] => [
  ...validateMode(source.defaultMode, child(path, 'defaultMode')),
  ...((source.items ?? []) as Draft[]).flatMap(file => validateFile(file, path)),
];

const TEN_MINUTES = 600;

export function validateProjected(projection: Draft, path: string): FieldError[] {
  const errors = validateMode(projection.defaultMode, child(path, 'defaultMode'));
  const taken = new Set<string>();
  const take = (file: string | undefined, named: string): FieldError[] => {
    if (!file) return [];
    if (taken.has(file)) return [invalidValue(path, named, 'conflicting duplicate paths')];
    taken.add(file);
    return [];
  };
  ((projection.sources ?? []) as Draft[]).forEach((source, index) => {
    const place = at(child(path, 'sources'), index);
    for (const kind of ['secret', 'configMap']) {
      const from = source[kind] as Draft | undefined;
      if (from === undefined) continue;
      const here = child(place, kind);
      if (!from.name) errors.push(required(child(here, 'name')));
      ((from.items ?? []) as Draft[]).forEach((item, i) => {
        errors.push(...validateItem(item, at(child(here, 'items'), i)), ...take(item.path, from.name ?? ''));
      });
    }
    for (const file of (source.downwardAPI?.items ?? []) as Draft[])
      errors.push(...validateFile(file, child(place, 'downwardAPI')), ...take(file.path, file.path));
    if (source.serviceAccountToken !== undefined)
      errors.push(...validateToken(source.serviceAccountToken, child(place, 'serviceAccountToken'), path));
    if (Object.keys(source).length > 1)
      errors.push(forbiddenField(place, 'may not specify more than 1 volume type per source'));
  });
  return errors;
}

/** Where its file is wrong the path told is that of the volume, upstream too. */
function validateToken(token: Draft, path: string, volume: string): FieldError[] {
  const seconds = (token.expirationSeconds ?? 0) as number;
  const place = child(path, 'expirationSeconds');
  const errors: FieldError[] = [];
  if (seconds < TEN_MINUTES)
    errors.push(invalidValue(place, seconds, 'may not specify a duration less than 10 minutes'));
  if (seconds > 2 ** 32)
    errors.push(invalidValue(place, seconds, 'may not specify a duration larger than 2^32 seconds'));
  if (!token.path) errors.push(required(child(volume, 'path')));
  else errors.push(...validateNonReserved(token.path, child(volume, 'path')));
  return errors;
}
