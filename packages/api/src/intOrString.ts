import * as E from 'fp-ts/lib/Either.js';

/**
 * An int-or-percent against a total (intstr.GetScaledValueFromIntOrPercent): 25% of 10 is 2 rounded down, 3 rounded up.
 * Anything else than a whole number or a percentage is an error in upstream's words.
 */
export function scaledValue(value: number | string, total: number, round: 'up' | 'down'): E.Either<string, number> {
  if (typeof value === 'number') return E.right(value);
  if (!value.endsWith('%')) return E.left('invalid type: string is not a percentage');
  const digits = value.slice(0, -1);
  if (!/^[+-]?\d+$/.test(digits))
    return E.left(`invalid value "${value}": strconv.Atoi: parsing "${digits}": invalid syntax`);
  const exact = (Number(digits) * total) / 100;
  return E.right(round === 'up' ? Math.ceil(exact) : Math.floor(exact));
}

/** `scaledValue` rounded up, as maxSurge is; a malformed value counts as 0. */
export const ceilPercent = (value: number | string, total: number): number =>
  E.getOrElse(() => 0)(scaledValue(value, total, 'up'));

/** `scaledValue` rounded down, as a Deployment's maxUnavailable is; a malformed value counts as 0. */
export const floorPercent = (value: number | string, total: number): number =>
  E.getOrElse(() => 0)(scaledValue(value, total, 'down'));
