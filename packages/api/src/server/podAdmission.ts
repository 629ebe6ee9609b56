import type { Draft } from './context.ts';

/** The classes every cluster is born with, and their priorities. */
const CLASSES: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

/**
 * Why no pod is made of this, before it is looked at as a whole: the admission plugins Priority and RuntimeClass, of
 * whose classes there are none but those a cluster is born with.
 */
export function podRefusal({ spec = {} }: Draft): string | undefined {
  const { priorityClassName: name = '', priority, preemptionPolicy } = spec;
  if (name !== '' && CLASSES[name] === undefined) return `no PriorityClass with name ${name} was found`;
  const computed = CLASSES[name] ?? 0;
  const given = (what: string, value: unknown, of: unknown) =>
    `the ${what} (${value}) must not be provided in pod spec; priority admission controller computed ${of} from the given PriorityClass name`;
  if (priority !== undefined && priority !== computed) return given('integer value of priority', priority, computed);
  if (preemptionPolicy !== undefined && preemptionPolicy !== 'PreemptLowerPriority')
    return given('string value of PreemptionPolicy', preemptionPolicy, 'PreemptLowerPriority');
  if (spec.runtimeClassName !== undefined) return `pod rejected: RuntimeClass "${spec.runtimeClassName}" not found`;
  return undefined;
}

/** Why a pod that is right in itself is not made all the same: overhead comes from a RuntimeClass. */
export const overheadRefusal = ({ spec }: Draft): string | undefined =>
  spec.overhead === undefined
    ? undefined
    : 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead';

/** The priority of a pod of this class. */
export const priorityOf = (className: string | undefined): number => CLASSES[className ?? ''] ?? 0;
