import type { KubeObject } from '@playhead/core';
import { equal } from '@playhead/core';
import { dns1123Label } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import { validateAutoscalerSpec } from '../validation/autoscaling.ts';
import { cronJobNameFits, validateCronJob, validateJob } from '../validation/batch.ts';
import { jobUnchanged, validateJobStatus } from '../validation/batchUpdate.ts';
import { invalidValue } from '../validation/errors.ts';
import { validateQuotaSpec } from '../validation/quota.ts';
import {
  statefulSetUnchanged,
  validateDaemonSetSpec,
  validateReplicationControllerSpec,
  validateStatefulSetSpec,
} from '../validation/sets.ts';
import {
  selectorUnchanged,
  validateDeploymentSpec,
  validateReplicaSetSpec,
  validateReplicaStatus,
} from '../validation/workloads.ts';
import type { Draft, Strategy } from './context.ts';
import { daemonSetCreated, daemonSetUpdated } from './daemonSet.ts';
import { withGeneratedSelector, withTemplateLabels } from './jobSelector.ts';
import { podStrategy } from './podStrategy.ts';
import { serviceStrategy } from './serviceStrategy.ts';

/** A kind whose spec is its generation: a new one is at 1 without a status, and a changed spec goes one up. */
function bySpec(
  validateSpec: (spec: Draft, isUpdate: boolean) => FieldError[],
  rest: Partial<Strategy> = {},
): Strategy {
  const fixed = rest.validateUpdate;
  return {
    ...rest,
    prepareForCreate: rest.prepareForCreate ?? fresh,
    bumpsGeneration: rest.bumpsGeneration ?? ((after, before) => !same(after.spec, before.spec)),
    validate: rest.validate ?? (object => validateSpec(object.spec, false)),
    validateUpdate: (after, before) =>
      after.spec === before.spec ? [] : [...validateSpec(after.spec, true), ...(fixed?.(after, before) ?? [])],
  };
}

const fresh = (object: Draft): Draft => ({ ...object, metadata: { ...object.metadata, generation: 1 }, status: {} });
const withoutStatus = (object: Draft): Draft => ({ ...object, status: {} });
const never = (): boolean => false;

/** What each kind does at its own when written; a kind without a row is stored as it is told. */
const STRATEGIES: Readonly<Record<string, Strategy>> = {
  Pod: podStrategy,
  Service: serviceStrategy,
  Deployment: bySpec(validateDeploymentSpec, {
    // annotations count too: they are copied to the ReplicaSets
    bumpsGeneration: (after, before) =>
      !same(after.spec, before.spec) || !sameTexts(after.metadata.annotations, before.metadata.annotations),
    validateUpdate: selectorUnchanged,
    prepareForStatusUpdate: keepLabels,
    validateStatusUpdate: (after, before) => [
      ...validateReplicaStatus(after.status ?? {}, ['updatedReplicas']),
      ...collisionsKept(after, before),
    ],
    warnings: podNameWarning,
  }),
  ReplicaSet: bySpec(validateReplicaSetSpec, {
    validateUpdate: selectorUnchanged,
    validateStatusUpdate: after => validateReplicaStatus(after.status ?? {}, ['fullyLabeledReplicas']),
    warnings: podNameWarning,
  }),
  ReplicationController: bySpec(validateReplicationControllerSpec, {
    validateStatusUpdate: after => validateReplicaStatus(after.status ?? {}, ['fullyLabeledReplicas']),
    orphansByDefault: true,
    warnings: podNameWarning,
  }),
  StatefulSet: bySpec(validateStatefulSetSpec, { validateUpdate: statefulSetUnchanged }),
  DaemonSet: bySpec(validateDaemonSetSpec, {
    prepareForCreate: object => daemonSetCreated(fresh(object)),
    prepareForUpdate: daemonSetUpdated,
    validateUpdate: selectorUnchanged,
  }),
  Job: bySpec(() => [], {
    prepareForCreate: object => withGeneratedSelector(fresh(object)),
    asStored: withTemplateLabels,
    validate: validateJob,
    validateUpdate: jobUnchanged,
    validateStatusUpdate: validateJobStatus,
    orphansByDefault: true,
    warnings: podNameWarning,
  }),
  CronJob: bySpec(spec => validateCronJob({ spec }), {
    validate: object => [...validateCronJob(object), ...cronJobNameFits(object)],
  }),
  HorizontalPodAutoscaler: bySpec(validateAutoscalerSpec, {
    prepareForCreate: object => ({ ...object, status: { desiredReplicas: 0, currentMetrics: null } }),
    bumpsGeneration: never,
  }),
  ResourceQuota: bySpec(validateQuotaSpec, { prepareForCreate: withoutStatus, bumpsGeneration: never }),
  EndpointSlice: {
    prepareForCreate: object => ({ ...object, metadata: { ...object.metadata, generation: 1 } }),
    bumpsGeneration: (after, before) =>
      ['endpoints', 'ports'].some(field => !same(after[field] ?? null, before[field] ?? null)) ||
      !sameTexts(after.metadata.labels, before.metadata.labels),
    validate: () => [],
    validateUpdate: () => [],
  },
};

const PLAIN: Strategy = { validate: () => [], validateUpdate: () => [] };

export const strategyOf = (kind: string): Strategy => STRATEGIES[kind] ?? PLAIN;

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

function podNameWarning(object: Draft): string[] {
  const wrong = dns1123Label(object.metadata.name);
  if (wrong.length === 0) return [];
  return [
    `metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [${wrong.join(' ')}]`,
  ];
}
