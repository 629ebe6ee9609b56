/** Small io-ts codecs with names a person can read, from which those of the log are put together. */
import type { Json, JsonObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const named = <A>(name: string, is: (value: unknown) => value is A): t.Type<A, A, unknown> =>
  new t.Type(name, is, (value, context) => (is(value) ? t.success(value) : t.failure(value, context)), t.identity);

export const text = named('text', (value): value is string => typeof value === 'string');

export const number = named(
  'a number',
  (value): value is number => typeof value === 'number' && Number.isFinite(value),
);

export const whole = named('a whole number', (value): value is number => Number.isSafeInteger(value));

export const count = named(
  'a whole number, 0 or more',
  (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0,
);

export const truth = named('true or false', (value): value is boolean => typeof value === 'boolean');

/** One of a few words. */
export const word = <const W extends string>(...words: readonly W[]): t.Type<W, W, unknown> => {
  const known = new Set<unknown>(words);
  return named(
    words.length === 1 ? `"${words[0]}"` : `one of ${words.join(', ')}`,
    (value): value is W => typeof value === 'string' && known.has(value),
  );
};

/** How deep values may lie inside each other; Kubernetes objects stay under 40. */
export const DEEPEST = 128;

export const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

function isJson(value: unknown, depth: number): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (depth > DEEPEST) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (!isJson(item, depth + 1)) return false;
    return true;
  }
  if (!isPlainObject(value)) return false;
  for (const key of Object.keys(value)) {
    if (key === '__proto__') return false;
    if (value[key] !== undefined && !isJson(value[key], depth + 1)) return false;
  }
  return true;
}

export const json = named('a JSON value', (value): value is Json => isJson(value, 0));
export const jsonObject = named(
  'a JSON object',
  (value): value is JsonObject => isPlainObject(value) && isJson(value, 0),
);

export const list = <A>(item: t.Type<A, A, unknown>): t.Type<readonly A[], readonly A[], unknown> =>
  t.readonlyArray(item, `a list of ${item.name}`);

/** An object used as a table: any keys, each value of one kind. */
export const table = <A>(item: t.Type<A, A, unknown>) => {
  const is = (value: unknown): value is Readonly<Record<string, A>> =>
    isPlainObject(value) && Object.keys(value).every(key => key !== '__proto__' && item.is(value[key]));
  return new t.Type<Readonly<Record<string, A>>, Readonly<Record<string, A>>, unknown>(
    `a table of ${item.name}`,
    is,
    (value, context) => {
      if (!isPlainObject(value)) return t.failure(value, context);
      const errors: t.ValidationError[] = [];
      for (const key of Object.keys(value)) {
        if (key === '__proto__') errors.push({ value, context: t.appendContext(context, key, t.never) });
        else push(errors, item.validate(value[key], t.appendContext(context, key, item, value[key])));
      }
      return errors.length > 0 ? t.failures(errors) : t.success(value as Readonly<Record<string, A>>);
    },
    t.identity,
  );
};

type Fields = Readonly<Record<string, t.Type<unknown, unknown, unknown>>>;
// biome-ignore lint/suspicious/noExplicitAny: what a codec is of is read off it
type AnyFields = Readonly<Record<string, t.Type<any, any, unknown>>>;
type NoFields = Readonly<Record<never, t.Type<unknown, unknown, unknown>>>;
type Shape<R extends AnyFields, O extends AnyFields> = {
  readonly [K in keyof R]: t.TypeOf<R[K]>;
} & {
  readonly [K in keyof O]?: t.TypeOf<O[K]>;
};

/** An object with these fields, the optional ones where they are, and no others. */
export function fields<R extends AnyFields>(
  name: string,
  required: R,
): t.Type<Shape<R, NoFields>, Shape<R, NoFields>, unknown>;
export function fields<R extends AnyFields, O extends AnyFields>(
  name: string,
  required: R,
  optional: O,
): t.Type<Shape<R, O>, Shape<R, O>, unknown>;
export function fields<R extends AnyFields, O extends AnyFields>(
  name: string,
  required: R,
  optional?: O,
): t.Type<Shape<R, O>, Shape<R, O>, unknown> {
  const must = required as Fields;
  const may = (optional ?? {}) as Fields;
  const codecs = new Map([...Object.entries(must), ...Object.entries(may)]);
  const is = (value: unknown): value is Shape<R, O> =>
    isPlainObject(value) &&
    Object.keys(must).every(key => must[key]!.is(value[key])) &&
    Object.keys(value).every(
      key => value[key] === undefined || Object.hasOwn(must, key) || codecs.get(key)?.is(value[key]) === true,
    );
  return new t.Type<Shape<R, O>, Shape<R, O>, unknown>(
    name,
    is,
    (value, context) => {
      if (!isPlainObject(value)) return t.failure(value, context);
      const errors: t.ValidationError[] = [];
      for (const key in must)
        push(errors, must[key]!.validate(value[key], t.appendContext(context, key, must[key]!, value[key])));
      for (const key of Object.keys(value)) {
        if (value[key] === undefined || Object.hasOwn(must, key)) continue;
        const codec = codecs.get(key) ?? nothing;
        push(errors, codec.validate(value[key], t.appendContext(context, key, codec, value[key])));
      }
      return errors.length > 0 ? t.failures(errors) : t.success(value as Shape<R, O>);
    },
    t.identity,
  );
}

const nothing = named('no such field', (_value): _value is never => false);

function push(errors: t.ValidationError[], validation: t.Validation<unknown>): void {
  if (E.isLeft(validation)) errors.push(...validation.left);
}

/** The first thing wrong, as `events.0.at: expected text, got 7`. */
export function firstProblem(errors: t.Errors): string {
  const error = errors[0];
  if (error === undefined) return 'unreadable';
  if (error.message !== undefined) return error.message;
  const path = error.context
    .slice(1)
    .map(step => step.key)
    .join('.');
  const wanted = error.context[error.context.length - 1]?.type.name ?? 'something else';
  const problem =
    wanted === nothing.name ? 'is not a field this version knows' : `expected ${wanted}, got ${show(error.value)}`;
  return path === '' ? problem : `${path}: ${problem}`;
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
