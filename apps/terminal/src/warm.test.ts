import type { Story } from '@playhead/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { warmUp } from './warm.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A story of groups that note when their pods are asked for. */
function storyOf(births: readonly number[]): { readonly story: Story; readonly asked: number[] } {
  const asked: number[] = [];
  const groups = births.map(born => ({
    born,
    counts: {},
    get pods() {
      asked.push(born);
      return [];
    },
  }));
  return { story: { workloads: [{ groups }] } as unknown as Story, asked };
}

test('the newest revision is read first, one a step, and then what computes why is loaded', () => {
  const { story, asked } = storyOf([3, 70, 40]);
  const load = vi.fn(async () => undefined);
  warmUp(story, load);
  expect(asked).toEqual([]);
  vi.advanceTimersByTime(40);
  expect(asked).toEqual([70]);
  vi.advanceTimersByTime(80);
  expect(asked).toEqual([70, 40, 3]);
  expect(load).not.toHaveBeenCalled();
  vi.advanceTimersByTime(40);
  expect(load).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(1000);
  expect(asked.length).toBe(3);
});

test('whoever leaves ends it', () => {
  const { story, asked } = storyOf([3, 70, 40]);
  const cool = warmUp(story, async () => undefined);
  vi.advanceTimersByTime(40);
  cool();
  vi.advanceTimersByTime(1000);
  expect(asked).toEqual([70]);
});
