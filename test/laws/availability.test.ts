import { maxSurge, minAvailable } from '@playhead/controllers';
import { type ClusterView, type Deployment, keyOf, type ReplicaSet, Timeline } from '@playhead/core';
import { simulate } from '@playhead/simulator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scenarioOf, stories } from '../support/stories.ts';

const WEB = keyOf('Deployment', 'default', 'web');

const replicaSets = (view: ClusterView, d: Deployment): ReplicaSet[] =>
  view.dependents(d.metadata.uid, 'ReplicaSet') as ReplicaSet[];

const complete = (d: Deployment): boolean =>
  d.status.availableReplicas === d.spec.replicas &&
  d.status.updatedReplicas === d.spec.replicas &&
  d.status.observedGeneration === d.metadata.generation;

describe('law 6: availability bounds', () => {
  it('once complete, sizes stay under the ceiling and availability above the floor, at every position', () => {
    fc.assert(
      fc.property(stories(false), story => {
        const log = simulate(scenarioOf(story));
        let settled = false;
        new Timeline(log).visit(1, log.length, (entry, _change, view) => {
          const d = view.get(WEB) as Deployment | undefined;
          if (d === undefined) return;
          settled ||= complete(d);
          if (!settled) return;
          const sets = replicaSets(view, d);
          const size = sets.reduce((n, rs) => n + rs.spec.replicas, 0);
          const available = sets.reduce((n, rs) => n + (rs.status.availableReplicas ?? 0), 0);
          expect(size, `@${entry.position} size`).toBeLessThanOrEqual(d.spec.replicas + maxSurge(d));
          expect(available, `@${entry.position} available`).toBeGreaterThanOrEqual(minAvailable(d));
        });
        expect(settled).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('when the faults end every story completes, with no pod left without an owner', () => {
    fc.assert(
      fc.property(stories(true), story => {
        const log = simulate(scenarioOf(story));
        const end = new Timeline(log).stateAt(log.length);
        const d = end.get(WEB) as Deployment;
        expect(complete(d) || d.spec.replicas === 0, JSON.stringify(d.status)).toBe(true);
        const owners = new Set(replicaSets(end, d).map(rs => rs.metadata.uid));
        for (const pod of end.list('Pod')) expect(owners).toContain(pod.metadata.ownerReferences?.[0]?.uid);
      }),
      { numRuns: 40 },
    );
  });
});
