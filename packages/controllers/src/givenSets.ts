/** For tests: objects as a controller would see them, pods with their age and readiness, and what a look decides, in words. */
import type { Decision, KubeObject, ObjectKey, Pod, PodTemplate, Verdict } from '@playhead/core';
import { NOW } from './given.ts';

export const templateOf = (image: string): PodTemplate => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'c', image }] },
});

export interface GivenPod {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly node?: string;
  /** For how many seconds it has been ready; undefined where it is not. */
  readonly readyFor?: number;
  readonly phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  readonly going?: boolean;
}

const stamp = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;

export function podOf(owner: KubeObject, given: GivenPod): Pod {
  const { name, node, readyFor, going, phase = readyFor === undefined ? 'Pending' : 'Running' } = given;
  const since = stamp(NOW - (readyFor ?? 0) * 1000);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...(going === true ? { deletionTimestamp: stamp(NOW) } : {}),
      labels: { app: 'web', ...given.labels },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: owner.kind,
          name: owner.metadata.name,
          uid: owner.metadata.uid,
          controller: true,
        },
      ],
    },
    spec: { containers: [{ name: 'c', image: 'v1' }], ...(node === undefined ? {} : { nodeName: node }) },
    status: {
      phase,
      conditions: [{ type: 'Ready', status: readyFor === undefined ? 'False' : 'True', lastTransitionTime: since }],
    },
  };
}

/** `+ Pod web-1`, `- Pod web-2`, `= ControllerRevision web-… 3`, one after the other; all stages of the look. */
export function words(verdict: Verdict): string[] {
  const said: string[] = [];
  const add = ({ write }: Decision): void => {
    if (write.verb === 'together') for (const decision of write.decisions) add(decision);
    if (write.verb === 'look') for (const decision of write.decide(NOW).decisions) add(decision);
    if (write.verb === 'create') said.push(`+ ${about(write.object)}`);
    if (write.verb === 'delete') said.push(`- ${kindAndName(write.key)}`);
    if (write.verb === 'update') said.push(`= ${about(write.object)}`);
    if (write.verb === 'patch') said.push(`~ ${kindAndName(write.key)}`);
  };
  for (const decision of verdict.decisions) add(decision);
  return said;
}

const about = ({ kind, metadata, revision, spec }: KubeObject): string => {
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const node = terms?.[0]?.matchFields?.[0]?.values[0];
  return [kind, metadata.name || node, revision].filter(word => word !== undefined).join(' ');
};

const kindAndName = (key: ObjectKey): string =>
  key
    .split('/')
    .filter((_, i) => i !== 1)
    .join(' ');

/** The status that a look would write, if it writes one. */
export function writtenStatus(verdict: Verdict): Record<string, unknown> | undefined {
  for (const { write } of verdict.decisions) {
    if (write.verb === 'updateStatus') return write.object.status;
    const later = write.verb === 'look' ? writtenStatus(write.decide(NOW)) : undefined;
    if (later !== undefined) return later;
  }
  return undefined;
}
