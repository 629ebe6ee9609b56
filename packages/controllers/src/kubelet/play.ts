/**
 * The played kubelet: a rule of the scenario says how long a pod pulls, starts and becomes ready, whether it crashes, and
 * how long it takes to stop. Pure: from a pod and how far it has come to the next thing it will do and when.
 */
import type { Json, Pod } from '@playhead/core';

/** One rule; durations in milliseconds. The first rule that matches a pod plays it. */
export interface KubeletRule {
  readonly match?: {
    readonly image?: string;
    readonly name?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly pull?: { readonly after: number; readonly error?: string; readonly backoffAfter?: number };
  readonly start?: number;
  readonly ready?: number | 'never';
  readonly readyGap?: number;
  readonly stop?: number;
  readonly crash?: {
    readonly after: number;
    readonly afterReady?: boolean;
    readonly exitCode?: number;
    readonly reason?: string;
    readonly backoff?: number;
  };
  readonly unready?: readonly { readonly after: number; readonly for?: number }[];
  readonly complete?: number;
  readonly exitCode?: number;
}

export const DEFAULT_READY_GAP = 300;
export const DEFAULT_STOP = 500;

/** Restart waits 10 s, then twice as long each time, 300 s at most. */
export const crashBackoff = (restarts: number): number => Math.min(10 * 2 ** (restarts - 1), 300) * 1000;

export function ruleFor(rules: readonly KubeletRule[] | undefined, pod: Pod): KubeletRule {
  return rules?.find(rule => matches(rule, pod)) ?? {};
}

function matches({ match }: KubeletRule, pod: Pod): boolean {
  if (match === undefined) return true;
  if (match.image !== undefined) {
    const image = glob(match.image);
    if (!pod.spec.containers.some(c => image.test(c.image))) return false;
  }
  if (match.name !== undefined && !glob(match.name).test(pod.metadata.name)) return false;
  return Object.entries(match.labels ?? {}).every(([key, value]) => pod.metadata.labels?.[key] === value);
}

/** `*` stands for any text; nothing else is special. */
export const glob = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '.*')}$`);

/** How long a pod takes from its container's start until it may turn ready. */
export const readyAfter = (rule: KubeletRule, pod: Pod): number => {
  const delay = pod.spec.containers[0]?.readinessProbe?.initialDelaySeconds ?? 0;
  return (rule.ready === 'never' ? 0 : (rule.ready ?? 0)) + delay * 1000;
};

export const pullFailed = (image: string): string =>
  `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": not found`;
export const pullBackoff = (image: string): string => `Back-off pulling image "${image}"`;
export const crashLoop = (restarts: number): string =>
  `back-off ${crashBackoff(restarts) / 1000}s restarting failed container`;

/** node-0 has 10.0.0.1: the number at the end of a node's name, plus one. */
export const hostIP = (node: string): string => `10.0.0.${1 + Number(/\d+$/.exec(node)?.[0] ?? 0)}`;
export const podIP = (n: number): string => `10.244.${(n >> 8) & 255}.${n & 255}`;

export type { Json };
