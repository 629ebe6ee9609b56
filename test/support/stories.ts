import type { Scenario } from '@playhead/simulator';
import fc from 'fast-check';
import { scenarioFrom, stepsOf, type Told, template } from './scenario.ts';

/** A random rollout story over one Deployment called web: strategy, size, images that work and that fail, commands. */
export interface Story {
  readonly replicas: number;
  readonly strategy: unknown;
  readonly minReadySeconds: number;
  readonly steps: readonly Told[];
  readonly seed: number;
}

const amount = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom('0%', '10%', '25%', '33%', '50%', '100%'));

const rolling = fc
  .record({ maxSurge: amount, maxUnavailable: amount })
  .filter(
    ({ maxSurge, maxUnavailable }) => Number.parseInt(`${maxSurge}`, 10) + Number.parseInt(`${maxUnavailable}`, 10) > 0,
  )
  .map(rollingUpdate => ({ type: 'RollingUpdate', rollingUpdate }));

const image = fc
  .constantFrom('v1', 'v2', 'v3', 'bad1', 'never1', 'slow1')
  .map(tag => `set image deployment/web c=app:${tag}`);
const undo = fc.constantFrom('rollout undo deployment/web', 'rollout undo deployment/web --to-revision=1');
const pause = fc.constantFrom('rollout pause deployment/web', 'rollout resume deployment/web');
const resize = fc.integer({ min: 0, max: 9 }).map(n => `scale deployment/web --replicas=${n}`);
const restart = fc.constant('rollout restart deployment/web');

/**
 * `resizes`: whether the size may change, which moves the bounds that a law is about. The bounds are those of stories
 * without minReadySeconds: with it, a pod that is ready and not yet available can outlive one that is available when a
 * rollout is undone in its middle, for a ReplicaSet deletes by readiness. Upstream does the same.
 */
export const stories = (resizes: boolean): fc.Arbitrary<Story> =>
  fc.record({
    replicas: fc.integer({ min: 1, max: 8 }),
    strategy: resizes ? fc.oneof(rolling, fc.constant({ type: 'Recreate' })) : rolling,
    minReadySeconds: resizes ? fc.constantFrom(0, 0, 1) : fc.constant(0),
    steps: fc.array(
      fc.tuple(
        resizes ? fc.oneof(image, undo, pause, resize, restart) : fc.oneof(image, undo, pause),
        fc.integer({ min: 0, max: 4000 }),
      ),
      { minLength: 1, maxLength: 6 },
    ),
    seed: fc.nat(1000),
  });

/** The story as the scenario file it would be; it ends resumed, on an image that works, so that it can complete. */
export function scenarioOf(story: Story): Scenario {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas: story.replicas,
      minReadySeconds: story.minReadySeconds,
      strategy: story.strategy,
      selector: { matchLabels: { app: 'web' } },
      template: template(),
    },
  };
  return scenarioFrom({
    seed: story.seed,
    files: { 'web.yaml': deployment },
    steps: [
      { kubectl: 'apply -f web.yaml' },
      { until: 'deployment/web complete' },
      ...stepsOf(story.steps),
      { kubectl: 'rollout resume deployment/web' },
      { kubectl: 'set image deployment/web c=app:v9' },
      { wait: '300ms' },
      { until: 'deployment/web complete', timeout: '300s' },
    ],
    settle: '3s',
  });
}
