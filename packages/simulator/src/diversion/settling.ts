/** When a diversion has come to rest. */
import type { ClusterView, KubeObject } from '@playhead/core';
import { isReady } from '@playhead/core';
import { isComplete, isStalled } from '../waits.ts';

/** Complete, given up on by its controller, or without a change for a long time. */
export type Rest = 'complete' | 'stuck' | 'quiet';

/** So long without a change after which a rest counts, milliseconds. */
const REST = { complete: 2000, stuck: 5000, quiet: 60_000 } as const;
/** An autoscaler holds back for 300 s what it would take away. */
const AUTOSCALED = 330_000;
export const SOONEST = REST.complete;

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicationController', 'Job'];

/** How the cluster rests after so long without a change; undefined where it may only be waiting. @param pending whether a kubelet has something left to do */
export function restAfter(still: number, state: ClusterView, pending: boolean): Rest | undefined {
  const rest = restOf(state, pending);
  const autoscaled = rest === 'quiet' && state.kinds().includes('HorizontalPodAutoscaler');
  return still >= (autoscaled ? AUTOSCALED : REST[rest]) ? rest : undefined;
}

/** How the cluster stands, if nothing more were to happen. */
function restOf(state: ClusterView, pending: boolean): Rest {
  const workloads = WORKLOADS.flatMap(kind => state.list(kind)).filter(
    ({ metadata, spec }) => metadata.deletionTimestamp === undefined && spec.suspend !== true,
  );
  if (workloads.some(isStalled)) return 'stuck';
  const moves = state.kinds().some(kind => kind === 'HorizontalPodAutoscaler' || kind === 'CronJob');
  const settled = workloads.every(isComplete) && state.list('Pod').every(isSettled);
  return settled && !moves && !pending ? 'complete' : 'quiet';
}

/** Neither on its way up nor on its way out. */
const isSettled = (pod: KubeObject): boolean =>
  pod.metadata.deletionTimestamp === undefined &&
  (isReady(pod) || pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed');
