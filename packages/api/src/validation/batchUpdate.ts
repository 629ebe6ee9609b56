/** What may change in a Job that stands, and in its status (pkg/apis/batch/validation: the updates). */
import { equal } from '@playhead/core';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { validateJob } from './batch.ts';
import { invalidValue } from './errors.ts';

/** Where active or ready changed, no more pods may be ready than active (RejectMoreReadyThanActivePods). */
export function validateJobStatus(after: Draft, before: Draft): FieldError[] {
  const [now, old] = [(after.status ?? {}) as Draft, (before.status ?? {}) as Draft];
  if (now.ready === old.ready && now.active === old.active) return [];
  return (now.ready ?? 0) > (now.active ?? 0)
    ? [invalidValue('status.ready', now.ready, 'cannot set more ready pods than active')]
    : [];
}

const FIXED = [
  'selector',
  'template',
  'completionMode',
  'podFailurePolicy',
  'backoffLimitPerIndex',
  'managedBy',
  'successPolicy',
];

/** What may not change once a Job stands; the rest must be right as in a new one (ValidateJobSpecUpdate). */
export function jobUnchanged(after: Draft, before: Draft): FieldError[] {
  const [now, old] = [after.spec as Draft, before.spec as Draft];
  const fixed = (field: string): FieldError[] =>
    same(now[field], old[field]) ? [] : [invalidValue(`spec.${field}`, now[field] ?? null, 'field is immutable')];
  return [...validateJob(after), ...completionsKept(now, old), ...FIXED.flatMap(fixed)];
}

/** The completions of an indexed Job may change, to the number of its parallelism. */
function completionsKept(now: Draft, old: Draft): FieldError[] {
  if (same(now.completions, old.completions)) return [];
  const wrong = (why: string) => [invalidValue('spec.completions', now.completions ?? null, why)];
  if (now.completionMode !== 'Indexed') return wrong('field is immutable');
  if (now.completions === undefined || now.completions === now.parallelism) return [];
  return wrong('can only be modified in tandem with spec.parallelism');
}

const same = (a: unknown, b: unknown): boolean => a === b || equal((a ?? null) as never, (b ?? null) as never);
