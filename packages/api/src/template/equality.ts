import type { Json, JsonObject, PodTemplate } from '@playhead/core';
import { compareQuantities, quantityOf } from '../quantity.ts';
import type { GoType } from '../schema/schema.ts';
import { goType } from '../schema/schema.ts';

const HASH_LABEL = 'pod-template-hash';

/** Whether two templates are the same but for their hash label (deploymentutil.EqualIgnoreHash). */
export function equalIgnoringHash(a: PodTemplate, b: PodTemplate): boolean {
  return a === b || semanticallyEqual(goType('v1.PodTemplateSpec'), withoutHash(a), withoutHash(b));
}

function withoutHash(template: PodTemplate): Json {
  const labels = template.metadata?.labels;
  if (labels?.[HASH_LABEL] === undefined) return template as unknown as Json;
  const { [HASH_LABEL]: _hash, ...rest } = labels;
  return { ...template, metadata: { ...template.metadata, labels: rest } } as unknown as Json;
}

/**
 * Equality as the API means it (apiequality.Semantic.DeepEqual): an empty list or map is the same as none, a zero scalar
 * that is no pointer the same as one not set, quantities by value. An empty struct behind a pointer is not none.
 */
export function semanticallyEqual(type: GoType, a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  switch (type.kind) {
    case 'pointer': {
      const [x, y] = [a ?? undefined, b ?? undefined];
      return x === undefined || y === undefined ? x === y : semanticallyEqual(type.elem, x, y);
    }
    case 'scalar': {
      const zero = type.base === 'string' ? '' : type.base === 'bool' ? false : 0;
      return (a ?? zero) === (b ?? zero);
    }
    case 'leaf':
      if (type.name === 'Quantity') return compareQuantities(quantity(a), quantity(b)) === 0;
      if (type.name === 'IntOrString') return (a ?? 0) === (b ?? 0);
      return (a ?? null) === (b ?? null);
    case 'list': {
      const [x, y] = [(a ?? []) as readonly Json[], (b ?? []) as readonly Json[]];
      return x.length === y.length && x.every((item, index) => semanticallyEqual(type.elem, item, y[index]));
    }
    case 'map': {
      const [x, y] = [(a ?? {}) as JsonObject, (b ?? {}) as JsonObject];
      const keys = Object.keys(x);
      return (
        keys.length === Object.keys(y).length &&
        keys.every(key => y[key] !== undefined && semanticallyEqual(type.elem, x[key], y[key]))
      );
    }
    case 'struct': {
      const [x, y] = [(a ?? {}) as JsonObject, (b ?? {}) as JsonObject];
      for (const [name, field] of type.json) if (!semanticallyEqual(field.type, x[name], y[name])) return false;
      return true;
    }
  }
}

const quantity = (value: Json | undefined) =>
  quantityOf(value === undefined || value === null ? undefined : String(value));
