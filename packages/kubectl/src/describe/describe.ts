import type { KubeObject } from '@playhead/core';
import { describeAutoscaler } from './autoscaler.ts';
import { describeEndpointSlice, describeEndpoints } from './endpoints.ts';
import type { Source } from './events.ts';
import { describeGeneric } from './generic.ts';
import { describeNode } from './node.ts';
import { describeConfigMap, describeNamespace, describeQuota, describeService } from './others.ts';
import { describePod } from './pod.ts';
import {
  describeCronJob,
  describeDaemonSet,
  describeDeployment,
  describeJob,
  describeReplicaSet,
  describeStatefulSet,
} from './workloads.ts';

/**
 * One object as `kubectl describe` prints it, with what it refers to read from the view (its pods, ReplicaSets, endpoint
 * slices and Kubernetes Events). `now` in milliseconds since the Unix epoch. Ends with a line end, no empty line after.
 */
export const describeObject = (view: Source, object: KubeObject, now: number): string =>
  (DESCRIBERS[object.kind]?.describe ?? describeGeneric)(view, object, now);

/** The kinds that a description of this kind reads besides the object itself. */
export const readsOf = (kind: string): readonly string[] => ['Event', ...(DESCRIBERS[kind]?.reads ?? [])];

interface Describer {
  readonly describe: (view: Source, object: KubeObject, now: number) => string;
  readonly reads?: readonly string[];
}

const DESCRIBERS: Readonly<Record<string, Describer>> = {
  Deployment: { describe: describeDeployment, reads: ['ReplicaSet'] },
  ReplicaSet: { describe: describeReplicaSet, reads: ['Pod'] },
  ReplicationController: { describe: describeReplicaSet, reads: ['Pod'] },
  StatefulSet: { describe: describeStatefulSet, reads: ['Pod'] },
  DaemonSet: { describe: describeDaemonSet, reads: ['Pod'] },
  Job: { describe: describeJob },
  CronJob: { describe: describeCronJob },
  Pod: { describe: describePod },
  Service: { describe: describeService, reads: ['EndpointSlice'] },
  Endpoints: { describe: describeEndpoints },
  EndpointSlice: { describe: describeEndpointSlice },
  HorizontalPodAutoscaler: { describe: describeAutoscaler },
  ResourceQuota: { describe: describeQuota },
  ConfigMap: { describe: describeConfigMap },
  Namespace: { describe: describeNamespace, reads: ['ResourceQuota'] },
  Node: { describe: describeNode, reads: ['Pod'] },
};
