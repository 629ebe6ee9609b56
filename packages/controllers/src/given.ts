/** For tests: a Deployment with its ReplicaSets as a controller would see them, and what one look decides, in words. */
import { podTemplateHash } from '@playhead/api';
import {
  type Decision,
  type Deployment,
  type KubeObject,
  keyOfObject,
  type ObjectKey,
  type ReplicaSet,
  type Verdict,
} from '@playhead/core';
import { seenOf } from './givenSeen.ts';
import type { Seen } from './seen.ts';

export const NOW = Date.parse('2026-01-01T00:10:00Z');

export interface Sets {
  /** The image that is this ReplicaSet's revision, oldest first. */
  readonly image: string;
  readonly size: number;
  readonly available?: number;
  /** Pods that exist; the size unless said. */
  readonly pods?: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface World {
  readonly replicas: number;
  readonly image: string;
  readonly strategy?: unknown;
  readonly sets: readonly Sets[];
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const template = (image: string) => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'c', image }] },
});

const ROLLING = { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } };

function deployment(world: World): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'web',
      namespace: 'default',
      uid: 'd',
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: '2026-01-01T00:00:00Z',
      annotations: { 'deployment.kubernetes.io/revision': String(world.sets.length), ...world.annotations },
    },
    spec: {
      replicas: world.replicas,
      selector: { matchLabels: { app: 'web' } },
      template: template(world.image),
      strategy: world.strategy ?? ROLLING,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      ...world.spec,
    },
    status: {
      observedGeneration: 1,
      conditions: [
        { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated', lastUpdateTime: '2026-01-01T00:09:00Z' },
      ],
      ...world.status,
    },
  } as unknown as Deployment;
}

function replicaSet(world: World, set: Sets, index: number): ReplicaSet {
  const hash = podTemplateHash(template(set.image) as never, undefined);
  const { spec, metadata } = template(set.image);
  const labels = { ...metadata.labels, 'pod-template-hash': hash };
  const pods = set.pods ?? set.size;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: set.image,
      namespace: 'default',
      uid: `rs-${set.image}`,
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: `2026-01-01T00:00:0${index}Z`,
      labels,
      annotations: {
        'deployment.kubernetes.io/revision': String(index + 1),
        'deployment.kubernetes.io/desired-replicas': String(world.replicas),
        ...set.annotations,
      },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'd', controller: true }],
    },
    spec: { replicas: set.size, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    status: { replicas: pods, availableReplicas: set.available ?? 0, observedGeneration: 1, terminatingReplicas: 0 },
  } as unknown as ReplicaSet;
}

export function given(world: World): { seen: Seen; subject: ObjectKey } {
  const d = deployment(world);
  const objects: KubeObject[] = [d, ...world.sets.map((set, i) => replicaSet(world, set, i))];
  return { seen: seenOf(objects), subject: keyOfObject(d) };
}

/** `old 3→2`, `+ new 1`, `- old`; Kubernetes Events and status writes are left out. */
export function sizes(verdict: Verdict): string[] {
  const words: string[] = [];
  const add = ({ write }: Decision): void => {
    if (write.verb === 'together') for (const decision of write.decisions) add(decision);
    if (write.verb === 'create') words.push(`+ ${write.object.spec.replicas}`);
    if (write.verb === 'delete') words.push(`- ${write.key.split('/')[2]}`);
    if (
      write.verb === 'update' &&
      write.object.kind === 'ReplicaSet' &&
      write.seen.spec.replicas !== write.object.spec.replicas
    )
      words.push(`${write.object.metadata.name} ${write.seen.spec.replicas}→${write.object.spec.replicas}`);
  };
  for (const decision of verdict.decisions) add(decision);
  return words;
}

/** The status that a look would write, if it writes one. */
export function statusOf(verdict: Verdict): KubeObject | undefined {
  for (const { write } of verdict.decisions) if (write.verb === 'updateStatus') return write.object;
  return undefined;
}
