import type { Condition, KubeObject } from '@playhead/core';
import { since } from '../printers/age.ts';
import { writeContainers, writeResources } from './containers.ts';
import { type Source, writeEvents } from './events.ts';
import { dateText, Lines, writeAnnotations, writeLabels } from './lines.ts';
import { writeTolerations, writeTopologySpread } from './podTemplate.ts';
import { writeVolumes } from './volumes.ts';
import { writeController } from './workloads.ts';

/** `kubectl describe pod` (describe.describePod). */
export function describePod(view: Source, pod: KubeObject, now: number): string {
  const out = new Lines();
  const { metadata, spec, status = {} } = pod;
  writePodHead(out, pod, now);
  out.line(0, `IP:\t${status.podIP ?? ''}`);
  const ips = (status.podIPs ?? []) as { ip: string }[];
  out.line(0, ips.length === 0 ? 'IPs:\t<none>' : 'IPs:');
  for (const { ip } of ips) out.line(1, `IP:\t${ip}`);
  writeController(out, pod);
  if (status.nominatedNodeName) out.line(0, `NominatedNodeName:\t${status.nominatedNodeName}`);
  if (spec.resources !== undefined) {
    out.line(0, 'Resources:');
    writeResources(out, spec.resources, 1);
  }
  const fieldValueOf = (path: string) => fieldValue(pod, path);
  if ((spec.initContainers?.length ?? 0) > 0)
    writeContainers(out, 'Init Containers', spec.initContainers, status.initContainerStatuses ?? [], '', fieldValueOf);
  writeContainers(out, 'Containers', spec.containers, status.containerStatuses ?? [], '', fieldValueOf);
  writePodConditions(out, pod);
  writeVolumes(out, spec.volumes ?? [], '');
  out.line(0, `QoS Class:\t${status.qosClass ?? 'BestEffort'}`);
  writeLabels(out, 'Node-Selectors', spec.nodeSelector);
  writeTolerations(out, 'Tolerations', spec.tolerations ?? []);
  writeTopologySpread(out, spec.topologySpreadConstraints ?? [], '');
  writeEvents(out, view, { ...pod, metadata }, now);
  return out.aligned();
}

function writePodHead(out: Lines, pod: KubeObject, now: number): void {
  const { metadata, spec, status = {} } = pod;
  out.line(0, `Name:\t${metadata.name}`);
  out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
  if (spec.priority !== undefined) out.line(0, `Priority:\t${spec.priority}`);
  if (spec.priorityClassName) out.line(0, `Priority Class Name:\t${spec.priorityClassName}`);
  if (spec.runtimeClassName) out.line(0, `Runtime Class Name:\t${spec.runtimeClassName}`);
  if (spec.serviceAccountName) out.line(0, `Service Account:\t${spec.serviceAccountName}`);
  out.line(0, `Node:\t${spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>'}`);
  if (status.startTime) out.line(0, `Start Time:\t${dateText(status.startTime)}`);
  writeLabels(out, 'Labels', metadata.labels);
  writeAnnotations(out, 'Annotations', metadata.annotations);
  const leaving = metadata.deletionTimestamp !== undefined && status.phase !== 'Failed' && status.phase !== 'Succeeded';
  if (leaving) {
    out.line(0, `Status:\tTerminating (lasts ${since(metadata.deletionTimestamp, now)})`);
    out.line(0, `Termination Grace Period:\t${metadata.deletionGracePeriodSeconds ?? 0}s`);
  } else out.line(0, `Status:\t${status.phase ?? ''}`);
  if (status.reason) out.line(0, `Reason:\t${status.reason}`);
  if (status.message) out.line(0, `Message:\t${status.message}`);
  const seccomp = spec.securityContext?.seccompProfile;
  if (seccomp !== undefined) out.line(0, `SeccompProfile:\t${seccomp.type}`);
  if (seccomp?.type === 'Localhost') out.line(0, `LocalhostProfile:\t${seccomp.localhostProfile}`);
}

function writePodConditions(out: Lines, pod: KubeObject): void {
  const conditions = (pod.status?.conditions ?? []) as readonly Condition[];
  const gates = (pod.spec.readinessGates ?? []) as readonly { conditionType: string }[];
  if (gates.length > 0) out.line(0, 'Readiness Gates:\n  Type\tStatus');
  for (const { conditionType } of gates)
    out.line(1, `${conditionType} \t${conditions.find(c => c.type === conditionType)?.status ?? '<none>'} `);
  if (conditions.length > 0) out.line(0, 'Conditions:\n  Type\tStatus');
  for (const c of conditions) out.line(1, `${c.type} \t${c.status} `);
}

/** What a field reference of an environment variable stands for. */
function fieldValue(pod: KubeObject, path: string): string {
  const keyed = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (keyed !== null) return pod.metadata[keyed[1] as 'labels' | 'annotations']?.[keyed[2]!] ?? '';
  let value: unknown = pod;
  for (const step of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[step];
  return value === undefined ? '' : String(value);
}
