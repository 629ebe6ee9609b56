/** A DaemonSet's update, node by node (update.go: rollingUpdate). */
import type { Pod } from '@playhead/core';
import { budget } from '@playhead/core';
import { isAvailable } from '../availability.ts';
import type { Instant } from '../seen.ts';
import { budgetOf } from './budget.ts';
import { type Context, podsByNode } from './context.ts';
import { isUpdated, shouldRun } from './placement.ts';

export interface Step {
  readonly create: readonly string[];
  readonly remove: readonly Pod[];
  /** The sum behind it. */
  readonly sum: Readonly<Record<string, number>>;
}

/** What is on a node, of those not asked to go; undefined where more than one is of a kind. */
interface OnNode {
  readonly node: string;
  readonly pair: { readonly fresh: Pod | undefined; readonly old: Pod | undefined } | undefined;
}

export function rollingUpdate(context: Context, now: Instant): Step {
  const { ds, nodes, hash } = context;
  const byNode = podsByNode(context);
  const wanted = nodes.filter(node => shouldRun(ds, node));
  for (const { name } of wanted) if (!byNode.has(name)) byNode.set(name, []);
  const { maxSurge, maxUnavailable } = budgetOf(ds, wanted.length);
  const all = [...byNode].map(([node, pods]): OnNode => ({ node, pair: pairOf(context, pods, hash) }));
  const canRun = new Set(wanted.map(({ name }) => name));
  const available = (pod: Pod) => isAvailable(pod, ds.spec.minReadySeconds, now);
  return maxSurge === 0
    ? byAbsence(all, maxUnavailable, available)
    : bySurge(all, maxSurge, wanted.length, canRun, available);
}

function pairOf({ ds }: Context, pods: readonly Pod[], hash: string): OnNode['pair'] {
  let fresh: Pod | undefined;
  let old: Pod | undefined;
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp !== undefined) continue;
    if (isUpdated(ds, pod, hash)) {
      if (fresh !== undefined) return undefined;
      fresh = pod;
    } else {
      if (old !== undefined) return undefined;
      old = pod;
    }
  }
  return { fresh, old };
}

/**
 * Old pods that serve nobody go whatever the budget; of the others as many as may still be missing. 5 nodes, 2 may be
 * unavailable, 1 is: 1 more goes.
 */
function byAbsence(all: readonly OnNode[], maxUnavailable: number, available: (pod: Pod) => boolean): Step {
  let unavailable = 0;
  const replaceable: Pod[] = [];
  const candidates: Pod[] = [];
  for (const { pair } of all) {
    if (pair === undefined || (pair.fresh === undefined) === (pair.old === undefined)) unavailable++;
    else if (pair.fresh !== undefined) unavailable += available(pair.fresh) ? 0 : 1;
    else if (available(pair.old!)) candidates.push(pair.old!);
    else {
      replaceable.push(pair.old!);
      unavailable++;
    }
  }
  const more = budget(maxUnavailable, unavailable);
  return {
    create: [],
    remove: [...replaceable, ...candidates.slice(0, more)],
    sum: { maxUnavailable, unavailable, unhealthy: replaceable.length, candidates: candidates.length },
  };
}

/** The new pod comes first, beside the old one, which goes once the new one is available. */
function bySurge(
  all: readonly OnNode[],
  maxSurge: number,
  desired: number,
  canRun: ReadonlySet<string>,
  available: (pod: Pod) => boolean,
): Step {
  let surging = 0;
  let serving = 0;
  const remove: Pod[] = [];
  const misplaced: Pod[] = [];
  const create: string[] = [];
  const candidates: string[] = [];
  for (const { node, pair } of all) {
    if (pair === undefined) {
      surging++;
      continue;
    }
    const { fresh, old } = pair;
    const eldest = old ?? fresh;
    if (eldest !== undefined && available(eldest)) serving++;
    if (old === undefined) continue;
    if (fresh !== undefined) {
      if (available(fresh)) remove.push(old);
      else surging++;
    } else if (!canRun.has(node)) (available(old) ? misplaced : remove).push(old);
    else (available(old) ? candidates : create).push(node);
  }
  remove.push(...misplaced.slice(0, Math.max(0, serving - desired)));
  const more = budget(maxSurge, surging);
  return {
    create: [...create, ...candidates.slice(0, more)],
    remove,
    sum: { maxSurge, surging, unhealthy: create.length, candidates: candidates.length },
  };
}
