import type { TrackedGroup } from './podGroup.ts';
import type { TrackedWorkload } from './workloadStory.ts';

/** Nothing is left that progress could come from, or the controller itself has given up waiting. */
export function isBlocked(workload: TrackedWorkload): boolean {
  if (hasGivenUp(workload)) return true;
  const group = workload.current.last;
  if (group === undefined) return false;
  // an ordered set waits for each of its pods, whatever its revision
  const isOrdered = workload.kind === 'StatefulSet';
  let [onTheWay, failing] = [0, 0];
  for (const { counts, unplaced, retrying } of isOrdered ? workload.groups : [group]) {
    const troubled = unplaced.last + retrying.last;
    onTheWay += counts.pending.last + counts.running.last - troubled;
    failing += counts.failing.last + troubled;
  }
  if (onTheWay > 0 || (isOrdered && workload.leaving.last > 0)) return false;
  if (oldMayGo(workload, group)) return false;
  const refused = group.refused.last !== '' || workload.conditions.get('ReplicaFailure')?.last?.status === 'True';
  return failing > 0 || refused;
}

/** What it says of the rollout before this one does not count: just after an undo that still stands there. */
function hasGivenUp({ conditions, rollouts }: TrackedWorkload): boolean {
  const said = conditions.get('Progressing');
  if (said?.last?.status !== 'False') return false;
  const { reason } = said.last;
  if (reason !== 'ProgressDeadlineExceeded' && reason !== 'ReplicaSetCreateError') return false;
  return said.positions[said.positions.length - 1]! >= (rollouts[rollouts.length - 1]?.start ?? 0);
}

/** More serve than must: then old pods go next, and what they leave is room for new ones. */
function oldMayGo({ kind, fences, serving, groups }: TrackedWorkload, current: TrackedGroup): boolean {
  if (kind !== 'Deployment' || fences.last === undefined || fences.last.recreate) return false;
  return serving.last > fences.last.floor && groups.some(group => group !== current && group.size.last > 0);
}
