import type { KubeObject, LabelSelector } from '@playhead/core';
import { controllerOf } from '@playhead/core';
import { age, since } from './age.ts';
import { podCells } from './podCells.ts';

/** A column of `kubectl get`; `wide` ones show with `-o wide` alone. */
export interface Column {
  readonly name: string;
  readonly wide?: true;
}

export interface TableLayout {
  readonly columns: readonly Column[];
  /** One cell a column, wide ones included; `now` in milliseconds since the Unix epoch. */
  readonly cells: (object: KubeObject, now: number) => readonly (string | number)[];
}

/** The columns of a kind as the API server prints it (pkg/printers/internalversion); unknown kinds have NAME and AGE. */
export const layoutOf = (kind: string): TableLayout => LAYOUTS[kind] ?? NAME_AND_AGE;

const NAME_AND_AGE: TableLayout = {
  columns: names('Name', 'Age'),
  cells: (o, now) => [o.metadata.name, created(o, now)],
};

const LAYOUTS: Readonly<Record<string, TableLayout>> = {
  Deployment: {
    columns: names('Name', 'Ready', 'Up-to-date', 'Available', 'Age', '+Containers', '+Images', '+Selector'),
    cells: (o, now) => [
      o.metadata.name,
      `${o.status?.readyReplicas ?? 0}/${o.spec.replicas ?? 0}`,
      o.status?.updatedReplicas ?? 0,
      o.status?.availableReplicas ?? 0,
      created(o, now),
      ...containerCells(o.spec.template?.spec?.containers),
      selectorText(o.spec.selector),
    ],
  },
  ReplicaSet: {
    columns: names('Name', 'Desired', 'Current', 'Ready', 'Age', '+Containers', '+Images', '+Selector'),
    cells: (o, now) => [
      o.metadata.name,
      o.spec.replicas ?? 0,
      o.status?.replicas ?? 0,
      o.status?.readyReplicas ?? 0,
      created(o, now),
      ...containerCells(o.spec.template?.spec?.containers),
      selectorText(o.spec.selector),
    ],
  },
  ReplicationController: {
    columns: names('Name', 'Desired', 'Current', 'Ready', 'Age', '+Containers', '+Images', '+Selector'),
    cells: (o, now) => [
      o.metadata.name,
      o.spec.replicas ?? 0,
      o.status?.replicas ?? 0,
      o.status?.readyReplicas ?? 0,
      created(o, now),
      ...containerCells(o.spec.template?.spec?.containers),
      labelsText(o.spec.selector),
    ],
  },
  StatefulSet: {
    columns: names('Name', 'Ready', 'Age', '+Containers', '+Images'),
    cells: (o, now) => [
      o.metadata.name,
      `${o.status?.readyReplicas ?? 0}/${o.spec.replicas ?? 0}`,
      created(o, now),
      ...containerCells(o.spec.template?.spec?.containers),
    ],
  },
  DaemonSet: {
    columns: names(
      'Name Desired Current Ready Up-to-date Available Node_Selector Age +Containers +Images +Selector'
        .split(' ')
        .map(word => word.replace('_', ' ')),
    ),
    cells: (o, now) => [
      o.metadata.name,
      o.status?.desiredNumberScheduled ?? 0,
      o.status?.currentNumberScheduled ?? 0,
      o.status?.numberReady ?? 0,
      o.status?.updatedNumberScheduled ?? 0,
      o.status?.numberAvailable ?? 0,
      labelsText(o.spec.template?.spec?.nodeSelector),
      created(o, now),
      ...containerCells(o.spec.template?.spec?.containers),
      selectorText(o.spec.selector),
    ],
  },
  Pod: {
    columns: names('Name', 'Ready', 'Status', 'Restarts', 'Age', '+IP', '+Node', '+Nominated Node', '+Readiness Gates'),
    cells: podCells,
  },
  Job: {
    columns: names('Name', 'Status', 'Completions', 'Duration', 'Age', '+Containers', '+Images', '+Selector'),
    cells: jobCells,
  },
  CronJob: {
    columns: names(
      ...['Name', 'Schedule', 'Timezone', 'Suspend', 'Active', 'Last Schedule', 'Age'],
      ...['+Containers', '+Images', '+Selector'],
    ),
    cells: (o, now) => [
      o.metadata.name,
      o.spec.schedule,
      o.spec.timeZone ?? '<none>',
      boolText(o.spec.suspend),
      o.status?.active?.length ?? 0,
      o.status?.lastScheduleTime === undefined ? '<none>' : since(o.status.lastScheduleTime, now),
      created(o, now),
      ...containerCells(o.spec.jobTemplate?.spec?.template?.spec?.containers),
      selectorText(o.spec.jobTemplate?.spec?.selector),
    ],
  },
  Service: {
    columns: names('Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', 'Age', '+Selector'),
    cells: (o, now) => [
      o.metadata.name,
      o.spec.type ?? '',
      o.spec.clusterIPs?.[0] ?? '<none>',
      externalIP(o),
      servicePorts(o.spec.ports ?? []) || '<none>',
      created(o, now),
      labelsText(o.spec.selector),
    ],
  },
  Endpoints: {
    columns: names('Name', 'Endpoints', 'Age'),
    cells: (o, now) => [o.metadata.name, endpointsText(o.subsets ?? []), created(o, now)],
  },
  EndpointSlice: {
    columns: names('Name', 'AddressType', 'Ports', 'Endpoints', 'Age'),
    cells: (o, now) => [
      o.metadata.name,
      o.addressType ?? '',
      firstThree((o.ports ?? []).map((p: { port?: number; name?: string }) => String(p.port ?? p.name ?? '*'))),
      firstThree((o.endpoints ?? []).flatMap((e: { addresses: string[] }) => e.addresses)),
      created(o, now),
    ],
  },
  HorizontalPodAutoscaler: {
    columns: names('Name', 'Reference', 'Targets', 'MinPods', 'MaxPods', 'Replicas', 'Age'),
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
  ControllerRevision: {
    columns: names('Name', 'Controller', 'Revision', 'Age'),
    cells: (o, now) => [o.metadata.name, controllerText(o), o.revision ?? 0, created(o, now)],
  },
  Event: {
    columns: names(
      ...['Last Seen', 'Type', 'Reason', 'Object', '+Subobject', '+Source'],
      ...['Message', '+First Seen', '+Count', '+Name'],
    ),
    cells: eventCells,
  },
  Node: {
    columns: names(
      ...['Name', 'Status', 'Roles', 'Age', 'Version'],
      ...['+Internal-IP', '+External-IP', '+OS-Image', '+Kernel-Version', '+Container-Runtime'],
    ),
    cells: nodeCells,
  },
  Namespace: {
    columns: names('Name', 'Status', 'Age'),
    cells: (o, now) => [o.metadata.name, o.status?.phase ?? '', created(o, now)],
  },
  ConfigMap: {
    columns: names('Name', 'Data', 'Age'),
    cells: (o, now) => [
      o.metadata.name,
      Object.keys(o.data ?? {}).length + Object.keys(o.binaryData ?? {}).length,
      created(o, now),
    ],
  },
  Secret: {
    columns: names('Name', 'Type', 'Data', 'Age'),
    cells: (o, now) => [o.metadata.name, o.type ?? '', Object.keys(o.data ?? {}).length, created(o, now)],
  },
  ResourceQuota: {
    columns: names('Name', 'Request', 'Limit', 'Age'),
    cells: (o, now) => [o.metadata.name, ...quotaCells(o), created(o, now)],
  },
  PodDisruptionBudget: {
    columns: names('Name', 'Min Available', 'Max Unavailable', 'Allowed Disruptions', 'Age'),
    cells: (o, now) => [
      o.metadata.name,
      String(o.spec.minAvailable ?? 'N/A'),
      String(o.spec.maxUnavailable ?? 'N/A'),
      o.status?.disruptionsAllowed ?? 0,
      created(o, now),
    ],
  },
};

/** Column names; a `+` before one marks it wide. */
function names(...list: (string | string[])[]): Column[] {
  return list.flat().map(name => (name.startsWith('+') ? { name: name.slice(1), wide: true } : { name }));
}

const created = (object: KubeObject, now: number): string => since(object.metadata.creationTimestamp, now);

/** Names and images of containers, comma-joined. */
function containerCells(containers: readonly { name: string; image: string }[] = []): [string, string] {
  return [containers.map(c => c.name).join(','), containers.map(c => c.image).join(',')];
}

/** `app=web,tier in (a,b)`, requirements in the order of their keys; `<none>` where there are none. */
export function selectorText(selector: LabelSelector | undefined): string {
  const requirements: [key: string, text: string][] = Object.entries(selector?.matchLabels ?? {}).map(
    ([key, value]) => [key, `${key}=${value}`],
  );
  for (const { key, operator, values = [] } of selector?.matchExpressions ?? []) {
    const set = `(${[...values].sort().join(',')})`;
    if (operator === 'In') requirements.push([key, `${key} in ${set}`]);
    else if (operator === 'NotIn') requirements.push([key, `${key} notin ${set}`]);
    else requirements.push([key, operator === 'Exists' ? key : `!${key}`]);
  }
  if (requirements.length === 0) return '<none>';
  return requirements
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, text]) => text)
    .join(',');
}

