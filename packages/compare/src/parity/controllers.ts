/** Which of our controllers stands for which of the cluster's, and whose look made a write. */
import {
  type NodeSpec,
  type Seen,
  syncCronJob,
  syncDaemonSet,
  syncDeployment,
  syncEndpointSlices,
  syncFinished,
  syncGarbage,
  syncJob,
  syncOrphanPod,
  syncReplicaSet,
  syncReplicationController,
  syncResourceQuota,
  syncStatefulSet,
} from '@playhead/controllers';
import type { Decide, KubeObject, ObjectKey } from '@playhead/core';
import { keyOf, keyOfObject } from '@playhead/core';
import type { Written } from './decision.ts';

export interface Asked {
  /** By the kind of the subject; `*` is any. Several differ in what is taken for an input that the recording has not. */
  readonly looks: Readonly<Record<string, Decide<Seen> | readonly Decide<Seen>[]>>;
  /** The kinds whose writes its caches follow besides those of the subject. */
  readonly follows: (object: KubeObject, subject: KubeObject | undefined) => boolean;
}

const SERVICE_NAME = 'kubernetes.io/service-name';

/** What a controller's queue would be woken by: the subject's dependents. */
const owned = (object: KubeObject, subject: KubeObject | undefined): boolean =>
  object.metadata.ownerReferences?.some(({ uid }) => uid === subject?.metadata.uid) === true;

const ofKind =
  (kind: string) =>
  (object: KubeObject, subject: KubeObject | undefined): boolean =>
    object.kind === kind && object.metadata.namespace === subject?.metadata.namespace;

export const AUTOSCALER = 'horizontal-pod-autoscaler';

export function controllersOver(
  nodes: readonly NodeSpec[],
  autoscalers: readonly Decide<Seen>[],
): ReadonlyMap<string, Asked> {
  const ofDeployment = (object: KubeObject, subject: KubeObject | undefined) =>
    ofKind('ReplicaSet')(object, subject) ||
    (subject?.spec?.strategy?.type === 'Recreate' && ofKind('Pod')(object, subject));
  const ownedOrOrphan = (object: KubeObject, subject: KubeObject | undefined) =>
    owned(object, subject) || (object.kind === 'Pod' && object.metadata.ownerReferences === undefined);
  return new Map<string, Asked>([
    ['deployment-controller', { looks: { Deployment: syncDeployment }, follows: ofDeployment }],
    ['replicaset-controller', { looks: { ReplicaSet: syncReplicaSet }, follows: ownedOrOrphan }],
    ['replication-controller', { looks: { ReplicationController: syncReplicationController }, follows: ownedOrOrphan }],
    ['statefulset-controller', { looks: { StatefulSet: syncStatefulSet }, follows: ownedOrOrphan }],
    ['daemonset-controller', { looks: { DaemonSet: syncDaemonSet(nodes) }, follows: ownedOrOrphan }],
    ['job-controller', { looks: { Job: syncJob, Pod: syncOrphanPod }, follows: ownedOrOrphan }],
    ['ttl-after-finished-controller', { looks: { Job: syncFinished }, follows: () => false }],
    ['cronjob-controller', { looks: { CronJob: syncCronJob }, follows: owned }],
    ['endpointslice-controller', { looks: { Service: syncEndpointSlices }, follows: ofServices }],
    ['resourcequota-controller', { looks: { ResourceQuota: syncResourceQuota }, follows: inNamespace }],
    [AUTOSCALER, { looks: { HorizontalPodAutoscaler: autoscalers }, follows: ofAutoscalers }],
    ['garbage-collector', { looks: { '*': syncGarbage }, follows: () => true }],
  ]);
}

const ofServices = (object: KubeObject, subject: KubeObject | undefined): boolean =>
  (object.kind === 'Pod' || object.kind === 'EndpointSlice') &&
  object.metadata.namespace === subject?.metadata.namespace;

/** Its target, and pods. */
const ofAutoscalers = (object: KubeObject, subject: KubeObject | undefined): boolean =>
  object.metadata.namespace === subject?.metadata.namespace &&
  (object.kind === 'Pod' || object.kind === subject?.spec?.scaleTargetRef?.kind);

const inNamespace = (object: KubeObject, subject: KubeObject | undefined): boolean =>
  object.kind !== 'Event' && object.metadata.namespace === subject?.metadata.namespace;

/** What decides it is in no recording of objects: why it is not asked. */
export const NOT_ASKED: ReadonlyMap<string, string> = new Map([
  [AUTOSCALER, 'where it goes by metrics of pods, objects or from outside: a recording has no source of them'],
]);

/** Components name themselves in Kubernetes Events, a few otherwise than here. */
export const actorOf = (name: string): string =>
  name === 'endpoint-slice-controller' ? 'endpointslice-controller' : name;

/** Whose look may have made this write, most likely first. */
export function subjectsOf({ before, after, key }: Written, looks: Asked['looks']): ObjectKey[] {
  const object = (after ?? before)!;
  const namespace = object.metadata.namespace ?? '';
  const about = object.involvedObject as { kind: string; namespace?: string; name: string } | undefined;
  if (object.kind === 'Event' && about !== undefined) return [keyOf(about.kind, about.namespace ?? '', about.name)];
  const service = object.metadata.labels?.[SERVICE_NAME];
  const owners = [...(object.metadata.ownerReferences ?? []), ...(before?.metadata.ownerReferences ?? [])];
  const candidates: [kind: string, key: ObjectKey][] = [
    [object.kind, key],
    ...owners.map(({ kind, name }): [string, ObjectKey] => [kind, keyOf(kind, namespace, name)]),
    ...(service === undefined ? [] : [['Service', keyOf('Service', namespace, service)] as [string, ObjectKey]]),
  ];
  const known = candidates.filter(([kind]) => looks[kind] !== undefined || looks['*'] !== undefined);
  return [...new Set(known.map(([, found]) => found))];
}

/** Kinds of which a user writes only the owner: a hand on one of them is a hand on the cluster. */
export function isControllersOwn({ before, after, entry }: Written): boolean {
  const object = (before ?? after)!;
  if (object.kind === 'Pod' || object.kind === 'Event') return false;
  const isOwned = object.metadata.ownerReferences?.some(({ controller }) => controller === true) === true;
  // taking it away is a command like any other, and so is making it
  return isOwned && after !== undefined && before !== undefined && keyOfObject(after) === entry.subject;
}
