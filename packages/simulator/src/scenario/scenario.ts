import type { KubeletRule, NodeSpec } from '@playhead/controllers';
import type { Json } from '@playhead/core';

/** A rollout story as it is run; durations in milliseconds. `scenarios/README.md` describes the file. */
export interface Scenario {
  readonly name: string;
  readonly description: string;
  readonly namespace: string;
  /** Milliseconds since the Unix epoch at which the run begins. */
  readonly start: number;
  readonly seed: number;
  /** The text of each file that a command's -f may name. */
  readonly files: Readonly<Record<string, string>>;
  readonly nodes: readonly NodeSpec[];
  readonly kubelet: readonly KubeletRule[] | undefined;
  readonly steps: readonly Step[];
  readonly load: readonly Load[];
  readonly traffic: readonly Traffic[];
  /** How long it is watched after the last step. */
  readonly settle: number;
  /** What the file says that a run does not act on, a sentence each. */
  readonly ignored: readonly string[];
}

/** A demand for cpu, shared evenly over the ready pods that match; amounts in thousandths. */
export interface Load {
  readonly match: Readonly<Record<string, string>>;
  /** No more than this in one pod. */
  readonly limit?: number;
  /** The total from so long after the first step on. */
  readonly cpu: readonly { readonly after: number; readonly total: number }[];
}

/** Requests to a Service, so many a second, shared evenly over its endpoints. */
export interface Traffic {
  readonly service: string;
  readonly rate: number;
}

/** What a step does, in this order, each part waited for (a background command excepted). */
export interface Step {
  readonly wait?: number;
  readonly until?: string;
  readonly timeout?: number;
  readonly kubectl?: string;
  /** What the person changes in the editor that `kubectl edit` opens: fields to merge, or a JSON Patch. */
  readonly edit?: Json;
  readonly background?: boolean;
  readonly deletePods?: { readonly selector?: Readonly<Record<string, string>>; readonly count?: number };
}

export const DEFAULT_START = Date.UTC(2026, 0, 1);
export const DEFAULT_SETTLE = 2000;
export const DEFAULT_TIMEOUT = 60_000;

const GI = 1024 ** 3;

/** Three nodes of 8 cpu, 16Gi and room for 110 pods, as in the recordings. */
export const DEFAULT_NODES: readonly NodeSpec[] = [0, 1, 2].map(i =>
  labelled({ name: `node-${i}`, cpu: 8, memory: 16 * GI, pods: 110 }),
);

/** With the labels that each node has of its kubelet, unless the scenario says otherwise. */
export function labelled(node: NodeSpec): NodeSpec {
  const own = { 'kubernetes.io/hostname': node.name, 'kubernetes.io/os': 'linux' };
  return { ...node, labels: { ...own, ...node.labels } };
}
