/**
 * What the scheduler and the kubelet write, as small events. Each says exactly which fields it sets; whatever a real
 * server sent beyond that stands in a `Changed` of the same entry.
 */
import type { Condition, KubeObject, Timestamp } from '../kube/object.ts';
import type { Container, ContainerState, ContainerStatus } from '../kube/pod.ts';
import { upsert } from './condition.ts';

type Conditions = readonly Condition[];

const conditionsOf = (pod: KubeObject): Conditions => (pod.status?.conditions ?? []) as Conditions;

const plain = (type: string, status: Condition['status'], at: Timestamp): Condition => ({
  type,
  status,
  lastProbeTime: null,
  lastTransitionTime: at,
});

/** Sets the node and PodScheduled=True (the binding). */
export function scheduled(pod: KubeObject, node: string, at: Timestamp): KubeObject {
  const conditions = upsert(conditionsOf(pod), plain('PodScheduled', 'True', at), false);
  return { ...pod, spec: { ...pod.spec, nodeName: node }, status: { ...pod.status, conditions } };
}

/** PodScheduled=False, Unschedulable; the time moves only when the status did. */
export function unschedulable(pod: KubeObject, message: string, at: Timestamp): KubeObject {
  const condition = { ...plain('PodScheduled', 'False', at), reason: 'Unschedulable', message };
  return { ...pod, status: { ...pod.status, conditions: upsert(conditionsOf(pod), condition, false) } };
}

const notReady = (pod: KubeObject) => ({
  reason: 'ContainersNotReady',
  message: `containers with unready status: [${(pod.spec.containers as readonly Container[]).map(c => c.name).join(' ')}]`,
});

/** The kubelet's first status: start time, host address, four conditions, each container ContainerCreating. */
export function accepted(pod: KubeObject, hostIP: string, at: Timestamp): KubeObject {
  const unready = notReady(pod);
  const conditions: Conditions = [
    ...conditionsOf(pod),
    plain('PodReadyToStartContainers', 'False', at),
    plain('Initialized', 'True', at),
    { ...plain('Ready', 'False', at), ...unready },
    { ...plain('ContainersReady', 'False', at), ...unready },
  ];
  const containerStatuses: readonly ContainerStatus[] = (pod.spec.containers as readonly Container[]).map(c => ({
    name: c.name,
    state: { waiting: { reason: 'ContainerCreating' } },
    lastState: {},
    ready: false,
    restartCount: 0,
    image: c.image,
    imageID: '',
    started: false,
  }));
  return {
    ...pod,
    status: {
      ...pod.status,
      phase: 'Pending',
      conditions,
      hostIP,
      hostIPs: [{ ip: hostIP }],
      startTime: at,
      containerStatuses,
    },
  };
}

/** Phase Running with an address; PodReadyToStartContainers turns True (the sandbox stands). */
export function started(pod: KubeObject, podIP: string, at: Timestamp): KubeObject {
  const conditions = conditionsOf(pod).map(c =>
    c.type === 'PodReadyToStartContainers' && c.status !== 'True' ? plain(c.type, 'True', at) : c,
  );
  return { ...pod, status: { ...pod.status, phase: 'Running', conditions, podIP, podIPs: [{ ip: podIP }] } };
}

/** Ready and ContainersReady turn True, each container ready. */
export function ready(pod: KubeObject, at: Timestamp): KubeObject {
  const conditions = conditionsOf(pod).map(c =>
    c.type === 'Ready' || c.type === 'ContainersReady' ? plain(c.type, 'True', at) : c,
  );
  return { ...pod, status: { ...pod.status, conditions, containerStatuses: eachReady(pod, true) } };
}

/** Ready and ContainersReady turn False, no container ready. */
export function unready(pod: KubeObject, at: Timestamp, reason?: string, message?: string): KubeObject {
  const why = { ...(reason === undefined ? {} : { reason }), ...(message === undefined ? {} : { message }) };
  const conditions = conditionsOf(pod).map(c =>
    c.type === 'Ready' || c.type === 'ContainersReady' ? { ...plain(c.type, 'False', at), ...why } : c,
  );
  return { ...pod, status: { ...pod.status, conditions, containerStatuses: eachReady(pod, false) } };
}

const statusesOf = (pod: KubeObject) => (pod.status?.containerStatuses ?? []) as readonly ContainerStatus[];

const eachReady = (pod: KubeObject, ready: boolean): readonly ContainerStatus[] =>
  statusesOf(pod).map(s => (s.ready === ready ? s : { ...s, ready }));

function withContainer(pod: KubeObject, name: string, change: (old: ContainerStatus) => ContainerStatus): KubeObject {
  const containerStatuses = statusesOf(pod).map(s => (s.name === name ? change(s) : s));
  return { ...pod, status: { ...pod.status, containerStatuses } };
}

export function containerWaiting(pod: KubeObject, container: string, reason: string, message?: string): KubeObject {
  const waiting = message === undefined ? { reason } : { reason, message };
  return withContainer(pod, container, s => ({ ...s, ready: false, started: false, state: { waiting } }));
}

export function containerStarted(pod: KubeObject, container: string, at: Timestamp): KubeObject {
  return withContainer(pod, container, s => ({ ...s, started: true, state: { running: { startedAt: at } } }));
}

/** The container's run ended and stands as its state; a restart moves it to `lastState`, which is a `Changed`. */
export function containerTerminated(
  pod: KubeObject,
  end: { container: string; exitCode: number; reason: string; startedAt?: Timestamp; at: Timestamp },
): KubeObject {
  const { exitCode, reason, startedAt, at: finishedAt } = end;
  const terminated: NonNullable<ContainerState['terminated']> =
    startedAt === undefined ? { exitCode, reason, finishedAt } : { exitCode, reason, startedAt, finishedAt };
  return withContainer(pod, end.container, s => ({ ...s, ready: false, started: false, state: { terminated } }));
}
