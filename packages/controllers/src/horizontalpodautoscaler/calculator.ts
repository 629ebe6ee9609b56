/** From what the pods use to how many there should be (replica_calculator.go). */
import { milliValue } from '@playhead/api';
import type { Pod } from '@playhead/core';
import { conditionOf } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { type Instant, instant } from '../seen.ts';
import type { PodMetrics } from './autoscaler.ts';

/** A pod's first samples do not count for so long after it started, unless it was ready all through the sample. */
const CPU_INITIALISATION = 300_000;
/** A pod that is not ready and last changed within so long after its start was never ready. */
const INITIAL_READINESS = 30_000;

export interface Tolerances {
  readonly down: number;
  readonly up: number;
}

export interface Usage {
  /** Thousandths of the resource's unit. */
  readonly value: number;
  readonly at: Instant;
  readonly window: number;
}

/** How usage is weighed against the target. */
export interface Measure {
  readonly weigh: (usages: ReadonlyMap<string, Usage>) => E.Either<string, Weight>;
  /** What a pod without a sample is taken to use when there would be fewer pods. */
  readonly assumed: (pod: string) => number;
}

export interface Weight {
  /** 1 is on target. */
  readonly ratio: number;
  /** Mean usage of a pod, thousandths, rounded down. */
  readonly average: number;
  readonly utilization?: number;
}

export interface Proposal {
  readonly replicas: number;
  /** As measured, before pods that do not count were thought in. */
  readonly weight: Weight;
  /** The pods that the ratio was multiplied by, and the ratio that was. */
  readonly counted: number;
  readonly ratio: number;
}

/** What pods use of a resource: all containers together, or one. */
export function usagesOf(metrics: readonly PodMetrics[], resource: string, container?: string): Map<string, Usage> {
  const usages = new Map<string, Usage>();
  for (const { name, at, window, containers } of metrics) {
    const of = container === undefined ? containers : containers.filter(c => c.name === container);
    const values = of.map(({ usage }) => usage[resource]);
    if (values.length === 0 || values.includes(undefined)) continue;
    usages.set(name, { value: values.reduce<number>((sum, value) => sum + value!, 0), at, window });
  }
  return usages;
}

/** What each pod requests of a resource, or which pod's container says nothing of it. */
export function requestsOf(
  pods: readonly Pod[],
  resource: string,
  container?: string,
): E.Either<string, Map<string, number>> {
  const requests = new Map<string, number>();
  for (const { metadata, spec } of pods) {
    const sidecars = (spec.initContainers ?? []).filter(c => c.restartPolicy === 'Always');
    const asked = [...spec.containers, ...sidecars].filter(c => container === undefined || c.name === container);
    if (asked.length === 0) return E.left(`container ${container} not found in Pod ${metadata.name}`);
    let total = 0;
    for (const { name, resources } of asked) {
      const request = resources?.requests?.[resource];
      if (request === undefined)
        return E.left(`missing request for ${resource} in container ${name} of Pod ${metadata.name}`);
      total += milliValue(request);
    }
    requests.set(metadata.name, total);
  }
  return E.right(requests);
}

/** Usage in percent of the request, rounded down, against a target in percent. */
export const utilization = (requests: ReadonlyMap<string, number>, target: number): Measure => ({
  weigh: usages => {
    let [used, asked, count] = [0, 0, 0];
    for (const [pod, { value }] of usages) {
      const request = requests.get(pod);
      if (request === undefined) continue;
      used += value;
      asked += request;
      count++;
    }
    if (asked === 0) return E.left('no metrics returned matched known pods');
    const percent = Math.trunc((used * 100) / asked);
    return E.right({ ratio: percent / target, average: Math.trunc(used / count), utilization: percent });
  },
  assumed: pod => Math.trunc(((requests.get(pod) ?? 0) * Math.max(100, target)) / 100),
});

