import { describe, expect, test } from 'vitest';
import { firstAfter, lastBefore, Steps } from './steps.ts';

describe('Steps', () => {
  test('keeps the value from each position on', () => {
    const steps = new Steps(0);
    steps.set(3, 1);
    steps.set(7, 2);
    expect([0, 2, 3, 6, 7, 100].map(position => steps.at(position))).toEqual([0, 0, 1, 1, 2, 2]);
    expect([2, 3, 8].map(position => steps.since(position))).toEqual([0, 3, 7]);
  });

  test('a second word about a position replaces the first, and takes the step back where nothing changed', () => {
    const steps = new Steps(5);
    steps.set(2, 6);
    steps.set(2, 7);
    expect(steps.values).toEqual([7]);
    steps.set(2, 5);
    expect(steps.positions).toEqual([]);
    steps.set(4, 8);
    steps.set(6, 9);
    steps.set(6, 8);
    expect(steps.positions).toEqual([4]);
  });

  test('gives every value in force within a stretch', () => {
    const steps = new Steps(0);
    for (const [position, value] of [
      [2, 1],
      [4, 2],
      [6, 3],
    ] as const)
      steps.set(position, value);
    expect([...steps.within(3, 6)]).toEqual([1, 2, 3]);
    expect([...steps.within(4, 5)]).toEqual([2]);
  });
});

test('neighbours in a rising list', () => {
  expect(firstAfter([2, 4, 6], 4)).toBe(6);
  expect(firstAfter([2, 4, 6], 6)).toBeUndefined();
  expect(lastBefore([2, 4, 6], 4)).toBe(2);
  expect(lastBefore([2, 4, 6], 2)).toBeUndefined();
});
