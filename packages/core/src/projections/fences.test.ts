import { expect, test } from 'vitest';
import type { KubeObject } from '../kube/object.ts';
import { fencesOf } from './fences.ts';

const deployment = (replicas: number, maxSurge: number | string, maxUnavailable: number | string): KubeObject =>
  ({
    kind: 'Deployment',
    spec: { replicas, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } },
  }) as unknown as KubeObject;

/** The table of deploymentutil.ResolveFenceposts: percentages of surge go up, of unavailability down. */
test.each([
  [1, '25%', '25%', 2, 1],
  [3, '25%', '25%', 4, 3],
  [4, '25%', '25%', 5, 3],
  [10, '25%', '25%', 13, 8],
  [10, '30%', 0, 13, 10],
  [1, 0, '25%', 1, 0],
  [3, 0, 1, 3, 2],
  [2, 1, 5, 3, 0],
])('%i replicas, %s and %s: ceiling %i, floor %i', (replicas, surge, unavailable, ceiling, floor) => {
  const fences = fencesOf(deployment(replicas, surge, unavailable));
  expect([fences.ceiling, fences.floor]).toEqual([ceiling, floor]);
});

test('the sums are said with their numbers', () => {
  const fences = fencesOf(deployment(3, '25%', '25%'));
  expect(fences.surgeSum).toBe('25% of 3 = 0.75, up to 1');
  expect(fences.unavailableSum).toBe('25% of 3 = 0.75, down to 0');
  expect(fencesOf(deployment(100, '25%', '25%')).surgeSum).toBe('25% of 100 = 25');
});

test('Recreate keeps no floor', () => {
  const fences = fencesOf({ kind: 'Deployment', spec: { replicas: 3, strategy: { type: 'Recreate' } } } as never);
  expect([fences.ceiling, fences.floor, fences.recreate]).toEqual([3, 0, true]);
});
