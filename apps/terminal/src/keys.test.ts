import { expect, test } from 'vitest';
import { toStart } from './actions/move.ts';
import { actionOf, footer, isFirst, KEYS } from './keys.ts';

test('no key is given twice', () => {
  const keys = KEYS.flatMap(row => row.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('every action has a key, and a key of two is waited for', () => {
  expect(actionOf('g', 'g')).toBe(toStart);
  expect(isFirst('g')).toBe(true);
  expect(isFirst('G')).toBe(false);
  expect(actionOf('x', 'g')).toBeUndefined();
});

test.each([40, 60, 79, 119, 159])('the footer fits %i cells and always names help', width => {
  expect(footer(width).length).toBeLessThanOrEqual(width);
  expect(footer(width)).toContain('? help');
});
