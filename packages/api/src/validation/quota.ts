import { qualifiedName } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { invalids, invalidValue, key } from './errors.ts';
import { isStandardQuotaResource, validateAmount } from './resources.ts';

/** ResourceQuotas (validation.ValidateResourceQuotaSpec), without the rules on which scopes go together. */
export function validateQuotaSpec(spec: Draft): FieldError[] {
  const hard = (spec.hard ?? {}) as Readonly<Record<string, string>>;
  return Object.keys(hard)
    .sort()
    .flatMap(name => {
      const path = key('spec.hard', name);
      return [...validateName(name, path), ...validateAmount(name, hard[name]!, path)];
    });
}

function validateName(name: string, path: string): FieldError[] {
  const errors = invalids(path, name, qualifiedName(name));
  if (errors.length > 0 || name.includes('/') || isStandardQuotaResource(name)) return errors;
  return [
    invalidValue(path, name, 'must be a standard resource type or fully qualified'),
    invalidValue(path, name, 'must be a standard resource for quota'),
  ];
}
