/**
 * The played kubelet: a rule of the scenario says how long a pod pulls, starts and becomes ready, whether it crashes, and
 * how long it takes to stop. Pure: from a pod and how far it has come to the next thing it will do and when.
 */
import type { Pod } from '@playhead/core';

/** Milliseconds: always the same, or drawn evenly for each pod. */
export type Spread = number | { readonly from: number; readonly to: number };

/** The longest it can be. */
export const longest = (duration: Spread | undefined): number =>
  typeof duration === 'object' ? duration.to : (duration ?? 0);

/** One rule; durations in milliseconds. The first rule that matches a pod plays it. */
export interface KubeletRule {
  readonly match?: {
    readonly image?: string;
    readonly name?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly pull?: { readonly after: Spread; readonly error?: string; readonly backoffAfter?: number };
  readonly start?: Spread;
  readonly ready?: Spread | 'never';
  readonly readyGap?: number;
  readonly stop?: Spread;
  readonly crash?: {
    readonly after: Spread;
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

/** The probe's own delay comes on top of the rule's, in milliseconds. */
export const probeDelay = (pod: Pod): number =>
  (pod.spec.containers[0]?.readinessProbe?.initialDelaySeconds ?? 0) * 1000;

export const pullFailed = (image: string): string =>
  `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": not found`;
export const pullBackoff = (image: string): string => `Back-off pulling image "${image}"`;
export const crashLoop = (restarts: number): string =>
  `back-off ${crashBackoff(restarts) / 1000}s restarting failed container`;

/** node-0 has 10.0.0.1: the number at the end of a node's name, plus one. */
export const hostIP = (node: string): string => `10.0.0.${1 + Number(/\d+$/.exec(node)?.[0] ?? 0)}`;
export const podIP = (n: number): string => `10.244.${(n >> 8) & 255}.${n & 255}`;

/** The highest number of an address that one of the pods has, as `podIP` counts them; 0 where none has one of these. */
export function lastPodIP(pods: readonly Pod[]): number {
  const numbers = pods.map(({ status }) => /^10\.244\.(\d+)\.(\d+)$/.exec(status.podIP ?? ''));
  return numbers.reduce(
    (most, found) => Math.max(most, found === null ? 0 : Number(found[1]) * 256 + Number(found[2])),
    0,
  );
}
