import type { KubeObject } from '@playhead/core';
import { since } from './age.ts';
import type { TableLayout } from './layout.ts';
import { columnsNamed, created } from './text.ts';

/** The rest: their columns. */
export const CLUSTER: Readonly<Record<string, TableLayout>> = {
  HorizontalPodAutoscaler: {
    columns: columnsNamed('Name', 'Reference', 'Targets', 'MinPods', 'MaxPods', 'Replicas', 'Age'),
    cells: (o, now) => [
      o.metadata.name,
      `${o.spec.scaleTargetRef.kind}/${o.spec.scaleTargetRef.name}`,
      metricsText(o.spec.metrics ?? [], o.status?.currentMetrics ?? []),
      o.spec.minReplicas ?? '<unset>',
      o.spec.maxReplicas,
      o.status?.currentReplicas ?? 0,
      created(o, now),
    ],
  },
  Event: {
    columns: columnsNamed(
      ...['Last Seen', 'Type', 'Reason', 'Object', '+Subobject', '+Source'],
      ...['Message', '+First Seen', '+Count', '+Name'],
    ),
    cells: eventCells,
  },
  Node: {
    columns: columnsNamed(
      ...['Name', 'Status', 'Roles', 'Age', 'Version'],
      ...['+Internal-IP', '+External-IP', '+OS-Image', '+Kernel-Version', '+Container-Runtime'],
    ),
    cells: nodeCells,
  },
  Namespace: {
    columns: columnsNamed('Name', 'Status', 'Age'),
    cells: (o, now) => [o.metadata.name, o.status?.phase ?? '', created(o, now)],
  },
  ConfigMap: {
    columns: columnsNamed('Name', 'Data', 'Age'),
    cells: (o, now) => [
      o.metadata.name,
      Object.keys(o.data ?? {}).length + Object.keys(o.binaryData ?? {}).length,
      created(o, now),
    ],
  },
  Secret: {
    columns: columnsNamed('Name', 'Type', 'Data', 'Age'),
    cells: (o, now) => [o.metadata.name, o.type ?? '', Object.keys(o.data ?? {}).length, created(o, now)],
  },
  ResourceQuota: {
    columns: columnsNamed('Name', 'Request', 'Limit', 'Age'),
    cells: (o, now) => [o.metadata.name, ...quotaCells(o), created(o, now)],
  },
  PodDisruptionBudget: {
    columns: columnsNamed('Name', 'Min Available', 'Max Unavailable', 'Allowed Disruptions', 'Age'),
    cells: (o, now) => [
      o.metadata.name,
      String(o.spec.minAvailable ?? 'N/A'),
      String(o.spec.maxUnavailable ?? 'N/A'),
      o.status?.disruptionsAllowed ?? 0,
      created(o, now),
    ],
  },
};

// biome-ignore lint/suspicious/noExplicitAny: a metric's shape differs by its type
type Metric = any;

/** The first two metrics, then ` + N more...` (formatHPAMetrics). */
function metricsText(specs: readonly Metric[], statuses: readonly Metric[]): string {
  if (specs.length === 0) return '<none>';
  const all = specs.map((spec, at) => metricText(spec, statuses[at]));
  return all.length > 2 ? `${all.slice(0, 2).join(', ')} + ${all.length - 2} more...` : all.join(', ');
}

function metricText(spec: Metric, status: Metric): string {
  const field = (spec.type[0] as string).toLowerCase() + spec.type.slice(1);
  const { target, name } = spec[field === 'pods' ? 'pods' : field] ?? {};
  const current = status?.[field]?.current;
  switch (spec.type) {
    case 'Resource':
    case 'ContainerResource': {
      if (target.averageValue !== undefined)
        return `${name}: ${current?.averageValue ?? '<unknown>'}/${target.averageValue}`;
      const used = current?.averageUtilization === undefined ? '<unknown>' : `${current.averageUtilization}%`;
      const wanted = target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`;
      return `${name}: ${used}/${wanted}`;
    }
    case 'Pods':
      return `${current?.averageValue ?? '<unknown>'}/${target.averageValue}`;
    case 'Object':
    case 'External':
      return target.averageValue !== undefined
        ? `${current?.averageValue ?? '<unknown>'}/${target.averageValue} (avg)`
        : `${current?.value ?? '<unknown>'}/${target.value}`;
    default:
      return '<unknown type>';
  }
}

function eventCells(o: KubeObject, now: number): (string | number)[] {
  const first = since(o.firstTimestamp ?? o.eventTime, now);
  const last =
    o.series !== undefined && o.series !== null
      ? since(o.series.lastObservedTime, now)
      : o.lastTimestamp
        ? since(o.lastTimestamp, now)
        : first;
  const { kind = '', name = '', fieldPath = '' } = o.involvedObject ?? {};
  const component = o.source?.component || o.reportingComponent || '';
  const host = o.source?.host || o.reportingInstance || '';
  return [
    last,
    o.type ?? '',
    o.reason ?? '',
    name === '' ? kind.toLowerCase() : `${kind.toLowerCase()}/${name}`,
    fieldPath,
    host === '' ? component : `${component}, ${host}`,
    (o.message ?? '').trim(),
    first,
    o.series?.count ?? (o.count || 1),
    o.metadata.name,
  ];
}

function nodeCells(o: KubeObject, now: number): (string | number)[] {
  const ready = ((o.status?.conditions ?? []) as { type: string; status: string }[]).find(c => c.type === 'Ready');
  const status = [ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady'];
  if (o.spec?.unschedulable === true) status.push('SchedulingDisabled');
  const address = (type: string) =>
    ((o.status?.addresses ?? []) as { type: string; address: string }[]).find(a => a.type === type)?.address ??
    '<none>';
  const info = o.status?.nodeInfo ?? {};
  return [
    o.metadata.name,
    status.join(','),
    nodeRoles(o).join(',') || '<none>',
    created(o, now),
    info.kubeletVersion ?? '',
    address('InternalIP'),
    address('ExternalIP'),
    info.osImage || '<unknown>',
    info.kernelVersion || '<unknown>',
    info.containerRuntimeVersion || '<unknown>',
  ];
}

export function nodeRoles(node: KubeObject): string[] {
  const prefix = 'node-role.kubernetes.io/';
  const roles = new Set<string>();
  for (const [key, value] of Object.entries(node.metadata.labels ?? {})) {
    if (key.startsWith(prefix) && key.length > prefix.length) roles.add(key.slice(prefix.length));
    else if (key === 'kubernetes.io/role' && value !== '') roles.add(value);
  }
  return [...roles].sort();
}

/** `pods: 2/5, requests.cpu: 1/2` and the same for names that begin with `limits.`. */
function quotaCells(quota: KubeObject): [string, string] {
  const { hard = {}, used = {} } = (quota.status ?? {}) as Record<string, Record<string, string>>;
  const rows = Object.keys(hard).sort();
  const text = (resource: string) => `${resource}: ${used[resource] ?? '0'}/${hard[resource]}`;
  const isLimit = (resource: string) => resource.startsWith('limits.');
  return [
    rows
      .filter(resource => !isLimit(resource))
      .map(text)
      .join(', '),
    rows.filter(isLimit).map(text).join(', '),
  ];
}
