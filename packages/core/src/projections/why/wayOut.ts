/** The command that ends it, what it would lead to, and what it did where the log goes on to it. */
import type { Position } from '../../log/entry.ts';
import { changeMark, changeTitle } from '../changes.ts';
import { errorInWords } from '../errors.ts';
import { blocking, failingPods, type RolloutHead, timeAt } from '../head.ts';
import type { PodGroup } from '../podGroup.ts';
import type { PodLife } from '../podLife.ts';
import type { Story } from '../story.ts';
import { duration, offset, plural, shortImage } from '../words.ts';
import type { WorkloadStory } from '../workloadStory.ts';
import { oldOf, specOf } from './budget.ts';
import type { WhyRow } from './pane.ts';
import { undoCommand, undoTarget } from './parts.ts';

const UNDOES: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

export function wayOut(
  story: Story,
  workload: WorkloadStory,
  position: Position,
  head: RolloutHead,
): WhyRow | undefined {
  const group = workload.current.at(position);
  const old = blocking(workload, position);
  if (old !== undefined) return deleteOld(story, workload, position, old);
  if (group !== undefined && isRefused(workload, group, position)) return giveRoom(story, workload, group, position);
  if (!UNDOES.has(workload.kind)) return undefined;
  const target = undoTarget(workload, position);
  if (target === undefined) return putRight(workload);
  const name = `rev ${target.revision.at(position)}`;
  const bad = failureOf(target, position);
  if (bad !== '')
    return {
      label: 'way out',
      texts: [
        `a new image that works; ${undoCommand(workload)} goes to ${name}, where ${bad}`,
        `a new image that works; ${name} failed too: ${bad}`,
      ],
      sums: here(story, workload, position),
    };
  const trapped = trappedPod(story, workload, position);
  if (trapped !== undefined) return undoAndDelete(story, workload, position, name, trapped);
  return {
    label: 'way out',
    texts: [
      `${undoCommand(workload)} → ${name}; ${effect(workload, target, position, head)}`,
      `${undoCommand(workload)} → ${name}`,
      undoCommand(workload),
    ],
    sums: [...price(group, position), ...here(story, workload, position)],
    command: undoCommand(workload),
  };
}

/**
 * The failing pod of an ordered StatefulSet: it is waited for whatever the revision becomes, so that undo alone does not
 * replace it (kubernetes#67250). Source: stateful_set_control.go `processReplica`.
 */
function trappedPod(story: Story, workload: WorkloadStory, position: Position): PodLife | undefined {
  const group = workload.current.at(position);
  if (workload.kind !== 'StatefulSet' || group === undefined) return undefined;
  if (specOf(story, workload, position)?.podManagementPolicy === 'Parallel') return undefined;
  return failingPods(group, position)[0];
}

function undoAndDelete(
  story: Story,
  workload: WorkloadStory,
  position: Position,
  name: string,
  { name: pod }: PodLife,
): WhyRow {
  const undo = undoCommand(workload);
  return {
    label: 'way out',
    texts: [
      `${undo} → ${name}, then kubectl delete pod ${pod}: undo alone does not free it`,
      `${undo}, then delete pod ${pod}`,
      undo,
    ],
    sums: [
      'a known trap of ordered StatefulSets: kubernetes#67250   stateful_set_control.go processReplica',
      ...price(workload.current.at(position), position),
      ...here(story, workload, position),
    ],
    command: undo,
  };
}

/** The way back of a rollout that goes on: nothing is wrong, and somebody may want to know all the same. */
export function wayBack(workload: WorkloadStory, position: Position): WhyRow | undefined {
  const target = UNDOES.has(workload.kind) ? undoTarget(workload, position) : undefined;
  if (target === undefined) return undefined;
  const failed = failedBack(workload, target, position);
  if (failed !== undefined) return { ...failed, spare: true };
  const revision = target.revision.at(position);
  const highest = Math.max(...workload.groups.filter(g => g.born <= position).map(g => g.revision.at(position)));
  // just after an undo the current one is still to become the highest: it takes the next number first
  const taken = (workload.current.at(position)?.revision.at(position) ?? 0) < highest ? 1 : 0;
  const next = highest + 1 + taken;
  const command = undoCommand(workload);
  return {
    label: 'way back',
    texts: [`${command} → rev ${revision} becomes rev ${next}`, `${command} → rev ${revision}`, command],
    command,
    spare: true,
  };
}

/** In place of the way back where what it goes back to failed, as in the middle of an undo: no command that `Y` copies. */
export function failedBack(workload: WorkloadStory, target: PodGroup, position: Position): WhyRow | undefined {
  const bad = failureOf(target, position);
  if (bad === '') return undefined;
  const name = `rev ${target.revision.at(position)}`;
  return {
    label: 'way back',
    texts: [
      `${undoCommand(workload)} would go to ${name}, ${shortImage(target.image)}, which failed: ${bad}`,
      `${name} failed: ${bad}`,
    ],
  };
}

