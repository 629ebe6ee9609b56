import type { LabelSelector } from '@playhead/core';
import { dns1123Label, dns1123Subdomain } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import { selectorMatches } from '../selector.ts';
import type { Draft } from '../server/context.ts';
import { child, invalids, invalidValue, key, nonNegative, notSupported, required, tooLongValue } from './errors.ts';
import { validateFailurePolicy, validateSuccessPolicy } from './jobPolicies.ts';
import { validateTemplate } from './podSpec.ts';
import { scheduleFault, zoneFault } from './schedule.ts';
import { isUsableSelector, validateSelector } from './selector.ts';
import { goSelector } from './workloads.ts';

/** Jobs and CronJobs (pkg/apis/batch/validation). */

const MISMATCH = '`selector` does not match template `labels`';

export function validateJob(job: Draft): FieldError[] {
  const spec = job.spec as Draft;
  const errors = [...validateGenerated(job), ...validateJobSpec(spec, 'spec')];
  const selector = spec.selector as LabelSelector | undefined;
  if (selector === undefined) errors.push(required('spec.selector'));
  else errors.push(...validateSelector(selector, 'spec.selector'));
  const labels = spec.template?.metadata?.labels as Readonly<Record<string, string>> | undefined;
  if (isUsableSelector(selector) && !selectorMatches(selector, labels))
    errors.push(invalidValue('spec.template.metadata.labels', labels, MISMATCH));
  if (spec.completionMode === 'Indexed' && spec.completions > 0) {
    const last = `${job.metadata.name}-${spec.completions - 1}`;
    if (dns1123Label(last).length > 0)
      errors.push(
        invalidValue('metadata.name', job.metadata.name, `will not able to create pod with invalid DNS label: ${last}`),
      );
  }
  return errors;
}

/** The four labels that a generated selector goes by. */
export const generatedLabels = (name: string, uid: string): Readonly<Record<string, string>> => ({
  'batch.kubernetes.io/controller-uid': uid,
  'batch.kubernetes.io/job-name': name,
  'controller-uid': uid,
  'job-name': name,
});

function validateGenerated(job: Draft): FieldError[] {
  if (job.spec.manualSelector === true || job.spec.selector === undefined) return [];
  const expected = generatedLabels(job.metadata.name ?? '', job.metadata.uid);
  const labels = (job.spec.template?.metadata?.labels ?? {}) as Readonly<Record<string, string>>;
  const path = 'spec.template.metadata.labels';
  const errors: FieldError[] = [];
  for (const name of [
    'controller-uid',
    'job-name',
    'batch.kubernetes.io/controller-uid',
    'batch.kubernetes.io/job-name',
  ]) {
    if (labels[name] === undefined) errors.push(required(key(path, name), `must be '${expected[name]}'`));
    else if (labels[name] !== expected[name])
      errors.push(invalidValue(key(path, name), labels, `must be '${expected[name]}'`));
  }
  if (isUsableSelector(job.spec.selector) && !selectorMatches(job.spec.selector, expected))
    errors.push(invalidValue('spec.selector', goSelector(job.spec.selector), '`selector` not auto-generated'));
  return errors;
}

const COUNTS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
];

