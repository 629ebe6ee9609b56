import { describe, expect, test } from 'vitest';
import { firstAfter, lastBefore, leastIn, mostIn, Steps } from './steps.ts';

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

  test('knows the least and the most in force within a stretch, what it begins with included', () => {
    const steps = new Steps(5);
    for (const [position, value] of [
      [2, 1],
      [4, 9],
      [6, 3],
    ] as const)
      steps.set(position, value);
    expect([leastIn(steps, 0, 3), mostIn(steps, 0, 3)]).toEqual([1, 5]);
    expect([leastIn(steps, 4, 5), mostIn(steps, 4, 5)]).toEqual([9, 9]);
    expect([leastIn(steps, 3, 9), mostIn(steps, 3, 9)]).toEqual([1, 9]);
  });
});

test('the extremes of a long series are those of a walk over it', () => {
  const steps = new Steps(40);
  for (let i = 1; i <= 5000; i++) steps.set(i * 3, (i * i) % 997);
  const walked = (from: number, to: number): number[] => {
    const found = [steps.at(from)];
    for (let i = 0; i < steps.positions.length; i++)
      if (steps.positions[i]! > from && steps.positions[i]! <= to) found.push(steps.values[i]!);
    return found;
  };
  for (const [from, to] of [
    [0, 15_000],
    [1, 190],
    [190, 385],
    [192, 4000],
    [7001, 7002],
    [9000, 20_000],
  ] as const) {
    expect(leastIn(steps, from, to)).toBe(Math.min(...walked(from, to)));
    expect(mostIn(steps, from, to)).toBe(Math.max(...walked(from, to)));
  }
});

test('a saved series is loaded when it is first asked, and then answers as the one it was made of', () => {
  let loads = 0;
  const saved = Steps.saved('none', () => {
    loads++;
    return { positions: Uint32Array.of(2, 5), values: ['a', 'b'] };
  });
  expect(loads).toBe(0);
  expect([saved.at(1), saved.at(4), saved.last, saved.since(9), saved.first('b')]).toEqual(['none', 'a', 'b', 5, 5]);
  expect(loads).toBe(1);
});

test('neighbours in a rising list', () => {
  expect(firstAfter([2, 4, 6], 4)).toBe(6);
  expect(firstAfter([2, 4, 6], 6)).toBeUndefined();
  expect(lastBefore([2, 4, 6], 4)).toBe(2);
  expect(lastBefore([2, 4, 6], 2)).toBeUndefined();
});
