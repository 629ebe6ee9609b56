import type { FieldError } from '../refusal.ts';
import { invalidValue } from './errors.ts';

/** Paths inside volumes. */

export function validateDescending(target: string, path: string): FieldError[] {
  const errors = target.startsWith('/') ? [invalidValue(path, target, 'must be a relative path')] : [];
  return [...errors, ...validateNoBacksteps(target, path)];
}

export const validateNoBacksteps = (target: string, path: string): FieldError[] =>
  target.split('/').includes('..') ? [invalidValue(path, target, "must not contain '..'")] : [];

/** And none that begins like those that lead out, which the volumes keep for themselves. */
export function validateNonReserved(target: string, path: string): FieldError[] {
  const errors = validateDescending(target, path);
  return target.startsWith('..') && !target.startsWith('../')
    ? [...errors, invalidValue(path, target, "must not start with '..'")]
    : errors;
}
