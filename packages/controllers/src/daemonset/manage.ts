/** Which nodes lack a pod and which pods have to go, whatever the update is at (podsShouldBeOnNode). */
import type { Decision, Pod } from '@playhead/core';
import { isReady } from '@playhead/core';
import { isAvailable } from '../availability.ts';
import { because, say } from '../plan.ts';
import type { Named } from '../scheduler/affinity.ts';
import type { Instant } from '../seen.ts';
import { Backoff } from './backoff.ts';
import { allowsSurge } from './budget.ts';
import { COMPONENT, type Context, oldestFirst, podsByNode } from './context.ts';
import { HASH, shouldRun, shouldStay } from './placement.ts';

export interface Wanted {
  readonly create: string[];
  readonly remove: Pod[];
  /** What is said and remembered on the way. */
  readonly notes: Decision[];
  /** Milliseconds until pods that failed too lately may be replaced. */
  readonly timers: number[];
}

export function manage(context: Context, now: Instant): Wanted {
  const byNode = podsByNode(context);
  const wanted: Wanted = { create: [], remove: [], notes: [], timers: [] };
  for (const node of context.nodes) onNode(context, node, byNode.get(node.name), now, wanted);
  const known = new Set(context.nodes.map(({ name }) => name));
  for (const [node, pods] of byNode)
    if (!known.has(node)) wanted.remove.push(...pods.filter(pod => pod.spec.nodeName === undefined));
  return wanted;
}

function onNode(context: Context, node: Named, pods: readonly Pod[] | undefined, now: Instant, wanted: Wanted): void {
  const wanting = shouldRun(context.ds, node);
  if (!shouldStay(context.ds, node)) {
    for (const pod of pods ?? []) if (pod.metadata.deletionTimestamp === undefined) wanted.remove.push(pod);
    return;
  }
  if (pods === undefined) {
    if (wanting) wanted.create.push(node.name);
    return;
  }
  const running = runningOf(context, node.name, pods, now, wanted);
  if (!allowsSurge(context.ds)) wanted.remove.push(...oldestFirst(running).slice(1));
  else if (running.length === 0) wanted.create.push(...(wanting ? [node.name] : []));
  else if (running.length > 1) withSurge(context, running, now, wanted);
}

/** Neither asked to go nor finished; one that failed goes, at once the first time, then after a back-off. */
function runningOf(context: Context, node: string, pods: readonly Pod[], now: Instant, wanted: Wanted): Pod[] {
  const { ds, seen } = context;
  const running: Pod[] = [];
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp !== undefined) continue;
    const { phase } = pod.status;
    if (phase !== 'Failed' && phase !== 'Succeeded') {
      running.push(pod);
      continue;
    }
    const where = `${pod.metadata.namespace}/${pod.metadata.name} on node ${node}`;
    const why = because('daemonset.replace', { set: ds.metadata.name, pod: pod.metadata.name, node, phase });
    if (phase === 'Succeeded') {
      const message = `Found succeeded daemon pod ${where}, will try to delete it`;
      wanted.notes.push(say(ds, COMPONENT, 'Normal', 'SucceededDaemonPod', message, why));
    } else {
      const backoff = new Backoff(seen, ds, node);
      const left = backoff.left(now);
      if (left > 0) {
        wanted.timers.push(backoff.delay);
        continue;
      }
      wanted.notes.push({ write: backoff.next(now), why });
      const message = `Found failed daemon pod ${where}, will try to kill it`;
      wanted.notes.push(say(ds, COMPONENT, 'Warning', 'FailedDaemonPod', message, why));
    }
    wanted.remove.push(pod);
  }
  return running;
}

/** At most one new and one old; the old one goes once it is not ready or the new one is available. */
function withSurge({ ds, hash }: Context, running: readonly Pod[], now: Instant, wanted: Wanted): void {
  let fresh: Pod | undefined;
  let old: Pod | undefined;
  for (const pod of oldestFirst(running)) {
    const isNew = pod.metadata.labels?.[HASH] === hash;
    if (isNew && fresh === undefined) fresh = pod;
    else if (!isNew && old === undefined) old = pod;
    else wanted.remove.push(pod);
  }
  if (fresh !== undefined && old !== undefined && (!isReady(old) || isAvailable(fresh, ds.spec.minReadySeconds, now)))
    wanted.remove.push(old);
}
