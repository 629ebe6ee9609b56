import type { LabelSelector } from '@playhead/core';
import { equal } from '@playhead/core';
import { dns1123Label } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import { selectorMatches, selectorOf } from '../selector.ts';
import type { Draft } from '../server/context.ts';
import { validateClaimSpec } from './claims.ts';
import { child, forbiddenField, invalids, invalidValue, nonNegative, notSupported, required } from './errors.ts';
import { validateAnnotations, validateLabels } from './metadata.ts';
import { validateTemplate } from './podSpec.ts';
import { isUsableSelector, validateSelector } from './selector.ts';
import {
  goSelector,
  goStrategy,
  notAbove100,
  rawValue,
  validateAlwaysRunning,
  validateIntOrPercent,
} from './workloads.ts';

/** DaemonSets, StatefulSets (pkg/apis/apps/validation) and ReplicationControllers (pkg/apis/core/validation). */

const MISMATCH = '`selector` does not match template `labels`';
const labelsOf = (spec: Draft): Readonly<Record<string, string>> | undefined => spec.template?.metadata?.labels;

export function validateDaemonSetSpec(spec: Draft): FieldError[] {
  const selector = spec.selector as LabelSelector | undefined;
  const errors = validateSelector(selector, 'spec.selector');
  if (isUsableSelector(selector) && !selectorMatches(selector, labelsOf(spec)))
    errors.push(invalidValue('spec.template.metadata.labels', labelsOf(spec), MISMATCH));
  if (selector !== undefined && selectorOf(selector)?.length === 0)
    errors.push(invalidValue('spec.selector', goSelector(selector), 'empty selector is invalid for daemonset'));
  const template = (spec.template ?? {}) as Draft;
  errors.push(...validateTemplate(template, 'spec.template'), ...validateAlwaysRunning(template, 'DaemonSet'));
  errors.push(...nonNegative('spec.minReadySeconds', spec.minReadySeconds));
  errors.push(...validateDaemonStrategy(spec.updateStrategy));
  return [...errors, ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit)];
}

function validateDaemonStrategy(strategy: Draft): FieldError[] {
  const path = 'spec.updateStrategy';
  if (strategy.type === 'OnDelete') return [];
  if (strategy.type !== 'RollingUpdate')
    return [notSupported(path, goStrategy(strategy), ['RollingUpdate', 'OnDelete'])];
  const place = child(path, 'rollingUpdate');
  const { maxUnavailable, maxSurge } = strategy.rollingUpdate as Draft;
  const numbers = [
    [maxUnavailable, child(place, 'maxUnavailable')],
    [maxSurge, child(place, 'maxSurge')],
  ] as const;
  const errors = [
    ...numbers.flatMap(([value, at]) => validateIntOrPercent(value, at)),
    ...numbers.flatMap(([value, at]) => notAbove100(value, at)),
  ];
  const [unavailable, surge] = [rawValue(maxUnavailable) !== 0, rawValue(maxSurge) !== 0];
  if (unavailable && surge)
    errors.push(invalidValue(child(place, 'maxSurge'), maxSurge, 'may not be set when maxUnavailable is non-zero'));
  if (!unavailable && !surge) errors.push(required(child(place, 'maxUnavailable'), 'cannot be 0 when maxSurge is 0'));
  return errors;
}

export function validateStatefulSetSpec(spec: Draft, isUpdate: boolean): FieldError[] {
  const errors: FieldError[] = [];
  if (!['OrderedReady', 'Parallel'].includes(spec.podManagementPolicy))
    errors.push(
      invalidValue('spec.podManagementPolicy', spec.podManagementPolicy, "must be 'OrderedReady' or 'Parallel'"),
    );
  errors.push(...validateStatefulStrategy(spec.updateStrategy));
  for (const field of ['whenDeleted', 'whenScaled']) {
    const policy = spec.persistentVolumeClaimRetentionPolicy?.[field] as string | undefined;
    if (policy !== 'Retain' && policy !== 'Delete')
      errors.push(notSupported(`spec.persistentVolumeClaimRetentionPolicy.${field}`, policy, ['Retain', 'Delete']));
  }
  if (!isUpdate)
    ((spec.volumeClaimTemplates ?? []) as Draft[]).forEach((claim, i) => {
      errors.push(...validateClaimSpec(claim.spec ?? {}, `spec.volumeClaimTemplates[${i}].spec`));
    });
  errors.push(...nonNegative('spec.replicas', spec.replicas));
  errors.push(...nonNegative('spec.minReadySeconds', spec.minReadySeconds));
  errors.push(...nonNegative('spec.ordinals.start', spec.ordinals?.start));
  if (!isUpdate && spec.serviceName)
    errors.push(...invalids('spec.serviceName', spec.serviceName, dns1123Label(spec.serviceName)));
  errors.push(...validateStatefulTemplate(spec));
  return [...errors, ...validateAlwaysRunning((spec.template ?? {}) as Draft, 'StatefulSet')];
}

