/** What a HorizontalPodAutoscaler is asked for, and what it is told of the pods (autoscaling/v2, metrics.k8s.io). */
import type { Condition, KubeObject, LabelSelector } from '@playhead/core';
import type { Instant } from '../seen.ts';

export interface MetricTarget {
  readonly type: string;
  /** Percent of what the pods request. */
  readonly averageUtilization?: number;
  readonly averageValue?: string;
  readonly value?: string;
}

interface ResourceSource {
  readonly name: string;
  readonly container?: string;
  readonly target: MetricTarget;
}

interface NamedSource {
  readonly metric: { readonly name: string; readonly selector?: LabelSelector };
  readonly target: MetricTarget;
  readonly describedObject?: { readonly kind: string; readonly name: string };
}

export interface MetricSpec {
  readonly type: string;
  readonly resource?: ResourceSource;
  readonly containerResource?: ResourceSource;
  readonly pods?: NamedSource;
  readonly object?: NamedSource;
  readonly external?: NamedSource;
}

export interface ScalingRules {
  readonly stabilizationWindowSeconds?: number;
  readonly selectPolicy?: 'Max' | 'Min' | 'Disabled';
  readonly policies?: readonly {
    readonly type: 'Pods' | 'Percent';
    readonly value: number;
    readonly periodSeconds: number;
  }[];
  readonly tolerance?: string;
}

export interface Autoscaler extends KubeObject {
  readonly kind: 'HorizontalPodAutoscaler';
  readonly spec: {
    readonly scaleTargetRef: { readonly apiVersion?: string; readonly kind: string; readonly name: string };
    readonly minReplicas?: number;
    readonly maxReplicas: number;
    readonly metrics?: readonly MetricSpec[];
    readonly behavior?: { readonly scaleUp?: ScalingRules; readonly scaleDown?: ScalingRules };
  };
  readonly status: {
    readonly lastScaleTime?: string;
    readonly currentReplicas?: number;
    readonly desiredReplicas: number;
    readonly currentMetrics: readonly unknown[] | null;
    readonly conditions?: readonly Condition[];
  };
}

/** What the metrics server says of one pod; usage in thousandths of the resource's unit. */
export interface PodMetrics {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** When it was taken, a whole second, and over how many milliseconds. */
  readonly at: Instant;
  readonly window: number;
  readonly containers: readonly { readonly name: string; readonly usage: Readonly<Record<string, number>> }[];
}

/** What is remembered of one autoscaler: replica counts that were proposed, and changes that were made. */
export interface Memory {
  readonly recommendations: readonly Recommendation[];
  /** Its target's selector is known to the other autoscalers: it looked at metrics once. */
  readonly registered?: boolean;
  readonly ups: readonly ScaleEvent[];
  readonly downs: readonly ScaleEvent[];
}

export interface Recommendation {
  readonly replicas: number;
  readonly at: Instant;
}

export interface ScaleEvent {
  readonly change: number;
  readonly at: Instant;
}
