/** The pods a StatefulSet is to have, and those it has beyond them (processReplica, processCondemned). */
import type { Decision, Pod } from '@playhead/core';
import { isAvailable } from '../availability.ts';
import { because } from '../plan.ts';
import { hasIdentity } from './identity.ts';
import { ending, type Look } from './look.ts';
import type { Member } from './members.ts';
import { createPod, deletePod, type Failing, fixIdentity } from './podControl.ts';
import { isRunningAndReady } from './status.ts';

/** Whether the rest of the look must wait for a pod. */
export type Step = 'go on' | 'wait';

const isOrdered = ({ set }: Look): boolean => set.spec.podManagementPolicy !== 'Parallel';

/** In order, one pod a look, each after those before it are available; or all at once. */
export function processReplicas(look: Look): Step {
  const { plan, members } = look;
  if (!isOrdered(look)) {
    inBatches(look, members.replicas, member => forReplica(look, member, () => []));
    return 'go on';
  }
  for (const member of members.replicas) {
    for (const decision of forReplica(look, member, () => ending(look))) plan.do(decision);
    if (mustWaitFor(look, member)) return 'wait';
  }
  return 'go on';
}

/** What a pod needs: to be made, to be replaced because it ended, or its labels back. */
function forReplica(look: Look, member: Member, failing: Failing): Decision[] {
  const { set } = look;
  const { pod } = member;
  if (pod === undefined) return createPod(look, member, failing);
  if (hasEnded(pod)) {
    if (pod.metadata.deletionTimestamp !== undefined) return [];
    const why = because('statefulset.replace', {
      set: set.metadata.name,
      pod: pod.metadata.name,
      phase: pod.status.phase ?? '',
    });
    return [deletePod(set, pod, why, failing)];
  }
  if (hasIdentity(pod) || (isOrdered(look) && mustWaitFor(look, member))) return [];
  return [fixIdentity(set, { ...member, pod }, failing)];
}

const hasEnded = (pod: Pod): boolean => pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded';

function mustWaitFor({ set, now }: Look, { pod }: Member): boolean {
  if (pod === undefined || hasEnded(pod) || pod.metadata.deletionTimestamp !== undefined) return true;
  return !isRunningAndReady(pod) || !isAvailable(pod, set.spec.minReadySeconds, now);
}

/**
 * Beyond the replicas wanted, highest ordinal first. In order: one a look, and none while another is on its way out, nor
 * one that is not available unless it is the lowest such.
 */
export function deleteCondemned(look: Look): Step {
  const { set, members, plan, now } = look;
  const one = (member: Member & { readonly pod: Pod }, failing: Failing): Decision => {
    const why = because('statefulset.scaleDown', {
      set: set.metadata.name,
      pod: member.pod.metadata.name,
      size: set.spec.replicas,
      existing: look.counts.replicas,
    });
    return deletePod(set, member.pod, why, failing);
  };
  if (!isOrdered(look)) {
    inBatches(look, members.condemned, member =>
      member.pod.metadata.deletionTimestamp === undefined ? [one(member, () => [])] : [],
    );
    return 'go on';
  }
  const [first] = members.condemned;
  if (first === undefined) return 'go on';
  if (first.pod.metadata.deletionTimestamp !== undefined) return 'wait';
  const fit = isRunningAndReady(first.pod) && isAvailable(first.pod, set.spec.minReadySeconds, now);
  if (fit || first === members.firstUnavailable) plan.do(one(first, () => ending(look)));
  return 'wait';
}

/** Never more calls at once. */
const MOST = 500;

/** In batches of 1, 2, 4, … each waited for; a batch with a failure is the last (slowStartBatch). */
function inBatches<M>(look: Look, members: readonly M[], decide: (member: M) => Decision[]): void {
  let size = 1;
  for (let from = 0; from < members.length; from += size, size = Math.min(2 * size, MOST)) {
    const decisions = members.slice(from, from + size).flatMap(decide);
    const [first] = decisions;
    if (first === undefined) continue;
    look.plan.do({
      write: { verb: 'together', decisions },
      why: first.why,
      refused: () => ({ first: ending(look), next: 'try again' }),
    });
  }
}
