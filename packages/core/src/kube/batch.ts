import type { Condition, KubeObject, LabelSelector, ObjectMeta, Timestamp, Uid } from './object.ts';
import type { PodTemplate } from './workloads.ts';

export interface OnExitCodes {
  readonly containerName?: string;
  readonly operator: 'In' | 'NotIn';
  readonly values: readonly number[];
}

export interface PodFailurePolicyRule {
  readonly action: 'FailJob' | 'Ignore' | 'Count' | 'FailIndex';
  readonly onExitCodes?: OnExitCodes;
  readonly onPodConditions?: readonly { readonly type: string; readonly status: string }[];
}

export interface SuccessPolicyRule {
  /** Intervals as in `0-2,5`. */
  readonly succeededIndexes?: string;
  readonly succeededCount?: number;
}

/** As the API server keeps it, with its defaults. */
export interface JobSpec {
  readonly parallelism: number;
  readonly completions?: number;
  readonly completionMode?: 'NonIndexed' | 'Indexed';
  readonly backoffLimit: number;
  readonly backoffLimitPerIndex?: number;
  readonly maxFailedIndexes?: number;
  readonly activeDeadlineSeconds?: number;
  readonly ttlSecondsAfterFinished?: number;
  readonly suspend?: boolean;
  readonly podReplacementPolicy?: 'TerminatingOrFailed' | 'Failed';
  readonly podFailurePolicy?: { readonly rules: readonly PodFailurePolicyRule[] };
  readonly successPolicy?: { readonly rules: readonly SuccessPolicyRule[] };
  readonly managedBy?: string;
  readonly selector: LabelSelector;
  readonly template: PodTemplate;
}

export interface JobStatus {
  readonly conditions?: readonly Condition[];
  readonly startTime?: Timestamp;
  readonly completionTime?: Timestamp;
  readonly active?: number;
  readonly succeeded?: number;
  readonly failed?: number;
  readonly terminating?: number;
  readonly ready?: number;
  readonly completedIndexes?: string;
  readonly failedIndexes?: string;
  readonly uncountedTerminatedPods?: { readonly succeeded?: readonly Uid[]; readonly failed?: readonly Uid[] };
}

export interface Job extends KubeObject {
  readonly kind: 'Job';
  readonly spec: JobSpec;
  readonly status: JobStatus;
}

export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: Uid;
  readonly resourceVersion: string;
}

export interface CronJob extends KubeObject {
  readonly kind: 'CronJob';
  readonly spec: {
    /** In the words of robfig/cron: five fields, `@hourly` and the like, or `@every 1h30m`. */
    readonly schedule: string;
    /** An IANA name; UTC without. */
    readonly timeZone?: string;
    readonly startingDeadlineSeconds?: number;
    readonly concurrencyPolicy: 'Allow' | 'Forbid' | 'Replace';
    readonly suspend?: boolean;
    readonly successfulJobsHistoryLimit?: number;
    readonly failedJobsHistoryLimit?: number;
    readonly jobTemplate: { readonly metadata?: Partial<ObjectMeta>; readonly spec: JobSpec };
  };
  readonly status: {
    readonly active?: readonly ObjectReference[];
    readonly lastScheduleTime?: Timestamp;
    readonly lastSuccessfulTime?: Timestamp;
  };
}
