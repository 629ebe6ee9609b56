import type { NodeSpec } from '@playhead/controllers';
import type { KubeObject, Log } from '@playhead/core';
import { ClusterState } from '@playhead/core';

/**
 * The cluster's nodes. Where the recording has them, they are those; else every node that a pod of it was ever bound to:
 * one that never had a pod is not known.
 */
export function nodesOf(log: Log): NodeSpec[] {
  const state = ClusterState.empty();
  const nodes = new Map<string, NodeSpec>();
  for (let position = 1; position <= log.length; position++) {
    const after = state.apply(log.entry(position))?.after;
    if (after?.kind === 'Node') nodes.set(after.metadata.name, node(after.metadata.name, after));
    const bound: unknown = after?.kind === 'Pod' ? after.spec.nodeName : undefined;
    if (typeof bound === 'string' && !nodes.has(bound)) nodes.set(bound, node(bound));
  }
  return [...nodes.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Room is the scheduler's affair, which is not asked. A node that is only known by its pods has its kubelet's labels. */
const node = (name: string, object?: KubeObject): NodeSpec => ({
  name,
  cpu: Number.POSITIVE_INFINITY,
  memory: Number.POSITIVE_INFINITY,
  pods: Number.POSITIVE_INFINITY,
  labels: object?.metadata.labels ?? { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux' },
  ...(object?.spec?.unschedulable === true ? { unschedulable: true } : {}),
});
