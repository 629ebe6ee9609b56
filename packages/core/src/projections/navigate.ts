import type { ObjectKey } from '../kube/key.ts';
import type { Position } from '../log/entry.ts';
import type { MomentSource } from '../timeline/moment.ts';
import { type Phase, TROUBLE } from './signs.ts';
import { firstAfter, lastBefore } from './steps.ts';
import { positionAtTime, type Story } from './story.ts';
import type { WorkloadStory } from './workloadStory.ts';

/** What the computed moments of a log are read from; of one workload where it is given, else of the most troubled. */
export function storyMoments(story: Story, key?: ObjectKey): MomentSource {
  const workload = () => (key === undefined ? mostTroubled(story) : workloadOf(story, key));
  return {
    header: story.timeline.log.header,
    length: story.length,
    endTime: story.times[story.length] ?? 0,
    positionAt: time => positionAtTime(story, time),
    stuck: () => firstIn(workload(), 'stuck'),
    lowest: () => workload()?.lowest?.position,
    revision: revision => workload()?.rollouts.find(rollout => rollout.toRevision === revision)?.start,
    revisions: () => [...new Set(workload()?.rollouts.map(r => r.toRevision) ?? [])].filter(r => r > 0),
  };
}

/** The first position at which a workload is in a phase. */
const firstIn = (workload: WorkloadStory | undefined, phase: Phase): Position | undefined =>
  workload?.phase.first(phase);

/** A workload by its key, Jobs that CronJobs made among them. */
export const workloadOf = (story: Story, key: ObjectKey): WorkloadStory | undefined =>
  story.workloads.find(workload => workload.key === key) ??
  story.workloads.flatMap(workload => workload.cron?.jobs ?? []).find(job => job.key === key);

/** All workloads, most troubled first: by the worst they went through, then by how low they fell, then as they came. */
export function byTrouble(story: Story): readonly WorkloadStory[] {
  return story.workloads
    .map((workload, order) => ({ workload, order, rank: rank(workload) }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || b.rank[2] - a.rank[2] || a.order - b.order)
    .map(({ workload }) => workload);
}

export const mostTroubled = (story: Story): WorkloadStory | undefined => byTrouble(story)[0];

/** The worst phase a workload went through. */
export function worstPhase(workload: WorkloadStory): Phase {
  const seen = new Set(workload.phase.values);
  return TROUBLE.find(phase => seen.has(phase) && phase !== 'none') ?? 'none';
}

function rank(workload: WorkloadStory): readonly [number, number, number] {
  const worst = worstPhase(workload);
  const low = workload.lowest;
  return [
    Math.min(TROUBLE.indexOf(worst), TROUBLE.indexOf('recovering')),
    low === undefined ? 1 : low.serving / low.of,
    workload.rollouts.length,
  ];
}

export const nextMeaning = (story: Story, position: Position): Position | undefined =>
  firstAfter(story.meaning, position);
export const previousMeaning = (story: Story, position: Position): Position | undefined =>
  lastBefore(story.meaning, position);
export const nextHand = (story: Story, position: Position): Position | undefined => firstAfter(story.hands, position);
export const previousHand = (story: Story, position: Position): Position | undefined =>
  lastBefore(story.hands, position);

/** The next position at which something begins to fail; from the first again after the last. */
export const nextFailing = (story: Story, position: Position): Position | undefined =>
  firstAfter(story.failures, position) ?? story.failures[0];

export const nextWrite = (story: Story, key: ObjectKey, position: Position): Position | undefined =>
  firstAfter(story.writes.get(key) ?? [], position);
export const previousWrite = (story: Story, key: ObjectKey, position: Position): Position | undefined =>
  lastBefore(story.writes.get(key) ?? [], position);
