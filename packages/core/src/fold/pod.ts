/**
 * What the scheduler and the kubelet write, as small events. Each says exactly which fields it sets; whatever a real
 * server sent beyond that stands in a `Changed` of the same entry. Parts that are alike in many pods are made once and
 * shared (`lately`): objects are values, so nobody can tell.
 */
import type { Condition, KubeObject, Timestamp } from '../kube/object.ts';
import type { Container, ContainerState, ContainerStatus, PodSpec, PodStatus } from '../kube/pod.ts';
import { upsert } from './condition.ts';
import { copy, type Writable, withSpecAndStatus, withStatus } from './copy.ts';
import { lately } from './lately.ts';

type Conditions = readonly Condition[];
type Containers = readonly Container[];
type Statuses = readonly ContainerStatus[];

const NO_CONDITIONS: Conditions = [];
const NO_STATUSES: Statuses = [];
const conditionsOf = (pod: KubeObject): Conditions => pod.status?.conditions ?? NO_CONDITIONS;
const statusesOf = (pod: KubeObject): Statuses => pod.status?.containerStatuses ?? NO_STATUSES;

const plain = (type: string, status: Condition['status'], at: Timestamp): Condition => ({
  type,
  status,
  lastProbeTime: null,
  lastTransitionTime: at,
});

/** Sets the node and PodScheduled=True (the binding). */
export function scheduled(pod: KubeObject, node: string, at: Timestamp): KubeObject {
  const conditions = scheduledConditions(conditionsOf(pod), at, undefined);
  return withSpecAndStatus(pod, bound(pod.spec, node), withConditions(pod, conditions));
}

const scheduledConditions = lately((old: Conditions, at: Timestamp, _: undefined) =>
  upsert(old, plain('PodScheduled', 'True', at), false),
);

function bound(spec: PodSpec, node: string): PodSpec {
  const next = copy(spec);
  next.nodeName = node;
  return next;
}

/** A copy of the status with other conditions. */
function withConditions(pod: KubeObject, conditions: Conditions): Writable<PodStatus> {
  const status: Writable<PodStatus> = copy(pod.status ?? {});
  status.conditions = conditions;
  return status;
}

/** PodScheduled=False, Unschedulable; the time moves only when the status did. */
export function unschedulable(pod: KubeObject, message: string, at: Timestamp): KubeObject {
  const condition = { ...plain('PodScheduled', 'False', at), reason: 'Unschedulable', message };
  return withStatus(pod, withConditions(pod, upsert(conditionsOf(pod), condition, false)));
}

/** The kubelet's first status: start time, host address, four conditions, each container ContainerCreating. */
export function accepted(pod: KubeObject, hostIP: string, at: Timestamp): KubeObject {
  const containers = pod.spec.containers as Containers;
  const status = withConditions(pod, acceptedConditions(conditionsOf(pod), containers, at));
  status.phase = 'Pending';
  status.hostIP = hostIP;
  status.hostIPs = [{ ip: hostIP }];
  status.startTime = at;
  status.containerStatuses = creating(containers, undefined, undefined);
  return withStatus(pod, status);
}

