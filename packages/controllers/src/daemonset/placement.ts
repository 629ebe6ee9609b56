/** Where a DaemonSet's pods belong, and the pod for one node (daemon_controller.go: NodeShouldRunDaemonPod; daemonset_util.go). */
import type { DaemonSet, Json, Pod, PodSpec } from '@playhead/core';
import { podFrom } from '../owned.ts';
import { allowsNode, type Named } from '../scheduler/affinity.ts';
import { toleratesAll } from '../scheduler/taints.ts';

export const HASH = 'controller-revision-hash';
const GENERATION = 'pod-template-generation';
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

/** A node that is not ready or is cordoned is none to avoid: these pods tolerate that. */
export const shouldRun = (ds: DaemonSet, node: Named): boolean =>
  belongs(ds, node) && toleratesAll(tolerant(ds), node.taints ?? [], ['NoSchedule', 'NoExecute']);

/** A pod that is there already stays in spite of a taint that only keeps new ones away. */
export const shouldStay = (ds: DaemonSet, node: Named): boolean =>
  belongs(ds, node) && toleratesAll(tolerant(ds), node.taints ?? [], ['NoExecute']);

function belongs({ spec: { template } }: DaemonSet, node: Named): boolean {
  const { spec } = template;
  return (spec.nodeName === undefined || spec.nodeName === node.name) && allowsNode(spec, node);
}

const tolerant = ({ spec: { template } }: DaemonSet): PodSpec => ({
  ...template.spec,
  tolerations: tolerations(template.spec),
});

const NODE_NAME = 'metadata.name';

/** The node a pod is on, or is meant for while it waits for the scheduler (GetTargetNodeName). */
export function targetNode({ spec }: Pod): string | undefined {
  if (spec.nodeName !== undefined) return spec.nodeName;
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  for (const term of terms)
    for (const { key, operator, values } of term.matchFields ?? [])
      if (key === NODE_NAME && operator === 'In' && values?.length === 1) return values[0];
  return undefined;
}

const templateGeneration = (ds: DaemonSet): string | undefined => ds.metadata.annotations?.[TEMPLATE_GENERATION];

/** By the hash, or by the generation of the template it was made from (IsPodUpdated). */
export function isUpdated(ds: DaemonSet, pod: Pod, hash: string): boolean {
  const generation = templateGeneration(ds);
  const { labels = {} } = pod.metadata;
  return labels[HASH] === hash || (generation !== undefined && labels[GENERATION] === generation);
}

/** Tied to its node by name and tolerant of what befalls nodes; the scheduler binds it. */
export function podOn(ds: DaemonSet, node: string, hash: string): Pod {
  const pod = podFrom(ds, ds.spec.template);
  const generation = templateGeneration(ds);
  const labels = {
    ...pod.metadata.labels,
    ...(generation === undefined ? {} : { [GENERATION]: generation }),
    [HASH]: hash,
  };
  const { spec } = pod;
  return {
    ...pod,
    metadata: { ...pod.metadata, labels },
    spec: { ...spec, affinity: tiedTo(spec, node), tolerations: tolerations(spec) },
  };
}

/** Whatever affinity to nodes the template requires gives way: it was looked at when the node was chosen. */
const tiedTo = (spec: PodSpec, node: string): Json => ({
  ...spec.affinity,
  nodeAffinity: {
    ...spec.affinity?.nodeAffinity,
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchFields: [{ key: NODE_NAME, operator: 'In', values: [node] }] }],
    },
  },
});

interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
}

const TOLERATED: readonly (readonly [name: string, effect: string])[] = [
  ['not-ready', 'NoExecute'],
  ['unreachable', 'NoExecute'],
  ['disk-pressure', 'NoSchedule'],
  ['memory-pressure', 'NoSchedule'],
  ['pid-pressure', 'NoSchedule'],
  ['unschedulable', 'NoSchedule'],
];

function tolerations(spec: PodSpec): readonly Toleration[] {
  const all = [...((spec.tolerations ?? []) as readonly Toleration[])];
  const added = spec.hostNetwork === true ? [...TOLERATED, ['network-unavailable', 'NoSchedule'] as const] : TOLERATED;
  for (const [name, effect] of added) {
    const toleration = { key: `node.kubernetes.io/${name}`, operator: 'Exists', effect };
    const same = (t: Toleration) =>
      t.key === toleration.key && t.effect === effect && t.operator === 'Exists' && (t.value ?? '') === '';
    const at = all.findIndex(same);
    if (at < 0) all.push(toleration);
    else all[at] = toleration;
  }
  return all;
}
