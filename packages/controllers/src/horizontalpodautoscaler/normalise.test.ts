import { describe, expect, it } from 'vitest';
import type { Memory, ScalingRules } from './autoscaler.ts';
import { type Behaviour, normalise, scaled } from './normalise.ts';

const NOW = 1_000_000_000;
const ago = (seconds: number): number => NOW - seconds * 1000;
const remembering = (...recommendations: readonly (readonly [replicas: number, seconds: number])[]): Memory => ({
  recommendations: recommendations.map(([replicas, seconds]) => ({ replicas, at: ago(seconds) })),
  ups: [],
  downs: [],
});
const NOTHING = remembering();

const look = (
  current: number,
  proposal: number,
  memory: Memory = NOTHING,
  behaviour?: Behaviour,
  bounds = { min: 1, max: 20 },
) => {
  const { replicas, able, limited } = normalise(proposal, { current, ...bounds }, behaviour, memory, NOW);
  return [replicas, able.reason, `${limited.status} ${limited.reason}`];
};

describe('without a behaviour', () => {
  it('the highest of the last 5 minutes holds: 10 and 8 hold 2 at 10, and once they are older it is 2', () => {
    expect(look(10, 2, remembering([10, 200], [8, 100]))).toEqual([
      10,
      'ScaleDownStabilized',
      'False DesiredWithinRange',
    ]);
    expect(look(10, 2, remembering([10, 301], [8, 301]))).toEqual([2, 'ReadyForNewScale', 'False DesiredWithinRange']);
  });

  it('at most twice as many, but 4 always: 3 of 20 wanted is 6, then 12, then 20', () => {
    expect(look(3, 20)).toEqual([6, 'ReadyForNewScale', 'True ScaleUpLimit']);
    expect(look(1, 20)[0]).toBe(4);
    expect(look(12, 20)).toEqual([20, 'ReadyForNewScale', 'False DesiredWithinRange']);
  });

  it('no more than maxReplicas and no less than minReplicas', () => {
    expect(look(12, 30)).toEqual([20, 'ReadyForNewScale', 'True TooManyReplicas']);
    expect(look(5, 0)).toEqual([1, 'ReadyForNewScale', 'True TooFewReplicas']);
  });
});

const rules = (
  selectPolicy: 'Max' | 'Min' | 'Disabled',
  window: number,
  ...policies: readonly string[]
): ScalingRules => ({
  selectPolicy,
  stabilizationWindowSeconds: window,
  policies: policies.map(text => {
    const [type, value, periodSeconds] = text.split(' ');
    return { type: type as 'Pods', value: Number(value), periodSeconds: Number(periodSeconds) };
  }),
});

describe('with a behaviour', () => {
  const up = (...policies: string[]): Behaviour => ({
    scaleUp: rules('Max', 0, ...policies),
    scaleDown: rules('Max', 0),
  });

  it('Max takes the policy that changes most, Min the one that changes least', () => {
    expect(look(10, 20, NOTHING, up('Pods 4 60', 'Percent 10 60'))[0]).toBe(14);
    const least = { scaleUp: rules('Min', 0, 'Pods 4 60', 'Percent 10 60') };
    expect(look(10, 20, NOTHING, least)).toEqual([11, 'ReadyForNewScale', 'True ScaleUpLimit']);
    expect(look(10, 20, NOTHING, { scaleUp: rules('Disabled', 0) })[0]).toBe(10);
  });

  it('counts from what there was when the period began: 10 of which 2 are 30 s old, 8 + 4 = 12', () => {
    const memory: Memory = {
      ...NOTHING,
      ups: [
        { change: 2, at: ago(30) },
        { change: 5, at: ago(61) },
      ],
    };
    expect(look(10, 20, memory, up('Pods 4 60'))[0]).toBe(12);
  });

  it('rounds a percentage up on the way up and to 0 on the way down: 11 × 1.1 = 12.1, 7 × 0.5 = 3.5', () => {
    expect(look(11, 20, NOTHING, up('Percent 10 60'))[0]).toBe(13);
    const down = { scaleDown: rules('Max', 0, 'Percent 50 60') };
    expect(look(7, 1, NOTHING, down)).toEqual([3, 'ReadyForNewScale', 'True ScaleDownLimit']);
  });

  it('waits out the window of each direction', () => {
    const behaviour = { scaleUp: rules('Max', 60, 'Pods 9 15'), scaleDown: rules('Max', 30, 'Pods 9 15') };
    expect(look(5, 9, remembering([6, 45]), behaviour)).toEqual([6, 'ScaleUpStabilized', 'False DesiredWithinRange']);
    expect(look(5, 2, remembering([4, 25]), behaviour)).toEqual([4, 'ScaleDownStabilized', 'False DesiredWithinRange']);
    expect(look(5, 2, remembering([4, 30]), behaviour)[0]).toBe(2);
  });

  it('a change takes the place of one that no policy looks back to', () => {
    const behaviour = up('Pods 4 15', 'Percent 100 60');
    const memory: Memory = {
      ...NOTHING,
      ups: [
        { change: 2, at: ago(61) },
        { change: 3, at: ago(59) },
      ],
    };
    expect(scaled(memory, 5, 9, behaviour, NOW).ups).toEqual([
      { change: 4, at: NOW },
      { change: 3, at: ago(59) },
    ]);
    expect(scaled(memory, 5, 9, undefined, NOW)).toBe(memory);
  });
});
