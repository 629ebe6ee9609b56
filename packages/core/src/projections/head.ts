import type { Position } from '../log/entry.ts';
import type { CronSeries, JobSeries } from './batchSeries.ts';
import { changeTitle, type SpecChange } from './changes.ts';
import { errorInWords, refusalInShort } from './errors.ts';
import type { PodGroup } from './podGroup.ts';
import { isRetrying, type PodLife } from './podLife.ts';
import { scaledWords } from './scaling.ts';
import { PHASE_SIGNS, type Phase } from './signs.ts';
import { lastAtOrBefore, leastIn } from './steps.ts';
import type { Story } from './story.ts';
import { duration, offset, plural } from './words.ts';
import type { Rollout, WorkloadStory } from './workloadStory.ts';

/** The first lines of every screen: is anyone hurt, what is it waiting for and since when, what changed and who did it. */
export interface RolloutHead {
  readonly phase: Phase;
  readonly sign: string;
  /** `STUCK`, `ROLLING`, … */
  readonly state: string;
  /** Milliseconds in this state. */
  readonly forMs: number;
  /** `rev 3: 0 of 1 ready, image not found`. */
  readonly waits: string;
  readonly serving: number;
  readonly desired: number;
  readonly floor: number;
  readonly ceiling: number;
  readonly existing: number;
  /** The least that served since the last change; absent before all was there for the first time. */
  readonly lowest: number | undefined;
  /** The floor that held before the size was raised: less than `floor` where new pods are still to come. */
  readonly promised: number;
  /** Fewer serve than the strategy allows, or none at all. */
  readonly hurt: boolean;
  readonly change: SpecChange | undefined;
  readonly fromRevision: number;
  readonly toRevision: number;
}

const STATES: Readonly<Record<Phase, string>> = {
  none: 'NOT THERE',
  deleting: 'DELETING',
  outage: 'OUTAGE',
  stuck: 'STUCK',
  failing: 'FAILING',
  paused: 'PAUSED',
  rolling: 'ROLLING',
  scaling: 'SCALING',
  recovering: 'RECOVERING',
  complete: 'COMPLETE',
};

/** A Job is not rolled out: it runs, and ends. */
const BATCH_STATES: Partial<Readonly<Record<Phase, string>>> = {
  stuck: 'FAILED',
  failing: 'FAILING',
  paused: 'SUSPENDED',
  rolling: 'RUNNING',
};

const stateOf = ({ job, cron }: WorkloadStory, phase: Phase): string =>
  (job !== undefined || cron !== undefined ? BATCH_STATES[phase] : undefined) ?? STATES[phase];

/** The last answer is kept: a screen asks it several times. */
export function rolloutHead(story: Story, workload: WorkloadStory, position: Position): RolloutHead {
  const kept = HEADS.get(workload);
  if (kept?.position === position && kept.story === story) return kept.head;
  const head = headOf(story, workload, position);
  HEADS.set(workload, { story, position, head });
  return head;
}

const HEADS = new WeakMap<
  WorkloadStory,
  { readonly story: Story; readonly position: Position; readonly head: RolloutHead }
>();

function headOf(story: Story, workload: WorkloadStory, position: Position): RolloutHead {
  const phase = workload.phase.at(position);
  const fences = workload.fences.at(position);
  const rollout = rolloutAt(workload, position);
  const change = changeAt(workload, position);
  const serving = workload.serving.at(position);
  const desired = workload.desired.at(position);
  const floor = fences?.floor ?? desired;
  return {
    phase,
    sign: PHASE_SIGNS[phase],
    state: phase === 'scaling' ? scalingWords(change) : stateOf(workload, phase),
    forMs: timeAt(story, position) - timeAt(story, phaseSince(workload, position, rollout)),
    waits: waitsFor(story, workload, position, phase),
    serving,
    desired,
    floor,
    ceiling: fences?.ceiling ?? desired,
    existing: workload.existing.at(position),
    lowest: lowestHere(workload, change?.position ?? 1, position),
    promised: workload.promised.at(position),
    hurt:
      servedBefore(workload, position) && desired > 0 && (serving === 0 || serving < workload.promised.at(position)),
    change,
    fromRevision: change?.rollout === true ? (rollout?.fromRevision ?? 0) : 0,
    toRevision: change?.rollout === true ? (rollout?.toRevision ?? 0) : 0,
  };
}

const servedBefore = (workload: WorkloadStory, position: Position): boolean =>
  workload.firstComplete !== undefined && workload.firstComplete <= position;

