/**
 * What an autoscaler was told of the pods, as far as a recording has it: the mean it saw, which stands in its own status.
 * Which pod used what, and how old the samples were, is in no recording; each is taken to use the mean.
 */
import { milliValue } from '@playhead/api';
import { type Autoscaler, autoscalerTarget, type Instant, type PodMetrics, type Seen } from '@playhead/controllers';
import type { KubeObject, Log, LogTime, ObjectKey, Pod } from '@playhead/core';
import { ClusterState, conditionOf, isServing } from '@playhead/core';
import { inServerOrder } from './order.ts';

/** One of `status.currentMetrics` (autoscaling/v2 MetricStatus), of the kinds that say what pods use. */
interface Reported {
  readonly type: string;
  readonly resource?: ReportedResource;
  readonly containerResource?: ReportedResource;
}

interface ReportedResource {
  readonly name: string;
  readonly container?: string;
  readonly current: { readonly averageValue?: string; readonly averageUtilization?: number };
}

/** A status is written some milliseconds behind the scale and the Event of the same look. */
const SAME_LOOK = 1000;
/** How old samples are taken to be, in milliseconds: a metrics server takes one every 15 s, a played one every second. */
const AGES = [0, 1000, 2000, 15_000] as const;
const OF_RESOURCES = new Set(['Resource', 'ContainerResource']);

/** Whether what it decides by is in its status: of pods', objects' and external metrics it is not known who serves them. */
export const isByResources = ({ spec }: KubeObject): boolean =>
  ((spec.metrics ?? []) as readonly { type: string }[]).every(({ type }) => OF_RESOURCES.has(type));

/** Each autoscaler's statuses, and from when on each stood; read when first asked for. */
export class ReportedMetrics {
  readonly #log: Log;
  #known: ReadonlyMap<ObjectKey, readonly Status[]> | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** What may have been told at this moment, the likeliest first. */
  feeds(seen: Seen, subject: ObjectKey, now: Instant): PodMetrics[][] {
    const hpa = seen.get(subject);
    const target = hpa === undefined ? '' : autoscalerTarget(seen, hpa as Autoscaler);
    if (typeof target === 'string') return [[]];
    const reported = this.#at(subject, now - this.#log.header.start);
    if (!reported.some(hasValue)) return untold(hpa as Autoscaler, target.pods, now);
    const feeds: PodMetrics[][] = [];
    for (const isSampled of [isServing, isRunning])
      for (const age of AGES) {
        const sampled = target.pods.filter(pod => isSampled(pod) && isReadySince(pod, now - age));
        if (sampled.length > 0) feeds.push(sampled.map(pod => sample(pod, now - age, reported, meanRequest(sampled))));
      }
    return feeds.length > 0 ? feeds : [[]];
  }

  /** Of the look at this time: what its status says, which comes last; or, where it changed nothing, what stood before. */
  #at(subject: ObjectKey, time: LogTime): readonly Reported[] {
    this.#known ??= statusesIn(this.#log);
    const statuses = this.#known.get(subject) ?? [];
    const next = statuses.find(status => status.time >= time);
    if (next !== undefined && next.time - time <= SAME_LOOK) return next.metrics;
    return statuses.findLast(status => status.time < time)?.metrics ?? [];
  }
}

interface Status {
  readonly time: LogTime;
  readonly metrics: readonly Reported[];
}

function statusesIn(log: Log): Map<ObjectKey, Status[]> {
  const state = ClusterState.empty();
  const statuses = new Map<ObjectKey, Status[]>();
  for (const { entry, time } of inServerOrder(log)) {
    const change = state.apply(entry);
    if (change?.after?.kind !== 'HorizontalPodAutoscaler') continue;
    const of = statuses.get(change.key) ?? [];
    of.push({ time, metrics: change.after.status?.currentMetrics ?? [] });
    statuses.set(change.key, of);
  }
  return statuses;
}

/** No mean: no samples, or none that count, or some, and what is wanted of them could not be worked out. */
function untold({ spec }: Autoscaler, pods: readonly Pod[], now: Instant): PodMetrics[][] {
  const nothing = { averageValue: '0' };
  const idle = (spec.metrics ?? []).map(({ type, resource, containerResource }): Reported => {
    const { name = '', container } = resource ?? containerResource ?? {};
    const told = { name, current: nothing, ...(container === undefined ? {} : { container }) };
    return resource === undefined ? { type, containerResource: told } : { type, resource: told };
  });
  return [[], pods.map(pod => sample(pod, now, [])), pods.map(pod => sample(pod, now, idle))];
}

const hasValue = ({ resource, containerResource }: Reported): boolean =>
  (resource ?? containerResource)?.current.averageValue !== undefined;

const isRunning = (pod: Pod): boolean => pod.metadata.deletionTimestamp === undefined && pod.status.phase === 'Running';

const isReadySince = (pod: Pod, then: Instant): boolean =>
  Date.parse(conditionOf(pod, 'Ready')?.lastTransitionTime ?? '') <= then;

type Requests = (resource: string, container: string | undefined) => number;

/** What these pods request of a resource, in thousandths, on the mean; 0 where they do not say. */
const meanRequest =
  (pods: readonly Pod[]): Requests =>
  (resource, container) => {
    let total = 0;
    for (const { spec } of pods)
      for (const { name, resources } of spec.containers)
        if (container === undefined || name === container) total += milliValue(resources?.requests?.[resource] ?? 0);
    return total / pods.length;
  };

function sample(pod: Pod, at: Instant, reported: readonly Reported[], request: Requests = () => 0): PodMetrics {
  const { name, labels = {} } = pod.metadata;
  const containers = reported.length === 0 ? [] : pod.spec.containers.map(c => ({ name: c.name, usage: {} }));
  const usages = new Map<string, Record<string, number>>(containers.map(c => [c.name, c.usage]));
  for (const { containerResource: told } of reported)
    if (told?.container !== undefined && usages.has(told.container))
      usages.get(told.container)![told.name] = mean(told, request);
  for (const { resource } of reported) {
    if (resource === undefined) continue;
    let rest = mean(resource, request);
    const open = [...usages.values()].filter(usage => usage[resource.name] === undefined);
    for (const usage of usages.values()) rest -= usage[resource.name] ?? 0;
    for (const [i, usage] of open.entries()) usage[resource.name] = i === 0 ? Math.max(0, rest) : 0;
  }
  return { name, labels, at: Math.floor(at / 1000) * 1000, window: 1000, containers };
}

/**
 * Both figures are rounded down. 107m of 200m requested is 53.5%, told as 53; 107.9m would be told as 107m too. Where the
 * percentage is higher than the mean makes it, the mean was rounded more: the least that gives both is taken.
 */
function mean({ name, container, current }: ReportedResource, request: Requests): number {
  const average = milliValue(current.averageValue ?? '0');
  const byShare = ((current.averageUtilization ?? 0) * request(name, container)) / 100;
  return byShare > average && byShare < average + 1 ? byShare : average;
}
