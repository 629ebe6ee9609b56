import { SYNC_PERIOD, syncAutoscaler } from '@playhead/controllers';
import { partsOf } from '@playhead/core';
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
};
