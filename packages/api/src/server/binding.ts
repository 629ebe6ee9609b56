import type { Condition, KubeObject } from '@playhead/core';
import { timestamp } from './context.ts';

/**
 * A pod given to a node, as the pods/binding subresource writes it (registry/core/pod setPodNodeAndMetadata): node name
 * and PodScheduled in one write, the generation as it was. `now` in milliseconds since the Unix epoch.
 */
export function bindPod(pod: KubeObject, node: string, now: number): KubeObject {
  const conditions = (pod.status?.conditions ?? []) as readonly Condition[];
  const scheduled: Condition = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: timestamp(now),
  };
  const known = conditions.some(condition => condition.type === 'PodScheduled');
  const next = known
    ? conditions.map(condition => (condition.type === 'PodScheduled' ? scheduled : condition))
    : [...conditions, scheduled];
  return { ...pod, spec: { ...pod.spec, nodeName: node }, status: { ...pod.status, conditions: next } };
}
