import type { Json, LabelSelector } from '@playhead/core';
import { equal } from '@playhead/core';
import { percentText } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import { encode } from '../schema/encode.ts';
import { goStruct } from '../schema/schema.ts';
import { selectorMatches, selectorOf } from '../selector.ts';
import type { Draft } from '../server/context.ts';
import { child, forbiddenField, invalids, invalidValue, nonNegative, notSupported, required } from './errors.ts';
import { validateTemplate } from './podSpec.ts';
import { isUsableSelector, validateSelector } from './selector.ts';

/** Deployments and ReplicaSets (pkg/apis/apps/validation): each error in upstream's words and order. */

export function validateDeploymentSpec(spec: Draft): FieldError[] {
  const ready = (spec.minReadySeconds ?? 0) as number;
  const errors = [
    ...nonNegative('spec.replicas', spec.replicas),
    ...validateSelectorAndTemplate(spec),
    ...validateStrategy(spec.strategy),
    ...nonNegative('spec.minReadySeconds', ready),
    ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
    ...nonNegative('spec.progressDeadlineSeconds', spec.progressDeadlineSeconds),
  ];
  if (spec.progressDeadlineSeconds <= ready)
    errors.push(
      invalidValue(
        'spec.progressDeadlineSeconds',
        spec.progressDeadlineSeconds,
        'must be greater than minReadySeconds',
      ),
    );
  return errors;
}

export function validateReplicaSetSpec(spec: Draft): FieldError[] {
  return [
    ...nonNegative('spec.replicas', spec.replicas),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateSelectorAndTemplate(spec),
  ];
}

/** The selector, and the template it must pick; `what` is whose selector may not be empty. */
export function validateSelectorAndTemplate(spec: Draft): FieldError[] {
  const selector = spec.selector as LabelSelector | undefined;
  const errors: FieldError[] = [];
  if (selector === undefined) errors.push(required('spec.selector'));
  else {
    errors.push(...validateSelector(selector, 'spec.selector'));
    if (selectorOf(selector)?.length === 0)
      errors.push(invalidValue('spec.selector', goSelector(selector), 'empty selector is invalid for deployment'));
  }
  if (!isUsableSelector(selector))
    return [...errors, invalidValue('spec.selector', goSelector(selector), 'invalid label selector')];
  return [...errors, ...validateOwnTemplate(spec, 'ReplicaSet')];
}

/** A template whose pods its owner keeps running: the labels must match, and pods may not end. */
function validateOwnTemplate(spec: Draft, owner: string): FieldError[] {
  const template = (spec.template ?? {}) as Draft;
  const labels = template.metadata?.labels as Readonly<Record<string, string>> | undefined;
  const errors: FieldError[] = [];
  // an empty selector would pick everything, and is told as such
  if (!selectorMatches(spec.selector, labels))
    errors.push(invalidValue('spec.template.metadata.labels', labels, '`selector` does not match template `labels`'));
  errors.push(...validateTemplate(template, 'spec.template'));
  return [...errors, ...validateAlwaysRunning(template, owner)];
}

export function validateAlwaysRunning(template: Draft, owner: string): FieldError[] {
  const errors: FieldError[] = [];
  const pod = (template.spec ?? {}) as Draft;
  if (pod.restartPolicy !== 'Always')
    errors.push(notSupported('spec.template.spec.restartPolicy', pod.restartPolicy, ['Always']));
  if (pod.activeDeadlineSeconds !== undefined)
    errors.push(
      forbiddenField('spec.template.spec.activeDeadlineSeconds', `activeDeadlineSeconds in ${owner} is not Supported`),
    );
  return errors;
}

function validateStrategy(strategy: Draft): FieldError[] {
  const path = 'spec.strategy';
  if (strategy.type === 'Recreate')
    return strategy.rollingUpdate === undefined
      ? []
      : [forbiddenField(child(path, 'rollingUpdate'), "may not be specified when strategy `type` is 'Recreate'")];
  if (strategy.type !== 'RollingUpdate')
    return [notSupported(path, goStrategy(strategy), ['Recreate', 'RollingUpdate'])];
  const { maxUnavailable, maxSurge } = strategy.rollingUpdate as Draft;
  const place = child(path, 'rollingUpdate');
  const errors = [
    ...validateIntOrPercent(maxUnavailable, child(place, 'maxUnavailable')),
    ...validateIntOrPercent(maxSurge, child(place, 'maxSurge')),
  ];
  if (rawValue(maxUnavailable) === 0 && rawValue(maxSurge) === 0)
    errors.push(invalidValue(child(place, 'maxUnavailable'), maxUnavailable, 'may not be 0 when `maxSurge` is 0'));
  return [...errors, ...notAbove100(maxUnavailable, child(place, 'maxUnavailable'))];
}

/** The internal Go type has no JSON names: the server shows its fields as Go calls them. */
export const goStrategy = (strategy: Draft): Draft => ({
  Type: strategy.type,
  RollingUpdate:
    strategy.rollingUpdate === undefined
      ? null
      : { MaxUnavailable: strategy.rollingUpdate.maxUnavailable ?? 0, MaxSurge: strategy.rollingUpdate.maxSurge ?? 0 },
});

export function validateIntOrPercent(value: number | string, path: string): FieldError[] {
  return typeof value === 'string' ? invalids(path, value, percentText(value)) : nonNegative(path, value);
}

/** `0` and `"0%"` are both zero; other texts count as what number they begin with, which is none. */
export const rawValue = (value: number | string): number => {
  if (typeof value === 'number') return value;
  return percentText(value).length === 0 ? Number(value.slice(0, -1)) : /^[+-]?\d+$/.test(value) ? Number(value) : 0;
};

export const notAbove100 = (value: number | string, path: string): FieldError[] =>
  typeof value === 'string' && percentText(value).length === 0 && Number(value.slice(0, -1)) > 100
    ? [invalidValue(path, value, 'must not be greater than 100%')]
    : [];

/** The selector as Go's JSON has it, without empty lists. */
export const goSelector = (selector: LabelSelector | undefined): unknown =>
  selector && encode(goStruct('v1.LabelSelector'), selector as unknown as Json);

export function selectorUnchanged(after: Draft, before: Draft): FieldError[] {
  return equal(after.spec?.selector, before.spec?.selector)
    ? []
    : [invalidValue('spec.selector', goSelector(after.spec?.selector), 'field is immutable')];
}

const COUNTS = ['replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas', 'unavailableReplicas'];

/** ValidateDeploymentStatus and ValidateReplicaSetStatus: nothing negative, no part larger than the whole. */
export function validateReplicaStatus(status: Draft, parts: readonly string[]): FieldError[] {
  const number = (field: string): number => (status[field] ?? 0) as number;
  const errors = [
    'observedGeneration',
    ...COUNTS,
    'fullyLabeledReplicas',
    'terminatingReplicas',
    'collisionCount',
  ].flatMap(field => nonNegative(child('status', field), number(field)));
  for (const part of [...parts, 'readyReplicas', 'availableReplicas'])
    if (number(part) > number('replicas'))
      errors.push(invalidValue(child('status', part), number(part), 'cannot be greater than status.replicas'));
  if (number('availableReplicas') > number('readyReplicas'))
    errors.push(
      invalidValue('status.availableReplicas', number('availableReplicas'), 'cannot be greater than readyReplicas'),
    );
  return errors;
}
