/** What the metrics of an autoscaler ask for together (horizontal.go: computeReplicasForMetrics). */
import { formatQuantity, milliValue, parseQuantity, selectorMatches } from '@playhead/api';
import type { LabelSelector, Pod } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Instant } from '../seen.ts';
import type { Autoscaler, MetricSpec, MetricTarget, PodMetrics } from './autoscaler.ts';
import {
  averageValue,
  groupPods,
  type Proposal,
  propose,
  requestsOf,
  type Tolerances,
  usagesOf,
  utilization,
} from './calculator.ts';

/** Within a tenth of the target nothing changes. */
const TOLERANCE = 0.1;

export interface Target {
  /** spec.replicas of the scale. */
  readonly replicas: number;
  readonly selector: LabelSelector;
  /** The pods of the namespace that the selector selects. */
  readonly pods: readonly Pod[];
}

/** One metric that could not be read: the reason of its condition and Event, and how the rest speaks of it. */
export interface Failure {
  readonly reason: string;
  readonly error: string;
  readonly summary: string;
}

export interface Computed {
  /** One a metric, in order, as the status shows them. */
  readonly statuses: readonly object[];
  readonly failures: readonly Failure[];
  /** Of the metrics that could be read the one that asks for most. */
  readonly best: Asked | undefined;
}

export interface Asked {
  readonly metric: string;
  readonly proposal: Proposal;
  readonly target: string;
}

type Answer = E.Either<Failure, { readonly asked: Asked; readonly status: object }>;

export function computeMetrics(
  hpa: Autoscaler,
  target: Target,
  metrics: readonly PodMetrics[],
  now: Instant,
): Computed {
  const statuses: object[] = [];
  const failures: Failure[] = [];
  let best: Asked | undefined;
  for (const spec of hpa.spec.metrics ?? []) {
    const answer = computeMetric(hpa, spec, target, metrics, now);
    statuses.push(E.isRight(answer) ? answer.right.status : { type: '' });
    if (E.isLeft(answer)) failures.push(answer.left);
    else if (best === undefined || answer.right.asked.proposal.replicas > best.proposal.replicas)
      best = answer.right.asked;
  }
  return { statuses, failures, best };
}

function computeMetric(
  hpa: Autoscaler,
  spec: MetricSpec,
  target: Target,
  metrics: readonly PodMetrics[],
  now: Instant,
): Answer {
  switch (spec.type) {
    case 'Resource':
    case 'ContainerResource':
      return resourceMetric(hpa, spec, target, metrics, now);
    case 'Pods': {
      const error = `unable to get metric ${spec.pods!.metric.name}: ${NO_CUSTOM}`;
      return E.left({ reason: 'FailedGetPodsMetric', error, summary: `failed to get pods metric value: ${error}` });
    }
    case 'Object':
      return objectMetric(hpa, spec.object!);
    case 'External':
      return externalMetric(hpa, spec.external!);
    default: {
      const error = `unknown metric source type "${spec.type}"`;
      return E.left({ reason: 'InvalidMetricSourceType', error, summary: error });
    }
  }
}

/** No adapter serves these APIs: what is played is the resource metrics of the scenario's load. */
const NO_CUSTOM =
  'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered';
const NO_EXTERNAL =
  'unable to fetch metrics from external metrics API: the server could not find the requested resource (get METRIC.external.metrics.k8s.io)';

function objectMetric({ metadata }: Autoscaler, source: NonNullable<MetricSpec['object']>): Answer {
  const { kind = '', name = '' } = source.describedObject ?? {};
  const error = `unable to get metric ${source.metric.name}: ${NO_CUSTOM} on ${kind} ${metadata.namespace}/${name}`;
  const told =
    source.target.type === 'AverageValue' ? `failed to get ${source.metric.name} object metric: ${error}` : error;
  return E.left({ reason: 'FailedGetObjectMetric', error, summary: `failed to get object metric value: ${told}` });
}