/** `a=1,b=2`, sorted; `<none>` where there are none (labels.FormatLabels). */
export function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  const keys = Object.keys(labels ?? {}).sort();
  return keys.length === 0 ? '<none>' : keys.map(key => `${key}=${labels![key]}`).join(',');
}

/** `True`, `False`; `<unset>` where there is none. */
export const boolText = (value: boolean | undefined): string =>
  value === undefined ? '<unset>' : value ? 'True' : 'False';

/** The first three, then ` + N more...`; `<unset>` where there are none. */
function firstThree(all: readonly string[]): string {
  if (all.length === 0) return '<unset>';
  const shown = all.slice(0, 3).join(',');
  return all.length > 3 ? `${shown} + ${all.length - 3} more...` : shown;
}

interface Subset {
  readonly addresses?: readonly { readonly ip: string }[];
  readonly ports?: readonly { readonly port: number }[];
}

function endpointsText(subsets: readonly Subset[]): string {
  if (subsets.length === 0) return '<none>';
  const all = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0 ? addresses.map(a => a.ip) : ports.flatMap(p => addresses.map(a => hostPort(a.ip, p.port))),
  );
  return all.length > 3 ? `${all.slice(0, 3).join(',')} + ${all.length - 3} more...` : all.join(',');
}

/** `10.0.0.1:80`; an IPv6 address stands in brackets (net.JoinHostPort). */
export const hostPort = (host: string, port: number | string): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

