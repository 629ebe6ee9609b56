import type { Container } from '../../kube/pod.ts';
import type { Position } from '../../log/entry.ts';
import { changeTitle } from '../changes.ts';
import { errorInWords, essence } from '../errors.ts';
import { type RolloutHead, revisionWords, timeAt } from '../head.ts';
import type { PodLife } from '../podLife.ts';
import type { Story } from '../story.ts';
import { duration, offset, plural } from '../words.ts';
import type { WorkloadStory } from '../workloadStory.ts';
import type { WhyPane, WhyRow } from './pane.ts';
import { itSaid, nodesOf, rows } from './parts.ts';
import { wayOut } from './wayOut.ts';

/** A workload that was there and lost pods: which, in which words, since which change, and that no deadline watches. */
export function whyFailing(story: Story, workload: WorkloadStory, position: Position, head: RolloutHead): WhyPane {
  const group = workload.current.at(position);
  const live = workload.groups.flatMap(g =>
    g.existing(position) === 0 ? [] : g.pods.filter(p => isThere(p, position)),
  );
  const troubled = live.filter(p => p.stateAt(position) !== 'ready' && p.stateAt(position) !== 'leaving');
  const failing = troubled.filter(p => p.stateAt(position) === 'failing');
  const first = failing.find(p => p.lastError(position) !== undefined) ?? troubled.find(p => p.errors.length > 0);
  const name = group === undefined ? workload.name : revisionWords(group, position);
  const question =
    head.serving === 0
      ? 'why does nothing serve?'
      : head.phase === 'recovering'
        ? `why are only ${head.serving} of ${head.desired} ready?`
        : `why does ${name} fail?`;
  return {
    question,
    rows: rows(
      lost(troubled, failing, position),
      first === undefined ? undefined : itSaid(first, position, said(story, first, position)),
      when(story, workload, position),
      byItself(story, live, position, head),
      notSeen(story, workload, position),
      failing.length > 0 || first !== undefined || troubled.some(p => lostReadiness(p, position))
        ? wayOut(story, workload, position, head)
        : undefined,
    ),
  };
}

/** It runs, was ready and is so no longer: its readiness fails. */
function lostReadiness(life: PodLife, position: Position): boolean {
  if (life.stateAt(position) !== 'running') return false;
  const { values } = life.states;
  for (let i = life.states.indexAt(position); i >= 0; i--) if (values[i] === 'ready') return true;
  return false;
}

const isThere = (life: PodLife, position: Position): boolean =>
  life.born <= position && (life.gone === undefined || life.gone > position);

/** `8 of 8: 6 ✗ CrashLoopBackOff, 2 ◐ started again, on 3 nodes`. */
function lost(troubled: readonly PodLife[], failing: readonly PodLife[], position: Position): WhyRow {
  if (troubled.length === 0) return { label: 'missing', texts: ['pods that are gone, their successors not made yet'] };
  const words = new Map<string, number>();
  for (const life of failing) words.set(life.words.at(position), (words.get(life.words.at(position)) ?? 0) + 1);
  const parts = [...words].sort((a, b) => b[1] - a[1]).map(([word, count]) => `${count} ✗ ${word}`);
  const unready = troubled.filter(p => lostReadiness(p, position)).length;
  const running = troubled.filter(p => p.stateAt(position) === 'running').length - unready;
  const pending = troubled.filter(p => p.stateAt(position) === 'pending').length;
  if (unready > 0) parts.push(`${unready} ◐ running, no longer ready`);
  if (running > 0) parts.push(`${running} ◐ running, not ready`);
  if (pending > 0) parts.push(`${pending} ○ pending`);
  const nodes = nodesOf(troubled, position);
  const all = parts.join(', ');
  return { label: 'not ready', texts: [nodes === '' ? all : `${all}; ${nodes}`, all] };
}

/** The message, else the reason; for a container killed for memory also what it was allowed. */
function said(story: Story, life: PodLife, position: Position) {
  return (reason: string, message: string): string => {
    if (reason !== 'OOMKilled') return essence(message) || reason;
    const pod = story.timeline.peek(position).get(life.key);
    const containers = (pod?.spec?.containers ?? []) as readonly Container[];
    const limits = containers.map(c => c.resources?.limits?.memory).filter(limit => limit !== undefined);
    return `${reason} at ${limits.length === 0 ? 'the memory of its node' : `its memory limit ${limits.join(', ')}`}`;
  };
}

