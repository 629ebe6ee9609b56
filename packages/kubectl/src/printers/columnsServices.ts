import type { KubeObject } from '@playhead/core';
import type { TableLayout } from './layout.ts';
import { columnsNamed, created, firstThree, hostPort, labelsText } from './text.ts';

/** What pods are reached by: their columns. */
export const SERVICES: Readonly<Record<string, TableLayout>> = {
  Service: {
    columns: columnsNamed('Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', 'Age', '+Selector'),
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
    columns: columnsNamed('Name', 'Endpoints', 'Age'),
    cells: (o, now) => [o.metadata.name, endpointsText(o.subsets ?? []), created(o, now)],
  },
  EndpointSlice: {
    columns: columnsNamed('Name', 'AddressType', 'Ports', 'Endpoints', 'Age'),
    cells: (o, now) => [
      o.metadata.name,
      o.addressType ?? '',
      firstThree((o.ports ?? []).map((p: { port?: number; name?: string }) => String(p.port ?? p.name ?? '*'))),
      firstThree((o.endpoints ?? []).flatMap((e: { addresses: string[] }) => e.addresses)),
      created(o, now),
    ],
  },
};

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
