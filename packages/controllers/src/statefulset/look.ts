/** One look at a StatefulSet while it is taken: what was found, and what it ends with. */
import type { Decision, Pod, StatefulSet } from '@playhead/core';
import { forget } from '../history/truncate.ts';
import type { Plan } from '../plan.ts';
import type { Instant, Seen } from '../seen.ts';
import { podRevision } from './identity.ts';
import type { Members } from './members.ts';
import type { Revisions } from './revisions.ts';
import { type Counts, statusDecisions } from './status.ts';

export interface Look {
  readonly seen: Seen;
  readonly set: StatefulSet;
  readonly pods: readonly Pod[];
  readonly revisions: Revisions;
  readonly members: Members;
  readonly counts: Counts;
  readonly now: Instant;
  readonly plan: Plan;
}

/** What every look ends with, a failed one too: the status, and the revisions that may be forgotten. */
export function ending(look: Look, deleted = 0): Decision[] {
  const { set, pods, revisions, counts } = look;
  const live = new Set([revisions.current.name, revisions.update.name, ...pods.map(podRevision)]);
  const old = revisions.all.filter(({ metadata }) => !live.has(metadata.name));
  return [
    ...statusDecisions(set, { ...counts, current: counts.current - deleted }, revisions),
    ...forget(set, old, set.spec.revisionHistoryLimit ?? 10),
  ];
}
