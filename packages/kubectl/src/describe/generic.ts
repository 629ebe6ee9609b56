import type { Json, KubeObject } from '@playhead/core';
import { type Source, writeEvents } from './events.ts';
import { Lines } from './lines.ts';
import { writeHead } from './workloads.ts';

/** Any kind without a description of its own: every field by its name in words (describe.genericDescriber). */
export function describeGeneric(view: Source, object: KubeObject, now: number): string {
  const out = new Lines();
  writeHead(out, object);
  writeFields(out, 0, object as unknown as { readonly [field: string]: Json }, '');
  writeEvents(out, view, object, now);
  return out.aligned();
}

const SKIPPED = new Set(['managedFields', 'name', 'namespace', 'labels', 'annotations'].map(f => `.metadata.${f}`));

function writeFields(
  out: Lines,
  level: number,
  fields: { readonly [field: string]: Json | undefined },
  at: string,
): void {
  for (const field of Object.keys(fields).sort()) {
    const value = fields[field];
    const path = `${at}.${field}`;
    if (value === undefined || SKIPPED.has(path)) continue;
    if (Array.isArray(value)) {
      out.line(level, `${labelFor(field)}:`);
      for (const item of value as readonly Json[])
        if (isObject(item)) writeFields(out, level + 1, item, path);
        else out.line(level + 1, String(item));
    } else if (isObject(value)) {
      out.line(level, `${labelFor(field)}:`);
      writeFields(out, level + 1, value, path);
    } else out.line(level, `${labelFor(field)}:\t${value === null ? '<nil>' : String(value)}`);
  }
}

const isObject = (value: Json): value is { readonly [field: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const ACRONYMS = new Set(['API', 'URL', 'UID', 'OSB', 'GUID']);

/** `apiVersion` is `API Version`; a name with anything but letters and dashes stays as it is. */
function labelFor(field: string): string {
  if (!/^[\p{L}-]*$/u.test(field)) return field;
  const words = field.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|-/gu) ?? [field];
  return words
    .map(word =>
      ACRONYMS.has(word.toUpperCase()) ? word.toUpperCase() : word[0]!.toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join(' ');
}
