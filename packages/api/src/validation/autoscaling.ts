import { dns1123Label } from '../names.ts';
import { quantityOf } from '../quantity.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { at, child, forbiddenField, invalids, invalidValue, notSupported, required } from './errors.ts';

/** HorizontalPodAutoscalers (pkg/apis/autoscaling/validation). */

export function validateAutoscalerSpec(spec: Draft): FieldError[] {
  const errors: FieldError[] = [];
  const min = (spec.minReplicas ?? 1) as number;
  const max = (spec.maxReplicas ?? 0) as number;
  const metrics = (spec.metrics ?? []) as Draft[];
  // scaling to zero needs a gate that is off: zero is refused, and told of the metrics as well
  const wakes = metrics.some(metric => metric.type === 'Object' || metric.type === 'External');
  if (min < 1) errors.push(invalidValue('spec.minReplicas', min, 'must be greater than or equal to 1'));
  if (max < 1) errors.push(invalidValue('spec.maxReplicas', max, 'must be greater than 0'));
  if (max < min) errors.push(invalidValue('spec.maxReplicas', max, 'must be greater than or equal to `minReplicas`'));
  errors.push(...validateScaled((spec.scaleTargetRef ?? {}) as Draft, 'spec.scaleTargetRef'));
  metrics.forEach((metric, index) => {
    errors.push(...validateMetric(metric, at('spec.metrics', index)));
  });
  if (min === 0 && !wakes)
    errors.push(
      forbiddenField(
        'spec.metrics',
        'must specify at least one Object or External metric to support scaling to zero replicas',
      ),
    );
  for (const side of ['scaleUp', 'scaleDown'])
    if (spec.behavior?.[side] !== undefined)
      errors.push(...validateRules(spec.behavior[side], `spec.behavior.${side}`));
  return errors;
}

/** Of what can be scaled only a ReplicationController is in the core group, which has no name to give. */
const validateScaled = (reference: Draft, path: string): FieldError[] =>
  validateReference(reference, path, reference.kind === 'ReplicationController');

function validateReference(reference: Draft, path: string, coreGroup: boolean): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['kind', 'name']) {
    const value = (reference[field] ?? '') as string;
    if (value === '') errors.push(required(child(path, field)));
    else errors.push(...segment(value).map(text => invalidValue(child(path, field), value, text)));
  }
  const version = (reference.apiVersion ?? '') as string;
  const parts = version.split('/');
  if (parts.length > 2)
    errors.push(invalidValue(child(path, 'apiVersion'), version, `unexpected GroupVersion string: ${version}`));
  else if (!coreGroup && (parts.length < 2 || parts[0] === ''))
    errors.push(invalidValue(child(path, 'apiVersion'), version, 'apiVersion must specify API group'));
  return errors;
}

/** What may stand in a URL as one part of its path. */
function segment(value: string): string[] {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%'].filter(char => value.includes(char)).map(char => `may not contain '${char}'`);
}

const SOURCES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const FIELDS = ['object', 'external', 'pods', 'resource', 'containerResource'];

function validateMetric(metric: Draft, path: string): FieldError[] {
  const type = (metric.type ?? '') as string;
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(child(path, 'type'), 'must specify a metric source type'));
  const known = SOURCES.includes(type);
  if (!known) errors.push(notSupported(child(path, 'type'), type, SOURCES));
  const present = FIELDS.filter(field => metric[field] !== undefined);
  if (present[0] !== undefined) errors.push(...validateSource(present[0], metric[present[0]], child(path, present[0])));
  const expected = type.charAt(0).toLowerCase() + type.slice(1);
  if (!known) errors.push(notSupported(child(path, 'type'), type, SOURCES));
  else if (metric[expected] === undefined)
    errors.push(required(child(path, expected), 'must populate information for the given metric source'));
  if (present.length !== 1)
    for (const field of present.filter(name => name !== expected))
      errors.push(forbiddenField(child(path, field), 'must populate the given metric source only'));
  return errors;
}

