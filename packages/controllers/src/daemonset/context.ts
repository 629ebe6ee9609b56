/** One look at a DaemonSet while it is taken. The caches are read again at each of its stages, as upstream does. */

import { selectorMatches } from '@playhead/api';
import type { DaemonSet, ObjectKey, Pod } from '@playhead/core';
import { controllerOf } from '@playhead/core';
import type { Named } from '../scheduler/affinity.ts';
import type { Seen } from '../seen.ts';
import { targetNode } from './placement.ts';

export const COMPONENT = 'daemonset-controller';

export interface Context {
  readonly seen: Seen;
  readonly ds: DaemonSet;
  readonly subject: ObjectKey;
  readonly nodes: readonly Named[];
  readonly hash: string;
}

/** Pods by the node they are on or meant for; finished ones that are asked to go are left out (getNodesToDaemonPods). */
export function podsByNode({ seen, ds }: Context): Map<string, Pod[]> {
  const byNode = new Map<string, Pod[]>();
  for (const pod of daemonPods(seen, ds)) {
    const finished = pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded';
    if (finished && pod.metadata.deletionTimestamp !== undefined) continue;
    const node = targetNode(pod);
    if (node === undefined) continue;
    const there = byNode.get(node);
    if (there === undefined) byNode.set(node, [pod]);
    else there.push(pod);
  }
  return byNode;
}

export const daemonPods = (seen: Seen, ds: DaemonSet): Pod[] =>
  (seen.dependents(ds.metadata.uid, 'Pod') as Pod[]).filter(
    pod => controllerOf(pod)?.uid === ds.metadata.uid && selectorMatches(ds.spec.selector, pod.metadata.labels ?? {}),
  );

/** Those on a node first, then the oldest, then by name (podByCreationTimestampAndPhase). */
export const oldestFirst = (pods: readonly Pod[]): Pod[] =>
  [...pods].sort((a, b) => {
    const placed = Number(b.spec.nodeName !== undefined) - Number(a.spec.nodeName !== undefined);
    if (placed !== 0) return placed;
    const [x, y] = [a.metadata.creationTimestamp, b.metadata.creationTimestamp];
    if (x !== y) return x < y ? -1 : 1;
    return a.metadata.name < b.metadata.name ? -1 : 1;
  });
