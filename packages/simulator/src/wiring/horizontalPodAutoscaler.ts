import { type AutoscalerMemory, autoscalerMemory, SYNC_PERIOD, syncAutoscaler } from '@playhead/controllers';
import { type KubeObject, keyOfObject, partsOf } from '@playhead/core';
import type { Cache } from '../cache.ts';
import { LATENCY } from '../latency.ts';
import type { Wiring } from './wiring.ts';

/** Autoscalers, each looked at once in 15 s from when it was made: a change of one waits its turn (horizontal.go: enqueueHPA). */
export const horizontalPodAutoscaler: Wiring = {
  actor: 'horizontal-pod-autoscaler',
  decide: (seen, now, subject) => syncAutoscaler(seen, () => seen.podMetrics(partsOf(subject).namespace), now, subject),
  look: LATENCY.autoscale,
  retry: { first: SYNC_PERIOD, most: SYNC_PERIOD },
  wake: ({ key, after }, { addAfter }) => {
    if (after?.kind === 'HorizontalPodAutoscaler') addAfter(key, SYNC_PERIOD);
  },
  takeUp: (object, { cache, past, addAfter, now, time }) => {
    if (object.kind !== 'HorizontalPodAutoscaler') return;
    const key = keyOfObject(object);
    const made = past.written.get(key)?.time ?? 0;
    const passed = now - (lastLook(cache, object) ?? now - (time - made));
    addAfter(key, SYNC_PERIOD - (passed % SYNC_PERIOD));
  },
};

/** Each look leaves a recommendation, told with its time. */
function lastLook(cache: Cache, object: KubeObject): number | undefined {
  const memory = cache.memory(autoscalerMemory(keyOfObject(object))) as unknown as AutoscalerMemory | undefined;
  return memory?.recommendations.reduce((latest, { at }) => Math.max(latest, at), 0) || undefined;
}
