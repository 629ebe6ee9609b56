import { syncEndpointSlices } from '@playhead/controllers';
import type { Change, KubeObject, Labels, Pod } from '@playhead/core';
import { equal, isReady, keyOf, keyOfObject } from '@playhead/core';
import type { Wakened, Wiring } from './wiring.ts';

const ACTOR = 'endpointslice-controller';

/** Services, the pods they select, and slices that somebody else wrote (endpointslice_controller.go). */
export const endpointSlice: Wiring = {
  actor: ACTOR,
  decide: syncEndpointSlices,
  retry: { first: 1000, most: 1_000_000, perSecond: 10, burst: 100 },
  wake: (change, wakened) => {
    const object = (change.after ?? change.before)!;
    if (object.kind === 'Service') wakened.add(change.key);
    else if (object.kind === 'Pod') podChanged(change, wakened);
    else if (object.kind === 'EndpointSlice' && wakened.entry.actor !== ACTOR) sliceChanged(object, wakened);
  },
};

/** The Services that select it, or did before its labels changed; only where something of the endpoint changed. */
function podChanged({ before, after }: Change, { cache, add }: Wakened): void {
  const [old, now] = [before as Pod | undefined, after as Pod | undefined];
  const relabelled = old !== undefined && now !== undefined && !sameName(old, now);
  const changed = old === undefined || now === undefined || endpointChanged(old, now);
  if (!changed && !relabelled) return;
  for (const service of cache.list('Service', (now ?? old)!.metadata.namespace)) {
    const selector = service.spec.selector as Labels | undefined;
    if (selector === undefined) continue;
    const [was, is] = [old !== undefined && selects(selector, old), now !== undefined && selects(selector, now)];
    if (changed ? was || is : was !== is) add(keyOfObject(service));
  }
}

const selects = (selector: Labels, { metadata }: KubeObject): boolean =>
  Object.entries(selector).every(([key, value]) => metadata.labels?.[key] === value);

const sameName = (a: Pod, b: Pod): boolean =>
  a.spec.hostname === b.spec.hostname &&
  a.spec.subdomain === b.spec.subdomain &&
  (a.metadata.labels === b.metadata.labels || equal(a.metadata.labels ?? {}, b.metadata.labels ?? {}));

/** Every change of a pod that is going counts (podEndpointsChanged compares its deletionTimestamp by address). */
const endpointChanged = (a: Pod, b: Pod): boolean =>
  b.metadata.deletionTimestamp !== undefined ||
  isReady(a) !== isReady(b) ||
  !equal((a.status.podIPs ?? []) as never, (b.status.podIPs ?? []) as never);

/** Batched for a second. */
function sliceChanged({ metadata }: KubeObject, { cache, addAfter }: Wakened): void {
  const service = metadata.labels?.['kubernetes.io/service-name'];
  if (service === undefined) return;
  const key = keyOf('Service', metadata.namespace ?? '', service);
  if (cache.get(key) !== undefined) addAfter(key, 1000);
}
