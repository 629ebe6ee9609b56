/** Old pods make way, highest ordinal first (updateStatefulSetAfterInvariantEstablished). */
import { because } from '../plan.ts';
import { maxUnavailableOf, partitionOf } from './identity.ts';
import { ending, type Look } from './look.ts';
import { deletePod } from './podControl.ts';

/**
 * Of 5 with maxUnavailable 2 and one unavailable, one more may go: the highest that has not the update revision. The
 * partition is an index among the replicas, not an ordinal. @returns how many go
 */
export function updatePods(look: Look): number {
  const { set, members, revisions, plan } = look;
  const most = maxUnavailableOf(set);
  const unavailable = members.replicas.filter(member => member.unavailable).length;
  let deleted = 0;
  for (let at = members.replicas.length - 1; at >= partitionOf(set) && deleted < most - unavailable; at--) {
    const { pod, revision } = members.replicas[at]!;
    if (pod === undefined || pod.metadata.deletionTimestamp !== undefined || revision === revisions.update.name)
      continue;
    const why = because('statefulset.update', {
      set: set.metadata.name,
      pod: pod.metadata.name,
      maxUnavailable: most,
      unavailable,
      partition: partitionOf(set),
      revision: revisions.update.name,
    });
    const before = deleted++;
    plan.do(deletePod(set, pod, why, () => ending(look, before), true));
  }
  return deleted;
}
