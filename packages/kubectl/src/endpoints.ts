import { fnv128a, kindInfo, matches, parseSelector } from '@playhead/api';
import type { KubeObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Act, Session } from './session.ts';

type Endpoint = {
  readonly addresses: readonly string[];
  readonly conditions?: { readonly ready?: boolean; readonly terminating?: boolean };
};

/**
 * Endpoints objects as the endpoints controller would keep them beside each Service: the addresses of its
 * EndpointSlices, ready ones apart from the rest. The server warns that they are deprecated.
 */
export function* endpointsFromSlices(
  session: Session,
  namespace: string | undefined,
  selector: string | undefined,
): Act<KubeObject[]> {
  session.err('Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n');
  const services = yield* session.list(kindInfo('Service')!, namespace);
  const slices = yield* session.list(kindInfo('EndpointSlice')!, namespace);
  const parsed = parseSelector(selector ?? '');
  return services
    .filter(service => Object.keys(service.spec.selector ?? {}).length > 0)
    .filter(service => E.isLeft(parsed) || matches(parsed.right, service.metadata.labels))
    .map(service => endpointsOf(service, slices));
}

function endpointsOf(service: KubeObject, slices: readonly KubeObject[]): KubeObject {
  const { name, namespace, creationTimestamp } = service.metadata;
  const labels = {
    ...service.metadata.labels,
    'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
    ...(service.spec.clusterIP === 'None' ? { 'service.kubernetes.io/headless': '' } : {}),
  };
  const own = slices.filter(
    slice => slice.metadata.namespace === namespace && slice.metadata.labels?.['kubernetes.io/service-name'] === name,
  );
  const subsets = own.flatMap(slice => {
    // a pod that is going is no address of an Endpoints object any more, ready or not
    const endpoints = ((slice.endpoints ?? []) as readonly Endpoint[]).filter(
      e => e.conditions?.terminating !== true || e.conditions.ready === true,
    );
    const ips = (ready: boolean) =>
      endpoints
        .filter(e => (e.conditions?.ready !== false) === ready)
        .flatMap(e => e.addresses.map(ip => ({ ip })))
        .sort((a, b) => (a.ip < b.ip ? -1 : 1));
    const [addresses, notReadyAddresses] = [ips(true), ips(false)];
    return addresses.length + notReadyAddresses.length === 0
      ? []
      : [{ addresses, notReadyAddresses, ports: inOrder(slice.ports ?? []) }];
  });
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name,
      uid: '',
      resourceVersion: '',
      creationTimestamp,
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      ...annotationsOf(own),
    },
    subsets,
  };
}

/** When the last change came about that it tells of, as its slices have it. */
function annotationsOf(slices: readonly KubeObject[]): { annotations?: Record<string, string> } {
  const key = 'endpoints.kubernetes.io/last-change-trigger-time';
  const [last] = slices
    .flatMap(slice => slice.metadata.annotations?.[key] ?? [])
    .sort()
    .reverse();
  return last === undefined ? {} : { annotations: { [key]: last } };
}

interface Port {
  readonly name?: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly appProtocol?: string;
}

/** The ports of an Endpoints object stand in the order of their hashes (endpoints.SortSubsets: portsByHash). */
const inOrder = (ports: readonly Port[]): readonly Port[] =>
  ports.length < 2 ? ports : [...ports].sort((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1));

const hashOf = ({ name = '', port = 0, protocol = 'TCP', appProtocol = '<nil>' }: Port): string =>
  fnv128a(
    `(v1.EndpointPort){Name:(string)${name} Port:(int32)${port} Protocol:(v1.Protocol)${protocol} AppProtocol:(*string)${appProtocol}}`,
  );
