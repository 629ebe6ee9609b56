import { garbageSubjects, syncGarbage } from '@playhead/controllers';
import { LATENCY } from '../latency.ts';
import type { Wiring } from './wiring.ts';

export const garbage: Wiring = {
  actor: 'garbage-collector',
  decide: syncGarbage,
  workers: 20,
  look: LATENCY.graph,
  wake: ({ before, after }, { cache, add }) => {
    for (const key of garbageSubjects(cache, before, after)) add(key);
  },
};
