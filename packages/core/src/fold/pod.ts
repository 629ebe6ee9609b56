/**
 * What the scheduler and the kubelet write, as small events. Each says exactly which fields it sets; whatever a real
 * server sent beyond that stands in a `Changed` of the same entry. Parts that are alike in many pods are made once and
 * shared (`lately`): objects are values, so nobody can tell.
 */
import type { Condition, Timestamp } from '../kube/object.ts';
import type { Container, ContainerState, ContainerStatus, PodStatus } from '../kube/pod.ts';
import { upsert } from './condition.ts';
import type { Draft } from './draft.ts';
import { lately } from './lately.ts';

type Conditions = readonly Condition[];
type Containers = readonly Container[];
type Statuses = readonly ContainerStatus[];

const NO_CONDITIONS: Conditions = [];
const NO_STATUSES: Statuses = [];
const conditionsOf = (status: Partial<PodStatus>): Conditions => status.conditions ?? NO_CONDITIONS;
const statusesOf = (status: Partial<PodStatus>): Statuses => status.containerStatuses ?? NO_STATUSES;

const plain = (type: string, status: Condition['status'], at: Timestamp): Condition => ({
  type,
  status,
  lastProbeTime: null,
  lastTransitionTime: at,
});

/** Sets the node and PodScheduled=True (the binding). */
export function scheduled(draft: Draft, node: string, at: Timestamp): void {
  const status = draft.status();
  status.conditions = scheduledConditions(conditionsOf(status), at, undefined);
  draft.spec().nodeName = node;
}

const scheduledConditions = lately((old: Conditions, at: Timestamp, _: undefined) =>
  upsert(old, plain('PodScheduled', 'True', at), false),
);

/** PodScheduled=False, Unschedulable; the time moves only when the status did. */
export function unschedulable(draft: Draft, message: string, at: Timestamp): void {
  const condition = { ...plain('PodScheduled', 'False', at), reason: 'Unschedulable', message };
  const status = draft.status();
  status.conditions = upsert(conditionsOf(status), condition, false);
}

/** The kubelet's first status: start time, host address, four conditions, each container ContainerCreating. */
export function accepted(draft: Draft, hostIP: string, at: Timestamp): void {
  const containers = draft.object!.spec.containers as Containers;
  const status = draft.status();
  status.conditions = acceptedConditions(conditionsOf(status), containers, at);
  status.phase = 'Pending';
  status.hostIP = hostIP;
  status.hostIPs = [{ ip: hostIP }];
  status.startTime = at;
  status.containerStatuses = creating(containers, undefined, undefined);
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
export function started(draft: Draft, podIP: string, at: Timestamp): void {
  const status = draft.status();
  status.conditions = startedConditions(conditionsOf(status), at, undefined);
  status.phase = 'Running';
  status.podIP = podIP;
  status.podIPs = [{ ip: podIP }];
}

const startedConditions = lately(
  (old: Conditions, at: Timestamp, _: undefined): Conditions =>
    old.map(c => (c.type === 'PodReadyToStartContainers' && c.status !== 'True' ? plain(c.type, 'True', at) : c)),
);

/** Ready and ContainersReady turn True, each container ready. */
export function ready(draft: Draft, at: Timestamp): void {
  const status = draft.status();
  status.conditions = readyConditions(conditionsOf(status), at, undefined);
  status.containerStatuses = eachReady(statusesOf(status), true, undefined);
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
export function unready(draft: Draft, at: Timestamp, reason?: string, message?: string): void {
  const status = draft.status();
  const old = conditionsOf(status);
  status.conditions =
    reason === undefined && message === undefined
      ? unreadyConditions(old, at, undefined)
      : old.map(c => (isReadiness(c) ? { ...plain(c.type, 'False', at), ...why(reason, message) } : c));
  status.containerStatuses = eachReady(statusesOf(status), false, undefined);
}

const unreadyConditions = lately(
  (old: Conditions, at: Timestamp, _: undefined): Conditions =>
    old.map(c => (isReadiness(c) ? plain(c.type, 'False', at) : c)),
);

const why = (reason?: string, message?: string) => ({
  ...(reason === undefined ? {} : { reason }),
  ...(message === undefined ? {} : { message }),
});

const withContainer = (statuses: Statuses, name: string, change: (old: ContainerStatus) => ContainerStatus): Statuses =>
  statuses.map(s => (s.name === name ? change(s) : s));

export function containerWaiting(draft: Draft, container: string, reason: string, message?: string): void {
  const waiting = message === undefined ? { reason } : { reason, message };
  const change = (s: ContainerStatus) => ({ ...s, ready: false, started: false, state: { waiting } });
  const status = draft.status();
  status.containerStatuses = withContainer(statusesOf(status), container, change);
}

export function containerStarted(draft: Draft, container: string, at: Timestamp): void {
  const status = draft.status();
  status.containerStatuses = startedStatuses(statusesOf(status), container, at);
}

const startedStatuses = lately((statuses: Statuses, container: string, at: Timestamp) =>
  withContainer(statuses, container, s => ({ ...s, started: true, state: { running: { startedAt: at } } })),
);

/** The container's run ended and stands as its state; a restart moves it to `lastState`, which is a `Changed`. */
export function containerTerminated(
  draft: Draft,
  end: { container: string; exitCode: number; reason: string; startedAt?: Timestamp; at: Timestamp },
): void {
  const { exitCode, reason, startedAt, at: finishedAt } = end;
  const terminated: NonNullable<ContainerState['terminated']> =
    startedAt === undefined ? { exitCode, reason, finishedAt } : { exitCode, reason, startedAt, finishedAt };
  const change = (s: ContainerStatus) => ({ ...s, ready: false, started: false, state: { terminated } });
  const status = draft.status();
  status.containerStatuses = withContainer(statusesOf(status), end.container, change);
}
