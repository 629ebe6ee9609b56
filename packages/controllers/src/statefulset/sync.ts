/** One look at a StatefulSet (stateful_set.go: sync; stateful_set_control.go: UpdateStatefulSet). */
import type { ObjectKey, StatefulSet, Verdict } from '@playhead/core';
import { nextAvailable } from '../availability.ts';
import { revisionsOf } from '../history/revision.ts';
import { claimPods } from '../owned.ts';
import { adopt } from '../owning.ts';
import { Plan } from '../plan.ts';
import type { Instant, Seen } from '../seen.ts';
import { ordinalOf } from './identity.ts';
import { ending, type Look } from './look.ts';
import { membersOf } from './members.ts';
import { deleteCondemned, processReplicas } from './replicas.ts';
import { revisionsFor } from './revisions.ts';
import { countPods } from './status.ts';
import { updatePods } from './update.ts';

export function syncStatefulSet(seen: Seen, now: Instant, subject: ObjectKey): Verdict {
  const set = seen.get(subject) as StatefulSet | undefined;
  if (set === undefined) return { decisions: [] };
  const plan = new Plan();
  const { owned, orphans } = revisionsOf(seen, set);
  // one that is going takes nothing in, and its look fails
  if (orphans.length > 0 && set.metadata.deletionTimestamp !== undefined) return { decisions: [], askAgainSoon: true };
  for (const orphan of orphans) plan.do(adopt(set, orphan, 'history.adopt'));
  const rules = { adopt: 'statefulset.adopt', release: 'statefulset.release' } as const;
  const pods = claimPods(seen, set, plan, rules, pod => ordinalOf(set, pod) !== undefined);
  const revisions = revisionsFor(seen, set, [...owned, ...orphans]);
  for (const decision of revisions.decisions) plan.do(decision);
  const members = membersOf(set, pods, revisions, now);
  const look: Look = { seen, set, pods, revisions, members, counts: countPods(set, pods, revisions, now), now, plan };
  const deleted = set.metadata.deletionTimestamp === undefined ? reconcile(look) : 0;
  for (const decision of ending(look, deleted)) plan.do(decision);
  const { minReadySeconds = 0 } = set.spec;
  if (minReadySeconds > 0 && look.counts.ready !== look.counts.available)
    plan.askAgain(nextAvailable(pods, minReadySeconds, now) ?? minReadySeconds * 1000);
  return plan.verdict();
}

/** Replicas first, then those beyond them, then the update: each only where the one before has nothing to wait for. */
function reconcile(look: Look): number {
  if (processReplicas(look) === 'wait') return 0;
  if (deleteCondemned(look) === 'wait') return 0;
  return look.set.spec.updateStrategy.type === 'OnDelete' ? 0 : updatePods(look);
}
