/** Which nodes a pod may be on at all: its node selector and required node affinity (component-helpers nodeaffinity). */
import type { Labels, PodSpec } from '@playhead/core';
import type { Taint } from './taints.ts';

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

interface Term {
  readonly matchExpressions?: readonly Requirement[];
  readonly matchFields?: readonly Requirement[];
}

export interface Named {
  readonly name: string;
  readonly labels?: Labels;
  readonly taints?: readonly Taint[];
}

/** Every label of the selector, and any of the terms; a term without requirements matches no node. */
export function allowsNode(spec: PodSpec, node: Named): boolean {
  for (const [key, value] of Object.entries(spec.nodeSelector ?? {})) if (node.labels?.[key] !== value) return false;
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (required === undefined) return true;
  return ((required.nodeSelectorTerms ?? []) as readonly Term[]).some(term => {
    const [labels, fields] = [term.matchExpressions ?? [], term.matchFields ?? []];
    if (labels.length + fields.length === 0) return false;
    return (
      labels.every(requirement => holds(requirement, node.labels?.[requirement.key])) &&
      fields.every(requirement => requirement.key === 'metadata.name' && holds(requirement, node.name))
    );
  });
}

function holds({ operator, values = [] }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
    case 'Lt': {
      const [have, limit] = [Number.parseInt(value ?? '', 10), Number.parseInt(values[0] ?? '', 10)];
      return operator === 'Gt' ? have > limit : have < limit;
    }
    default:
      return false;
  }
}
