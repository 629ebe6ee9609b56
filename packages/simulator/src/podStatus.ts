/** What a played kubelet says of a pod at each turn of its life: as events where they are known, else as the pod it makes. */
import { kubelet } from '@playhead/controllers';
import type { Event, Pod, PodStatus } from '@playhead/core';
import { foldEvent, isReady } from '@playhead/core';

const fold = (pod: Pod, event: Parameters<typeof foldEvent>[1]): Pod =>
  foldEvent(pod, event, { position: 0, time: 0, actor: '', cause: 0, events: [] }) as Pod;

const startTimeOf = (pod: Pod): string => pod.status.startTime ?? pod.metadata.creationTimestamp;

function withStatus(pod: Pod, status: Partial<PodStatus>): Pod {
  return { ...pod, status: { ...pod.status, ...status } };
}

export function eachContainer(pod: Pod, state: object, more: object = {}): Pod {
  const containerStatuses = (pod.status.containerStatuses ?? []).map(s => ({
    ...s,
    ready: false,
    started: false,
    lastState: {},
    ...more,
    state,
  }));
  return withStatus(pod, { containerStatuses } as Partial<PodStatus>);
}

export function started(pod: Pod, ip: string, restarts: number, at: string): Pod | readonly Event[] {
  const placed: Event = { type: 'PodStarted', podIP: ip, at };
  if (restarts === 0) return [...running(pod, at), placed];
  return eachContainer(fold(pod, placed), { running: { startedAt: at } }, { started: true, restartCount: restarts });
}

const running = (pod: Pod, at: string): readonly Event[] =>
  pod.spec.containers.map(({ name }) => ({ type: 'ContainerStarted', container: name, at }));

/** The running state is written anew with each report, as the played kubelet of the recordings does. */
export const turnedReady = (pod: Pod, at: string): readonly Event[] => [...running(pod, at), { type: 'PodReady', at }];

export function turnedUnready(pod: Pod, at: string): Pod {
  const running = eachContainer(pod, { running: { startedAt: at } }, { started: true });
  return fold(running, { type: 'PodUnready', at, ...notReady(pod) });
}

const notReady = (pod: Pod) => ({
  reason: 'ContainersNotReady',
  message: `containers with unready status: [${pod.spec.containers.map(c => c.name).join(' ')}]`,
});

export function finished(pod: Pod, exitCode: number, reason: string, at: string): Pod {
  const ended = { terminated: { exitCode, reason, startedAt: startTimeOf(pod), finishedAt: at } };
  const phase = exitCode === 0 ? 'Succeeded' : 'Failed';
  const why = exitCode === 0 ? 'PodCompleted' : 'PodFailed';
  const unready = sinceBefore(pod, fold(pod, { type: 'PodUnready', at, reason: why }));
  return withStatus(eachContainer(unready, ended), { phase });
}

/** A condition that had its status before keeps the time since when it has it: a pod that never was ready. */
function sinceBefore(before: Pod, after: Pod): Pod {
  const conditions = (after.status.conditions ?? []).map(condition => {
    const old = before.status.conditions?.find(c => c.type === condition.type);
    const since = old?.status === condition.status ? old.lastTransitionTime : undefined;
    return since === undefined ? condition : { ...condition, lastTransitionTime: since };
  });
  return withStatus(after, { conditions });
}

export function crashed(pod: Pod, restarts: number, exitCode: number, reason: string, at: string): Pod {
  const terminated = { exitCode, reason, startedAt: startTimeOf(pod), finishedAt: at };
  const waiting = { waiting: { reason: 'CrashLoopBackOff', message: kubelet.crashLoop(restarts) } };
  const unready = isReady(pod) ? fold(pod, { type: 'PodUnready', at, ...notReady(pod) }) : pod;
  return eachContainer(unready, waiting, { restartCount: restarts, lastState: { terminated } });
}
