import { type ClusterView, isServing, type KubeObject, keyOf, type Pod, Timeline } from '@playhead/core';
import { simulate } from '@playhead/simulator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REQUEST, scenarioOfServed, servedStories } from '../support/servedStories.ts';

const WEB = keyOf('Deployment', 'default', 'web');
const SCALER = keyOf('HorizontalPodAutoscaler', 'default', 'web');
/** Endpoints follow their pods within milliseconds; under many changes the controller waits for its queue. */
const FOLLOWS_WITHIN = 300;

interface Endpoint {
  readonly targetRef?: { readonly name: string };
  readonly conditions: { readonly ready?: boolean };
}

/** The pods that a Service sends to. */
const readyIn = (view: ClusterView): Set<string> =>
  new Set(
    view
      .list('EndpointSlice')
      .flatMap(slice => ((slice as unknown as { endpoints: Endpoint[] | null }).endpoints ?? []) as Endpoint[])
      .filter(({ conditions }) => conditions.ready === true)
      .map(({ targetRef }) => targetRef?.name ?? ''),
  );
const serving = (view: ClusterView): Set<string> =>
  new Set((view.list('Pod') as Pod[]).filter(isServing).map(({ metadata }) => metadata.name));

describe('law 6 for Services', () => {
  it('endpoints are ready for as long as their pods serve, and at the end are those that do', () => {
    fc.assert(
      fc.property(servedStories, story => {
        const timeline = new Timeline(simulate(scenarioOfServed(story)));
        const apart = new Map<string, number>();
        timeline.visit(1, timeline.length, (entry, change, view) => {
          const kind = (change?.after ?? change?.before)?.kind;
          if (kind !== 'Pod' && kind !== 'EndpointSlice') return;
          if (view.list('Service').length === 0) return;
          const [told, are] = [readyIn(view), serving(view)];
          const now = new Set([...told].filter(pod => !are.has(pod)).concat([...are].filter(pod => !told.has(pod))));
          for (const pod of [...apart.keys()]) if (!now.has(pod)) apart.delete(pod);
          for (const pod of now) {
            apart.set(pod, apart.get(pod) ?? entry.time);
            expect(entry.time - apart.get(pod)!, `@${entry.position} ${pod}`).toBeLessThan(FOLLOWS_WITHIN);
          }
        });
        const end = timeline.stateAt(timeline.length);
        expect(readyIn(end)).toEqual(serving(end));
        expect(serving(end).size).toBeGreaterThan(0);
      }),
      { numRuns: 12 },
    );
  });
});

describe('law 6 for HorizontalPodAutoscalers', () => {
  it('asks for no fewer than the least and no more than the most', () => {
    fc.assert(
      fc.property(servedStories, story => {
        const { minReplicas, maxReplicas } = story.bounds;
        let scales = 0;
        const timeline = new Timeline(simulate(scenarioOfServed(story)));
        timeline.visit(1, timeline.length, (entry, change) => {
          if (entry.actor !== 'horizontal-pod-autoscaler' || change?.key !== WEB) return;
          scales++;
          expect(change.after!.spec.replicas, `@${entry.position}`).toBeGreaterThanOrEqual(minReplicas);
          expect(change.after!.spec.replicas, `@${entry.position}`).toBeLessThanOrEqual(maxReplicas);
        });
        const end = timeline.stateAt(timeline.length);
        const replicas = end.get(WEB)!.spec.replicas;
        expect(replicas, `${scales} scales`).toBeGreaterThanOrEqual(minReplicas);
        expect(replicas, `${scales} scales`).toBeLessThanOrEqual(maxReplicas);
      }),
      { numRuns: 12 },
    );
  });

  /**
   * Within a tenth of the target, at a bound, or at the size that the formula gives: 450m over 5 pods of 100m is 90%, of a
   * target of 50% that is 1.8, and ceil(1.8 × 5) = 9.
   */
  it('under a load that stays comes to rest at the size that the formula gives', () => {
    fc.assert(
      fc.property(servedStories, story => {
        const timeline = new Timeline(simulate(scenarioOfServed(story)));
        const end = timeline.stateAt(timeline.length);
        const size: number = end.get(WEB)!.spec.replicas;
        const each = Math.round(story.load.at(-1)! / size);
        const ratio = Math.trunc((each * 100) / REQUEST) / story.target;
        const wanted = Math.ceil(ratio * size);
        const { minReplicas, maxReplicas } = story.bounds;
        const bounded = Math.min(maxReplicas, Math.max(minReplicas, wanted));
        const isAtRest = (1 - 0.1 <= ratio && ratio <= 1 + 0.1) || bounded === size;
        expect(isAtRest, `${size} pods at ${ratio}; ${JSON.stringify(statusOf(end.get(SCALER)))}`).toBe(true);
      }),
      { numRuns: 12 },
    );
  });
});

const statusOf = (hpa: KubeObject | undefined) => hpa?.status.conditions;
