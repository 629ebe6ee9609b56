import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { compareQuantities, formatQuantity, milliValue, parseQuantity, quantityOf, wholeValue } from './quantity.ts';

const WRONG = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

test.each([
  ['100m', '100m'],
  ['0.1', '100m'],
  ['1000m', '1'],
  ['1.5', '1500m'],
  ['1500', '1500'],
  ['12000', '12k'],
  ['128974848', '128974848'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['0.5Ki', '512'],
  ['100Ki', '100Ki'],
  ['12e6', '12e6'],
  ['1e3', '1e3'],
  ['5e-1', '500e-3'],
  ['0', '0'],
  ['-1', '-1'],
  ['1n', '1n'],
  ['0.1n', '1n'],
  ['9223372036854775808', '9223372036854775807'],
  ['1Ei', '1Ei'],
])('%s is written %s', (text, canonical) => {
  expect(E.map(formatQuantity)(parseQuantity(text))).toEqual(E.right(canonical));
});

test.each([
  ['', WRONG],
  ['x', WRONG],
  ['1 Gi', WRONG],
  ['1Gb', WRONG],
  ['1Kim', "unable to parse quantity's suffix"],
  ['1K', "unable to parse quantity's suffix"],
])('%j is refused', (text, words) => {
  expect(parseQuantity(text)).toEqual(E.left(words));
});

test('values round up, and amounts compare by value', () => {
  expect([wholeValue('1500m'), wholeValue('2'), milliValue('0.5'), milliValue('1n')]).toEqual([2, 2, 500, 1]);
  expect(compareQuantities(quantityOf('1'), quantityOf('1000m'))).toBe(0);
  expect(compareQuantities(quantityOf('1Gi'), quantityOf('1G'))).toBe(1);
});
