/** One look at a Service: its EndpointSlices (endpointslice_controller.go: syncService). */
import type { Decision, ObjectKey, Pod, Receipt, Verdict } from '@playhead/core';
import { conditionOf, keyOf, keyOfObject } from '@playhead/core';
import { because, Plan, say } from '../plan.ts';
import { type Instant, instant, type Seen } from '../seen.ts';
import {
  type AddressType,
  type EndpointSlice,
  endpointKey,
  endpointOf,
  HEADLESS,
  mayBeEndpoint,
  portsKey,
  portsOf,
  type Service,
} from './endpoint.ts';
import { CONTROLLER, layOut, MANAGED_BY, SERVICE_NAME, type Wanted } from './slices.ts';

/** The component its Kubernetes Events name. */
const COMPONENT = 'endpoint-slice-controller';
const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';
const ZONE = 'topology.kubernetes.io/zone';

export function syncEndpointSlices(seen: Seen, _now: Instant, subject: ObjectKey): Verdict {
  const service = seen.get(subject) as Service | undefined;
  const selector = service?.spec.selector;
  if (service === undefined || selector === undefined || service.spec.type === 'ExternalName') return { decisions: [] };
  const wanted = Object.entries(selector);
  const pods = (seen.list('Pod', service.metadata.namespace) as Pod[]).filter(pod =>
    wanted.every(([key, value]) => pod.metadata.labels?.[key] === value),
  );
  const slices = slicesOf(seen, service);
  const plan = new Plan();
  const why = because('endpointslice.sync', count(service, pods));
  for (const addressType of ['IPv4', 'IPv6'] as const) {
    const existing = slices.filter(slice => slice.addressType === addressType);
    if ((service.spec.ipFamilies ?? ['IPv4']).includes(addressType)) {
      const trigger = triggerTime(service, pods, existing);
      const layout = layOut(service, addressType, existing, endpointsOf(seen, service, pods, addressType));
      write(plan, service, layout, trigger, why);
    } else for (const slice of existing) plan.do(remove(service, slice, why));
  }
  return plan.verdict();
}

const slicesOf = (seen: Seen, { metadata }: Service): EndpointSlice[] =>
  (seen.list('EndpointSlice', metadata.namespace) as EndpointSlice[]).filter(
    slice =>
      slice.metadata.labels?.[SERVICE_NAME] === metadata.name &&
      slice.metadata.labels[MANAGED_BY] === CONTROLLER &&
      slice.metadata.deletionTimestamp === undefined,
  );

function endpointsOf(seen: Seen, service: Service, pods: readonly Pod[], addressType: AddressType) {
  const headless = (service.spec.ports ?? []).length === 0 && service.spec.clusterIP === HEADLESS;
  const wanted = new Map<string, Wanted & { endpoints: Map<string, ReturnType<typeof endpointOf>> }>();
  for (const pod of pods) {
    if (!mayBeEndpoint(pod)) continue;
    const ports = headless ? [] : portsOf(pod, service);
    const key = portsKey(ports);
    const group = wanted.get(key) ?? { ports, endpoints: new Map() };
    wanted.set(key, group);
    const zone = seen.get(keyOf('Node', '', pod.spec.nodeName ?? ''))?.metadata.labels?.[ZONE];
    const endpoint = endpointOf(pod, service, addressType, zone);
    if (endpoint.addresses.length > 0) group.endpoints.set(endpointKey(endpoint), endpoint);
  }
  return wanted;
}

/**
 * The earliest thing that calls for the change: the Service being made, or a pod that turned ready or unready since its
 * endpoint was written (trigger_time_tracker.go). A pod that goes is no such thing.
 */
function triggerTime(service: Service, pods: readonly Pod[], existing: readonly EndpointSlice[]): string | undefined {
  if (existing.length === 0) return service.metadata.creationTimestamp;
  const known = new Map<string, boolean>();
  for (const { endpoints } of existing)
    for (const { targetRef, conditions } of endpoints ?? []) known.set(targetRef.name, conditions.serving);
  let earliest: string | undefined;
  for (const pod of pods) {
    const ready = conditionOf(pod, 'Ready');
    const at = ready?.lastTransitionTime;
    if (at === undefined || at === null || known.get(pod.metadata.name) === (ready?.status === 'True')) continue;
    if (earliest === undefined || instant(at) < instant(earliest)) earliest = at;
  }
  return earliest;
}

function write(
  plan: Plan,
  service: Service,
  layout: ReturnType<typeof layOut>,
  trigger: string | undefined,
  why: Receipt,
): void {
  if (service.metadata.deletionTimestamp === undefined)
    for (const slice of layout.create)
      plan.do({
        write: { verb: 'create', object: stored(slice, trigger) },
        why,
        refused: refusal =>
          failed(service, `failed to create EndpointSlice for Service ${nameOf(service)}: ${refusal.message}`, why),
      });
  for (const { before, after, reused } of layout.update) {
    const object = stored(after, trigger);
    const told = (message: string) =>
      failed(
        service,
        `failed to update ${after.metadata.name} EndpointSlice for Service ${nameOf(service)}: ${message}`,
        why,
      );
    plan.do({
      // what takes the place of a slice that would go is written whatever became of that slice meanwhile
      write: reused
        ? {
            verb: 'patch',
            key: keyOfObject(before),
            change: current => ({ ...object, metadata: { ...current.metadata, ...content(object) } }),
          }
        : { verb: 'update', seen: before, object },
      why,
      refused: refusal => told(refusal.message),
    });
  }
  for (const slice of layout.remove) plan.do(remove(service, slice, why));
}

const content = ({ metadata }: EndpointSlice) => ({
  labels: metadata.labels ?? {},
  annotations: metadata.annotations ?? {},
  ownerReferences: metadata.ownerReferences ?? [],
});

const remove = (service: Service, slice: EndpointSlice, why: Receipt): Decision => ({
  write: { verb: 'delete', key: keyOfObject(slice), uid: slice.metadata.uid },
  why,
  refused: refusal =>
    failed(
      service,
      `failed to delete ${slice.metadata.name} EndpointSlice for Service ${nameOf(service)}: ${refusal.message}`,
      why,
    ),
});

const failed = (service: Service, message: string, why: Receipt) => ({
  first: [
    say(
      service,
      COMPONENT,
      'Warning',
      'FailedToUpdateEndpointSlices',
      `Error updating Endpoint Slices for Service ${nameOf(service)}: ${message}`,
      why,
    ),
  ],
  next: 'try again' as const,
});

const nameOf = ({ metadata }: Service): string => `${metadata.namespace}/${metadata.name}`;

/** Empty lists are stored as null; the annotation is there only where something called for the change. */
function stored(slice: EndpointSlice, trigger: string | undefined): EndpointSlice {
  const { [TRIGGER_TIME]: _old, ...others } = slice.metadata.annotations ?? {};
  const annotations = trigger === undefined ? others : { ...others, [TRIGGER_TIME]: trigger };
  const { annotations: _annotations, ...metadata } = slice.metadata;
  const orNull = <T>(list: readonly T[] | null) => (list === null || list.length === 0 ? null : list);
  return {
    ...slice,
    metadata: Object.keys(annotations).length === 0 ? metadata : { ...metadata, annotations },
    endpoints: orNull(slice.endpoints),
    ports: orNull(slice.ports),
  };
}

function count(service: Service, pods: readonly Pod[]) {
  const ready = pods.filter(pod => mayBeEndpoint(pod) && endpointOf(pod, service, 'IPv4', undefined).conditions.ready);
  return { service: service.metadata.name, pods: pods.length, ready: ready.length };
}
