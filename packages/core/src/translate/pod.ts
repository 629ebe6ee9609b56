import type { Condition, KubeObject } from '../kube/object.ts';
import type { ContainerStatus } from '../kube/pod.ts';
import type { Meant } from '../log/event.ts';
import { equal } from './diff.ts';

/** What the scheduler or the kubelet said of a pod between two versions of it. */
export function podEvents(before: KubeObject, after: KubeObject, events: Meant[]): void {
  const scheduledAt = conditionOf(after, 'PodScheduled')?.lastTransitionTime;
  if (before.spec.nodeName === undefined && after.spec.nodeName !== undefined && scheduledAt !== undefined)
    events.push({ type: 'PodScheduled', node: after.spec.nodeName, at: scheduledAt });
  const placed = conditionOf(after, 'PodScheduled');
  if (placed?.status === 'False' && placed.reason === 'Unschedulable' && differs(before, after, 'PodScheduled'))
    events.push({
      type: 'PodUnschedulable',
      message: placed.message ?? '',
      at: placed.lastTransitionTime ?? '',
    });
  if (before.status === after.status) return;
  if (before.status?.startTime === undefined && after.status?.startTime !== undefined)
    events.push({ type: 'PodAccepted', hostIP: after.status.hostIP ?? '', at: after.status.startTime });
  containers(before, after, events);
  phase(before, after, events);
  readiness(before, after, events);
}

function containers(before: KubeObject, after: KubeObject, events: Meant[]): void {
  for (const now of (after.status?.containerStatuses ?? []) as readonly ContainerStatus[]) {
    const was = (before.status?.containerStatuses as readonly ContainerStatus[] | undefined)?.find(
      s => s.name === now.name,
    );
    if (equal((was?.state ?? null) as never, now.state as never)) continue;
    const { waiting, running, terminated } = now.state;
    if (waiting?.reason !== undefined && waiting.reason !== 'ContainerCreating')
      events.push({
        type: 'ContainerWaiting',
        container: now.name,
        reason: waiting.reason,
        ...(waiting.message === undefined ? {} : { message: waiting.message }),
      });
    else if (running?.startedAt !== undefined)
      events.push({ type: 'ContainerStarted', container: now.name, at: running.startedAt });
    else if (terminated?.finishedAt !== undefined)
      events.push({
        type: 'ContainerTerminated',
        container: now.name,
        exitCode: terminated.exitCode,
        reason: terminated.reason ?? '',
        ...(terminated.startedAt === undefined ? {} : { startedAt: terminated.startedAt }),
        at: terminated.finishedAt,
      });
  }
}

function phase(before: KubeObject, after: KubeObject, events: Meant[]): void {
  const now = after.status?.phase;
  if (now === before.status?.phase) return;
  if (now === 'Running' && after.status?.podIP !== undefined)
    events.push({
      type: 'PodStarted',
      podIP: after.status.podIP,
      at: conditionOf(after, 'PodReadyToStartContainers')?.lastTransitionTime ?? '',
    });
  else if (now === 'Succeeded' || now === 'Failed') events.push({ type: 'PodFinished', phase: now });
}

function readiness(before: KubeObject, after: KubeObject, events: Meant[]): void {
  const [was, now] = [conditionOf(before, 'Ready'), conditionOf(after, 'Ready')];
  if (was === undefined || now === undefined || was.status === now.status) return;
  const at = now.lastTransitionTime ?? '';
  if (now.status === 'True') events.push({ type: 'PodReady', at });
  else
    events.push({
      type: 'PodUnready',
      at,
      ...(now.reason === undefined ? {} : { reason: now.reason }),
      ...(now.message === undefined ? {} : { message: now.message }),
    });
}

const conditionOf = (pod: KubeObject, type: string): Condition | undefined =>
  (pod.status?.conditions as readonly Condition[] | undefined)?.find(c => c.type === type);

const differs = (before: KubeObject, after: KubeObject, type: string): boolean =>
  !equal((conditionOf(before, type) ?? null) as never, (conditionOf(after, type) ?? null) as never);