/** Who looks after the Job in place of the controller: `example.com/name` (validation.IsDomainPrefixedPath). */
function validateManager(manager: string, path: string): FieldError[] {
  if (manager === '') return [required(path)];
  const [domain = '', ...rest] = manager.split('/');
  if (domain === '' || rest.join('/') === '')
    return [invalidValue(path, manager, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  const errors = invalids(path, domain, dns1123Subdomain(domain));
  return manager.length > 63 ? [...errors, tooLongValue(path, 63)] : errors;
}

function validateJobSpec(spec: Draft, path: string): FieldError[] {
  const errors = COUNTS.flatMap(field => nonNegative(child(path, field), spec[field]));
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined)
    errors.push(required(child(path, 'backoffLimitPerIndex'), 'when maxFailedIndexes is specified'));
  if (spec.managedBy !== undefined) errors.push(...validateManager(spec.managedBy, child(path, 'managedBy')));
  errors.push(...validateCompletionMode(spec, path));
  if (spec.podFailurePolicy !== undefined) errors.push(...validateFailurePolicy(spec, child(path, 'podFailurePolicy')));
  if (spec.successPolicy !== undefined) errors.push(...validateSuccessPolicy(spec, child(path, 'successPolicy')));
  const replacement = spec.podReplacementPolicy as string | undefined;
  const allowed = spec.podFailurePolicy === undefined ? ['Failed', 'TerminatingOrFailed'] : ['Failed'];
  if (replacement !== undefined && !allowed.includes(replacement))
    errors.push(notSupported(child(path, 'podReplacementPolicy'), replacement, allowed));
  const template = (spec.template ?? {}) as Draft;
  errors.push(...validateTemplate(template, child(path, 'template')));
  return [
    ...errors,
    ...validateRestart(spec, template.spec?.restartPolicy, child(path, 'template.spec.restartPolicy')),
  ];
}

function validateRestart(spec: Draft, policy: string | undefined, path: string): FieldError[] {
  if (policy === undefined || policy === '' || policy === 'Always')
    return [required(path, 'valid values: "OnFailure", "Never"')];
  if (policy !== 'OnFailure' && policy !== 'Never') return [notSupported(path, policy, ['OnFailure', 'Never'])];
  if (spec.podFailurePolicy !== undefined && policy !== 'Never')
    return [invalidValue(path, policy, 'only "Never" is supported when podFailurePolicy is specified')];
  return [];
}

function validateCompletionMode(spec: Draft, path: string): FieldError[] {
  const mode = spec.completionMode as string;
  const errors: FieldError[] = [];
  if (mode !== 'NonIndexed' && mode !== 'Indexed')
    errors.push(notSupported(child(path, 'completionMode'), mode, ['NonIndexed', 'Indexed']));
  const { maxFailedIndexes, completions, parallelism } = spec as Readonly<Record<string, number | undefined>>;
  if (mode === 'Indexed') {
    if (completions === undefined) errors.push(required(child(path, 'completions'), 'when completion mode is Indexed'));
    if (parallelism !== undefined && parallelism > 100_000)
      errors.push(
        invalidValue(
          child(path, 'parallelism'),
          parallelism,
          'must be less than or equal to 100000 when completion mode is Indexed',
        ),
      );
    if (completions !== undefined && maxFailedIndexes !== undefined && maxFailedIndexes > completions)
      errors.push(
        invalidValue(child(path, 'maxFailedIndexes'), maxFailedIndexes, 'must be less than or equal to completions'),
      );
  }
  if (mode === 'NonIndexed')
    for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes'])
      if (spec[field] !== undefined)
        errors.push(invalidValue(child(path, field), spec[field], 'requires indexed completion mode'));
  return errors;
}

export function validateCronJob(cronJob: Draft): FieldError[] {
  const spec = cronJob.spec as Draft;
  const errors = validateSchedule(spec.schedule ?? '');
  errors.push(...nonNegative('spec.startingDeadlineSeconds', spec.startingDeadlineSeconds));
  if (spec.timeZone !== undefined) errors.push(...validateTimeZone(spec.timeZone));
  const policies = ['Allow', 'Forbid', 'Replace'];
  if (!policies.includes(spec.concurrencyPolicy))
    errors.push(notSupported('spec.concurrencyPolicy', spec.concurrencyPolicy, policies));
  const job = (spec.jobTemplate?.spec ?? {}) as Draft;
  errors.push(...validateJobSpec({ completionMode: 'NonIndexed', ...job }, 'spec.jobTemplate.spec'));
  if (job.selector !== undefined)
    errors.push(
      invalidValue('spec.jobTemplate.spec.selector', goSelector(job.selector), '`selector` will be auto-generated'),
    );
  if (job.manualSelector === true)
    errors.push(notSupported('spec.jobTemplate.spec.manualSelector', true, ['nil', 'false']));
  for (const field of ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit'])
    errors.push(...nonNegative(`spec.${field}`, spec[field]));
  return errors;
}

/** Jobs made by a CronJob get 11 characters more in their name, of 63. */
export const cronJobNameFits = (cronJob: Draft): FieldError[] =>
  (cronJob.metadata.name ?? '').length > 52
    ? [invalidValue('metadata.name', cronJob.metadata.name, 'must be no more than 52 characters')]
    : [];

function validateSchedule(schedule: string): FieldError[] {
  const path = 'spec.schedule';
  if (schedule === '') return [required(path)];
  const fault = scheduleFault(schedule);
  const errors = fault === undefined ? [] : [invalidValue(path, schedule, fault)];
  if (schedule.includes('TZ'))
    errors.push(invalidValue(path, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'));
  return errors;
}

function validateTimeZone(zone: string): FieldError[] {
  const path = 'spec.timeZone';
  if (zone === '') return [invalidValue(path, zone, 'timeZone must be nil or non-empty string')];
  const odd = zone
    .split('/')
    .some(part => part === '.' || part === '..' || part.startsWith('-') || !/^[A-Za-z.\-_0-9+]{1,14}$/.test(part));
  if (odd) return [invalidValue(path, zone, `unknown time zone ${zone}`)];
  if (zone.toLowerCase() === 'local')
    return [
      invalidValue(path, zone, 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones'),
    ];
  // Go looks for a file of that name, so capitals count; here all names begin with one
  const fault = zone.split('/').some(part => /^[a-z]/.test(part)) ? `unknown time zone ${zone}` : zoneFault(zone);
  return fault === undefined ? [] : [invalidValue(path, zone, fault)];
}
