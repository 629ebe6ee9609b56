import type { ObjectKey } from '../kube/key.ts';
import type { Condition, KubeObject } from '../kube/object.ts';
import type { Position } from '../log/entry.ts';
import { Steps } from './steps.ts';

/** What an autoscaler read of its most telling metric: the one that asks for the most replicas. */
export interface MetricLook {
  /** `cpu`, or the name of the metric. */
  readonly name: string;
  /** In `unit`: 160 where 160% of the request is used. */
  readonly seen: number;
  readonly target: number;
  readonly unit: '%' | '';
  /** What the formula asks for, before limits and windows: ceil(2 × 160 ÷ 50) = 7. */
  readonly wanted: number;
}

/** A HorizontalPodAutoscaler as series. It looks each 15 s; a recording shows the looks that changed its status. */
export class AutoscalerStory {
  readonly key: ObjectKey;
  readonly name: string;
  readonly namespace: string;
  /** What it scales: kind and name. */
  target: { readonly kind: string; readonly name: string };
  readonly exists = new Steps<boolean>(false);
  readonly least = new Steps<number>(1);
  readonly most = new Steps<number>(1);
  /** Where its status was written by a look. */
  readonly looks: Position[] = [];
  readonly metric = new Steps<MetricLook | undefined>(undefined);
  /** The number of it, for a lane. */
  readonly seen = new Steps<number>(0);
  readonly wanted = new Steps<number>(0);
  /** `.status.desiredReplicas`: after limits and windows. */
  readonly desired = new Steps<number>(0);
  readonly conditions = new Map<string, Steps<Condition | undefined>>();

  constructor(key: ObjectKey, object: KubeObject) {
    this.key = key;
    this.name = object.metadata.name;
    this.namespace = object.metadata.namespace ?? '';
    this.target = targetOf(object);
  }

  see(position: Position, before: KubeObject | undefined, after: KubeObject | undefined): void {
    this.exists.set(position, after !== undefined);
    if (after === undefined) return;
    this.target = targetOf(after);
    this.least.set(position, after.spec?.minReplicas ?? 1);
    this.most.set(position, after.spec?.maxReplicas ?? 1);
    if (before === undefined || before.status === after.status) return;
    this.looks.push(position);
    const metric = mostTelling(after);
    this.metric.set(position, metric);
    if (metric !== undefined) {
      this.seen.set(position, metric.seen);
      this.wanted.set(position, metric.wanted);
    }
    this.desired.set(position, after.status?.desiredReplicas ?? 0);
    for (const condition of (after.status?.conditions ?? []) as readonly Condition[]) {
      let steps = this.conditions.get(condition.type);
      if (steps === undefined) {
        steps = new Steps<Condition | undefined>(undefined);
        this.conditions.set(condition.type, steps);
      }
      steps.set(position, condition);
    }
  }
}

function targetOf({ spec }: KubeObject): { readonly kind: string; readonly name: string } {
  const { kind = '', name = '' } = spec?.scaleTargetRef ?? {};
  return { kind, name };
}

interface Quantities {
  readonly averageUtilization?: number;
  readonly averageValue?: string;
  readonly value?: string;
}

type Metric = { readonly type: string } & { readonly [source: string]: unknown };

/** replica_calculator.go: within 10% of the target nothing is asked for; else as many as bring it back to the target. */
const TOLERANCE = 0.1;

function mostTelling({ spec, status }: KubeObject): MetricLook | undefined {
  const size = (status?.currentReplicas as number | undefined) ?? 0;
  const specs = (spec?.metrics ?? []) as readonly Metric[];
  const looks = ((status?.currentMetrics ?? []) as readonly Metric[]).flatMap((current, i) => {
    const asked = specs.find(m => m.type === current.type && nameOf(m) === nameOf(current)) ?? specs[i];
    return asked === undefined ? [] : (look(asked, current, size) ?? []);
  });
  return looks.sort((a, b) => b.wanted - a.wanted)[0];
}

function look(asked: Metric, current: Metric, size: number): MetricLook | undefined {
  const target = sourceOf(asked)?.target as Quantities | undefined;
  const seen = sourceOf(current)?.current as Quantities | undefined;
  if (target === undefined || seen === undefined) return undefined;
  for (const field of ['averageUtilization', 'averageValue', 'value'] as const) {
    const [of, is] = [numberOf(target[field]), numberOf(seen[field])];
    if (of === undefined || is === undefined || of === 0) continue;
    const ratio = is / of;
    // as upstream compares: 88 ÷ 80 is 1.1 and within, though 1.1 − 1 is more than 0.1 in floating point
    const within = 1 - TOLERANCE <= ratio && ratio <= 1 + TOLERANCE;
    const wanted = within ? size : Math.ceil(size * ratio - 1e-9);
    return { name: nameOf(asked), seen: is, target: of, unit: field === 'averageUtilization' ? '%' : '', wanted };
  }
  return undefined;
}

interface Source {
  readonly name?: string;
  readonly metric?: { readonly name?: string };
  readonly target?: unknown;
  readonly current?: unknown;
}

/** `resource` of type Resource, `containerResource` of type ContainerResource. */
const sourceOf = (metric: Metric): Source | undefined =>
  metric[`${metric.type.slice(0, 1).toLowerCase()}${metric.type.slice(1)}`] as Source | undefined;

const nameOf = (metric: Metric): string => sourceOf(metric)?.name ?? sourceOf(metric)?.metric?.name ?? metric.type;

const SUFFIXES: Readonly<Record<string, number>> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};

/** 320m is 0.32, as resource.Quantity; near enough for a lane. */
function numberOf(quantity: number | string | undefined): number | undefined {
  if (typeof quantity === 'number' || quantity === undefined) return quantity;
  const [, digits, suffix = ''] = /^([\d.]+)([A-Za-z]*)$/.exec(quantity) ?? [];
  const value = Number(digits);
  return Number.isFinite(value) ? value * (suffix === '' ? 1 : (SUFFIXES[suffix] ?? 1)) : undefined;
}
