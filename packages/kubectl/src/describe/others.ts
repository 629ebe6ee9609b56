import type { KubeObject } from '@playhead/core';
import { labelsText } from '../printers/text.ts';
import { endpointsOfSlices } from './endpoints.ts';
import { type Source, writeEvents } from './events.ts';
import { Lines, writeAnnotations, writeLabels } from './lines.ts';
import { writeHead } from './workloads.ts';

type Describe = (view: Source, object: KubeObject, now: number) => string;

export const describeService: Describe = (view, service, now) => {
  const out = new Lines();
  const { spec } = service;
  writeHead(out, service);
  const slices = view
    .list('EndpointSlice', service.metadata.namespace)
    .filter(slice => slice.metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name);
  const optional = (title: string, value: unknown) => value && out.line(0, `${title}:\t${value}`);
  out.line(0, `Selector:\t${labelsText(spec.selector)}`);
  out.line(0, `Type:\t${spec.type ?? ''}`);
  optional('IP Family Policy', spec.ipFamilyPolicy);
  out.line(0, `IP Families:\t${(spec.ipFamilies ?? []).join(',') || '<none>'}`);
  out.line(0, `IP:\t${spec.clusterIP ?? ''}`);
  out.line(0, `IPs:\t${(spec.clusterIPs ?? []).join(',') || '<none>'}`);
  optional('External IPs', (spec.externalIPs ?? []).join(','));
  optional('Desired LoadBalancer IP', spec.loadBalancerIP);
  optional('External Name', spec.externalName);
  optional('LoadBalancer Ingress', ingressText(service.status?.loadBalancer?.ingress ?? []));
  for (const port of spec.ports ?? []) {
    const name = port.name || '<unset>';
    out.line(0, `Port:\t${name}\t${port.port}/${port.protocol}`);
    out.line(0, `TargetPort:\t${port.targetPort ?? 0}/${port.protocol}`);
    if (port.nodePort) out.line(0, `NodePort:\t${name}\t${port.nodePort}/${port.protocol}`);
    out.line(0, `Endpoints:\t${endpointsOfSlices(slices, port.name ?? '')}`);
  }
  out.line(0, `Session Affinity:\t${spec.sessionAffinity ?? ''}`);
  optional('External Traffic Policy', spec.externalTrafficPolicy);
  optional('Internal Traffic Policy', spec.internalTrafficPolicy);
  optional('HealthCheck NodePort', spec.healthCheckNodePort);
  optional('LoadBalancer Source Ranges', (spec.loadBalancerSourceRanges ?? []).join(','));
  optional('Traffic Distribution', spec.trafficDistribution);
  writeEvents(out, view, service, now);
  return out.aligned();
};

const ingressText = (ingress: readonly { ip?: string; hostname?: string; ipMode?: string }[]): string =>
  ingress
    .map(({ ip, hostname = '', ipMode }) => (ip ? (ipMode === undefined ? ip : `${ip} (${ipMode})`) : hostname))
    .join(', ');

export const describeQuota: Describe = (_view, quota) => {
  const out = new Lines();
  out.line(0, `Name:\t${quota.metadata.name}`);
  out.line(0, `Namespace:\t${quota.metadata.namespace ?? ''}`);
  const scopes = [...((quota.spec?.scopes ?? []) as string[])].sort();
  if (scopes.length > 0) out.line(0, `Scopes:\t${scopes.join(', ')}`);
  for (const scope of scopes) if (SCOPES[scope] !== undefined) out.line(0, ` * ${SCOPES[scope]}`);
  out.line(0, 'Resource\tUsed\tHard');
  out.line(0, '--------\t----\t----');
  const { hard = {}, used = {} } = (quota.status ?? {}) as Record<string, Record<string, string>>;
  for (const name of Object.keys(hard).sort()) out.line(0, `${name}\t${used[name] ?? '0'}\t${hard[name]}`);
  return out.aligned();
};

const SCOPES: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

export const describeNamespace: Describe = (view, namespace) => {
  const out = new Lines();
  out.line(0, `Name:\t${namespace.metadata.name}`);
  writeLabels(out, 'Labels', namespace.metadata.labels);
  writeAnnotations(out, 'Annotations', namespace.metadata.annotations);
  out.line(0, `Status:\t${namespace.status?.phase ?? ''}`);
  const quotas = view.list('ResourceQuota', namespace.metadata.name);
  out.line(0, '');
  out.line(0, quotas.length === 0 ? 'No resource quota.' : 'Resource Quotas');
  for (const quota of quotas.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))) {
    out.line(1, `Name:\t${quota.metadata.name}`);
    out.line(1, 'Resource\tUsed\tHard');
    out.line(1, '--------\t---\t---');
    const { hard = {}, used = {} } = (quota.status ?? {}) as Record<string, Record<string, string>>;
    for (const name of Object.keys(hard).sort()) out.line(1, `${name}\t${used[name] ?? '0'}\t${hard[name]}`);
  }
  out.line(0, '');
  out.line(0, 'No LimitRange resource.');
  return out.aligned();
};

export const describeConfigMap: Describe = (view, map, now) => {
  const out = new Lines();
  writeHead(out, map);
  out.line(0, '\nData\n====');
  for (const key of Object.keys(map.data ?? {}).sort()) out.line(0, `${key}:\n----\n${map.data[key]}\n`);
  out.line(0, '\nBinaryData\n====');
  for (const key of Object.keys(map.binaryData ?? {}).sort())
    out.line(0, `${key}: ${Math.floor((map.binaryData[key].replace(/=+$/, '').length * 3) / 4)} bytes`);
  out.line(0, '');
  writeEvents(out, view, map, now);
  return out.aligned();
};
