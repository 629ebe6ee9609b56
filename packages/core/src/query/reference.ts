import type { Json, KubeObject } from '../kube/object.ts';
import { Fault } from './expression.ts';
import type { Value } from './value.ts';

/** A field of an object, step by step: a key, an index, or the first element of a list that has this field so. */
export type FieldStep = string | number | { readonly key: string; readonly value: string };

/** `ns/deployment/web.status.conditions[type=Ready]` taken apart. */
export interface Reference {
  /** What slashes part, the last without its fields: `['ns', 'deployment', 'web']`. Empty where it begins with a dot. */
  readonly names: readonly string[];
  readonly fields: readonly FieldStep[];
}

const PART = /([./]?)(?:"([^"]*)"|'([^']*)'|([^./["']+))|\[([^\]]*)\]/y;

/** @throws Fault where a part is empty. `at` is the column of its first character. */
export function referenceOf(text: string, at: number): Reference {
  const names: string[] = [];
  const fields: FieldStep[] = [];
  let index = 0;
  while (index < text.length) {
    PART.lastIndex = index;
    const match = PART.exec(text);
    if (match === null) throw new Fault(at + index + 1, text[index + 1] ?? 'the end', 'a name or a field');
    const [whole, separator, double, single, plain, bracket] = match;
    const part = double ?? single ?? plain ?? '';
    if (bracket !== undefined) fields.push(inBrackets(bracket, at + index));
    else if (separator === '.') fields.push(part);
    else if (fields.length > 0) throw new Fault(at + index, separator || part, 'a dot and a field');
    else names.push(part);
    index += whole.length;
  }
  return { names, fields };
}

/** `0`, `type=Ready`, `"app.kubernetes.io/name"`. */
function inBrackets(text: string, at: number): FieldStep {
  if (/^\d+$/.test(text)) return Number(text);
  const quoted = /^(?:"(.*)"|'(.*)')$/.exec(text);
  if (quoted !== null) return quoted[1] ?? quoted[2]!;
  const filter = /^([\w.-]+)==?(.*)$/.exec(text);
  if (filter === null) throw new Fault(at + 1, `[${text}]`, 'an index, a filter as [type=Ready], or a key in quotes');
  return { key: filter[1]!, value: filter[2]!.replace(/^(["'])(.*)\1$/, '$2') };
}

/** The field as a value: null where there is none; a part with parts of its own as its JSON. */
export function readField(object: KubeObject, fields: readonly FieldStep[]): Value {
  let here: Json | undefined = object as unknown as Json;
  for (const step of fields) {
    if (here === null || typeof here !== 'object') return null;
    if (typeof step === 'object')
      here = Array.isArray(here) ? here.find((item: Json) => textUnder(item, step.key) === step.value) : undefined;
    else here = Object.hasOwn(here, step) ? (here as { readonly [key: string]: Json })[step] : undefined;
  }
  if (here === undefined || here === null) return null;
  return typeof here === 'object' ? JSON.stringify(here) : here;
}

const textUnder = (item: Json, key: string): string | undefined =>
  item !== null && typeof item === 'object' && Object.hasOwn(item, key)
    ? String((item as { readonly [key: string]: Json })[key])
    : undefined;

/** Fields that every object may have: `spec.replicas` is one of the workload looked at, not of one called spec. */
export const OWN_FIELDS: ReadonlySet<string> = new Set(['metadata', 'spec', 'status']);

/**
 * `deployment/web.spec.replicas`, `status.replicas`: names a field also where a text may stand. Anything else beside a
 * field is a text, as the image `team/web.v2:1` is.
 */
export function isField(text: string): boolean {
  if (text.includes('*') || /[:\s]/.test(text)) return false;
  try {
    const { names, fields } = referenceOf(text, 0);
    const [first] = fields;
    if (names.length === 1 && OWN_FIELDS.has(names[0]!)) return fields.length > 0;
    return names.length > 1 && fields.length > 1 && typeof first === 'string' && OWN_FIELDS.has(first);
  } catch {
    return false;
  }
}
