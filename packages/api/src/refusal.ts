import type { Refusal } from '@playhead/core';
import type { KindInfo } from './kinds.ts';
import { groupKind, groupResource } from './kinds.ts';

/** One reason why an object is invalid (field.Error): `message` is the text after the path. */
export interface FieldError {
  readonly field: string;
  readonly reason: string;
  readonly message: string;
}

/** apimachinery/pkg/api/errors.NewNotFound: `deployments.apps "x" not found`. */
export const notFound = (info: KindInfo, name: string): Refusal => ({
  code: 404,
  reason: 'NotFound',
  message: `${groupResource(info)} "${name}" not found`,
});

export const alreadyExists = (info: KindInfo, name: string): Refusal => ({
  code: 409,
  reason: 'AlreadyExists',
  message: `${groupResource(info)} "${name}" already exists`,
});

export const conflict = (info: KindInfo, name: string, why: string): Refusal => ({
  code: 409,
  reason: 'Conflict',
  message: `Operation cannot be fulfilled on ${groupResource(info)} "${name}": ${why}`,
});

export const forbidden = (info: KindInfo, name: string, why: string): Refusal => ({
  code: 403,
  reason: 'Forbidden',
  message:
    name === ''
      ? `${groupResource(info)} is forbidden: ${why}`
      : `${groupResource(info)} "${name}" is forbidden: ${why}`,
});

export const badRequest = (message: string): Refusal => ({ code: 400, reason: 'BadRequest', message });

/**
 * 422 with every error (errors.NewInvalid): `Deployment.apps "x" is invalid: a: b`, several as `[a: b, c: d]` with the
 * same text written once (utilerrors.Aggregate).
 */
export function invalid(info: KindInfo, name: string, errors: readonly FieldError[]): Refusal {
  const texts = [...new Set(errors.map(error => `${error.field}: ${error.message}`))];
  const all = texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`;
  return {
    code: 422,
    reason: 'Invalid',
    message: `${groupKind(info)} "${name}" is invalid: ${all}`,
    causes: errors.map(({ reason, message, field }) => ({ reason, message, field })),
  };
}
