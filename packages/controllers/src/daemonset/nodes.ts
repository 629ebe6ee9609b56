/** The nodes a DaemonSet reckons with, and whether a change of one is its affair (daemon_controller.go: syncNodeUpdate). */
import type { DaemonSet, KubeObject } from '@playhead/core';
import type { Named } from '../scheduler/affinity.ts';
import { nodeSpecOf } from '../scheduler/node.ts';
import type { Seen } from '../seen.ts';
import { daemonPods } from './context.ts';
import { shouldRun, shouldStay } from './placement.ts';

/** As the cache has them. A log that holds no nodes has those that it began with. */
export function nodesOf(seen: Seen, known: readonly Named[]): readonly Named[] {
  const seenNodes = seen.list('Node');
  return seenNodes.length === 0 ? known : seenNodes.map(nodeSpecOf);
}

/** It lacks a pod there or has one that must go; or one of its pods may be where it belongs again. */
export function isConcerned(seen: Seen, ds: DaemonSet, node: KubeObject): boolean {
  const named = nodeSpecOf(node);
  const isThere = daemonPods(seen, ds).some(({ spec }) => spec.nodeName === named.name);
  if (!isThere) return shouldRun(ds, named);
  return !shouldStay(ds, named) || ds.status.numberMisscheduled > 0;
}
