import { syncStatefulSet } from '@playhead/controllers';
import { podChanged } from './podOwners.ts';
import type { Wiring } from './wiring.ts';

/** StatefulSets and their pods; of revisions it hears nothing (stateful_set.go: the event handlers). */
export const statefulSet: Wiring = {
  actor: 'statefulset-controller',
  decide: syncStatefulSet,
  wake: (change, wakened) => {
    const { kind } = (change.after ?? change.before)!;
    if (kind === 'StatefulSet') wakened.add(change.key);
    else if (kind === 'Pod') podChanged(change, wakened, 'StatefulSet', 0);
  },
};
