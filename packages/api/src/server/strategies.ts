import type { KubeObject } from '@playhead/core';
import { equal } from '@playhead/core';
import { dns1123Label } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import { invalidValue } from '../validation/errors.ts';
import {
  selectorUnchanged,
  validateDeploymentSpec,
  validateReplicaSetSpec,
  validateReplicaStatus,
} from '../validation/workloads.ts';
import type { Draft, Strategy } from './context.ts';
import { podStrategy } from './podStrategy.ts';

/** What each kind does at its own when written; a kind without a row is stored as it is told. */
const STRATEGIES: Readonly<Record<string, Strategy>> = {
  Pod: podStrategy,
  Deployment: {
    ...withGeneration({}),
    bumpsGeneration: (after, before) =>
      !same(after.spec, before.spec) || !sameTexts(after.metadata.annotations, before.metadata.annotations),
    validate: object => validateDeploymentSpec(object.spec),
    validateUpdate: (after, before) =>
      after.spec === before.spec ? [] : [...validateDeploymentSpec(after.spec), ...selectorUnchanged(after, before)],
    prepareForStatusUpdate: keepLabels,
    validateStatusUpdate: (after, before) => [
      ...validateReplicaStatus(after.status ?? {}, ['updatedReplicas']),
      ...collisionsKept(after, before),
    ],
    warnings: object => nameWarnings(object, 'this is used in Pod names and hostnames'),
  },
  ReplicaSet: {
    ...withGeneration({ replicas: 0 }),
    bumpsGeneration: (after, before) => !same(after.spec, before.spec),
    validate: object => validateReplicaSetSpec(object.spec),
    validateUpdate: (after, before) =>
      after.spec === before.spec ? [] : [...validateReplicaSetSpec(after.spec), ...selectorUnchanged(after, before)],
    validateStatusUpdate: after => validateReplicaStatus(after.status ?? {}, ['fullyLabeledReplicas']),
    warnings: object => nameWarnings(object, 'this is used in Pod names and hostnames'),
  },
};

const PLAIN: Strategy = { validate: () => [], validateUpdate: () => [] };

export const strategyOf = (kind: string): Strategy => STRATEGIES[kind] ?? PLAIN;

function withGeneration(status: Draft): Pick<Strategy, 'prepareForCreate'> {
  return {
    prepareForCreate: object => ({ ...object, metadata: { ...object.metadata, generation: 1 }, status }),
  };
}

const same = (a: unknown, b: unknown): boolean => a === b || equal(a as never, b as never);

/** An empty map and none are the same thing. */
const sameTexts = (a: unknown, b: unknown): boolean => same(a ?? {}, b ?? {});

function keepLabels(object: Draft, before: KubeObject): Draft {
  if (object.metadata.labels === before.metadata.labels) return object;
  return { ...object, metadata: { ...object.metadata, labels: before.metadata.labels } };
}

function collisionsKept(after: Draft, before: KubeObject): FieldError[] {
  const [now, old] = [after.status?.collisionCount ?? 0, before.status?.collisionCount ?? 0];
  return now < old ? [invalidValue('status.collisionCount', now, 'cannot be decremented')] : [];
}

function nameWarnings(object: Draft, use: string): string[] {
  const wrong = dns1123Label(object.metadata.name);
  if (wrong.length === 0) return [];
  return [
    `metadata.name: ${use}, which can result in surprising behavior; a DNS label is recommended: [${wrong.join(' ')}]`,
  ];
}