function validateSource(kind: string, source: Draft, path: string): FieldError[] {
  const target = (source.target ?? {}) as Draft;
  const place = child(path, 'target');
  const errors: FieldError[] = [];
  if (kind === 'object')
    errors.push(...validateReference(source.describedObject ?? {}, child(path, 'describedObject'), true));
  if (kind === 'object' || kind === 'external' || kind === 'pods') {
    const name = (source.metric?.name ?? '') as string;
    if (name === '') errors.push(required(child(path, 'metric.name'), 'must specify a metric name'));
    else errors.push(...segment(name).map(text => invalidValue(child(path, 'metric.name'), name, text)));
  } else if (!source.name) errors.push(required(child(path, 'name'), 'must specify a resource name'));
  if (kind === 'containerResource') {
    const container = (source.container ?? '') as string;
    if (container === '') errors.push(required(child(path, 'container'), 'must specify a container'));
    else errors.push(...invalids(child(path, 'container'), container, dns1123Label(container)));
  }
  return [...errors, ...validateTarget(target, place), ...validateChoice(kind, target, place)];
}

/** Which of the target's numbers each kind of source wants. */
function validateChoice(kind: string, target: Draft, path: string): FieldError[] {
  const { value, averageValue, averageUtilization } = target;
  const average = child(path, 'averageValue');
  switch (kind) {
    case 'pods':
      return averageValue === undefined ? [required(average, 'must specify a positive target averageValue')] : [];
    case 'object':
      return value === undefined && averageValue === undefined
        ? [required(average, 'must set either a target value or averageValue')]
        : [];
    case 'external':
      if (value === undefined && averageValue === undefined)
        return [required(average, 'must set either a target value for metric or a per-pod target')];
      return value !== undefined && averageValue !== undefined
        ? [forbiddenField(child(path, 'value'), 'may not set both a target value for metric and a per-pod target')]
        : [];
    default:
      if (averageUtilization === undefined && averageValue === undefined)
        return [
          required(child(path, 'averageUtilization'), 'must set either a target raw value or a target utilization'),
        ];
      return averageUtilization !== undefined && averageValue !== undefined
        ? [forbiddenField(average, 'may not set both a target raw value and a target utilization')]
        : [];
  }
}

function validateTarget(target: Draft, path: string): FieldError[] {
  const type = (target.type ?? '') as string;
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(child(path, 'type'), 'must specify a metric target type'));
  if (!['Utilization', 'Value', 'AverageValue'].includes(type))
    errors.push(invalidValue(child(path, 'type'), type, 'must be either Utilization, Value, or AverageValue'));
  for (const field of ['value', 'averageValue'])
    if (target[field] !== undefined && quantityOf(target[field]).nano <= 0n)
      errors.push(invalidValue(child(path, field), target[field], 'must be positive'));
  if (target.averageUtilization !== undefined && target.averageUtilization < 1)
    errors.push(invalidValue(child(path, 'averageUtilization'), target.averageUtilization, 'must be greater than 0'));
  return errors;
}

function validateRules(rules: Draft, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const window = rules.stabilizationWindowSeconds as number | undefined;
  const place = child(path, 'stabilizationWindowSeconds');
  if (window !== undefined && window < 0)
    errors.push(invalidValue(place, window, 'must be greater than or equal to zero'));
  if (window !== undefined && window > 3600)
    errors.push(invalidValue(place, window, 'must be less than or equal to 3600'));
  const selects = ['Disabled', 'Max', 'Min'];
  if (rules.selectPolicy !== undefined && !selects.includes(rules.selectPolicy))
    errors.push(notSupported(child(path, 'selectPolicy'), rules.selectPolicy, selects));
  const policies = (rules.policies ?? []) as Draft[];
  if (policies.length === 0) errors.push(required(child(path, 'policies'), 'must specify at least one Policy'));
  policies.forEach((policy, index) => {
    errors.push(...validatePolicy(policy, at(child(path, 'policies'), index)));
  });
  if (rules.tolerance !== undefined && quantityOf(rules.tolerance).nano < 0n)
    errors.push(invalidValue(child(path, 'tolerance'), rules.tolerance, 'must be greater than or equal to 0'));
  return errors;
}

function validatePolicy(policy: Draft, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (policy.type !== 'Pods' && policy.type !== 'Percent')
    errors.push(notSupported(child(path, 'type'), policy.type ?? '', ['Percent', 'Pods']));
  for (const field of ['value', 'periodSeconds'])
    if ((policy[field] ?? 0) <= 0)
      errors.push(invalidValue(child(path, field), policy[field] ?? 0, 'must be greater than zero'));
  if (policy.periodSeconds > 1800)
    errors.push(invalidValue(child(path, 'periodSeconds'), policy.periodSeconds, 'must be less than or equal to 1800'));
  return errors;
}
