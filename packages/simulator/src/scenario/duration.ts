import type { KubeletRule } from '@playhead/controllers';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

type Spread = NonNullable<KubeletRule['start']>;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const WHOLE = /^(\d+(?:\.\d+)?(?:ms|s|m|h))+$/;

/** `100ms`, `2s`, `1m30s`, or a number of milliseconds; undefined where it is none of these. */
export function parseDuration(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string' || !WHOLE.test(value)) return undefined;
  let total = 0;
  for (const [, amount, unit] of value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) total += Number(amount) * UNITS[unit!]!;
  return total;
}

const decoded =
  <A>(parse: (value: unknown) => A | undefined): t.Validate<unknown, A> =>
  (value, context) => {
    const parsed = parse(value);
    return parsed === undefined ? t.failure(value, context) : E.right(parsed);
  };

/** Milliseconds. */
export const Duration = new t.Type<number, unknown>(
  'a duration such as 500ms, 2s or 1m30s',
  (value): value is number => typeof value === 'number',
  decoded(parseDuration),
  String,
);

/** Milliseconds, or two of them written `500ms..3s`: drawn evenly between for each pod. */
export const SpreadDuration = new t.Type<Spread, unknown>(
  'a duration such as 500ms or 2s, or a range such as 500ms..3s',
  (value): value is Spread => value !== undefined,
  decoded(value => {
    const [from, to, more] = typeof value === 'string' ? value.split('..') : [];
    if (to === undefined) return parseDuration(value);
    const [low, high] = [parseDuration(from), parseDuration(to)];
    return low === undefined || high === undefined || more !== undefined || high < low
      ? undefined
      : { from: low, to: high };
  }),
  String,
);