/** When it began, measured from the change before it. */
function when(story: Story, workload: WorkloadStory, position: Position): WhyRow | undefined {
  const rollout = workload.rollouts.findLast(r => r.start <= position);
  if (rollout === undefined) return undefined;
  const since = firstLoss(workload, rollout.start, position);
  if (since === undefined) return undefined;
  const after = duration(timeAt(story, since) - timeAt(story, rollout.start));
  const title = changeTitle(rollout.change);
  const name = rollout.toRevision > 0 ? `rev ${rollout.toRevision}` : 'it';
  return {
    label: 'began',
    texts: [
      `${offset(timeAt(story, since))} @${since}, ${after} after ${title} (${rollout.change.summary})`,
      `${offset(timeAt(story, since))} @${since}, ${after} after ${title} made ${name}`,
      `${offset(timeAt(story, since))} @${since}, ${after} after ${title}`,
    ],
  };
}

function firstLoss(workload: WorkloadStory, from: Position, to: Position): Position | undefined {
  const { positions, values } = workload.phase;
  for (let i = 0; i < positions.length; i++)
    if (positions[i]! >= from && positions[i]! <= to && /^(failing|outage|recovering)$/.test(values[i]!))
      return positions[i];
  return undefined;
}

/** That the rollout had already said it was complete. */
function notSeen(story: Story, workload: WorkloadStory, position: Position): WhyRow | undefined {
  const rollout = workload.rollouts.findLast(r => r.start <= position);
  if (rollout?.complete === undefined || rollout.complete > position) return undefined;
  return {
    label: 'not seen',
    texts: [
      `the rollout was complete at ${offset(timeAt(story, rollout.complete))}: no deadline watches what comes after`,
      `rollout complete at ${offset(timeAt(story, rollout.complete))}; no deadline watches after it`,
    ],
  };
}

/** Whether it has healed before, and for how long: what the log shows up to here, nothing beyond. */
function byItself(story: Story, live: readonly PodLife[], position: Position, head: RolloutHead): WhyRow | undefined {
  const restarts = live.reduce((sum, life) => sum + life.restarts.at(position), 0);
  const lasted = live.flatMap(life => servedFor(story, life, position));
  const words = new Set(live.flatMap(l => l.errors.filter(e => e.position <= position).map(errorInWords)));
  if (restarts === 0 && lasted.length === 0) return hope(words);
  const [least, most] = [Math.min(...lasted), Math.max(...lasted)];
  const span = duration(least) === duration(most) ? duration(least) : `${duration(least)} to ${duration(most)}`;
  const served =
    lasted.length === 0 ? 'no start came to serve' : `a start serves ${span}, then ${[...words].join(' or ')}`;
  return {
    label: 'by itself',
    texts: [
      `${head.phase === 'recovering' ? 'for now' : 'no'}: ${plural(restarts, 'restart')} so far; ${served}`,
      `${plural(restarts, 'restart')} so far; ${served}`,
    ],
    sums: ['the kubelet starts them again, waiting 10 s, 20 s, 40 s, up to 5 minutes'],
  };
}

function hope(words: ReadonlySet<string>): WhyRow | undefined {
  if (words.size === 0) return undefined;
  const image = [...words].some(word => /image/.test(word));
  return { label: 'by itself', texts: [image ? 'only if the image appears' : 'only if the containers stop failing'] };
}

/** How long each spell of readiness lasted that ended in a failure. */
function servedFor(story: Story, life: PodLife, position: Position): number[] {
  const { positions, values } = life.states;
  const spells: number[] = [];
  for (let i = 0; i + 1 < positions.length && positions[i + 1]! <= position; i++)
    if (values[i] === 'ready' && values[i + 1] === 'failing')
      spells.push(timeAt(story, positions[i + 1]!) - timeAt(story, positions[i]!));
  return spells;
}
