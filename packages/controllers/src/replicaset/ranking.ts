/** Which pods go first when a ReplicaSet has too many (controller_utils.go: ActivePodsWithRanks). */
import type { Pod } from '@playhead/core';
import { isReady } from '@playhead/core';
import { DELETION_COST } from '../podIndex.ts';
import { type Instant, instant } from '../seen.ts';
import { mergeSort } from './mergeSort.ts';
import type { Claimed } from './status.ts';

/**
 * The `count` pods to delete. Only those that could be chosen are sorted: first the ones that are not ready; then, node by
 * node from the most crowded, the ready ones. So a ReplicaSet of 10,000 pods that gives up 3 sorts a node's worth.
 */
export function chooseToDelete(
  { owned, released, adopted }: Claimed,
  onNode: ReadonlyMap<string, number>,
  count: number,
  now: Instant,
): readonly Pod[] {
  const changing = released.length + adopted.length > 0;
  const all = changing ? [...owned.active.values(), ...adopted].filter(pod => !released.includes(pod)) : undefined;
  if (count >= (all?.length ?? owned.active.size)) return all ?? [...owned.active.values()];
  const rank = (pod: Pod) => onNode.get(pod.spec.nodeName ?? '') ?? 0;
  const order = (a: Pod, b: Pod) => compareForDeletion(a, b, rank, now);
  if (all !== undefined || owned.withCost > 0)
    return mergeSort(all ?? [...owned.active.values()], order).slice(0, count);
  const chosen = mergeSort([...owned.unready.values()], order).slice(0, count);
  const nodes = [...owned.readyOnNode].filter(([, pods]) => pods.size > 0);
  nodes.sort(([a], [b]) => (onNode.get(b) ?? 0) - (onNode.get(a) ?? 0));
  for (let i = 0; i < nodes.length && chosen.length < count; ) {
    const crowd = onNode.get(nodes[i]![0]) ?? 0;
    const group: Pod[] = [];
    for (; i < nodes.length && (onNode.get(nodes[i]![0]) ?? 0) === crowd; i++) group.push(...nodes[i]![1].values());
    chosen.push(...smallest(group, count - chosen.length, order));
  }
  return chosen;
}

/** The first `count` in order, without sorting the rest when few are wanted of many. */
function smallest(pods: readonly Pod[], count: number, order: (a: Pod, b: Pod) => number): readonly Pod[] {
  if (count * 8 > pods.length) return mergeSort(pods, order).slice(0, count);
  const kept: Pod[] = [];
  for (const pod of pods) {
    if (kept.length === count && order(pod, kept[count - 1]!) >= 0) continue;
    let at = kept.length;
    while (at > 0 && order(pod, kept[at - 1]!) < 0) at--;
    kept.splice(at, 0, pod);
    if (kept.length > count) kept.pop();
  }
  return kept;
}

const PHASES: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

/** Negative: `a` goes first. The first rule that differs decides. */
export function compareForDeletion(a: Pod, b: Pod, rank: (pod: Pod) => number, now: Instant): number {
  const placed = Number(a.spec.nodeName !== undefined) - Number(b.spec.nodeName !== undefined);
  if (placed !== 0) return placed;
  const phase = (PHASES[a.status.phase ?? ''] ?? 0) - (PHASES[b.status.phase ?? ''] ?? 0);
  if (phase !== 0) return phase;
  const ready = Number(isReady(a)) - Number(isReady(b));
  if (ready !== 0) return ready;
  const cost = deletionCost(a) - deletionCost(b);
  if (cost !== 0) return cost;
  const crowd = rank(b) - rank(a);
  if (crowd !== 0) return crowd;
  if (isReady(a)) {
    const age = compareAges(readySince(a), readySince(b), a, b, now);
    if (age !== 0) return age;
  }
  const restarts = maxRestarts(b) - maxRestarts(a);
  if (restarts !== 0) return restarts;
  return compareAges(a.metadata.creationTimestamp, b.metadata.creationTimestamp, a, b, now);
}

/**
 * Younger first, but ages count as equal within a power of two of nanoseconds: 20 s and 30 s both lie in [17.2, 34.4), so
 * the uid decides; 30 s and 40 s do not, so 30 s goes first. The same time: no order.
 */
function compareAges(a: string | undefined, b: string | undefined, x: Pod, y: Pod, now: Instant): number {
  if (a === b) return 0;
  const bucket = bucketOf(now - instant(a)) - bucketOf(now - instant(b));
  if (bucket !== 0) return bucket;
  return x.metadata.uid < y.metadata.uid ? -1 : 1;
}

const bucketOf = (age: number): number => (age <= 0 ? -1 : Math.floor(Math.log2(age * 1e6)));

const readySince = (pod: Pod): string | undefined =>
  pod.status.conditions?.find(c => c.type === 'Ready')?.lastTransitionTime;

const maxRestarts = (pod: Pod): number =>
  (pod.status.containerStatuses ?? []).reduce((most, s) => Math.max(most, s.restartCount), 0);

/** A whole 32-bit number; a leading plus or zeros do not count (helper.GetDeletionCostFromPodAnnotations). */
function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.[DELETION_COST];
  return text !== undefined && /^(0|-?[1-9]\d*)$/.test(text) ? Number(text) : 0;
}
