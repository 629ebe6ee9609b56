import type { Scenario } from '@playhead/simulator';
import fc from 'fast-check';
import { scenarioFrom, stepsOf, type Told, template, WELL } from './scenario.ts';

/** Every kind that owns pods, how many it has on three nodes, and what changes it. */
const KINDS = {
  Deployment: { apiVersion: 'apps/v1', spec: { replicas: 3 }, changes: ['set image', 'scale', 'rollout restart'] },
  ReplicaSet: { apiVersion: 'apps/v1', spec: { replicas: 3 }, changes: ['set image', 'scale'] },
  ReplicationController: { apiVersion: 'v1', spec: { replicas: 3 }, changes: ['set image', 'scale'] },
  StatefulSet: {
    apiVersion: 'apps/v1',
    spec: { replicas: 3, serviceName: 'web' },
    changes: ['set image', 'scale', 'rollout restart'],
  },
  DaemonSet: { apiVersion: 'apps/v1', spec: {}, changes: ['set image', 'rollout restart'] },
  Job: { apiVersion: 'batch/v1', spec: { parallelism: 3, completions: 3 }, changes: [] },
} as const;

export type OwnerKind = keyof typeof KINDS;

/** A random story over one owner of pods called web, which is deleted in the end and, perhaps, made again. */
export interface OwnedStory {
  readonly kind: OwnerKind;
  readonly steps: readonly Told[];
  readonly killed: number;
  readonly cascade: 'background' | 'foreground' | 'orphan';
  readonly again: boolean;
  readonly seed: number;
}

const changes = (kind: OwnerKind): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant(`get ${kind.toLowerCase()}`),
    ...KINDS[kind].changes.map(verb => {
      if (verb === 'set image') return fc.constantFrom('v2', 'bad1').map(tag => `set image ${kind}/web c=app:${tag}`);
      if (verb === 'scale') return fc.integer({ min: 0, max: 5 }).map(n => `scale ${kind}/web --replicas=${n}`);
      return fc.constant(`${verb} ${kind}/web`);
    }),
  );

export const ownedStories: fc.Arbitrary<OwnedStory> = fc
  .constantFrom(...(Object.keys(KINDS) as OwnerKind[]))
  .chain(kind =>
    fc.record({
      kind: fc.constant(kind),
      steps: fc.array(fc.tuple(changes(kind), fc.integer({ min: 0, max: 2500 })), { maxLength: 4 }),
      killed: fc.integer({ min: 0, max: 2 }),
      cascade: fc.constantFrom('background', 'foreground', 'orphan'),
      again: fc.boolean(),
      seed: fc.nat(1000),
    }),
  );

export function scenarioOfOwned({ kind, steps, killed, cascade, again, seed }: OwnedStory): Scenario {
  const { apiVersion, spec } = KINDS[kind];
  const hasSelector = kind !== 'Job' && kind !== 'ReplicationController';
  const owner = {
    apiVersion,
    kind,
    metadata: { name: 'web' },
    spec: {
      ...spec,
      ...(hasSelector ? { selector: { matchLabels: { app: 'web' } } } : {}),
      template: template({}, kind === 'Job' ? { restartPolicy: 'Never' } : {}),
    },
  };
  return scenarioFrom({
    seed,
    files: { 'web.yaml': owner },
    kubelet: [{ match: { image: '*:bad*' }, pull: { after: '50ms', error: 'ErrImagePull' } }, WELL],
    steps: [
      { kubectl: 'apply -f web.yaml' },
      { wait: '1500ms' },
      ...stepsOf(steps),
      ...(killed > 0 ? [{ deletePods: { selector: { app: 'web' }, count: killed } }] : []),
      { kubectl: `delete ${kind}/web --cascade=${cascade}` },
      { wait: '20s' },
      ...(again ? [{ kubectl: 'apply -f web.yaml' }, { wait: '20s' }] : []),
    ],
  });
}
