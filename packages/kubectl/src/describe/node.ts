import { addQuantities, formatQuantity, milliValue, type Quantity, quantityOf, wholeValue, ZERO } from '@playhead/api';
import type { Condition, KubeObject } from '@playhead/core';
import { since } from '../printers/age.ts';
import { nodeRoles } from '../printers/columnsCluster.ts';
import { type Source, writeEvents } from './events.ts';
import { dateText, Lines, writeAnnotations, writeLabels, writeList } from './lines.ts';

/** A node: its facts, the pods on it with what they ask for, and how much of it that is (describe.describeNode). */
export function describeNode(view: Source, node: KubeObject, now: number): string {
  const out = new Lines();
  out.line(0, `Name:\t${node.metadata.name}`);
  out.line(0, `Roles:\t${nodeRoles(node).join(',') || '<none>'}`);
  writeLabels(out, 'Labels', node.metadata.labels);
  writeAnnotations(out, 'Annotations', node.metadata.annotations);
  out.line(0, `CreationTimestamp:\t${dateText(node.metadata.creationTimestamp)}`);
  const taints = (node.spec?.taints ?? []) as { key: string; value?: string; effect: string }[];
  const texts = taints.map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`).sort();
  writeList(out, 'Taints', texts);
  out.line(0, `Unschedulable:\t${node.spec?.unschedulable ?? false}`);
  out.line(
    0,
    `Lease:\tFailed to get lease: leases.coordination.k8s.io ${JSON.stringify(node.metadata.name)} not found`,
  );
  writeNodeStatus(out, node);
  writePods(out, view, node, now);
  writeEvents(out, view, node, now);
  return out.aligned();
}

const finished = (pod: KubeObject): boolean => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';

function writeNodeStatus(out: Lines, node: KubeObject): void {
  const { conditions = [], addresses = [], capacity = {}, allocatable = {}, nodeInfo = {} } = node.status ?? {};
  if (conditions.length > 0) {
    out.line(0, 'Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage');
    out.line(1, '----\t------\t-----------------\t------------------\t------\t-------');
  }
  for (const c of conditions as (Condition & { lastHeartbeatTime?: string })[])
    out.line(
      1,
      `${c.type} \t${c.status} \t${dateText(c.lastHeartbeatTime)} \t${dateText(c.lastTransitionTime)} \t${c.reason ?? ''} \t${c.message ?? ''}`,
    );
  out.line(0, 'Addresses:');
  for (const { type, address } of addresses) out.line(1, `${type}:\t${address}`);
  for (const [title, list] of [
    ['Capacity', capacity],
    ['Allocatable', allocatable],
  ] as const) {
    if (Object.keys(list).length > 0) out.line(0, `${title}:`);
    for (const name of Object.keys(list).sort()) out.line(0, `  ${name}:\t${list[name]}`);
  }
  out.line(0, 'System Info:');
  for (const [title, field] of SYSTEM_INFO) out.line(0, `  ${title}:\t${nodeInfo[field] ?? ''}`);
}

const SYSTEM_INFO = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
  ['Kube-Proxy Version', 'kubeProxyVersion'],
] as const;

type Amounts = Readonly<Record<string, string>>;
type Kind = 'requests' | 'limits';

/** What a pod asks for of a resource, or may have: of all its containers, or of the one that starts it, if that is more. */
function ofPod({ spec }: KubeObject, kind: Kind, resource: string): Quantity {
  const of = (container: { resources?: { requests?: Amounts; limits?: Amounts } }) =>
    quantityOf(container.resources?.[kind]?.[resource]);
  const together = (spec.containers as readonly object[]).map(of).reduce(addQuantities, ZERO);
  const starting = ((spec.initContainers ?? []) as readonly object[]).map(of);
  return [together, ...starting].reduce((most, one) => (one.nano > most.nano ? one : most));
}

/** `250m (3%)`: of what a node has to give, cut to whole percents. */
function shareText(amount: Quantity, resource: string, allocatable: Amounts): string {
  const count = resource === 'cpu' ? milliValue : wholeValue;
  const text = formatQuantity(amount);
  const all = count(allocatable[resource]);
  return `${text} (${all === 0 ? 0 : Math.trunc((count(text) / all) * 100)}%)`;
}

function writePods(out: Lines, view: Source, node: KubeObject, now: number): void {
  const pods = view.list('Pod').filter(pod => pod.spec.nodeName === node.metadata.name && !finished(pod));
  const allocatable = (node.status?.allocatable ?? node.status?.capacity ?? {}) as Amounts;
  out.line(0, `Non-terminated Pods:\t(${pods.length} in total)`);
  out.line(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge');
  out.line(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---');
  for (const pod of pods) {
    const share = (kind: Kind, resource: string) => shareText(ofPod(pod, kind, resource), resource, allocatable);
    const cells = ['cpu', 'memory'].flatMap(resource => [share('requests', resource), share('limits', resource)]);
    const { namespace, name, creationTimestamp } = pod.metadata;
    out.line(1, `${namespace}\t${name}\t\t${cells.join('\t')}\t${since(creationTimestamp, now)}`);
  }
  out.line(0, 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)');
  out.line(1, 'Resource\tRequests\tLimits');
  out.line(1, '--------\t--------\t------');
  for (const resource of ['cpu', 'memory', 'ephemeral-storage']) {
    const share = (kind: Kind) =>
      shareText(pods.map(pod => ofPod(pod, kind, resource)).reduce(addQuantities, ZERO), resource, allocatable);
    out.line(1, `${resource}\t${share('requests')}\t${share('limits')}`);
  }
}
