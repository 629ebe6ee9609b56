/** What holds both sides of a rollout: no more new ones come, no old ones go. */
import type { Position } from '../../log/entry.ts';
import { oldMayGo } from '../../why/arithmetic.ts';
import type { PodGroup } from '../podGroup.ts';
import type { Story } from '../story.ts';
import { plural } from '../words.ts';
import type { WorkloadStory } from '../workloadStory.ts';
import type { WhyRow } from './pane.ts';
import { sizes, sizeWords } from './parts.ts';

/** The sum of all sizes against the ceiling: what keeps new pods from being made. */
export function noMoreNew(workload: WorkloadStory, position: Position): WhyRow | undefined {
  const fences = workload.fences.at(position);
  if (fences === undefined || workload.kind !== 'Deployment') return undefined;
  const total = sizes(workload, position);
  const group = workload.current.at(position);
  if (group !== undefined && group.size.at(position) >= fences.replicas)
    return { label: 'no more new', texts: [`all ${fences.replicas} of the new are asked for already`] };
  if (fences.recreate)
    return { label: 'Recreate', texts: ['old pods must all be gone before the first new one is made'] };
  if (total < fences.ceiling) return undefined;
  const sum = `${fences.replicas} + maxSurge`;
  return {
    label: 'no more new',
    texts: [
      `${plural(total, 'pod')} = ceiling ${fences.ceiling} = ${sum} (${fences.surgeSum})`,
      `${plural(total, 'pod')} = ceiling ${fences.ceiling} = ${sum} ${fences.surge}`,
    ],
    sums: [
      `${total} = ${sizeWords(workload, position)}`,
      'after deployment_util.go NewRSNewReplicas, ResolveFenceposts',
    ],
  };
}

/** What is available against the floor: what keeps old pods from going. */
export function noOldGoes(story: Story, workload: WorkloadStory, position: Position): WhyRow | undefined {
  if (workload.kind === 'DaemonSet' || workload.kind === 'StatefulSet') return noOtherGoes(story, workload, position);
  const fences = workload.fences.at(position);
  if (fences === undefined || workload.kind !== 'Deployment' || fences.recreate) return undefined;
  const group = workload.current.at(position);
  if (sizes(workload, position) === (group?.size.at(position) ?? 0)) return undefined;
  const serving = workload.serving.at(position);
  const { available, fresh } = availableIn(workload, position);
  const existing = sizes(workload, position);
  const late = (group?.size.at(position) ?? 0) - fresh;
  const mayGo = oldMayGo(existing, fences.floor, late);
  const sums = [...notYet(story, workload, position, serving, available), 'after rolling.go reconcileOldReplicaSets'];
  if (available > fences.floor && mayGo <= 0)
    return {
      label: 'no old goes',
      texts: [
        `may go ${mayGo} = ${existing} asked for − floor ${fences.floor} − ${late} new not available`,
        `${existing} − floor ${fences.floor} − ${late} new not available`,
      ],
      sums,
    };
  const word = available < serving ? 'available' : 'serving';
  const seen = Math.min(available, serving);
  const sum = `floor ${fences.floor} = ${fences.replicas} − maxUnavailable`;
  const compared = seen === fences.floor ? '=' : seen < fences.floor ? '<' : '>';
  const short = fences.unavailableSum.replace(/^.*? = /, '');
  return {
    label: seen > fences.floor ? 'old may go' : 'no old goes',
    texts: [
      `${seen} ${word} ${compared} ${sum} (${fences.unavailableSum})`,
      `${seen} ${word} ${compared} ${sum} (${short})`,
      `${seen} ${word} ${compared} floor ${fences.floor}`,
    ],
    sums,
  };
}

/** What the controller counts: what its ReplicaSets report as available, all of them and the new one. */
function availableIn(workload: WorkloadStory, position: Position) {
  const current = workload.current.at(position);
  let [available, fresh] = [0, 0];
  for (const group of workload.groups) {
    const count = group.available.at(position);
    available += count;
    if (group === current) fresh = count;
  }
  return { available, fresh };
}

/** Where ready pods do not count yet. */
function notYet(
  story: Story,
  workload: WorkloadStory,
  position: Position,
  serving: number,
  available: number,
): string[] {
  if (available >= serving) return [];
  const after = specOf(story, workload, position)?.minReadySeconds as number | undefined;
  const when = after === undefined || after === 0 ? 'it is told a moment later' : `after minReadySeconds ${after}`;
  return [`${serving} serve; the controller knows ${available} as available: ${when}`];
}

export const specOf = (story: Story, workload: WorkloadStory, position: Position) =>
  story.timeline.peek(position).get(workload.key)?.spec;

/** A DaemonSet and a StatefulSet take pods down themselves, as many at once as may be missing. */
function noOtherGoes(story: Story, workload: WorkloadStory, position: Position): WhyRow | undefined {
  const fences = workload.fences.at(position);
  const group = workload.current.at(position);
  const old = oldOf(workload, group, position);
  if (fences === undefined || old === 0 || fences.unavailable + fences.surge === 0) return undefined;
  const missing = Math.max(0, workload.desired.at(position) - workload.available.at(position));
  if (workload.kind === 'StatefulSet') return ordered(story, workload, position, missing, fences.unavailable);
  const upstream = 'after daemon/update.go rollingUpdate';
  if (fences.surge > 0) {
    const waiting = group === undefined ? 0 : group.size.at(position) - group.count('ready', position);
    if (waiting < fences.surge) return undefined;
    const text = `${plural(waiting, 'new pod')} not available yet = maxSurge ${fences.surgeSum}`;
    return { label: 'no more new', texts: [text], sums: [upstream] };
  }
  if (missing < fences.unavailable) return undefined;
  const nodes = `${plural(missing, 'node')} without an available pod`;
  const compared = missing === fences.unavailable ? '=' : '>';
  return {
    label: 'no old goes',
    texts: [
      `${nodes} ${compared} maxUnavailable ${fences.unavailableSum}; ${plural(old, 'old pod')} left`,
      `${nodes} ${compared} maxUnavailable ${fences.unavailable}`,
    ],
    sums: [upstream],
  };
}

function ordered(
  story: Story,
  workload: WorkloadStory,
  position: Position,
  missing: number,
  most: number,
): WhyRow | undefined {
  if (missing < most) return undefined;
  const update = specOf(story, workload, position)?.updateStrategy as
    | { readonly rollingUpdate?: { readonly partition?: number } }
    | undefined;
  const partition = update?.rollingUpdate?.partition ?? 0;
  return {
    label: 'no old goes',
    texts: [
      `${missing} of ${workload.desired.at(position)} not available ${missing > most ? '>' : '='} maxUnavailable ${most}; highest ordinal first`,
      `${missing} not available ${missing > most ? '>' : '='} maxUnavailable ${most}`,
    ],
    sums: [
      ...(partition > 0 ? [`none below partition ${partition} is updated`] : []),
      'after stateful_set_control.go updateStatefulSetAfterInvariantEstablished',
    ],
  };
}

/** Pods of other revisions that are not on their way out. */
export function oldOf(workload: WorkloadStory, current: PodGroup | undefined, position: Position): number {
  let old = 0;
  for (const group of workload.groups)
    if (group !== current && group.born <= position) old += group.existing(position) - group.count('leaving', position);
  return old;
}
