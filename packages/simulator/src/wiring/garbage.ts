import { garbageSubjects, syncGarbage } from '@playhead/controllers';
import { keyOf } from '@playhead/core';
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
  // an owner of which a log tells nothing is not gone: a recording may leave out its kind
  takeUp: (object, { cache, past, add }) => {
    const { ownerReferences = [], namespace = '' } = object.metadata;
    const known = ownerReferences.every(
      ({ kind, name }) => past.written.has(keyOf(kind, namespace, name)) || past.written.has(keyOf(kind, '', name)),
    );
    if (known) for (const key of garbageSubjects(cache, undefined, object)) add(key);
  },
};
