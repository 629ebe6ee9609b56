import type { FieldError } from '../refusal.ts';

/**
 * The kinds of validation error and how each is worded (apimachinery/pkg/util/validation/field). Paths are text:
 * `spec.template.spec.containers[0].name`.
 */

export const child = (path: string, field: string): string => (path === '' ? field : `${path}.${field}`);
export const at = (path: string, index: number): string => `${path}[${index}]`;
export const key = (path: string, name: string): string => `${path}[${name}]`;

const make = (reason: string, field: string, message: string): FieldError => ({ field, reason, message });

const detailed = (text: string, detail: string): string => (detail === '' ? text : `${text}: ${detail}`);

export const required = (path: string, detail = ''): FieldError =>
  make('FieldValueRequired', path, detailed('Required value', detail));

export const invalidValue = (path: string, value: unknown, detail: string): FieldError =>
  make('FieldValueInvalid', path, detailed(`Invalid value: ${shown(value)}`, detail));

export const notSupported = (path: string, value: unknown, supported: readonly string[]): FieldError =>
  make(
    'FieldValueNotSupported',
    path,
    `Unsupported value: ${shown(value)}: supported values: ${supported.map(word => goQuote(word)).join(', ')}`,
  );

export const duplicate = (path: string, value: unknown): FieldError =>
  make('FieldValueDuplicate', path, `Duplicate value: ${shown(value)}`);

export const notFoundValue = (path: string, value: unknown, detail = ''): FieldError =>
  make('FieldValueNotFound', path, detailed(`Not found: ${shown(value)}`, detail));

export const forbiddenField = (path: string, detail: string): FieldError =>
  make('FieldValueForbidden', path, detailed('Forbidden', detail));

export const tooLongValue = (path: string, limit: number): FieldError =>
  make('FieldValueTooLong', path, `Too long: may not be more than ${limit} bytes`);

export const tooMany = (path: string, actual: number, limit: number): FieldError =>
  make('FieldValueTooMany', path, `Too many: ${actual}: must have at most ${limit} item${limit === 1 ? '' : 's'}`);

/** Each text of what is wrong with a value, as an error at its path. */
export const invalids = (path: string, value: unknown, texts: readonly string[]): FieldError[] =>
  texts.map(text => invalidValue(path, value, text));

export const nonNegative = (path: string, value: number | undefined): FieldError[] =>
  value !== undefined && value < 0 ? [invalidValue(path, value, 'must be greater than or equal to 0')] : [];

export const positive = (path: string, value: number): FieldError[] =>
  value <= 0 ? [invalidValue(path, value, 'must be greater than zero')] : [];

/** A value as errors show it: texts quoted, numbers bare, everything else as Go's JSON; nothing is null. */
function shown(value: unknown): string {
  if (typeof value === 'string') return goQuote(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === undefined ? 'null' : goJson(value);
}

/** Go's %q for what can stand in a manifest. */
export const goQuote = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\u009f]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Go's encoding/json writes `<`, `>` and `&` as escapes. Fields keep their order, which is Go's after decoding. */
const goJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&]/g, char => `\\u00${char.charCodeAt(0).toString(16)}`);
