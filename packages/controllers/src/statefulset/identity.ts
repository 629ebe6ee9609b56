/** Names, ordinals and labels of a StatefulSet's pods (stateful_set_utils.go). */
import { floorPercent } from '@playhead/api';
import type { KubeObject, Pod, PodTemplate, StatefulSet } from '@playhead/core';
import { newMeta, podFrom } from '../owned.ts';

export const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX = 'apps.kubernetes.io/pod-index';
export const REVISION_HASH = 'controller-revision-hash';

/** The ordinal at the end of a pod's name; undefined where the name is none of this set. */
export function ordinalOf(set: StatefulSet, pod: Pod): number | undefined {
  const [, parent, digits] = /^(.*)-([0-9]+)$/.exec(pod.metadata.name) ?? [];
  return parent === set.metadata.name && Number(digits) <= 0x7fffffff ? Number(digits) : undefined;
}

export const startOrdinal = (set: StatefulSet): number => set.spec.ordinals?.start ?? 0;

export const partitionOf = (set: StatefulSet): number => set.spec.updateStrategy.rollingUpdate?.partition ?? 0;

/** How many pods may be unavailable in an update: 50% of 3 is 1, rounded down, and never less than 1. */
export function maxUnavailableOf(set: StatefulSet): number {
  const value = set.spec.updateStrategy.rollingUpdate?.maxUnavailable ?? 1;
  return Math.max(1, floorPercent(value, set.spec.replicas));
}

export const podRevision = (pod: Pod): string => pod.metadata.labels?.[REVISION_HASH] ?? '';

/** The pod of an ordinal as a revision has it (newVersionedStatefulSetPod). */
export function podAt(set: StatefulSet, ordinal: number, revision: string, template: PodTemplate): Pod {
  const pod = podFrom(set, template);
  const name = `${set.metadata.name}-${ordinal}`;
  const volumes = claimVolumes(set, ordinal, pod);
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      name,
      labels: { ...pod.metadata.labels, ...identity(name, ordinal), [REVISION_HASH]: revision },
    },
    spec: {
      ...pod.spec,
      hostname: name,
      ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}),
      ...(volumes === undefined ? {} : { volumes }),
    },
  };
}

const identity = (name: string, ordinal: number) => ({ [POD_NAME]: name, [POD_INDEX]: String(ordinal) });

export const hasIdentity = (pod: Pod): boolean => pod.metadata.labels?.[POD_NAME] === pod.metadata.name;

export const withIdentity = (pod: Pod, ordinal: number): Pod => ({
  ...pod,
  metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, ...identity(pod.metadata.name, ordinal) } },
});

/** The claims an ordinal needs: `data-web-0`, with the labels the set selects by. */
export const claimsAt = (set: StatefulSet, ordinal: number): KubeObject[] =>
  (set.spec.volumeClaimTemplates ?? []).map(template => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: newMeta(set.metadata.namespace, {
      name: claimName(set, template, ordinal),
      labels: { ...template.metadata.labels, ...set.spec.selector.matchLabels },
      ...(template.metadata.annotations === undefined ? {} : { annotations: template.metadata.annotations }),
    }),
    spec: template.spec,
  }));

const claimName = (set: StatefulSet, template: KubeObject, ordinal: number): string =>
  `${template.metadata.name}-${set.metadata.name}-${ordinal}`;

function claimVolumes(set: StatefulSet, ordinal: number, pod: Pod): readonly unknown[] | undefined {
  const templates = set.spec.volumeClaimTemplates ?? [];
  if (templates.length === 0) return undefined;
  const names = new Set(templates.map(({ metadata }) => metadata.name));
  const own = ((pod.spec.volumes ?? []) as readonly { readonly name: string }[]).filter(({ name }) => !names.has(name));
  const claimed = templates.map(template => ({
    name: template.metadata.name,
    persistentVolumeClaim: { claimName: claimName(set, template, ordinal) },
  }));
  return [...claimed, ...own];
}
