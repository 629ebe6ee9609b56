import { selectorMatches } from '@playhead/api';
import type { Change, KubeObject } from '@playhead/core';
import { controllerOf, isReady, keyOfObject } from '@playhead/core';
import type { Cache } from '../cache.ts';
import { ownerIn, type Wakened } from './wiring.ts';

/**
 * Wakes the controller of a pod, its former one, or for an orphan all that would have it. Where ready pods must stay so for
 * a while to count, the owner is woken then too, `slack` milliseconds later.
 */
export function podChanged({ before, after }: Change, wakened: Wakened, kind: string, slack: number): void {
  const { cache, add } = wakened;
  const [was, is] = [before && controllerOf(before), after && controllerOf(after)];
  const former = was !== undefined && was.uid !== is?.uid ? ownerIn(cache, before, kind) : undefined;
  if (former !== undefined) add(keyOfObject(former));
  if (is !== undefined) {
    const owner = ownerIn(cache, after, kind);
    if (owner === undefined) return;
    add(keyOfObject(owner));
    const wait: number = owner.spec.minReadySeconds ?? 0;
    if (wait > 0 && before !== undefined && !isReady(before) && isReady(after!))
      wakened.addAfter(keyOfObject(owner), wait * 1000 + slack);
    return;
  }
  if (after === undefined) return;
  if (before !== undefined && before.metadata.labels === after.metadata.labels && was === undefined) return;
  for (const owner of selectedBy(cache, after, kind)) add(keyOfObject(owner));
}

export const selectedBy = (cache: Cache, object: KubeObject, kind: string): KubeObject[] =>
  cache
    .list(kind, object.metadata.namespace)
    .filter(owner => selectorMatches(owner.spec.selector, object.metadata.labels ?? {}));
