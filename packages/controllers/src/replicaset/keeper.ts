import type { KubeObject, ReplicaSet } from '@playhead/core';

/** What one kind that keeps a number of pods has of its own (replica_set.go: NewBaseController). */
export interface Keeper {
  readonly apiVersion: string;
  readonly kind: string;
  /** The component its Kubernetes Events name. */
  readonly component: string;
  /** Whether its status counts the pods that are going (status.terminatingReplicas). */
  readonly countsTerminating: boolean;
  /** The object as a ReplicaSet; only its selector is ever another. */
  readonly read: (object: KubeObject) => ReplicaSet;
  /** The object to write, from what was read of it. */
  readonly written: (rs: ReplicaSet) => KubeObject;
}
