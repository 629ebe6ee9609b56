import type { Scenario } from '@playhead/simulator';
import fc from 'fast-check';
import { scenarioFrom, stepsOf, type Told, template } from './scenario.ts';

/** A random rollout story over one StatefulSet or DaemonSet called web, on three nodes. */
export interface SetStory {
  readonly kind: 'StatefulSet' | 'DaemonSet';
  /** Fields of its spec besides selector and template. */
  readonly spec: Readonly<Record<string, unknown>>;
  readonly steps: readonly Told[];
  readonly seed: number;
}

const change = (kind: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom('v1', 'v2', 'v3', 'bad1', 'never1', 'slow1').map(tag => `set image ${kind}/web c=app:${tag}`),
    fc.constantFrom(`rollout undo ${kind}/web`, `rollout undo ${kind}/web --to-revision=1`),
    fc.constant(`rollout restart ${kind}/web`),
  );

const steps = (kind: string, soonest: number) =>
  fc.array(fc.tuple(change(kind), fc.integer({ min: soonest, max: 4000 })), { minLength: 1, maxLength: 5 });

const some = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constantFrom('20%', '34%', '50%', '100%'));

export const statefulSetStories: fc.Arbitrary<SetStory> = fc.record({
  kind: fc.constant('StatefulSet' as const),
  spec: fc.record({
    serviceName: fc.constant('web'),
    replicas: fc.integer({ min: 1, max: 5 }),
    podManagementPolicy: fc.constantFrom('OrderedReady', 'Parallel'),
    updateStrategy: fc
      .record({ maxUnavailable: some, partition: fc.constantFrom(0, 0, 1, 2) })
      .map(rollingUpdate => ({ type: 'RollingUpdate', rollingUpdate })),
    revisionHistoryLimit: fc.constantFrom(0, 2, 10),
  }),
  steps: steps('statefulset', 0),
  seed: fc.nat(1000),
});

/**
 * Changes are more than a second apart: of two old pods on a node the elder stays, and of two made in the same second the
 * one whose name comes first, though the other may be the one that serves. Upstream does the same.
 */
export const daemonSetStories: fc.Arbitrary<SetStory> = fc.record({
  kind: fc.constant('DaemonSet' as const),
  spec: fc.record({
    updateStrategy: fc
      .oneof(
        some.map(maxUnavailable => ({ maxUnavailable, maxSurge: 0 })),
        some.map(maxSurge => ({ maxUnavailable: 0, maxSurge })),
      )
      .map(rollingUpdate => ({ type: 'RollingUpdate', rollingUpdate })),
    revisionHistoryLimit: fc.constantFrom(0, 2, 10),
  }),
  steps: steps('daemonset', 1100),
  seed: fc.nat(1000),
});

/**
 * The story as a scenario. It ends on an image that works, with the pods deleted: a StatefulSet waits for a pod that never
 * turns ready even when the template is good again.
 */
export function scenarioOfSet(story: SetStory): Scenario {
  const kind = story.kind.toLowerCase();
  const workload = {
    apiVersion: 'apps/v1',
    kind: story.kind,
    metadata: { name: 'web' },
    spec: {
      ...story.spec,
      selector: { matchLabels: { app: 'web' } },
      template: template(),
    },
  };
  return scenarioFrom({
    seed: story.seed,
    files: { 'web.yaml': workload },
    steps: [
      { kubectl: 'apply -f web.yaml' },
      { until: `${kind}/web complete` },
      { wait: '1100ms' },
      ...stepsOf(story.steps),
      { kubectl: `set image ${kind}/web c=app:v9` },
      { wait: '300ms' },
      { deletePods: { selector: { app: 'web' }, count: 20 } },
      { wait: '60s' },
    ],
  });
}