const acceptedConditions = lately((old: Conditions, containers: Containers, at: Timestamp): Conditions => {
  const unready = {
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${containers.map(c => c.name).join(' ')}]`,
  };
  return [
    ...old,
    plain('PodReadyToStartContainers', 'False', at),
    plain('Initialized', 'True', at),
    { ...plain('Ready', 'False', at), ...unready },
    { ...plain('ContainersReady', 'False', at), ...unready },
  ];
});

const creating = lately(
  (containers: Containers, _: undefined, __: undefined): Statuses =>
    containers.map(c => ({
      name: c.name,
      state: { waiting: { reason: 'ContainerCreating' } },
      lastState: {},
      ready: false,
      restartCount: 0,
      image: c.image,
      imageID: '',
      started: false,
    })),
);

/** Phase Running with an address; PodReadyToStartContainers turns True (the sandbox stands). */
export function started(pod: KubeObject, podIP: string, at: Timestamp): KubeObject {
  const status = withConditions(pod, startedConditions(conditionsOf(pod), at, undefined));
  status.phase = 'Running';
  status.podIP = podIP;
  status.podIPs = [{ ip: podIP }];
  return withStatus(pod, status);
}

const startedConditions = lately(
  (old: Conditions, at: Timestamp, _: undefined): Conditions =>
    old.map(c => (c.type === 'PodReadyToStartContainers' && c.status !== 'True' ? plain(c.type, 'True', at) : c)),
);

/** Ready and ContainersReady turn True, each container ready. */
export function ready(pod: KubeObject, at: Timestamp): KubeObject {
  const status = withConditions(pod, readyConditions(conditionsOf(pod), at, undefined));
  status.containerStatuses = eachReady(statusesOf(pod), true, undefined);
  return withStatus(pod, status);
}

const isReadiness = (c: Condition): boolean => c.type === 'Ready' || c.type === 'ContainersReady';

const readyConditions = lately(
  (old: Conditions, at: Timestamp, _: undefined): Conditions =>
    old.map(c => (isReadiness(c) ? plain(c.type, 'True', at) : c)),
);

const eachReady = lately(
  (statuses: Statuses, ready: boolean, _: undefined): Statuses =>
    statuses.map(s => (s.ready === ready ? s : { ...s, ready })),
);

/** Ready and ContainersReady turn False, no container ready. */
export function unready(pod: KubeObject, at: Timestamp, reason?: string, message?: string): KubeObject {
  const old = conditionsOf(pod);
  const conditions =
    reason === undefined && message === undefined
      ? unreadyConditions(old, at, undefined)
      : old.map(c => (isReadiness(c) ? { ...plain(c.type, 'False', at), ...why(reason, message) } : c));
  const status = withConditions(pod, conditions);
  status.containerStatuses = eachReady(statusesOf(pod), false, undefined);
  return withStatus(pod, status);
}

const unreadyConditions = lately(
  (old: Conditions, at: Timestamp, _: undefined): Conditions =>
    old.map(c => (isReadiness(c) ? plain(c.type, 'False', at) : c)),
);

const why = (reason?: string, message?: string) => ({
  ...(reason === undefined ? {} : { reason }),
  ...(message === undefined ? {} : { message }),
});

export function finished(pod: KubeObject, phase: 'Succeeded' | 'Failed'): KubeObject {
  const status: Writable<PodStatus> = copy(pod.status ?? {});
  status.phase = phase;
  return withStatus(pod, status);
}

const withContainer = (statuses: Statuses, name: string, change: (old: ContainerStatus) => ContainerStatus): Statuses =>
  statuses.map(s => (s.name === name ? change(s) : s));

function withStatuses(pod: KubeObject, containerStatuses: Statuses): KubeObject {
  const status: Writable<PodStatus> = copy(pod.status ?? {});
  status.containerStatuses = containerStatuses;
  return withStatus(pod, status);
}

export function containerWaiting(pod: KubeObject, container: string, reason: string, message?: string): KubeObject {
  const waiting = message === undefined ? { reason } : { reason, message };
  const change = (s: ContainerStatus) => ({ ...s, ready: false, started: false, state: { waiting } });
  return withStatuses(pod, withContainer(statusesOf(pod), container, change));
}

export function containerStarted(pod: KubeObject, container: string, at: Timestamp): KubeObject {
  return withStatuses(pod, startedStatuses(statusesOf(pod), container, at));
}

const startedStatuses = lately((statuses: Statuses, container: string, at: Timestamp) =>
  withContainer(statuses, container, s => ({ ...s, started: true, state: { running: { startedAt: at } } })),
);

/** The container's run ended and stands as its state; a restart moves it to `lastState`, which is a `Changed`. */
export function containerTerminated(
  pod: KubeObject,
  end: { container: string; exitCode: number; reason: string; startedAt?: Timestamp; at: Timestamp },
): KubeObject {
  const { exitCode, reason, startedAt, at: finishedAt } = end;
  const terminated: NonNullable<ContainerState['terminated']> =
    startedAt === undefined ? { exitCode, reason, finishedAt } : { exitCode, reason, startedAt, finishedAt };
  const change = (s: ContainerStatus) => ({ ...s, ready: false, started: false, state: { terminated } });
  return withStatuses(pod, withContainer(statusesOf(pod), end.container, change));
}
