/** What a DaemonSet reports (daemon_controller.go: updateDaemonSetStatus, storeDaemonSetStatus). */
import type { DaemonSetStatus, KubeObject, Verdict } from '@playhead/core';
import { isReady, keyOfObject } from '@playhead/core';
import { isAvailable } from '../availability.ts';
import { because, isConflict } from '../plan.ts';
import type { Instant } from '../seen.ts';
import { type Context, oldestFirst, podsByNode } from './context.ts';
import { isUpdated, shouldRun } from './placement.ts';

interface Counts {
  desired: number;
  current: number;
  misscheduled: number;
  ready: number;
  available: number;
  updated: number;
}

/** Of each node that should run it the oldest pod counts, one that is asked to go too. */
export function countNodes(context: Context, now: Instant): Counts {
  const { ds, nodes, hash } = context;
  const byNode = podsByNode(context);
  const counts: Counts = { desired: 0, current: 0, misscheduled: 0, ready: 0, available: 0, updated: 0 };
  for (const node of nodes) {
    const [pod] = oldestFirst(byNode.get(node.name) ?? []);
    if (!shouldRun(ds, node)) {
      if (pod !== undefined) counts.misscheduled++;
      continue;
    }
    counts.desired++;
    if (pod === undefined) continue;
    counts.current++;
    if (isReady(pod)) counts.ready++;
    if (isAvailable(pod, ds.spec.minReadySeconds, now)) counts.available++;
    if (isUpdated(ds, pod, hash)) counts.updated++;
  }
  return counts;
}

/** @param observed whether the look acted on the spec, so that its generation counts as observed */
export function statusVerdict(context: Context, observed: boolean, now: Instant): Verdict {
  const { ds } = context;
  const counts = countNodes(context, now);
  const { minReadySeconds = 0 } = ds.spec;
  const waits = minReadySeconds > 0 && counts.ready !== counts.available;
  const timer = waits ? { askAgainIn: minReadySeconds * 1000 } : {};
  const generation = ds.metadata.generation ?? 0;
  const numbers = numbersOf(counts);
  if (isSame(ds.status, numbers) && (ds.status.observedGeneration ?? 0) >= generation)
    return { decisions: [], ...timer };
  const write = (current: KubeObject): KubeObject => ({
    ...current,
    status: withNumbers(current.status, { ...numbers, ...(observed ? { observedGeneration: generation } : {}) }),
  });
  const why = because('daemonset.status', { set: ds.metadata.name, ...counts, minReadySeconds });
  const patch = { write: { verb: 'patch' as const, key: keyOfObject(ds), change: write }, why };
  return {
    decisions: [
      {
        write: { verb: 'updateStatus', seen: ds, object: write(ds) },
        why,
        refused: refusal =>
          isConflict(refusal) ? { first: [patch], next: 'go on' } : { first: [], next: 'try again' },
      },
    ],
    ...timer,
  };
}

type Numbers = { readonly [F in keyof DaemonSetStatus]: number };

const numbersOf = (counts: Counts): Numbers => ({
  currentNumberScheduled: counts.current,
  numberMisscheduled: counts.misscheduled,
  desiredNumberScheduled: counts.desired,
  numberReady: counts.ready,
  updatedNumberScheduled: counts.updated,
  numberAvailable: counts.available,
  numberUnavailable: counts.desired - counts.available,
});

const isSame = (old: DaemonSetStatus, next: Numbers): boolean =>
  (Object.keys(next) as (keyof DaemonSetStatus)[]).every(field => (old[field] ?? 0) === next[field]);

/** Fields that are always there, though 0. */
const ALWAYS = new Set(['currentNumberScheduled', 'numberMisscheduled', 'desiredNumberScheduled', 'numberReady']);

function withNumbers(old: DaemonSetStatus, numbers: Readonly<Record<string, number>>): DaemonSetStatus {
  const status: Record<string, number> = { ...old };
  for (const [field, value] of Object.entries(numbers))
    if (value === 0 && !ALWAYS.has(field)) delete status[field];
    else status[field] = value;
  return status as unknown as DaemonSetStatus;
}