function externalMetric({ metadata }: Autoscaler, source: NonNullable<MetricSpec['external']>): Answer {
  const { name, selector } = source.metric;
  const text = selector === undefined ? 'nil' : selectorText(selector);
  const error = `unable to get external metric ${metadata.namespace}/${name}/${text}: ${NO_EXTERNAL.replace('METRIC', name)}`;
  const told =
    source.target.averageValue === undefined
      ? `failed to get external metric ${name}: ${error}`
      : `failed to get ${name} external metric: ${error}`;
  return E.left({
    reason: 'FailedGetExternalMetric',
    error,
    summary: `failed to get ${name} external metric value: ${told}`,
  });
}

/** A label selector as Go prints it. */
const selectorText = ({ matchLabels = {} }: LabelSelector): string =>
  `&LabelSelector{MatchLabels:map[string]string{${Object.keys(matchLabels)
    .sort()
    .map(key => `${key}: ${matchLabels[key]},`)
    .join('')}},MatchExpressions:[]LabelSelectorRequirement{},}`;

function resourceMetric(
  hpa: Autoscaler,
  spec: MetricSpec,
  target: Target,
  metrics: readonly PodMetrics[],
  now: Instant,
): Answer {
  const ofContainer = spec.type === 'ContainerResource';
  const { name, container, target: wanted } = (ofContainer ? spec.containerResource : spec.resource)!;
  const asked = askFor(hpa, target, metrics, name, container, wanted, now);
  if (E.isLeft(asked)) {
    const what = wanted.averageValue === undefined ? 'utilization' : 'usage';
    const error = `failed to get ${name} ${what}: ${asked.left}`;
    return E.left({
      reason: ofContainer ? 'FailedGetContainerResourceMetric' : 'FailedGetResourceMetric',
      error,
      summary: ofContainer
        ? `failed to get ${container} container metric value: ${error}`
        : `failed to get ${name} resource metric value: ${error}`,
    });
  }
  const { weight } = asked.right;
  const current = {
    ...(weight.utilization === undefined ? {} : { averageUtilization: weight.utilization }),
    averageValue: quantity(weight.average, name),
  };
  const words = ofContainer ? 'container resource' : 'resource';
  return E.right({
    asked: {
      metric:
        wanted.averageValue === undefined ? `${name} ${words} utilization (percentage of request)` : `${name} resource`,
      proposal: asked.right,
      target: wanted.averageValue ?? `${wanted.averageUtilization}%`,
    },
    status: ofContainer
      ? { type: spec.type, containerResource: { name, container, current } }
      : { type: spec.type, resource: { name, current } },
  });
}

function askFor(
  hpa: Autoscaler,
  { replicas, selector, pods }: Target,
  metrics: readonly PodMetrics[],
  resource: string,
  container: string | undefined,
  wanted: MetricTarget,
  now: Instant,
): E.Either<string, Proposal> {
  const selected = metrics.filter(({ labels }) => selectorMatches(selector, labels));
  if (selected.length === 0)
    return E.left(`unable to get metrics for resource ${resource}: no metrics returned from resource metrics API`);
  if (pods.length === 0) return E.left('no pods returned by selector while calculating replica count');
  const grouped = groupPods(pods, usagesOf(selected, resource, container), resource, now);
  if (grouped.usages.size === 0) return E.left('did not receive metrics for targeted pods (pods might be unready)');
  if (wanted.averageValue !== undefined)
    return propose(replicas, grouped, averageValue(milliValue(wanted.averageValue)), tolerances(hpa));
  const requests = requestsOf(pods, resource, container);
  if (E.isLeft(requests)) return requests;
  return propose(replicas, grouped, utilization(requests.right, wanted.averageUtilization ?? 80), tolerances(hpa));
}

function tolerances({ spec }: Autoscaler): Tolerances {
  const of = (tolerance: string | undefined) => {
    const parsed = tolerance === undefined ? undefined : parseQuantity(tolerance);
    return parsed === undefined || E.isLeft(parsed) ? TOLERANCE : Number(parsed.right.nano) / 1e9;
  };
  return { down: of(spec.behavior?.scaleDown?.tolerance), up: of(spec.behavior?.scaleUp?.tolerance) };
}

/** Thousandths as a quantity: 107 of cpu is `107m`, 67108864000 of memory `64Mi`. */
const quantity = (thousandths: number, resource: string): string =>
  formatQuantity({
    nano: BigInt(thousandths) * 1_000_000n,
    format: resource === 'memory' ? 'BinarySI' : 'DecimalSI',
  });
