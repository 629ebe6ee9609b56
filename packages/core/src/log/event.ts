import type { Condition, Json, KubeObject, OwnerReference, Timestamp } from '../kube/object.ts';

/**
 * What can stand in a log: a closed union, past tense. Three layers keep a log both readable and lossless:
 * what was asked, what it meant, and the rest. An event says nothing of its subject: that is the entry's.
 *
 * Adding one: add it here, then follow the compiler to `fold/object.ts` and to the codec in `packages/recording`.
 */
export type Event = Asked | Meant | Rest;

/** A field inside an object: keys and list indexes from the root, as `['spec', 'template', 'spec', 'containers', 0]`. */
export type Path = readonly (string | number)[];
export type FieldChange = readonly [path: Path, value: Json];

/** Fields set and fields taken away. An index equal to the list's length appends. */
export interface FieldChanges {
  readonly set: readonly FieldChange[];
  readonly unset: readonly Path[];
}

// What was asked -----------------------------------------------------------------------------------------------------

export type Asked =
  /** A step of a scenario began: the command line as typed. `step` counts from 0. */
  | { readonly type: 'CommandIssued'; readonly step: number; readonly command: string }
  /** It ended with exit code 0. `command` is repeated: a recording has no CommandIssued. */
  | ({ readonly type: 'CommandCompleted' } & CommandResult)
  /** It ended with another exit code. */
  | ({ readonly type: 'CommandRefused' } & CommandResult)
  | { readonly type: 'FaultInjected'; readonly fault: string }
  /** A remark of the recorder, such as a wait that never came true. */
  | { readonly type: 'Noted'; readonly note: string };

export interface CommandResult {
  readonly step: number;
  readonly command: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

// What it meant ------------------------------------------------------------------------------------------------------

export type Meant =
  // workloads
  | { readonly type: 'ScaledUp'; readonly from: number; readonly to: number }
  | { readonly type: 'ScaledDown'; readonly from: number; readonly to: number }
  | { readonly type: 'Paused' }
  | { readonly type: 'Resumed' }
  /** Fields under `spec.template`; paths start there. */
  | ({ readonly type: 'TemplateChanged' } & FieldChanges)
  /** The template became that of an earlier revision (`toRevision`, as that ReplicaSet said it). Paths as above. */
  | ({ readonly type: 'RolledBack'; readonly toRevision: number } & FieldChanges)
  /** Fields under `spec.strategy` or `spec.updateStrategy`; paths start at the object's root. */
  | ({ readonly type: 'StrategyChanged' } & FieldChanges)
  /** The annotation `deployment.kubernetes.io/revision`. */
  | { readonly type: 'RevisionAssigned'; readonly revision: string }
  /** `moved`: taken from its place and put last, as the Deployment controller does; else replaced where it stands. */
  | { readonly type: 'ConditionChanged'; readonly condition: Condition; readonly moved: boolean }
  | { readonly type: 'ConditionRemoved'; readonly conditionType: string }
  /** Numbers directly under `status`; null takes the field away. */
  | { readonly type: 'StatusReported'; readonly counts: Readonly<Record<string, number | null>> }
  /** The controller owner reference given or taken (claiming and releasing). */
  | { readonly type: 'Adopted'; readonly owner: OwnerReference }
  | { readonly type: 'Released'; readonly owner: OwnerReference }
  /** A write that the API server refused: the subject is the owner, and the object is unchanged. */
  | { readonly type: 'CreateFailed'; readonly kind: string; readonly reason: string; readonly message: string }
  // pods
  | { readonly type: 'PodScheduled'; readonly node: string; readonly at: Timestamp }
  | { readonly type: 'PodUnschedulable'; readonly message: string; readonly at: Timestamp }
  /** The kubelet took the pod on: host address, start time, the first conditions, each container ContainerCreating. */
  | { readonly type: 'PodAccepted'; readonly hostIP: string; readonly at: Timestamp }
  | {
      readonly type: 'ContainerWaiting';
      readonly container: string;
      readonly reason: string;
      readonly message?: string;
    }
  | { readonly type: 'ContainerStarted'; readonly container: string; readonly at: Timestamp }
  | {
      readonly type: 'ContainerTerminated';
      readonly container: string;
      readonly exitCode: number;
      readonly reason: string;
      readonly startedAt?: Timestamp;
      readonly at: Timestamp;
    }
  /** `status.phase` became Running, with the pod's address; PodReadyToStartContainers turned True. */
  | { readonly type: 'PodStarted'; readonly podIP: string; readonly at: Timestamp }
  | { readonly type: 'PodReady'; readonly at: Timestamp }
  | { readonly type: 'PodUnready'; readonly at: Timestamp; readonly reason?: string; readonly message?: string }
  | { readonly type: 'PodFinished'; readonly phase: 'Succeeded' | 'Failed' }
  // any object
  | { readonly type: 'TerminationRequested'; readonly at: Timestamp; readonly graceSeconds: number }
  | { readonly type: 'EndpointsChanged'; readonly endpoints: readonly Json[] }
  /** A Kubernetes Event object said again. */
  | { readonly type: 'EventRepeated'; readonly count: number; readonly at: Timestamp };

// The rest -----------------------------------------------------------------------------------------------------------

export type Rest =
  | { readonly type: 'Created'; readonly object: KubeObject }
  /** Only the fields that no meaning-event of the same entry covers. Paths start at the object's root. */
  | ({ readonly type: 'Changed' } & FieldChanges)
  | { readonly type: 'Deleted' }
  /** What a controller must remember between looks; null forgets. Read back with `ClusterView.memory(key)`. */
  | { readonly type: 'Remembered'; readonly key: string; readonly value: Json };

export type EventType = Event['type'];

/** Every event type, in a fixed order that files rely on: append only. */
export const EVENT_TYPES = [
  'CommandIssued',
  'CommandCompleted',
  'CommandRefused',
  'FaultInjected',
  'Noted',
  'ScaledUp',
  'ScaledDown',
  'Paused',
  'Resumed',
  'TemplateChanged',
  'RolledBack',
  'StrategyChanged',
  'RevisionAssigned',
  'ConditionChanged',
  'ConditionRemoved',
  'StatusReported',
  'Adopted',
  'Released',
  'CreateFailed',
  'PodScheduled',
  'PodUnschedulable',
  'PodAccepted',
  'ContainerWaiting',
  'ContainerStarted',
  'ContainerTerminated',
  'PodStarted',
  'PodReady',
  'PodUnready',
  'PodFinished',
  'TerminationRequested',
  'EndpointsChanged',
  'EventRepeated',
  'Created',
  'Changed',
  'Deleted',
  'Remembered',
] as const satisfies readonly EventType[];
