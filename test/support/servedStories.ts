import type { Scenario } from '@playhead/simulator';
import fc from 'fast-check';
import { BY_IMAGE, scenarioFrom, stepsOf, type Told, template, WELL } from './scenario.ts';

/** A random story over a Deployment called web that a Service sends to and an autoscaler scales by its load. */
export interface ServedStory {
  readonly replicas: number;
  readonly bounds: { readonly minReplicas: number; readonly maxReplicas: number };
  /** Percent of the 100m that each pod requests. */
  readonly target: number;
  readonly behavior?: object;
  /** Thousandths of a cpu in all, each for half a minute. */
  readonly load: readonly number[];
  readonly steps: readonly Told[];
  readonly seed: number;
}

const rules = (window: number) =>
  fc.record({
    stabilizationWindowSeconds: fc.constantFrom(0, window),
    policies: fc.array(
      fc.record({
        type: fc.constantFrom('Pods', 'Percent'),
        value: fc.constantFrom(1, 2, 50, 100),
        periodSeconds: fc.constantFrom(15, 60),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    selectPolicy: fc.constantFrom('Max', 'Min'),
  });

const change = fc.oneof(
  fc.constantFrom('v1', 'v2', 'bad1', 'flaps1', 'slow1').map(tag => `set image deployment/web c=app:${tag}`),
  fc.integer({ min: 1, max: 6 }).map(n => `scale deployment/web --replicas=${n}`),
  fc.constantFrom('rollout undo deployment/web', 'rollout restart deployment/web'),
);

export const servedStories: fc.Arbitrary<ServedStory> = fc.record(
  {
    replicas: fc.integer({ min: 1, max: 5 }),
    bounds: fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 5 }))
      .map(([minReplicas, more]) => ({ minReplicas, maxReplicas: minReplicas + more })),
    target: fc.constantFrom(40, 50, 80),
    behavior: fc.record({ scaleUp: rules(30), scaleDown: rules(60) }),
    load: fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 4 }),
    steps: fc.array(fc.tuple(change, fc.integer({ min: 0, max: 20_000 })), { maxLength: 4 }),
    seed: fc.nat(1000),
  },
  { requiredKeys: ['replicas', 'bounds', 'target', 'load', 'steps', 'seed'] },
);

export const REQUEST = 100;

/** It ends on an image that works, under the last load, watched for longer than the default window of five minutes. */
export function scenarioOfServed(story: ServedStory): Scenario {
  const named = { metadata: { name: 'web' } };
  const selector = { app: 'web' };
  const manifests = [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      ...named,
      spec: {
        replicas: story.replicas,
        selector: { matchLabels: selector },
        template: template({ resources: { requests: { cpu: `${REQUEST}m` } } }),
      },
    },
    { apiVersion: 'v1', kind: 'Service', ...named, spec: { selector, ports: [{ port: 80 }] } },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      ...named,
      spec: {
        ...story.bounds,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        metrics: [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: story.target } },
          },
        ],
        ...(story.behavior === undefined ? {} : { behavior: story.behavior }),
      },
    },
  ];
  return scenarioFrom({
    seed: story.seed,
    files: { 'web.yaml': manifests },
    kubelet: [{ match: { image: '*:flaps*' }, ...WELL, unready: [{ after: '2s', for: '3s' }] }, ...BY_IMAGE],
    load: [{ match: selector, cpu: story.load.map((total, i) => ({ after: `${30 * i}s`, total: `${total}m` })) }],
    steps: [
      { kubectl: 'apply -f web.yaml' },
      { wait: '20s' },
      ...stepsOf(story.steps),
      { kubectl: 'set image deployment/web c=app:v9' },
      { wait: '500s' },
    ],
  });
}
