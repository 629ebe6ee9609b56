import type { LabelSelector } from '@playhead/core';
import { labelValue, qualifiedName } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import { selectorOf } from '../selector.ts';
import { at, child, forbiddenField, invalids, invalidValue, required } from './errors.ts';
import { validateLabels } from './metadata.ts';

/** metav1/validation.ValidateLabelSelector. */
export function validateSelector(selector: LabelSelector | undefined, path: string): FieldError[] {
  if (selector === undefined) return [];
  const errors = validateLabels(selector.matchLabels, child(path, 'matchLabels'));
  (selector.matchExpressions ?? []).forEach((expression, index) => {
    const place = at(child(path, 'matchExpressions'), index);
    const values = expression.values ?? [];
    switch (expression.operator) {
      case 'In':
      case 'NotIn':
        if (values.length === 0)
          errors.push(required(child(place, 'values'), "must be specified when `operator` is 'In' or 'NotIn'"));
        break;
      case 'Exists':
      case 'DoesNotExist':
        if (values.length > 0)
          errors.push(
            forbiddenField(
              child(place, 'values'),
              "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
            ),
          );
        break;
      default:
        errors.push(invalidValue(child(place, 'operator'), expression.operator ?? '', 'not a valid selector operator'));
    }
    errors.push(...invalids(child(place, 'key'), expression.key ?? '', qualifiedName(expression.key ?? '')));
    values.forEach((value, i) => {
      errors.push(...invalids(at(child(place, 'values'), i), value, labelValue(value)));
    });
  });
  return errors;
}

/** Whether a selector can be made of it at all (metav1.LabelSelectorAsSelector gives no error). */
export function isUsableSelector(selector: LabelSelector | undefined): boolean {
  if (selector === undefined) return true;
  const requirements = selectorOf(selector);
  if (requirements === undefined) return false;
  return requirements.every(
    ({ key, operator, values }) =>
      qualifiedName(key).length === 0 &&
      values.every(value => labelValue(value).length === 0) &&
      ((operator !== 'in' && operator !== 'notin') || values.length > 0) &&
      ((operator !== 'exists' && operator !== '!') || values.length === 0),
  );
}
