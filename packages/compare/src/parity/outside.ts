/** What of a recording came from outside, and is taken as it came. */
import type { Json, KubeObject, Refusal } from '@playhead/core';
import { equal, partsOf } from '@playhead/core';
import type { Written } from './decision.ts';

/**
 * What a workload shall be is asked for from outside, whoever the recording takes for the writer: its own controller
 * writes its status, and the spec of what it owns.
 */
export const isRequest = ({ before, after }: Written): boolean =>
  before !== undefined &&
  after !== undefined &&
  !equal((before.spec ?? null) as Json, (after.spec ?? null) as Json) &&
  equal((before.status ?? null) as Json, (after.status ?? null) as Json);

/** A kubelet's last word on a pod that is asked to go: no grace is left, whoever asked. */
export const isEndOfGrace = ({ key, before, after }: Written): boolean =>
  partsOf(key).kind === 'Pod' &&
  before?.metadata.deletionTimestamp !== undefined &&
  after?.metadata.deletionGracePeriodSeconds === 0 &&
  before.metadata.deletionGracePeriodSeconds !== 0;

export const isHand = (actor: string): boolean =>
  !/^(kubelet|scheduler|kube-|default-scheduler|system:)/.test(actor) && !actor.endsWith('-controller');

/** What the server said no with, as this write quotes it. */
export function refusalsIn(after: KubeObject | undefined): Refusal[] {
  const quoted: string[] = [];
  if (after?.kind === 'Event') {
    if (after.type !== 'Warning') return [];
    const message = String(after.message);
    for (let at = message.indexOf(': '); at >= 0; at = message.indexOf(': ', at + 2))
      quoted.push(message.slice(at + 2));
  } else
    for (const { status, reason, message } of after?.status?.conditions ?? [])
      if (status === 'True' && /^Failed/.test(reason ?? '') && typeof message === 'string') quoted.push(message);
  return quoted.map(message => ({ code: 403, reason: 'Forbidden', message }));
}