const scalingWords = (change: SpecChange | undefined): string => {
  const sizes = /(\d+) → (\d+)/.exec(change?.summary ?? '');
  if (change?.verb !== 'scale' || sizes === null) return 'SCALING';
  return Number(sizes[1]) < Number(sizes[2]) ? 'SCALING UP' : 'SCALING DOWN';
};

export const timeAt = (story: Story, position: Position): number => story.times[position] ?? 0;

/**
 * A rollout is rolling since the change that asked for it, whatever came between; it is stuck since it first was after a
 * ReplicaSet was last sized: a crash loop that starts again in between has not moved on.
 */
function phaseSince(workload: WorkloadStory, position: Position, rollout: Rollout | undefined): Position {
  const since = workload.phase.since(position);
  if (rollout === undefined || workload.cron !== undefined) return since;
  const phase = workload.phase.at(position);
  if (phase === 'rolling') return Math.min(rollout.start, since);
  if (phase !== 'stuck') return since;
  const moved = Math.max(rollout.start, ...workload.groups.map(group => group.size.since(position)));
  const { positions, values } = workload.phase;
  let first = since;
  for (let i = workload.phase.indexAt(position); i >= 0 && positions[i]! >= moved; i--) {
    if (values[i] === 'stuck') first = positions[i]!;
    else if (values[i] !== 'rolling') break;
  }
  return first;
}

export function rolloutAt(workload: WorkloadStory, position: Position): Rollout | undefined {
  const index = lastAtOrBefore(
    workload.rollouts.map(r => r.start),
    position,
  );
  return index < 0 ? undefined : workload.rollouts[index];
}

/** The last change at or before a position. */
export function changeAt(workload: WorkloadStory, position: Position): SpecChange | undefined {
  const index = lastAtOrBefore(
    workload.changes.map(c => c.position),
    position,
  );
  return index < 0 ? undefined : workload.changes[index];
}

function lowestHere(workload: WorkloadStory, since: Position, position: Position): number | undefined {
  const first = workload.firstComplete;
  return first === undefined || first > position ? undefined : lowestSince(workload, Math.max(since, first), position);
}

/** The least that served within from..to. Just at a change the pods of before still serve: that counts. */
export const lowestSince = (workload: WorkloadStory, from: Position, to: Position): number =>
  leastIn(workload.serving, from, to);

function waitsFor(story: Story, workload: WorkloadStory, position: Position, phase: Phase): string {
  const group = workload.current.at(position);
  const desired = workload.desired.at(position);
  if (phase === 'none')
    return workload.firstComplete !== undefined && workload.exists.at(position) ? '' : 'does not exist here';
  if (phase === 'deleting') return `${plural(workload.existing.at(position), 'pod')} left`;
  if (workload.job !== undefined) return jobWords(workload, workload.job, position);
  if (workload.cron !== undefined) return cronWords(workload.cron, phase, position);
  if (group === undefined) {
    const old = workload.existing.at(position);
    return workload.fences.at(position)?.recreate === true && old > 0
      ? `waits for ${plural(old, 'old pod')} to be gone`
      : 'waits for its ReplicaSet';
  }
  const name = revisionWords(group, position);
  const ready = group.count('ready', position);
  if (phase === 'complete') return `${name}: ${ready} of ${desired} ready`;
  const waitedFor = blocking(workload, position) ?? group;
  const size = phase === 'stuck' && waitedFor === group ? group.size.at(position) : desired;
  const counts =
    scaledWords(workload, position, phase, changeAt(workload, position)) || `${name}: ${ready} of ${size} ready`;
  const trouble = troubleWords(workload, waitedFor, position);
  if (trouble !== '') return `${counts}, ${trouble}`;
  if (phase === 'rolling' || (phase === 'scaling' && workload.autoscaler === undefined)) {
    const togo = timeToGo(story, workload, group, position);
    if (togo !== undefined) return `${counts}, ~${roughly(togo)} to go`;
  }
  return counts;
}

/** `1 of 3 succeeded, 2 failed: exits 1`. */
function jobWords(workload: WorkloadStory, job: JobSeries, position: Position): string {
  const wanted = job.completions.at(position);
  const succeeded = `${job.succeeded.at(position)}${wanted === undefined ? '' : ` of ${wanted}`} succeeded`;
  const failed = job.failed.at(position);
  const group = workload.current.at(position);
  const trouble = group === undefined ? '' : troubleWords(workload, group, position);
  return failed === 0 && trouble === ''
    ? succeeded
    : `${succeeded}, ${failed} failed${trouble === '' ? '' : `: ${trouble}`}`;
}

