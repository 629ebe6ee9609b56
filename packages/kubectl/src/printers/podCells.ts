import type { Condition, ContainerState, ContainerStatus, KubeObject } from '@playhead/core';
import { since } from './age.ts';

/** NAME READY STATUS RESTARTS AGE, then the wide ones: IP, NODE, NOMINATED NODE, READINESS GATES (printPod). */
export function podCells(pod: KubeObject, now: number): (string | number)[] {
  const { ready, total, reason, restarts, lastRestart } = podSummary(pod);
  const restartsText =
    restarts > 0 && lastRestart !== undefined ? `${restarts} (${since(lastRestart, now)} ago)` : restarts;
  return [
    pod.metadata.name,
    `${ready}/${total}`,
    reason,
    restartsText,
    since(pod.metadata.creationTimestamp, now),
    pod.status?.podIPs?.[0]?.ip || '<none>',
    pod.spec.nodeName || '<none>',
    pod.status?.nominatedNodeName || '<none>',
    readinessGates(pod),
  ];
}

export interface PodSummary {
  readonly ready: number;
  readonly total: number;
  /** What STATUS shows. */
  readonly reason: string;
  readonly restarts: number;
  /** When a container last ended before a restart. */
  readonly lastRestart: string | undefined;
}

type Spec = { readonly name: string; readonly restartPolicy?: string };

export function podSummary(pod: KubeObject): PodSummary {
  const status = pod.status ?? {};
  const sidecars = new Set(
    ((pod.spec.initContainers ?? []) as Spec[]).filter(c => c.restartPolicy === 'Always').map(c => c.name),
  );
  const total = (pod.spec.containers as readonly Spec[]).length + sidecars.size;
  let reason: string = status.reason || (status.phase ?? '');
  for (const c of (status.conditions ?? []) as readonly Condition[])
    if (c.type === 'PodScheduled' && c.reason === 'SchedulingGated') reason = 'SchedulingGated';

  const init = initPart(pod, sidecars);
  let { ready, restarts, lastRestart } = init;
  const conditions = (status.conditions ?? []) as readonly Condition[];
  const initialized = conditions.some(c => c.type === 'Initialized' && c.status === 'True');
  if (init.reason !== undefined) reason = init.reason;
  if (init.reason === undefined || initialized) {
    const main = mainPart(pod, reason, init.sidecarRestarts, init.sidecarLastRestart);
    ({ reason, restarts, lastRestart } = main);
    ready += main.ready;
  }
  if (pod.metadata.deletionTimestamp !== undefined && status.reason === 'NodeLost') reason = 'Unknown';
  else if (pod.metadata.deletionTimestamp !== undefined && status.phase !== 'Succeeded' && status.phase !== 'Failed')
    reason = 'Terminating';
  return { ready, total, reason, restarts, lastRestart };
}

function initPart(pod: KubeObject, sidecars: ReadonlySet<string>) {
  const statuses = (pod.status?.initContainerStatuses ?? []) as readonly ContainerStatus[];
  const part = {
    reason: undefined as string | undefined,
    ready: 0,
    restarts: 0,
    lastRestart: undefined as string | undefined,
    sidecarRestarts: 0,
    sidecarLastRestart: undefined as string | undefined,
  };
  for (const [at, container] of statuses.entries()) {
    part.restarts += container.restartCount;
    part.lastRestart = later(part.lastRestart, container.lastState?.terminated?.finishedAt);
    const sidecar = sidecars.has(container.name);
    if (sidecar) {
      part.sidecarRestarts += container.restartCount;
      part.sidecarLastRestart = later(part.sidecarLastRestart, container.lastState?.terminated?.finishedAt);
    }
    const { terminated, waiting } = container.state ?? {};
    if (terminated?.exitCode === 0) continue;
    if (sidecar && container.started === true) {
      if (container.ready) part.ready++;
      continue;
    }
    if (terminated !== undefined) part.reason = `Init:${terminated.reason || exitText(terminated)}`;
    else if (waiting?.reason && waiting.reason !== 'PodInitializing') part.reason = `Init:${waiting.reason}`;
    else part.reason = `Init:${at}/${(pod.spec.initContainers as readonly Spec[]).length}`;
    break;
  }
  return part;
}

function mainPart(pod: KubeObject, was: string, restartsBefore: number, lastBefore: string | undefined) {
  let [reason, errorReason, running, ready] = [was, '', false, 0];
  let [restarts, lastRestart] = [restartsBefore, lastBefore];
  for (const container of ((pod.status?.containerStatuses ?? []) as readonly ContainerStatus[]).toReversed()) {
    restarts += container.restartCount;
    lastRestart = later(lastRestart, container.lastState?.terminated?.finishedAt);
    const { waiting, terminated, running: runs } = container.state ?? {};
    if (waiting?.reason) reason = waiting.reason;
    else if (terminated !== undefined) {
      reason = terminated.reason || exitText(terminated);
      if (terminated.exitCode !== 0) errorReason = reason;
    } else if (container.ready && runs !== undefined) {
      running = true;
      ready++;
    }
  }
  if (reason === 'Completed') {
    const podReady = ((pod.status?.conditions ?? []) as readonly Condition[]).some(
      c => c.type === 'Ready' && c.status === 'True',
    );
    if (running && podReady) reason = 'Running';
    else if (errorReason !== '') reason = errorReason;
    else if (running) reason = 'NotReady';
  }
  return { reason, ready, restarts, lastRestart };
}

const exitText = (end: NonNullable<ContainerState['terminated']> & { readonly signal?: number }): string =>
  end.signal ? `Signal:${end.signal}` : `ExitCode:${end.exitCode}`;

const later = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined ? b : b === undefined ? a : Date.parse(b) > Date.parse(a) ? b : a;

function readinessGates(pod: KubeObject): string {
  const gates = (pod.spec.readinessGates ?? []) as { readonly conditionType: string }[];
  if (gates.length === 0) return '<none>';
  const conditions = (pod.status?.conditions ?? []) as readonly Condition[];
  const met = gates.filter(gate => conditions.find(c => c.type === gate.conditionType)?.status === 'True');
  return `${met.length}/${gates.length}`;
}
