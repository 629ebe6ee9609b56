import type { Condition } from '../kube/object.ts';
import { conditionOf } from '../kube/object.ts';
import type { Entry } from '../log/entry.ts';
import type { Change } from '../state/clusterState.ts';

/**
 * Whether a write carries a meaning of its own, for the keys `←` and `→` and for transcripts. The lives of pods and the
 * sizes of ReplicaSets are told by the pass itself; here is the rest: conditions whose status turned, a rollout that
 * became complete or ran out of time, creates that were refused.
 */
export function meaningOf(entry: Entry, change: Change): 'none' | 'told' | 'failure' {
  let meaning: 'none' | 'told' | 'failure' = 'none';
  for (const event of entry.events) {
    if (event.type === 'CreateFailed') return 'failure';
    if (event.type === 'FaultInjected' || event.type === 'Noted') meaning = 'told';
    if (event.type !== 'ConditionChanged' || change.after?.kind === 'Pod' || change.before === undefined) continue;
    const turn = conditionTurn(conditionOf(change.before, event.condition.type), event.condition);
    if (turn === 'failure') return 'failure';
    if (turn === 'told') meaning = 'told';
  }
  return meaning;
}

export function conditionTurn(before: Condition | undefined, now: Condition): 'none' | 'told' | 'failure' {
  if (now.type === 'Progressing' && now.status === 'False' && before?.status !== 'False') return 'failure';
  if (now.type === 'ReplicaFailure' && now.status === 'True' && before?.status !== 'True') return 'failure';
  if (now.type === 'Failed' && now.status === 'True' && before?.status !== 'True') return 'failure';
  if (now.type === 'Available' && now.status === 'False' && before?.status === 'True') return 'failure';
  if (before !== undefined && before.status !== now.status) return 'told';
  if (now.reason === 'NewReplicaSetAvailable' && before?.reason !== now.reason) return 'told';
  return 'none';
}
