/** The environment of a recording, learned from what it shows: its nodes, its kubelets, its demand. */
import { milliValue } from '@playhead/api';
import type { NodeSpec } from '@playhead/controllers';
import type { ClusterView, KubeObject, LabelSelector } from '@playhead/core';
import { keyOf } from '@playhead/core';
import type { Environment } from '../environment.ts';
import type { Load } from '../scenario/scenario.ts';
import { labelled } from '../scenario/scenario.ts';
import type { History } from './history.ts';
import type { Learned } from './learn.ts';

export function environmentOf(
  state: ClusterView,
  nodes: readonly NodeSpec[],
  learned: Learned,
  namespace: string,
): Environment {
  return {
    namespace,
    nodes,
    kubelet: learned.rules,
    load: state.list('HorizontalPodAutoscaler').flatMap(hpa => loadOf(state, hpa)),
    traffic: [],
  };
}

/** More than any pod asks for, and a number that can be divided by. */
const VAST = { cpu: 1e6, memory: 2 ** 60, pods: 1e6 };

/**
 * Those the recording has, with their labels; else every node that a pod was ever bound to. Room is no matter, but where pods
 * found none: then each node has what its pods have now, and nothing besides.
 */
export function nodesOf(state: ClusterView, history: History): NodeSpec[] {
  const pods = state.list('Pod');
  const full = pods.some(
    ({ spec, status }) =>
      spec.nodeName === undefined &&
      (status?.conditions as { type: string; reason?: string }[] | undefined)?.some(
        ({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable',
      ) === true,
  );
  const names = [...history.nodes.keys()].sort();
  return names.map(name => {
    const object = state.get(keyOf('Node', '', name)) ?? history.nodes.get(name);
    const there = pods.filter(({ spec }) => spec.nodeName === name).length;
    return labelled({
      name,
      ...VAST,
      ...(full ? { pods: there } : {}),
      ...(object?.metadata.labels === undefined ? {} : { labels: object.metadata.labels }),
      ...(object?.spec?.unschedulable === true ? { unschedulable: true } : {}),
    });
  });
}

interface CurrentMetric {
  readonly resource?: { readonly name: string; readonly current: { readonly averageValue?: string } };
}

/** What an autoscaler last saw of cpu, over all pods of its target: it goes on as it was. */
function loadOf(state: ClusterView, { metadata, spec, status }: KubeObject): Load[] {
  const { kind, name } = spec.scaleTargetRef as { kind: string; name: string };
  const target = state.get(keyOf(kind, metadata.namespace ?? '', name));
  const match = (target?.spec.selector as LabelSelector | undefined)?.matchLabels;
  const metrics = (status?.currentMetrics ?? []) as readonly CurrentMetric[];
  const average = metrics.find(({ resource }) => resource?.name === 'cpu')?.resource?.current.averageValue;
  if (match === undefined || average === undefined) return [];
  return [{ match, cpu: [{ after: 0, total: milliValue(average) * Math.max(1, status.currentReplicas ?? 1) }] }];
}
