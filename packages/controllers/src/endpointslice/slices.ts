/** How endpoints are laid out over slices (endpointslice/reconciler.go: reconcileByPortMapping, finalize). */
import type { KubeObject, Labels } from '@playhead/core';
import { equal } from '@playhead/core';
import {
  type AddressType,
  type Endpoint,
  type EndpointPort,
  type EndpointSlice,
  endpointKey,
  HEADLESS,
  portsKey,
  type Service,
} from './endpoint.ts';

export const SERVICE_NAME = 'kubernetes.io/service-name';
export const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
export const CONTROLLER = 'endpointslice-controller.k8s.io';
const IS_HEADLESS = 'service.kubernetes.io/headless';

const MOST_PER_SLICE = 100;

/** The endpoints a Service should have on one set of ports, by their key. */
export interface Wanted {
  readonly ports: readonly EndpointPort[];
  readonly endpoints: ReadonlyMap<string, Endpoint>;
}

export interface Layout {
  readonly create: readonly EndpointSlice[];
  readonly update: readonly {
    readonly before: EndpointSlice;
    readonly after: EndpointSlice;
    readonly reused: boolean;
  }[];
  readonly remove: readonly EndpointSlice[];
}

interface Draft {
  readonly create: EndpointSlice[];
  readonly update: { before: EndpointSlice; after: EndpointSlice; reused: boolean }[];
  readonly remove: EndpointSlice[];
}

/** What must be written so that the slices of one address type hold what is wanted; at least one slice always stays. */
export function layOut(
  service: Service,
  addressType: AddressType,
  existing: readonly EndpointSlice[],
  wanted: ReadonlyMap<string, Wanted>,
): Layout {
  const draft: Draft = { create: [], update: [], remove: [] };
  const owned = new Map<string, EndpointSlice[]>();
  for (const slice of existing) {
    if (!ownedBy(slice, service)) {
      draft.remove.push(slice);
      continue;
    }
    const key = portsKey(slice.ports ?? []);
    owned.set(key, [...(owned.get(key) ?? []), slice]);
  }
  for (const [key, one] of wanted) fill(service, addressType, owned.get(key) ?? [], one, draft);
  for (const [key, slices] of owned) if (!wanted.has(key)) draft.remove.push(...slices);
  keepOne(service, addressType, existing, draft);
  reuse(service, draft);
  return draft;
}

/** Changes stay in their slice; what is new goes to a slice that changes anyway, else to the fullest with room. */
function fill(
  service: Service,
  addressType: AddressType,
  existing: readonly EndpointSlice[],
  { ports, endpoints }: Wanted,
  draft: Draft,
): void {
  const left = new Map(endpoints);
  const changed: { before: EndpointSlice; after: EndpointSlice; reused: boolean }[] = [];
  const unchanged: EndpointSlice[] = [];
  for (const slice of existing) {
    const old = slice.endpoints ?? [];
    const kept = old.flatMap(endpoint => left.get(endpointKey(endpoint)) ?? []);
    for (const endpoint of kept) left.delete(endpointKey(endpoint));
    const labels = labelsOf(service);
    const same = kept.length === old.length && kept.every((endpoint, i) => equal(endpoint as never, old[i] as never));
    if (same && equal(labels, slice.metadata.labels ?? {})) unchanged.push(slice);
    else if (!same && kept.length === 0) draft.remove.push(slice);
    else
      changed.push({
        before: slice,
        after: { ...slice, metadata: { ...slice.metadata, labels }, endpoints: kept },
        reused: false,
      });
  }
  changed.sort((a, b) => (b.after.endpoints?.length ?? 0) - (a.after.endpoints?.length ?? 0));
  for (const one of changed) one.after = filled(one.after, left);
  while (left.size > 0) {
    const room = left.size < MOST_PER_SLICE ? fullestWithRoom(unchanged, left.size) : undefined;
    if (room === undefined) {
      draft.create.push(filled(newSlice(service, addressType, ports), left));
      continue;
    }
    unchanged.splice(unchanged.indexOf(room), 1);
    changed.push({ before: room, after: filled(room, left), reused: false });
  }
  draft.update.push(...changed);
}

