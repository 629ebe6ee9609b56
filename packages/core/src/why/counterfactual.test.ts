import { describe, expect, it } from 'vitest';
import { counterfactuals } from './counterfactual.ts';
import type { RuleId } from './rules.ts';

const said = (rule: RuleId, inputs: Readonly<Record<string, number | string>>): string[] =>
  counterfactuals({ rule, inputs }).map(({ says }) => says);

describe('one more or one fewer', () => {
  // 3 replicas, 25% of 3 = 0.75, up to 1: 34% is the next percentage that is more than one whole pod
  it('of a surge in percent, to the next that changes anything', () => {
    const inputs = {
      replicas: 3,
      maxSurge: '25%',
      maxUnavailable: '25%',
      surge: 1,
      unavailable: 0,
      existing: 3,
      size: 1,
    };
    expect(said('deployment.newReplicaSet', { ...inputs, replicaSetSize: 0 })).toEqual([
      'maxSurge 34% instead of 25%: the new ReplicaSet gets 2, not 1',
      'maxSurge 0% instead of 25%: the new ReplicaSet gets 0, not 1',
      '4 pods asked for in all instead of 3: the new ReplicaSet gets 0, not 1',
      '2 pods asked for in all instead of 3: the new ReplicaSet gets 2, not 1',
    ]);
  });

  // 10 replicas of which 2 may be unavailable: floor 8; 11 − 8 − 1 = 2 may go, 10 available − 8 = 2 are the budget
  it('of what may be unavailable, and of what is available', () => {
    const inputs = { replicas: 10, maxSurge: 1, maxUnavailable: 2, surge: 1, unavailable: 2 };
    const old = { replicaSet: 'v1', replicaSetSize: 8, existing: 11, newUnavailable: 1, mayGo: 2, minAvailable: 8 };
    expect(
      said('deployment.scaleDownOld', { ...inputs, ...old, availableNow: 10, budget: 2, used: 0, count: 2 }),
    ).toEqual([
      'maxUnavailable 3 instead of 2: 3 old go, not 2',
      'maxUnavailable 1 instead of 2: 1 old goes, not 2',
      '11 available instead of 10: 3 old go, not 2',
      '9 available instead of 10: 1 old goes, not 2',
    ]);
  });

  it('of pods, of a ReplicaSet', () => {
    expect(said('replicaset.delete', { replicaSet: 'v1', size: 2, existing: 4, surplus: 2 })).toEqual([
      '3 wanted instead of 2: 1 deleted, not 2',
      '1 wanted instead of 2: 3 deleted, not 2',
      '5 active instead of 4: 3 deleted, not 2',
      '3 active instead of 4: 1 deleted, not 2',
    ]);
  });

  it('of a partition: the pod at it goes, one below stays', () => {
    const inputs = { set: 'web', pod: 'web-2', maxUnavailable: 1, unavailable: 0, partition: 2, revision: 'web-abc' };
    expect(said('statefulset.update', inputs)).toEqual([
      'maxUnavailable 2 instead of 1: up to 2 may go, not 1',
      '1 unavailable instead of 0: none may go, not 1',
      'partition 3 instead of 2: none may go, not 1',
    ]);
  });

  // 2 × 160 ÷ 50 = 6.4, up to 7, held at 6 = 2 + 4; at 125% it is 2 × 2.5 = 5, at a target of 64% too
  it('of what an autoscaler measures, and of its target', () => {
    const inputs = {
      metric: 'cpu',
      measured: '160%',
      target: '50%',
      ratio: 3.2,
      counted: 2,
      current: 2,
      min: 2,
      max: 8,
    };
    const outcome = { proposal: 7, stabilised: 7, to: 6, limit: 'ScaleUpLimit' };
    expect(said('autoscaler.metrics', { ...inputs, ...outcome })).toEqual([
      '125% measured instead of 160%: the size is 5, not 6',
      'target 64% instead of 50%: the size is 5, not 6',
      '1 pods counted instead of 2: the size is 4, not 6',
    ]);
  });

  // 5 × 53 ÷ 50: 1.06 is inside 0.90 to 1.10; at 56% it is 5.6, up to 6; at 44% 4.4, up to 5 again; at 40% it is 4
  it('of a measure within the tolerance, up to where it is no longer', () => {
    const inputs = {
      metric: 'cpu',
      measured: '53%',
      target: '50%',
      ratio: 1.06,
      counted: 5,
      current: 5,
      min: 2,
      max: 8,
    };
    const outcome = { proposal: 5, stabilised: 5, to: 5, limit: '' };
    expect(said('autoscaler.metrics', { ...inputs, ...outcome }).slice(0, 2)).toEqual([
      '56% measured instead of 53%: the size is 6, not 5',
      '40% measured instead of 53%: the size is 4, not 5',
    ]);
  });

  it('of a size in mid-rollout, and of endpoints', () => {
    const inputs = { replicaSet: 'v1', replicas: 15, maxSurge: 3, maxUnavailable: 2, replicaSetSize: 8, before: 13 };
    expect(said('deployment.scaleProportion', { ...inputs, surge: 3, existing: 13, allowed: 18, toAdd: 5 })).toEqual([
      'maxSurge 4 instead of 3: 6 to add in all, not 5',
      'maxSurge 2 instead of 3: 4 to add in all, not 5',
      '14 pods asked for in all instead of 13: 4 to add in all, not 5',
      '12 pods asked for in all instead of 13: 6 to add in all, not 5',
    ]);
    expect(said('endpointslice.sync', { service: 'web', pods: 3, ready: 3 })).toEqual([
      '2 ready instead of 3: 2 of its pods get what is sent, not 3',
    ]);
  });

  it('says nothing where more than the arithmetic was at work', () => {
    // the back-off of an index holds one pod back: 1 is missing, and the sum alone would say 2
    const inputs = { job: 'work', completions: 3, parallelism: 3, succeeded: 0, wanted: 3, active: 1, missing: 1 };
    expect(said('job.create', inputs)).toEqual([]);
    expect(said('scheduler.bind', { node: 'node-0' })).toEqual([]);
  });
});
