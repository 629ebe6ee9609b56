/** Making and deleting a DaemonSet's pods (daemon_controller.go: syncNodes). */
import type { DaemonSet, Decision, Pod, Receipt } from '@playhead/core';
import { keyOfObject } from '@playhead/core';
import { say } from '../plan.ts';
import { COMPONENT, type Context } from './context.ts';
import { podOn } from './placement.ts';

/** Never more creations, nor deletions, at once. */
const BURST = 250;

/**
 * Creations in batches of 1, 2, 4, …, none after a batch with a failure; then the deletions, all the same. `failed` is
 * what follows where any was refused.
 */
export function syncNodes(
  { ds, hash }: Context,
  create: readonly string[],
  remove: readonly Pod[],
  why: Receipt,
  failed: readonly Decision[],
): Decision[] {
  const deletions = remove.slice(0, BURST).map(pod => deletePod(ds, pod, why));
  const deleting: Decision = {
    write: { verb: 'together', decisions: deletions },
    why,
    refused: () => ({ first: failed, next: 'try again' }),
  };
  const last = deletions.length === 0 ? [] : [deleting];
  const decisions: Decision[] = [];
  const nodes = create.slice(0, BURST);
  for (let from = 0, size = 1; from < nodes.length; from += size, size = Math.min(2 * size, nodes.length - from))
    decisions.push({
      write: {
        verb: 'together',
        decisions: nodes.slice(from, from + size).map(node => createPod(ds, podOn(ds, node, hash), why)),
      },
      why,
      refused: () => ({ first: [...last, ...failed], next: 'try again' }),
    });
  return [...decisions, ...last];
}

const createPod = (ds: DaemonSet, object: Pod, why: Receipt): Decision => ({
  write: { verb: 'create', object },
  why,
  accepted: made => [say(ds, COMPONENT, 'Normal', 'SuccessfulCreate', `Created pod: ${made.metadata.name}`, why)],
  refused: refusal => ({
    first: [say(ds, COMPONENT, 'Warning', 'FailedCreate', `Error creating: ${refusal.message}`, why)],
    next: 'stop',
  }),
});

const deletePod = (ds: DaemonSet, pod: Pod, why: Receipt): Decision => ({
  write: { verb: 'delete', key: keyOfObject(pod), uid: pod.metadata.uid },
  why,
  accepted: () => [say(ds, COMPONENT, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`, why)],
  refused: refusal =>
    refusal.code === 404
      ? { first: [], next: 'go on' }
      : {
          first: [say(ds, COMPONENT, 'Warning', 'FailedDelete', `Error deleting: ${refusal.message}`, why)],
          next: 'stop',
        },
});
