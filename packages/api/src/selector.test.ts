import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { formatSelector, matches, parseSelector, selectorMatches } from './selector.ts';

const labels = { app: 'web', tier: 'front', n: '5' };

test.each([
  ['app=web', true, 'app=web'],
  ['app==web,tier!=back', true, 'app==web,tier!=back'],
  ['tier in (back, front)', true, 'tier in (back,front)'],
  ['tier notin (front)', false, 'tier notin (front)'],
  ['!missing,app', true, 'app,!missing'],
  ['n>4', true, 'n>4'],
  ['n<5', false, 'n<5'],
  ['app=', false, 'app='],
  ['missing!=x', true, 'missing!=x'],
  ['', true, ''],
  ['in=notin', false, 'in=notin'],
])('%s', (text, picks, written) => {
  const selector = parseSelector(text);
  if (E.isLeft(selector)) throw new Error(selector.left);
  expect(matches(selector.right, labels)).toBe(picks);
  expect(formatSelector(selector.right)).toBe(written);
});

test.each([
  ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
  ['a=b!', "found '!', expected: ',' or 'end of string'"],
  ['a,', "found '', expected: identifier after ','"],
  ['=a', "found '=', expected: !, identifier, or 'end of string'"],
])('%s is refused', (text, words) => {
  expect(parseSelector(text)).toEqual(E.left(words));
});

test('a missing selector picks nothing, an empty one everything', () => {
  expect(selectorMatches(undefined, labels)).toBe(false);
  expect(selectorMatches({}, labels)).toBe(true);
  expect(selectorMatches({ matchExpressions: [{ key: 'app', operator: 'Nope' }] }, labels)).toBe(false);
  expect(
    selectorMatches(
      { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'x', operator: 'DoesNotExist' }] },
      labels,
    ),
  ).toBe(true);
});