/** What it does to who serves. */
function effect(workload: WorkloadStory, target: PodGroup, position: Position, head: RolloutHead): string {
  const ready = target.count('ready', position);
  if (ready >= head.desired) return `serving stays ${head.serving}`;
  const start = `${plural(head.desired - ready, 'pod')} of ${shortImage(target.image)} to start`;
  const stays = workload.fences.at(position)?.recreate === true || head.serving === 0;
  return stays ? start : `${start}, serving stays ${head.serving} until then`;
}

function price(group: PodGroup | undefined, position: Position): string[] {
  if (group === undefined) return [];
  const goes = group.existing(position) - group.count('leaving', position);
  if (goes === 0) return [];
  const served = group.count('ready', position);
  const of =
    served === 0
      ? `which ${goes === 1 ? 'serves' : 'serve'} nobody`
      : `of which ${served} ${served === 1 ? 'serves' : 'serve'}`;
  return [`price: ${plural(goes, 'pod')} of rev ${group.revision.at(position)} removed, ${of}`];
}

function deleteOld(story: Story, workload: WorkloadStory, position: Position, old: PodGroup): WhyRow {
  const [life] = failingPods(old, position);
  const name = life?.name ?? '';
  const revision = workload.current.at(position)?.revision.at(position);
  return {
    label: 'way out',
    texts: [
      `kubectl delete pod ${name}: it comes again${revision === undefined ? '' : ` at rev ${revision}`}; none that serves is touched`,
      `kubectl delete pod ${name}`,
    ],
    sums: here(story, workload, position),
    command: `kubectl delete pod ${name}`,
  };
}

function giveRoom(story: Story, workload: WorkloadStory, group: PodGroup, position: Position): WhyRow {
  const there = group.existing(position) - group.count('leaving', position);
  const missing = group.size.at(position) - there;
  const raise = roomFor(refusalOf(workload, group, position), missing);
  const sums = here(story, workload, position);
  const target = undoTarget(workload, position);
  // with old pods about the size is not what is too much: the surge is, and going back needs none
  if (oldOf(workload, group, position) > 0 && target !== undefined) {
    const back = `${undoCommand(workload)} → rev ${target.revision.at(position)}`;
    return {
      label: 'way out',
      texts: [`${raise}, or ${back}`, back],
      sums: [...price(group, position), ...sums],
      command: undoCommand(workload),
    };
  }
  const scale = `kubectl scale ${workload.kind.toLowerCase()}/${workload.name} --replicas=${Math.max(1, there)}`;
  return {
    label: 'way out',
    texts: [`${raise}, or ${scale}`, scale],
    sums: [
      `price of scaling: ${there} of ${group.size.at(position)} are there, and stay; ${missing} fewer come`,
      ...sums,
    ],
    command: scale,
  };
}

/** `exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2` with 1 missing: `raise quota "q" to pods=3`. */
function roomFor(message: string, missing: number): string {
  const quota = /exceeded quota: ([^,\s]+)/.exec(message)?.[1];
  if (quota === undefined) return 'let it make pods (see what refuses it)';
  const [, what, used] = /used: ([\w./-]+)=(\d+)/.exec(message) ?? [];
  return what === 'pods' && used !== undefined
    ? `raise quota "${quota}" to pods=${Number(used) + missing}`
    : `raise quota "${quota}"`;
}

export const refusalOf = (workload: WorkloadStory, group: PodGroup, position: Position): string =>
  group.refused.at(position) || (workload.conditions.get('ReplicaFailure')?.at(position)?.message ?? '');

const isRefused = (workload: WorkloadStory, group: PodGroup, position: Position): boolean =>
  failingPods(group, position).length === 0 &&
  (group.refused.at(position) !== '' || workload.conditions.get('ReplicaFailure')?.at(position)?.status === 'True');

function putRight(workload: WorkloadStory): WhyRow {
  const change = workload.changes[0];
  const again =
    change !== undefined && /apply/.test(changeTitle(change)) ? 'kubectl apply -f …' : 'kubectl set image …';
  return { label: 'way out', texts: [`${again} with what is wrong put right: there is no revision to go back to`] };
}

/** What went wrong with a revision, in few words, where a quarter of its pods failed; empty where it serves. */
export function failureOf(group: PodGroup, position: Position): string {
  if (group.count('ready', position) > 0) return '';
  const words = new Map<string, number>();
  let [pods, failed] = [0, 0];
  for (const life of group.pods) {
    if (life.born > position) break;
    pods++;
    const error = life.lastError(position);
    if (error === undefined) continue;
    failed++;
    const said = errorInWords(error);
    words.set(said, (words.get(said) ?? 0) + 1);
  }
  const [worst] = [...words].sort((a, b) => b[1] - a[1]);
  return worst !== undefined && failed * 4 >= pods ? worst[0] : '';
}

/** What the log itself says came next. */
function here(story: Story, workload: WorkloadStory, position: Position): string[] {
  const next = workload.changes.find(change => change.position > position);
  if (next === undefined) return ['here: nobody changed it before the log ends'];
  const later = duration(timeAt(story, next.position) - timeAt(story, position));
  const rollout = workload.rollouts.find(r => r.start === next.position);
  const complete = rollout?.complete === undefined ? '' : `, complete at ${offset(timeAt(story, rollout.complete))}`;
  return [`here: ${changeMark(next)} ${later} later, @${next.position}${complete}`];
}
