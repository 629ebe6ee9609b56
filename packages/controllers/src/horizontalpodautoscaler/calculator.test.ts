import type { Pod } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { averageValue, groupPods, propose, requestsOf, type Usage, utilization } from './calculator.ts';

const NOW = Date.parse('2026-01-01T01:00:00Z');
const before = (seconds: number) => new Date(NOW - seconds * 1000).toISOString().replace('.000Z', 'Z');

interface Shape {
  readonly phase?: string;
  readonly ready?: boolean;
  /** Seconds since it started, and since its readiness changed. */
  readonly age?: number;
  readonly changed?: number;
  readonly going?: boolean;
}

const pod = (name: string, { phase = 'Running', ready = true, age = 1000, changed = 900, going }: Shape = {}): Pod =>
  ({
    metadata: { name, ...(going === true ? { deletionTimestamp: before(1) } : {}) },
    spec: { containers: [{ name: 'c', image: 'i', resources: { requests: { cpu: '100m' } } }] },
    status: {
      phase,
      startTime: before(age),
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: before(changed) }],
    },
  }) as unknown as Pod;

const TOLERANCES = { down: 0.1, up: 0.1 };

/** What so many pods of 100m each ask for at a target of 50%, given what each uses; undefined has no sample. */
function asks(current: number, used: readonly (number | undefined)[], pods: readonly Pod[], tolerances = TOLERANCES) {
  const usages = new Map<string, Usage>();
  for (const [i, value] of used.entries())
    if (value !== undefined) usages.set(pods[i]!.metadata.name, { value, at: NOW, window: 1000 });
  const requests = requestsOf(pods, 'cpu');
  if (E.isLeft(requests)) throw new Error(requests.left);
  const answer = propose(current, groupPods(pods, usages, 'cpu', NOW), utilization(requests.right, 50), tolerances);
  if (E.isLeft(answer)) throw new Error(answer.left);
  return answer.right.replicas;
}

const four = ['a', 'b', 'c', 'd'].map(name => pod(name));

describe('ceil(ratio × pods)', () => {
  it.each([
    ['80%: 1.6 × 4 = 6.4', 80, 7],
    ['54%: 1.08 is within a tenth', 54, 4],
    ['56%: 1.12 × 4 = 4.48', 56, 5],
    ['44%: 0.88 × 4 = 3.52', 44, 4],
    ['20%: 0.4 × 4 = 1.6', 20, 2],
    ['0%', 0, 0],
  ])('%s', (_words, used, replicas) => {
    expect(asks(4, [used, used, used, used], four)).toBe(replicas);
  });

  it('goes by the tolerance of its direction: 1.08 is beyond 0.05, so 4.32, 5', () => {
    expect(asks(4, [54, 54, 54, 54], four, { down: 0.1, up: 0.05 })).toBe(5);
  });

  it('rounds the percentage down: 161 of 300 is 53%, 1.06', () => {
    expect(asks(3, [54, 54, 53], four.slice(0, 3))).toBe(3);
  });
});

describe('pods that cannot tell', () => {
  it('a pending one is thought in at 0: (90 + 90 + 90 + 0) ÷ 400 = 67%, 1.34 × 4 = 5.36', () => {
    expect(asks(4, [90, 90, 90, undefined], [...four.slice(0, 3), pod('p', { phase: 'Pending' })])).toBe(6);
  });

  it('one without a sample is at 100% on the way down: (10 + 10 + 100) ÷ 300 = 40%, 0.8 × 3 = 2.4', () => {
    expect(asks(3, [10, 10, undefined], four.slice(0, 3))).toBe(3);
  });

  it('and at 0 on the way up: 60% alone is 1.2, with it 30%, which turns round: nothing', () => {
    expect(asks(2, [60, undefined], four.slice(0, 2))).toBe(2);
  });

  it('one that goes, and one that failed, are passed over: 2 × 80%', () => {
    const pods = [...four.slice(0, 2), pod('g', { going: true }), pod('f', { phase: 'Failed' })];
    expect(asks(2, [80, 80, 500, 500], pods)).toBe(4);
  });
});

describe('young pods', () => {
  const unready = (shape: Shape, at = NOW) =>
    groupPods([pod('a', shape)], new Map([['a', { value: 1, at, window: 1000 }]]), 'cpu', NOW).unready;

  it.each([
    ['ready, sampled a whole window later', { age: 100, changed: 1 }, 0],
    ['ready, sampled within the second', { age: 100, changed: 0 }, 1],
    ['not ready, started less than 5 minutes ago', { age: 299, changed: 200, ready: false }, 1],
    ['not ready, started 6 minutes ago, but it was ready once', { age: 360, changed: 100, ready: false }, 0],
    ['not ready, started 6 minutes ago and never ready', { age: 360, changed: 359, ready: false }, 1],
  ] as const)('%s', (_words, shape, count) => {
    expect(unready(shape)).toHaveLength(count);
  });
});

it('an average is weighed against its target: 90 ÷ 60 = 1.5 × 2 = 3', () => {
  const usages = new Map(['a', 'b'].map(name => [name, { value: 90, at: NOW, window: 1000 }]));
  const answer = propose(2, groupPods(four.slice(0, 2), usages, 'memory', NOW), averageValue(60), TOLERANCES);
  expect(E.isRight(answer) && answer.right.replicas).toBe(3);
});
