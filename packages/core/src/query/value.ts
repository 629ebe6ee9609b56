import { shortImage } from '../projections/words.ts';
import type { Comparison } from './expression.ts';

/**
 * What an expression is at one position. `undefined`: it cannot be asked, for the object is not there; every comparison
 * with it is undefined too, so `--always` and `--never` pass over it. `null`: the object has no such field, which is 0
 * beside a number and an empty text beside a text, as Kubernetes leaves zeros out.
 */
export type Value = number | string | boolean | null | undefined;

/** What kind of value; `any`: a field of an object, known only when it is read. */
export type Type = 'number' | 'text' | 'truth' | 'any';

/** A yes or no; undefined where there is none. A condition or field that says True is a yes. */
export function truthOf(value: Value): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  return false;
}

export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (value === null) return 0;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

export function compare(left: Value, operator: Comparison, right: Value): boolean | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (operator === '=') return same(left, right);
  if (operator === '!=') return !same(left, right);
  if (typeof left === 'string' && typeof right === 'string') return ordered(operator, left, right);
  const [a, b] = [numberOf(left), numberOf(right)];
  return a === undefined || b === undefined ? undefined : ordered(operator, a, b);
}

function ordered<T extends number | string>(operator: Comparison, left: T, right: T): boolean {
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function same(left: Value, right: Value): boolean {
  if (typeof left === 'number' || typeof right === 'number') return numberOf(left) === numberOf(right);
  if (typeof left === 'boolean' || typeof right === 'boolean') return truthOf(left) === truthOf(right);
  return fits(left ?? '', String(right ?? ''));
}

/** Without regard to case; `*` in the pattern stands for anything. */
export function fits(text: string, pattern: string): boolean {
  const [given, wanted] = [text.toLowerCase(), pattern.toLowerCase()];
  if (!wanted.includes('*')) return given === wanted;
  const parts = wanted.split('*');
  const [first, last] = [parts[0]!, parts[parts.length - 1]!];
  if (!given.startsWith(first) || !given.endsWith(last) || given.length < first.length + last.length) return false;
  let from = first.length;
  const end = given.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const at = given.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}

/** Any of several images, joined by `, `; by its whole name or by its last part: `app:v1`. */
export const imageFits = (images: string, pattern: string): boolean =>
  images.split(', ').some(image => fits(image, pattern) || fits(shortImage(image), pattern));