/** Mean usage of a pod, rounded down, against a target in the same thousandths. */
export const averageValue = (target: number): Measure => ({
  weigh: usages => {
    let used = 0;
    for (const { value } of usages.values()) used += value;
    const average = Math.trunc(used / usages.size);
    return E.right({ ratio: average / target, average });
  },
  assumed: () => target,
});

interface Grouped {
  readonly ready: number;
  readonly unready: readonly string[];
  readonly missing: readonly string[];
  /** The usages that count. */
  readonly usages: Map<string, Usage>;
}

/** Going and failed pods are passed over; of the rest some are too young to tell, and some have no sample. */
export function groupPods(
  pods: readonly Pod[],
  all: ReadonlyMap<string, Usage>,
  resource: string,
  now: Instant,
): Grouped {
  const usages = new Map(all);
  const [unready, missing]: [string[], string[]] = [[], []];
  let ready = 0;
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata;
    const usage = usages.get(name);
    if (deletionTimestamp !== undefined || pod.status.phase === 'Failed') usages.delete(name);
    else if (
      pod.status.phase === 'Pending' ||
      (usage !== undefined && resource === 'cpu' && tooYoung(pod, usage, now))
    ) {
      usages.delete(name);
      unready.push(name);
    } else if (usage === undefined) missing.push(name);
    else ready++;
  }
  return { ready, unready, missing, usages };
}

function tooYoung(pod: Pod, usage: Usage, now: Instant): boolean {
  const condition = conditionOf(pod, 'Ready');
  const { startTime } = pod.status;
  if (condition === undefined || startTime === undefined) return true;
  const [started, changed] = [instant(startTime), instant(condition.lastTransitionTime)];
  if (started + CPU_INITIALISATION > now) return condition.status === 'False' || usage.at < changed + usage.window;
  return condition.status === 'False' && started + INITIAL_READINESS > changed;
}

/**
 * ceil(ratio × counted pods), unless the ratio is within the tolerance. Pods without a sample and young ones are thought in
 * against the change, and where that turns it round nothing changes (GetResourceReplicas, calcPlainMetricReplicas).
 *
 *   4 ready at 80% of a target of 50%: 1.6 × 4 = 6.4, so 7. 3 ready at 90% and 1 pending: 1.8, with the pending one at 0
 *   67 ÷ 50 = 1.34, × 4 = 5.36, so 6.
 */
export function propose(
  current: number,
  { ready, unready, missing, usages }: Grouped,
  { weigh, assumed }: Measure,
  tolerances: Tolerances,
): E.Either<string, Proposal> {
  const measured = weigh(usages);
  if (E.isLeft(measured)) return measured;
  const weight = measured.right;
  const within = (ratio: number) => 1 - tolerances.down <= ratio && ratio <= 1 + tolerances.up;
  const stay: Proposal = { replicas: current, weight, counted: ready, ratio: weight.ratio };
  const upWithUnready = unready.length > 0 && weight.ratio > 1;
  if (!upWithUnready && missing.length === 0) {
    if (within(weight.ratio)) return E.right(stay);
    return E.right({ ...stay, replicas: Math.ceil(weight.ratio * ready) });
  }
  const thoughtIn = new Map(usages);
  const put = (pod: string, value: number) => thoughtIn.set(pod, { value, at: 0, window: 0 });
  if (weight.ratio !== 1) for (const pod of missing) put(pod, weight.ratio < 1 ? assumed(pod) : 0);
  if (upWithUnready) for (const pod of unready) put(pod, 0);
  const again = weigh(thoughtIn);
  if (E.isLeft(again)) return again;
  const { ratio } = again.right;
  if (within(ratio) || (weight.ratio < 1 && ratio > 1) || (weight.ratio > 1 && ratio < 1)) return E.right(stay);
  const replicas = Math.ceil(ratio * thoughtIn.size);
  if ((ratio < 1 && replicas > current) || (ratio > 1 && replicas < current)) return E.right(stay);
  return E.right({ replicas, weight, counted: thoughtIn.size, ratio });
}
