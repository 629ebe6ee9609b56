import type { Deployment } from '@playhead/core';
import { describe, expect, it } from 'vitest';
import { maxSurge, maxUnavailable, minAvailable } from './arithmetic.ts';

const deployment = (replicas: number, surge: number | string, unavailable: number | string): Deployment =>
  ({
    spec: {
      replicas,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable } },
    },
  }) as unknown as Deployment;

describe('maxSurge and maxUnavailable', () => {
  it.each([
    // replicas, maxSurge, maxUnavailable -> surge, unavailable
    [1, '25%', '25%', 1, 0],
    [2, '25%', '25%', 1, 0],
    [3, '25%', '25%', 1, 0],
    [4, '25%', '25%', 1, 1],
    [5, '25%', '25%', 2, 1],
    [10, '25%', '25%', 3, 2],
    [10, '30%', 0, 3, 0],
    [1, 0, '25%', 0, 1],
    [3, 0, 1, 0, 1],
    [3, 0, 7, 0, 3],
    [10, '0%', '5%', 0, 1],
    [0, 1, 1, 1, 0],
  ])('%i replicas, %s and %s: %i over, %i under', (replicas, surge, unavailable, over, under) => {
    const d = deployment(replicas, surge, unavailable);
    expect([maxSurge(d), maxUnavailable(d)]).toEqual([over, under]);
    expect(minAvailable(d)).toBe(replicas - under);
  });

  it('are 0 for Recreate', () => {
    const d = { spec: { replicas: 4, strategy: { type: 'Recreate' } } } as unknown as Deployment;
    expect([maxSurge(d), maxUnavailable(d)]).toEqual([0, 0]);
  });
});