function externalIP(service: KubeObject): string {
  const given = (service.spec.externalIPs ?? []) as string[];
  switch (service.spec.type) {
    case 'ClusterIP':
    case 'NodePort':
      return given.length > 0 ? given.join(',') : '<none>';
    case 'LoadBalancer': {
      const ingress = (service.status?.loadBalancer?.ingress ?? []) as { ip?: string; hostname?: string }[];
      const found = [...new Set(ingress.map(i => i.ip ?? i.hostname ?? '').filter(i => i !== ''))].sort();
      return [...found, ...given].join(',') || '<pending>';
    }
    case 'ExternalName':
      return service.spec.externalName ?? '';
    default:
      return '<unknown>';
  }
}

const servicePorts = (ports: readonly { port: number; nodePort?: number; protocol: string }[]): string =>
  ports
    .map(({ port, nodePort = 0, protocol }) =>
      nodePort > 0 ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
    )
    .join(',');

function jobCells(o: KubeObject, now: number): (string | number)[] {
  const { succeeded = 0, startTime, completionTime, conditions = [] } = o.status ?? {};
  const { completions, parallelism = 0 } = o.spec;
  const done =
    completions !== undefined
      ? `${succeeded}/${completions}`
      : parallelism > 1
        ? `${succeeded}/1 of ${parallelism}`
        : `${succeeded}/1`;
  const duration =
    startTime === undefined
      ? ''
      : age((completionTime === undefined ? now : Date.parse(completionTime)) - Date.parse(startTime));
  const holds = (type: string) =>
    (conditions as { type: string; status: string }[]).find(c => c.type === type)?.status === 'True';
  const status = holds('Complete')
    ? 'Complete'
    : holds('Failed')
      ? 'Failed'
      : o.metadata.deletionTimestamp !== undefined
        ? 'Terminating'
        : (['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(holds) ?? 'Running');
  return [
    o.metadata.name,
    status,
    done,
    duration,
    created(o, now),
    ...containerCells(o.spec.template?.spec?.containers),
    selectorText(o.spec.selector),
  ];
}

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

function controllerText(object: KubeObject): string {
  const owner = controllerOf(object);
  if (owner === undefined) return '<none>';
  const group = owner.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0]}` : '';
  return `${owner.kind.toLowerCase()}${group}/${owner.name}`;
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