function filled(slice: EndpointSlice, left: Map<string, Endpoint>): EndpointSlice {
  const endpoints = [...(slice.endpoints ?? [])];
  for (const [key, endpoint] of left) {
    if (endpoints.length >= MOST_PER_SLICE) break;
    endpoints.push(endpoint);
    left.delete(key);
  }
  return { ...slice, endpoints };
}

/** The slice that is nearest to full when so many more are in it (getSliceToFill). */
function fullestWithRoom(slices: readonly EndpointSlice[], more: number): EndpointSlice | undefined {
  let best: EndpointSlice | undefined;
  let least = MOST_PER_SLICE;
  for (const slice of slices) {
    const room = MOST_PER_SLICE - more - (slice.endpoints?.length ?? 0);
    if (room >= 0 && room < least) [best, least] = [slice, room];
  }
  return best;
}

/** Where no slice would be left, an empty one without ports is kept as a placeholder. */
function keepOne(service: Service, addressType: AddressType, existing: readonly EndpointSlice[], draft: Draft): void {
  if (existing.length !== draft.remove.length || draft.create.length > 0) return;
  const placeholder = newSlice(service, addressType, []);
  const [only] = draft.remove;
  if (draft.remove.length === 1 && isPlaceholder(only!, placeholder)) draft.remove.length = 0;
  else draft.create.push(placeholder);
}

const isPlaceholder = (slice: EndpointSlice, placeholder: EndpointSlice): boolean =>
  (slice.endpoints ?? []).length === 0 &&
  (slice.ports ?? []).length === 0 &&
  equal(slice.metadata.labels ?? {}, placeholder.metadata.labels ?? {}) &&
  slice.metadata.ownerReferences?.[0]?.uid === placeholder.metadata.ownerReferences?.[0]?.uid;

/** A slice that would go takes the content of one that would come. */
function reuse(service: Service, draft: Draft): void {
  for (let i = 0; i < draft.remove.length && draft.create.length > 0; ) {
    const going = draft.remove[i]!;
    if (!ownedBy(going, service)) {
      i++;
      continue;
    }
    const { labels, ownerReferences } = draft.create.at(-1)!.metadata;
    const { endpoints, ports } = draft.create.pop()!;
    const metadata = {
      ...going.metadata,
      ...(labels === undefined ? {} : { labels }),
      ...(ownerReferences === undefined ? {} : { ownerReferences }),
    };
    draft.update.push({ before: going, after: { ...going, metadata, endpoints, ports }, reused: true });
    draft.remove.splice(i, 1);
  }
}

const ownedBy = (slice: KubeObject, service: Service): boolean =>
  slice.metadata.ownerReferences?.some(({ uid, kind }) => kind === 'Service' && uid === service.metadata.uid) === true;

/** A slice has the labels of its Service, and those that say whose it is (setEndpointSliceLabels). */
function labelsOf(service: Service): Labels {
  const { clusterIP = '' } = service.spec;
  const { [IS_HEADLESS]: _headless, ...own } = service.metadata.labels ?? {};
  return {
    ...own,
    ...(clusterIP === HEADLESS || clusterIP === '' ? { [IS_HEADLESS]: '' } : {}),
    [SERVICE_NAME]: service.metadata.name,
    [MANAGED_BY]: CONTROLLER,
  };
}

function newSlice(service: Service, addressType: AddressType, ports: readonly EndpointPort[]): EndpointSlice {
  const { name, namespace = '', uid } = service.metadata;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: `${name}-`,
      namespace,
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      labels: labelsOf(service),
      ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name, uid, controller: true, blockOwnerDeletion: true }],
    },
    addressType,
    endpoints: [],
    ports,
  };
}
