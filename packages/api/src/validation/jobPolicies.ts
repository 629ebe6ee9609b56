import * as E from 'fp-ts/lib/Either.js';
import { qualifiedName } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import {
  at,
  child,
  duplicate,
  invalids,
  invalidValue,
  nonNegative,
  notSupported,
  required,
  tooMany,
} from './errors.ts';

/** When a Job counts as done or as failed (validation.validateSuccessPolicy, validatePodFailurePolicy). */

export function validateSuccessPolicy(spec: Draft, path: string): FieldError[] {
  const rules = (spec.successPolicy.rules ?? []) as Draft[];
  if (spec.completionMode !== 'Indexed') {
    const shown = rules.map(rule => ({
      SucceededIndexes: rule.succeededIndexes ?? null,
      SucceededCount: rule.succeededCount ?? null,
    }));
    const value = { Rules: spec.successPolicy.rules === undefined ? null : shown };
    return [invalidValue(path, value, 'requires indexed completion mode')];
  }
  const place = child(path, 'rules');
  if (rules.length === 0)
    return [required(place, 'at least one rules must be specified when the successPolicy is specified')];
  const errors = rules.length > 20 ? [tooMany(place, rules.length, 20)] : [];
  return [...errors, ...rules.flatMap((rule, i) => validateSuccessRule(rule, at(place, i), spec.completions ?? 0))];
}

function validateSuccessRule(rule: Draft, path: string, completions: number): FieldError[] {
  const { succeededCount: count, succeededIndexes: indexes } = rule;
  if (count === undefined && indexes === undefined)
    return [required(path, 'at least one of succeededCount or succeededIndexes must be specified')];
  const parsed = indexes === undefined ? E.right(0) : countIndexes(indexes, completions);
  const errors = E.isLeft(parsed)
    ? [invalidValue(child(path, 'succeededIndexes'), indexes, `error parsing succeededIndexes: ${parsed.left}`)]
    : [];
  if (count === undefined) return errors;
  const place = child(path, 'succeededCount');
  errors.push(...nonNegative(place, count));
  const atMost = (most: number, what: string) =>
    errors.push(invalidValue(place, count, `must be less than or equal to ${most} (the number of ${what})`));
  if (count > completions) atMost(completions, 'specified completions');
  const total = E.isRight(parsed) ? parsed.right : 0;
  if (indexes !== undefined && count > total) atMost(total, 'indexes in the specified succeededIndexes field');
  return errors;
}

/** How many indexes `0,2-4` names (validation.validateIndexesFormat), or what is wrong with it. */
function countIndexes(text: string, completions: number): E.Either<string, number> {
  if (text === '') return E.right(0);
  let last = -1;
  let total = 0;
  for (const interval of text.split(',')) {
    const limits = interval.split('-');
    if (limits.length > 2)
      return E.left(
        `the fragment ${JSON.stringify(interval)} violates the requirement that an index interval can have at most two parts separated by '-'`,
      );
    for (const limit of limits) {
      if (!/^[+-]?\d+$/.test(limit))
        return E.left(`cannot convert string to integer for index: ${JSON.stringify(limit)}`);
      if (Number(limit) >= completions) return E.left(`too large index: ${JSON.stringify(limit)}`);
    }
    const [from = 0, to = from] = limits.map(Number);
    if (limits.length > 1 && from >= to) return E.left(`non-increasing order, previous: ${from}, current: ${to}`);
    if (last >= from) return E.left(`non-increasing order, previous: ${last}, current: ${from}`);
    total += to - from + 1;
    last = to;
  }
  return E.right(total);
}

const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];

export function validateFailurePolicy(spec: Draft, path: string): FieldError[] {
  const pod = (spec.template?.spec ?? {}) as Draft;
  const names = [...(pod.containers ?? []), ...(pod.initContainers ?? [])].map((c: Draft) => c.name as string);
  const rules = (spec.podFailurePolicy.rules ?? []) as Draft[];
  return rules.flatMap((rule, index) => {
    const place = at(child(path, 'rules'), index);
    const errors: FieldError[] = [];
    if (!rule.action) errors.push(required(child(place, 'action'), `valid values: ${goList(ACTIONS)}`));
    else if (rule.action === 'FailIndex' && spec.backoffLimitPerIndex === undefined)
      errors.push(invalidValue(child(place, 'action'), rule.action, 'requires the backoffLimitPerIndex to be set'));
    else if (!ACTIONS.includes(rule.action)) errors.push(notSupported(child(place, 'action'), rule.action, ACTIONS));
    const conditions = (rule.onPodConditions ?? []) as Draft[];
    if (rule.onExitCodes) errors.push(...validateExitCodes(rule.onExitCodes, child(place, 'onExitCodes'), names));
    errors.push(...conditions.flatMap((c, i) => validateCondition(c, at(child(place, 'onPodConditions'), i))));
    const both = rule.onExitCodes && conditions.length > 0;
    const neither = !rule.onExitCodes && conditions.length === 0;
    if (both || neither)
      errors.push({
        field: place,
        reason: 'FieldValueInvalid',
        message: `Invalid value: specifying ${both ? 'both OnExitCodes and OnPodConditions is not supported' : 'one of OnExitCodes and OnPodConditions is required'}`,
      });
    return errors;
  });
}

const goList = (words: readonly string[]): string => `[${words.map(word => JSON.stringify(word)).join(' ')}]`;

function validateCondition(pattern: Draft, path: string): FieldError[] {
  const type = (pattern.type ?? '') as string;
  const statuses = ['False', 'True', 'Unknown'];
  const errors = invalids(child(path, 'type'), type, qualifiedName(type));
  if (!statuses.includes(pattern.status)) errors.push(notSupported(child(path, 'status'), pattern.status, statuses));
  return errors;
}

function validateExitCodes(codes: Draft, path: string, containers: readonly string[]): FieldError[] {
  const errors: FieldError[] = [];
  const operators = ['In', 'NotIn'];
  if (!codes.operator) errors.push(required(child(path, 'operator'), `valid values: ${goList(operators)}`));
  else if (!operators.includes(codes.operator))
    errors.push(notSupported(child(path, 'operator'), codes.operator, operators));
  if (codes.containerName !== undefined && !containers.includes(codes.containerName))
    errors.push(
      invalidValue(
        child(path, 'containerName'),
        codes.containerName,
        'must be one of the container or initContainer names in the pod template',
      ),
    );
  const values = (codes.values ?? []) as number[];
  const place = child(path, 'values');
  if (values.length === 0) errors.push(invalidValue(place, codes.values, 'at least one value is required'));
  else if (values.length > 255) errors.push(tooMany(place, values.length, 255));
  values.forEach((value, i) => {
    if (codes.operator === 'In' && value === 0)
      errors.push(invalidValue(at(place, i), value, 'must not be 0 for the In operator'));
    if (values.indexOf(value) < i) errors.push(duplicate(at(place, i), value));
  });
  if (values.some((value, i) => i > 0 && values[i - 1]! > value))
    errors.push(invalidValue(place, values, 'must be ordered'));
  return errors;
}
