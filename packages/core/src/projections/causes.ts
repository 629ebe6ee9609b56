import type { Position } from '../log/entry.ts';
import type { SpecChange } from './changes.ts';
import type { Story } from './story.ts';
import type { WorkloadStory } from './workloadStory.ts';

/**
 * How an entry came about, nearest cause first, the hand that began it last. A simulated log says each cause; where an
 * entry names none (a recording), it is worked out from what owns what: a pod's change from its creation, that from its
 * ReplicaSet's last change of size, that from the last change of the workload. At most so many steps back.
 */
export function causeChain(story: Story, position: Position, most = 64): readonly Position[] {
  const chain: Position[] = [];
  let at = position;
  while (chain.length < most) {
    const cause = causeOf(story, at);
    if (cause === undefined || cause >= at || cause <= 0) break;
    chain.push(cause);
    at = cause;
  }
  return chain;
}

function causeOf(story: Story, position: Position): Position | undefined {
  if (position === 0 || story.changes.has(position)) return undefined;
  const entry = story.timeline.entry(position);
  if (entry.cause > 0) return entry.cause;
  const key = entry.subject;
  if (key === undefined) return undefined;
  const life = story.pods.get(key)?.findLast(l => l.born <= position);
  if (life !== undefined) {
    const group = story.groupsByUid.get(life.group);
    if (group === undefined) return life.born < position ? life.born : undefined;
    if (position === life.born || life.states.at(position) === 'leaving') {
      const workload = group.counted ? story.owners.get(group) : undefined;
      return workload === undefined
        ? group.size.since(position) || undefined
        : changeBefore(workload, position)?.position;
    }
    return life.born;
  }
  const group = story.groups.get(key);
  const workload = (group && story.owners.get(group)) ?? story.workloads.find(w => w.key === key);
  if (group !== undefined && workload !== undefined && workload.key !== key) {
    const sized = group.size.since(position);
    if (sized > 0 && sized < position) return sized;
    return changeBefore(workload, position)?.position;
  }
  return workload === undefined ? undefined : changeBefore(workload, position)?.position;
}

/** The last change of a workload before a position. */
export function changeBefore(workload: WorkloadStory, position: Position): SpecChange | undefined {
  const { changes } = workload;
  let index = changes.length - 1;
  while (index >= 0 && changes[index]!.position >= position) index--;
  return changes[index];
}

/** The workload that an entry's object belongs to, through whatever owns it. */
export function workloadBehind(story: Story, position: Position): WorkloadStory | undefined {
  const key = position === 0 ? undefined : story.timeline.entry(position).subject;
  if (key === undefined) return undefined;
  const life = story.pods.get(key)?.findLast(l => l.born <= position);
  const group = life === undefined ? story.groups.get(key) : story.groupsByUid.get(life.group);
  return (group && story.owners.get(group)) ?? story.workloads.find(w => w.key === key);
}