function cronWords(cron: CronSeries, phase: Phase, position: Position): string {
  const active = cron.active.at(position);
  const failed = phase === 'failing' ? (active === 0 ? ', last failed' : ', one fails') : '';
  return `${cron.schedule.at(position)}, ${active === 0 ? 'no Job runs' : `${plural(active, 'Job')} running`}${failed}`;
}

/** A StatefulSet’s pods that fail at an old revision: they are waited for, and so never replaced (kubernetes#67250). */
export function blocking(workload: WorkloadStory, position: Position): PodGroup | undefined {
  if (workload.kind !== 'StatefulSet') return undefined;
  const current = workload.current.at(position);
  return workload.groups.find(
    group => group !== current && group.born <= position && failingPods(group, position).length > 0,
  );
}

export const revisionWords = (group: PodGroup, position: Position): string => {
  const revision = group.revision.at(position);
  return revision > 0 ? `rev ${revision}` : 'pods';
};

const roughly = (ms: number): string => (ms < 10_000 ? duration(ms) : duration(ms).replace(/\.\ds$/, 's'));

/** What is wrong, in few words; empty where nothing is. */
export function troubleWords(workload: WorkloadStory, group: PodGroup, position: Position): string {
  const failing = failingPods(group, position);
  const errors = new Map<string, number>();
  for (const life of failing) {
    const error = life.lastError(position);
    const words = error === undefined ? life.words.at(position) : errorInWords(error);
    errors.set(words, (errors.get(words) ?? 0) + 1);
  }
  const worst = [...errors].sort((a, b) => b[1] - a[1])[0];
  if (worst !== undefined) return errors.size > 1 ? `${worst[0]} and more` : worst[0];
  const refused = group.refused.at(position);
  const failure = workload.conditions.get('ReplicaFailure')?.at(position);
  if (refused !== '') return refusalInShort(refused);
  if (failure?.status === 'True') return refusalInShort(failure.message ?? failure.reason ?? 'refused');
  const progressing = workload.conditions.get('Progressing');
  const start = rolloutAt(workload, position)?.start ?? 0;
  return progressing?.at(position)?.status === 'False' && progressing.since(position) >= start ? 'out of time' : '';
}

/** Pods of a group that fail here or started again after they failed, or that no node has room for; the longest first. */
export function failingPods(group: PodGroup, position: Position): readonly PodLife[] {
  const { counts, unplaced, retrying } = group;
  if (counts.failing.at(position) + unplaced.at(position) + retrying.at(position) === 0) return [];
  const kept = FAILING.get(group);
  if (kept?.position === position) return kept.lives;
  const lives = group.pods.filter(life => {
    const state = life.stateAt(position);
    if (state === 'failing' || (state === 'pending' && life.words.at(position) === 'Unschedulable')) return true;
    return (state === 'running' || state === 'pending') && isRetrying(life, position);
  });
  FAILING.set(group, { position, lives });
  return lives;
}

/** The last answer: a screen asks it several times. */
const FAILING = new WeakMap<PodGroup, { readonly position: Position; readonly lives: readonly PodLife[] }>();

/** Milliseconds between one pod ready and the next, over the last ten of a group. */
export function paceOf(story: Story, group: PodGroup, position: Position, since: Position): number | undefined {
  const { positions, values } = group.counts.ready;
  const ups: number[] = [];
  for (let i = group.counts.ready.indexAt(position); i >= 0 && positions[i]! >= since && ups.length < 11; i--)
    if (values[i]! > (i === 0 ? 0 : values[i - 1]!)) ups.push(timeAt(story, positions[i]!));
  if (ups.length < 3) return undefined;
  return (ups[0]! - ups[ups.length - 1]!) / (ups.length - 1);
}

function timeToGo(story: Story, workload: WorkloadStory, group: PodGroup, position: Position): number | undefined {
  const rollout = rolloutAt(workload, position);
  const pace = paceOf(story, group, position, rollout?.start ?? 1);
  const left = workload.desired.at(position) - group.count('ready', position);
  return pace === undefined || left <= 0 ? undefined : pace * left;
}

/** `changed +5.377s  kubectl set image: nginx:1.16.1 → nginx:bad-1.161  (rev 2→3)`. */
export function changedWords(story: Story, head: RolloutHead): string {
  const { change } = head;
  if (change === undefined) return 'nothing changed yet';
  const revisions =
    head.toRevision > 0
      ? head.fromRevision > 0
        ? `  (rev ${head.fromRevision}→${head.toRevision})`
        : `  (rev ${head.toRevision})`
      : '';
  return `changed ${offset(timeAt(story, change.position))}  ${changeTitle(change)}: ${change.summary}${revisions}`;
}
