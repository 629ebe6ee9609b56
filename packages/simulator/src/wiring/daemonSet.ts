import { isConcerned, type NodeSpec, syncDaemonSet } from '@playhead/controllers';
import type { Change, DaemonSet } from '@playhead/core';
import { controllerOf, equal, isReady, keyOfObject } from '@playhead/core';
import { podChanged, selectedBy } from './podOwners.ts';
import { ownerIn, type Wakened, type Wiring } from './wiring.ts';

/** DaemonSets, their pods and their revisions (daemon_controller.go: the event handlers). */
const wake: Wiring['wake'] = (change, wakened) => {
  const { kind } = (change.after ?? change.before)!;
  if (kind === 'DaemonSet') wakened.add(change.key);
  else if (kind === 'ControllerRevision') revisionChanged(change, wakened);
  else if (kind === 'Node') nodeChanged(change, wakened);
  // a pod that turned ready is looked at again a second after it counts as available
  else if (kind === 'Pod') podChanged(change, wakened, 'DaemonSet', 1000);
};

export const daemonSet = (nodes: readonly NodeSpec[]): Wiring => ({
  actor: 'daemonset-controller',
  decide: syncDaemonSet(nodes),
  workers: 2,
  wake,
  takeUp: (object, taken) => {
    if (object.kind === 'Node') return;
    if (object.kind !== 'Pod') return wake({ key: keyOfObject(object), before: undefined, after: object }, taken);
    // its own timer begins anew with each look: what is left of it is known from when the pod turned ready
    const owner = ownerIn(taken.cache, object, 'DaemonSet');
    const ready = taken.past.ready.get(object.metadata.uid);
    const left = (owner?.spec.minReadySeconds ?? 0) * 1000 - (taken.time - (ready?.time ?? 0));
    if (owner !== undefined && isReady(object) && left > 0) taken.addAfter(keyOfObject(owner), left);
  },
});

/** Of a node that is there already only labels and taints count. */
function nodeChanged({ before, after }: Change, { cache, add }: Wakened): void {
  if (after === undefined) return;
  const said = (node: typeof after) => [node.metadata.labels ?? {}, node.spec?.taints ?? []];
  if (before !== undefined && equal(said(before) as never, said(after) as never)) return;
  for (const ds of cache.list('DaemonSet') as DaemonSet[]) if (isConcerned(cache, ds, after)) add(keyOfObject(ds));
}

/** Its owner, its former owner; for an orphan, every DaemonSet that would have it. */
function revisionChanged({ before, after }: Change, { cache, add }: Wakened): void {
  const [was, is] = [before && controllerOf(before), after && controllerOf(after)];
  const former = was !== undefined && was.uid !== is?.uid ? ownerIn(cache, before, 'DaemonSet') : undefined;
  if (former !== undefined) add(keyOfObject(former));
  if (is !== undefined) {
    // a new one is the owner's own work: it goes on from there
    const owner = before === undefined ? undefined : ownerIn(cache, after, 'DaemonSet');
    if (owner !== undefined) add(keyOfObject(owner));
  } else if (after !== undefined) for (const ds of selectedBy(cache, after, 'DaemonSet')) add(keyOfObject(ds));
}
