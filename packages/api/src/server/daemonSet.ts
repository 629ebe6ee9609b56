import type { KubeObject } from '@playhead/core';
import { equal } from '@playhead/core';
import type { Draft } from './context.ts';

/** How often the template changed, kept as an annotation since the field for it went. */
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

export const daemonSetCreated = (object: Draft): Draft => withTemplateGeneration(object, '1');

export function daemonSetUpdated(object: Draft, before: KubeObject): Draft {
  const old = before.metadata.annotations?.[TEMPLATE_GENERATION] ?? '0';
  const changed = object.spec.template !== before.spec.template && !equal(object.spec.template, before.spec.template);
  return withTemplateGeneration(object, changed ? String(Number(old) + 1) : old);
}

function withTemplateGeneration(object: Draft, value: string): Draft {
  const { metadata } = object;
  if (metadata.annotations?.[TEMPLATE_GENERATION] === value) return object;
  return {
    ...object,
    metadata: { ...metadata, annotations: { ...metadata.annotations, [TEMPLATE_GENERATION]: value } },
  };
}