function validateStatefulTemplate(spec: Draft): FieldError[] {
  const selector = spec.selector as LabelSelector | undefined;
  const errors: FieldError[] = [];
  if (selector === undefined) errors.push(required('spec.selector'));
  else {
    errors.push(...validateSelector(selector, 'spec.selector'));
    if (selectorOf(selector)?.length === 0)
      errors.push(invalidValue('spec.selector', goSelector(selector), 'empty selector is invalid for statefulset'));
  }
  if (!isUsableSelector(selector)) return [...errors, invalidValue('spec.selector', goSelector(selector), '')];
  if (!selectorMatches(selector, labelsOf(spec)))
    errors.push(invalidValue('spec.template.metadata.labels', labelsOf(spec), MISMATCH));
  const metadata = spec.template?.metadata as Draft | undefined;
  return [
    ...errors,
    ...validateTemplate(withClaims(spec), 'spec.template'),
    ...validateLabels(metadata?.labels, 'spec.template.labels'),
    ...validateAnnotations(metadata?.annotations, 'spec.template.annotations'),
  ];
}

/** The template as its pods will have it: claims are volumes, and names are given by the controller. */
function withClaims(spec: Draft): Draft {
  const template = (spec.template ?? {}) as Draft;
  const { subdomain: _subdomain, hostname: _hostname, ...pod } = (template.spec ?? {}) as Draft;
  const claims = ((spec.volumeClaimTemplates ?? []) as Draft[]).map(claim => claim.metadata?.name as string);
  const volumes = [
    ...claims.map(name => ({ name, persistentVolumeClaim: { claimName: name } })),
    ...((pod.volumes ?? []) as Draft[]).filter(volume => !claims.includes(volume.name)),
  ];
  return { ...template, spec: { ...pod, volumes } };
}

function validateStatefulStrategy(strategy: Draft): FieldError[] {
  const path = 'spec.updateStrategy';
  const update = strategy.rollingUpdate as Draft | undefined;
  if (strategy.type === 'OnDelete')
    return update === undefined
      ? []
      : [
          invalidValue(
            child(path, 'rollingUpdate'),
            goRolling(update),
            "only allowed for updateStrategy 'RollingUpdate'",
          ),
        ];
  if (strategy.type !== 'RollingUpdate') {
    const shown = { Type: strategy.type, RollingUpdate: update === undefined ? null : goRolling(update) };
    return [invalidValue(path, shown, "must be 'RollingUpdate' or 'OnDelete'")];
  }
  if (update === undefined) return [];
  const errors = nonNegative(child(path, 'rollingUpdate.partition'), update.partition);
  const max = update.maxUnavailable as number | string | undefined;
  const place = child(path, 'rollingUpdate.maxUnavailable');
  if (max === undefined) return errors;
  errors.push(...validateIntOrPercent(max, place));
  if (rawValue(max) === 0) errors.push(invalidValue(place, max, 'cannot be 0'));
  return [...errors, ...notAbove100(max, place)];
}

const goRolling = (update: Draft): Draft => ({
  Partition: update.partition ?? 0,
  MaxUnavailable: update.maxUnavailable ?? null,
});

const CHANGEABLE = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

export function statefulSetUnchanged(after: Draft, before: Draft): FieldError[] {
  const fixed = (spec: Draft): Draft =>
    Object.fromEntries(Object.entries(spec).filter(([name]) => !CHANGEABLE.includes(name)));
  return equal(fixed(after.spec), fixed(before.spec))
    ? []
    : [
        forbiddenField(
          'spec',
          "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
        ),
      ];
}

export function validateReplicationControllerSpec(spec: Draft): FieldError[] {
  const selector = (spec.selector ?? {}) as Readonly<Record<string, string>>;
  const errors = nonNegative('spec.minReadySeconds', spec.minReadySeconds);
  if (Object.keys(selector).length === 0) errors.push(required('spec.selector'));
  errors.push(...nonNegative('spec.replicas', spec.replicas));
  const template = spec.template as Draft | undefined;
  if (template === undefined) return [...errors, required('spec.template')];
  if (!Object.entries(selector).every(([name, value]) => labelsOf(spec)?.[name] === value))
    errors.push(invalidValue('spec.template.metadata.labels', labelsOf(spec), MISMATCH));
  return [
    ...errors,
    ...validateTemplate(template, 'spec.template'),
    ...validateAlwaysRunning(template, 'ReplicationController'),
  ];
}
