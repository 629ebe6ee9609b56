import type { KubeObject } from '@playhead/core';
import { hostPort } from '../printers/text.ts';
import { type Source, writeEvents } from './events.ts';
import { Lines } from './lines.ts';
import { writeHead } from './workloads.ts';

type Endpoint = {
  readonly addresses: readonly string[];
  readonly conditions?: { readonly ready?: boolean };
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly zone?: string;
  readonly targetRef?: { readonly kind: string; readonly name: string };
};
type Port = { readonly name?: string; readonly port?: number; readonly protocol?: string };

/** The first three ready addresses of a Service's port, then ` + N more...` (describe.formatEndpointSlices). */
export function endpointsOfSlices(slices: readonly KubeObject[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const all: string[] = [];
  for (const slice of slices) {
    const ready = ((slice.endpoints ?? []) as Endpoint[]).filter(e => e.conditions?.ready !== false);
    const ports = (slice.ports ?? []) as Port[];
    if (ports.length === 0) all.push(...ready.map(e => e.addresses[0]!));
    for (const port of ports)
      if ((port.name ?? '') === portName) all.push(...ready.map(e => hostPort(e.addresses[0]!, port.port ?? 0)));
  }
  return all.length > 3 ? `${all.slice(0, 3).join(',')} + ${all.length - 3} more...` : all.join(',');
}

export function describeEndpointSlice(view: Source, slice: KubeObject, now: number): string {
  const out = new Lines();
  writeHead(out, slice);
  out.line(0, `AddressType:\t${slice.addressType ?? ''}`);
  const ports = (slice.ports ?? []) as Port[];
  out.line(0, ports.length === 0 ? 'Ports: <unset>' : 'Ports:\n  Name\tPort\tProtocol\n  ----\t----\t--------');
  for (const port of ports) out.line(1, `${port.name || '<unset>'}\t${port.port ?? '<unset>'}\t${port.protocol ?? ''}`);
  const endpoints = (slice.endpoints ?? []) as Endpoint[];
  out.line(0, endpoints.length === 0 ? 'Endpoints: <none>' : 'Endpoints:');
  for (const endpoint of endpoints) {
    out.line(1, `- Addresses:\t${endpoint.addresses.join(', ') || '<none>'}`);
    out.line(2, 'Conditions:');
    out.line(3, `Ready:\t${endpoint.conditions?.ready ?? '<unset>'}`);
    out.line(2, `Hostname:\t${endpoint.hostname ?? '<unset>'}`);
    if (endpoint.targetRef !== undefined)
      out.line(2, `TargetRef:\t${endpoint.targetRef.kind}/${endpoint.targetRef.name}`);
    out.line(2, `NodeName:\t${endpoint.nodeName ?? '<unset>'}`);
    out.line(2, `Zone:\t${endpoint.zone ?? '<unset>'}`);
  }
  writeEvents(out, view, slice, now);
  return out.aligned();
}

interface Subset {
  readonly addresses?: readonly { readonly ip: string }[];
  readonly notReadyAddresses?: readonly { readonly ip: string }[];
  readonly ports?: readonly Port[];
}

export function describeEndpoints(view: Source, endpoints: KubeObject, now: number): string {
  const out = new Lines();
  writeHead(out, endpoints);
  out.line(0, 'Subsets:');
  const ips = (list: Subset['addresses'] = []) => list.map(a => a.ip).join(',') || '<none>';
  for (const subset of (endpoints.subsets ?? []) as readonly Subset[]) {
    out.line(1, `Addresses:\t${ips(subset.addresses)}`);
    out.line(1, `NotReadyAddresses:\t${ips(subset.notReadyAddresses)}`);
    const ports = subset.ports ?? [];
    if (ports.length > 0) out.line(1, 'Ports:\n    Name\tPort\tProtocol\n    ----\t----\t--------');
    for (const port of ports) out.line(2, `${port.name || '<unset>'}\t${port.port}\t${port.protocol ?? ''}`);
    out.line(0, '');
  }
  writeEvents(out, view, endpoints, now);
  return out.aligned();
}
