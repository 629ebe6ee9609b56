/** What is said would have come out with another input is what the controller itself decides with that input. */
import { type Counterfactual, counterfactuals, type Receipt } from '@playhead/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { given, NOW, type World } from '../given.ts';
import { syncDeployment } from './sync.ts';

const amount = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom('0%', '10%', '25%', '33%', '50%', '100%'));

const worlds: fc.Arbitrary<World> = fc
  .record({
    replicas: fc.integer({ min: 1, max: 12 }),
    maxSurge: amount,
    maxUnavailable: amount,
    old: fc.record({ size: fc.nat(12), missing: fc.nat(4) }),
    older: fc.record({ size: fc.nat(4), missing: fc.nat(1) }),
    fresh: fc.option(fc.record({ size: fc.nat(12), missing: fc.nat(12) })),
  })
  .filter(w => Number.parseInt(`${w.maxSurge}`, 10) + Number.parseInt(`${w.maxUnavailable}`, 10) > 0)
  .map(({ replicas, maxSurge, maxUnavailable, old, older, fresh }) => ({
    replicas,
    image: 'v2',
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
    sets: [
      { image: 'v0', size: older.size, available: Math.max(0, older.size - older.missing) },
      { image: 'v1', size: old.size, available: Math.max(0, old.size - old.missing) },
      ...(fresh === null
        ? []
        : [{ image: 'v2', size: fresh.size, available: Math.max(0, fresh.size - fresh.missing) }]),
    ],
  }));

/** The receipts of a look, each with the size it gives its ReplicaSet. */
function decided(world: World): { why: Receipt; name: string; size: number; from: number }[] {
  const { seen, subject } = given(world);
  return syncDeployment(seen, NOW, subject).decisions.flatMap(({ write, why }) => {
    if (write.verb === 'create') return [{ why, name: 'v2', size: write.object.spec.replicas, from: 0 }];
    if (write.verb !== 'update' || write.object.kind !== 'ReplicaSet') return [];
    return [
      { why, name: write.object.metadata.name, size: write.object.spec.replicas, from: write.seen.spec.replicas },
    ];
  });
}

const otherwise = (world: World, { input, to }: Counterfactual): World => {
  const strategy = world.strategy as { rollingUpdate: Record<string, unknown> };
  return { ...world, strategy: { ...strategy, rollingUpdate: { ...strategy.rollingUpdate, [input]: to } } };
};

test('another maxSurge or maxUnavailable gives the sizes that were told', () => {
  let told = 0;
  fc.assert(
    fc.property(worlds, world => {
      for (const { why, name, from } of decided(world))
        for (const counterfactual of counterfactuals(why)) {
          if (!/^max/.test(counterfactual.input)) continue;
          // nothing may be unavailable and nothing come: the API server refuses such a strategy
          const { maxSurge, maxUnavailable } = { ...why.inputs, [counterfactual.input]: counterfactual.to } as never;
          if (Number.parseInt(`${maxSurge}`, 10) + Number.parseInt(`${maxUnavailable}`, 10) === 0) continue;
          const instead = decided(otherwise(world, counterfactual)).find(
            other => other.name === name && other.why.rule === why.rule,
          );
          const gone = (instead?.from ?? 0) - (instead?.size ?? 0);
          const isNew = why.rule === 'deployment.newReplicaSet' || why.rule === 'deployment.scaleUpNew';
          const size = instead === undefined ? from : instead.size;
          expect({ ...counterfactual, outcome: isNew ? size : gone }, JSON.stringify(why)).toEqual(counterfactual);
          told++;
        }
    }),
    { numRuns: 600 },
  );
  expect(told).toBeGreaterThan(200);
});
