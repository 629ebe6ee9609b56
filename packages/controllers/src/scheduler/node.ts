/** A node as the scheduler counts on it, and as the API server has it. */
import { milliValue, wholeValue } from '@playhead/api';
import type { KubeObject } from '@playhead/core';
import type { Named } from './affinity.ts';
import type { Taint } from './taints.ts';

export interface NodeSpec extends Named {
  /** Cores. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
  readonly pods: number;
  readonly unschedulable?: boolean;
}

/** What an object of the kind Node says of room, labels and taints. */
export function nodeSpecOf({ metadata, spec, status }: KubeObject): NodeSpec {
  const room = status?.allocatable ?? status?.capacity ?? {};
  return {
    name: metadata.name,
    cpu: milliValue(room.cpu) / 1000,
    memory: wholeValue(room.memory),
    pods: wholeValue(room.pods),
    ...(metadata.labels === undefined ? {} : { labels: metadata.labels }),
    ...(spec?.taints === undefined ? {} : { taints: spec.taints as readonly Taint[] }),
    ...(spec?.unschedulable === true ? { unschedulable: true } : {}),
  };
}

const GI = 1024 ** 3;

/** A node that is ready, as its kubelet reports it. @param at when it was made, RFC 3339 */
export function nodeObject(node: NodeSpec, uid: string, at: string): KubeObject {
  const { name, labels = {}, taints = [], unschedulable } = node;
  const room = {
    cpu: Number.isInteger(node.cpu) ? String(node.cpu) : `${node.cpu * 1000}m`,
    memory: node.memory % GI === 0 ? `${node.memory / GI}Gi` : String(node.memory),
    pods: String(node.pods),
  };
  const condition = {
    type: 'Ready',
    status: 'True',
    reason: 'KubeletReady',
    lastHeartbeatTime: at,
    lastTransitionTime: at,
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid,
      resourceVersion: '',
      creationTimestamp: at,
      labels,
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
    },
    spec: {
      ...(taints.length === 0 ? {} : { taints }),
      ...(unschedulable === true ? { unschedulable } : {}),
    },
    status: { capacity: room, allocatable: room, conditions: [condition] },
  };
}
