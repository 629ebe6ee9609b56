/** What `until` waits for: a condition on one workload, in the words of a scenario. */
import type { ClusterView, Condition, KubeObject } from '@playhead/core';
import { keyOf } from '@playhead/core';

const KINDS: Readonly<Record<string, string>> = {
  deployment: 'Deployment',
  deploy: 'Deployment',
  statefulset: 'StatefulSet',
  sts: 'StatefulSet',
  daemonset: 'DaemonSet',
  ds: 'DaemonSet',
  job: 'Job',
  rs: 'ReplicaSet',
  replicaset: 'ReplicaSet',
  rc: 'ReplicationController',
};

const COUNTS: Readonly<Record<string, string>> = {
  updated: 'updatedReplicas',
  ready: 'readyReplicas',
  available: 'availableReplicas',
  replicas: 'replicas',
};

export interface Wait {
  readonly kind: string;
  readonly name: string;
  readonly test: (object: KubeObject | undefined) => boolean;
}

/** `deployment/web complete`, `… stalled`, `… ready>=3`, `… replicas==0`. Undefined where it says none of these. */
export function parseWait(text: string): Wait | undefined {
  const [reference = '', word = '', ...rest] = text.trim().split(/\s+/);
  const [short = '', name = ''] = reference.split('/');
  const kind = KINDS[short];
  if (kind === undefined || name === '' || rest.length > 0) return undefined;
  if (word === 'complete') return { kind, name, test: isComplete };
  if (word === 'stalled') return { kind, name, test: isStalled };
  const [, field, sign, count] = /^(updated|ready|available|replicas)(>=|==)(\d+)$/.exec(word) ?? [];
  if (field === undefined) return undefined;
  const test = (object: KubeObject | undefined): boolean => {
    const value: number = object?.status?.[COUNTS[field]!] ?? 0;
    return sign === '>=' ? value >= Number(count) : value === Number(count);
  };
  return { kind, name, test };
}

export const holds = (wait: Wait, view: ClusterView, namespace: string): boolean =>
  wait.test(view.get(keyOf(wait.kind, namespace, wait.name)));

export function isComplete(o: KubeObject | undefined): boolean {
  if (o === undefined) return false;
  const status = o.status ?? {};
  if (o.kind === 'Job')
    return ((status.conditions ?? []) as Condition[]).some(
      c => c.status === 'True' && (c.type === 'Complete' || c.type === 'Failed'),
    );
  if ((status.observedGeneration ?? 0) < (o.metadata.generation ?? 0)) return false;
  const wanted = o.spec.replicas;
  if (o.kind === 'Deployment')
    return status.updatedReplicas === wanted && status.replicas === wanted && status.availableReplicas === wanted;
  if (o.kind === 'StatefulSet')
    return (
      status.updatedReplicas === wanted &&
      status.readyReplicas === wanted &&
      status.currentRevision === status.updateRevision
    );
  if (o.kind === 'DaemonSet')
    return (
      status.updatedNumberScheduled === status.desiredNumberScheduled &&
      status.numberAvailable === status.desiredNumberScheduled
    );
  return (status.availableReplicas ?? 0) === wanted;
}

export const isStalled = (o: KubeObject | undefined): boolean =>
  ((o?.status?.conditions ?? []) as Condition[]).some(c => c.type === 'Progressing' && c.status === 'False');
