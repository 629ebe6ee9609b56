/** What one pod is to one Service: an endpoint and the ports it answers on (endpointslice/utils.go). */
import { fnv128a } from '@playhead/api';
import type { Container, KubeObject, Labels, ObjectMeta, Pod } from '@playhead/core';
import { isReady } from '@playhead/core';

export type AddressType = 'IPv4' | 'IPv6';

export interface Endpoint {
  readonly addresses: readonly string[];
  readonly conditions: { readonly ready: boolean; readonly serving: boolean; readonly terminating: boolean };
  readonly hostname?: string;
  readonly targetRef: {
    readonly kind: 'Pod';
    readonly namespace: string;
    readonly name: string;
    readonly uid: string;
  };
  readonly nodeName?: string;
  readonly zone?: string;
}

export interface EndpointPort {
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
  readonly appProtocol?: string;
}

export interface EndpointSlice extends KubeObject {
  readonly kind: 'EndpointSlice';
  readonly metadata: ObjectMeta;
  readonly addressType: AddressType;
  /** The API server keeps an empty list as null. */
  readonly endpoints: readonly Endpoint[] | null;
  readonly ports: readonly EndpointPort[] | null;
}

interface ServicePort {
  readonly name?: string;
  readonly protocol?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  readonly appProtocol?: string;
}

export interface Service extends KubeObject {
  readonly kind: 'Service';
  readonly spec: {
    readonly type?: string;
    readonly selector?: Labels;
    readonly clusterIP?: string;
    readonly ipFamilies?: readonly string[];
    readonly ports?: readonly ServicePort[];
    readonly publishNotReadyAddresses?: boolean;
  };
}

export const HEADLESS = 'None';

/** A finished pod is none, nor is one without an address; one that is going still is (ShouldPodBeInEndpoints). */
export const mayBeEndpoint = (pod: Pod): boolean =>
  pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed' && addressesOf(pod).length > 0;

const addressesOf = ({ status }: Pod): readonly string[] =>
  status.podIPs?.map(({ ip }) => ip) ?? (status.podIP === undefined ? [] : [status.podIP]);

/** `ready` is never true of a pod that is going, unless the Service publishes addresses that are not ready. */
export function endpointOf(pod: Pod, service: Service, addressType: AddressType, zone: string | undefined): Endpoint {
  const serving = isReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const { hostname, subdomain, nodeName } = pod.spec;
  const named = typeof hostname === 'string' && hostname !== '' && subdomain === service.metadata.name;
  return {
    addresses: addressesOf(pod).filter(ip => ip.includes(':') === (addressType === 'IPv6')),
    conditions: { ready, serving, terminating },
    ...(named ? { hostname } : {}),
    targetRef: {
      kind: 'Pod',
      namespace: pod.metadata.namespace ?? '',
      name: pod.metadata.name,
      uid: pod.metadata.uid,
    },
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(zone === undefined ? {} : { zone }),
  };
}

/** In the order of their hashes, as a slice has them. A port whose targetPort names none of the pod's container ports is left out. */
export function portsOf(pod: Pod, service: Service): readonly EndpointPort[] {
  const found: EndpointPort[] = [];
  for (const { name = '', protocol = 'TCP', port, targetPort = port, appProtocol } of service.spec.ports ?? []) {
    const number = typeof targetPort === 'number' ? targetPort : namedPort(pod, targetPort, protocol);
    if (number === undefined) continue;
    found.push({ name, protocol, port: number, ...(appProtocol === undefined ? {} : { appProtocol }) });
  }
  return found.length < 2 ? found : found.sort((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1));
}

/** A port hashed as upstream prints it (portsInOrder). */
const hashOf = ({ name, protocol, port, appProtocol = '<nil>' }: EndpointPort): string =>
  fnv128a(
    `(v1.EndpointPort){Name:(*string)${name} Protocol:(*v1.Protocol)${protocol} Port:(*int32)${port} AppProtocol:(*string)${appProtocol}}`,
  );

function namedPort({ spec }: Pod, name: string, protocol: string): number | undefined {
  const sidecars = (spec.initContainers ?? []).filter((c: Container) => c.restartPolicy === 'Always');
  for (const { ports = [] } of [...spec.containers, ...sidecars])
    for (const port of ports)
      if (port.name === name && (port.protocol ?? 'TCP') === protocol) return port.containerPort;
  return undefined;
}

/** Two endpoints of one key are the same one, whatever state it is in (hashEndpoint). */
export const endpointKey = ({ addresses, hostname = '', targetRef }: Endpoint): string =>
  [[...addresses].sort().join(','), hostname, targetRef.namespace, targetRef.name].join('|');

/** Slices hold endpoints of one set of ports each (NewPortMapKey). */
export const portsKey = (ports: readonly EndpointPort[]): string =>
  ports
    .map(({ name, protocol, port, appProtocol = '' }) => [name, protocol, port, appProtocol].join('/'))
    .sort()
    .join(',');
