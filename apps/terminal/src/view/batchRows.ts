/** A Job: how many run, succeeded, failed. A CronJob: a row for each Job it made. */
import {
  duration,
  offset,
  PHASE_SIGNS,
  type Phase,
  type Position,
  type Steps,
  type Story,
  timeAt,
  type WorkloadStory,
} from '@playhead/core';
import { type Model, subjectOf } from '../model.ts';
import { fill, type Line, line, span, type Tone } from '../text.ts';
import type { Axis } from './axis.ts';
import { withHit } from './hit.ts';
import { emptyLane, numberLane, signLane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { label, row } from './row.ts';
import { phaseTone } from './tones.ts';

export function jobRows(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis): Line[] {
  const { job } = workload;
  if (job === undefined) return [];
  const { position } = model.cursor;
  const completions = job.completions.at(position);
  const counted = (name: string, steps: Steps<number>, tone: Tone, words: string): Line =>
    row(
      layout,
      label(layout, name),
      numberLane(axis, {
        steps,
        worse: 'last',
        line: value => (value > 0 ? '━' : '╌'),
        tone: value => (value > 0 ? tone : 'old'),
      }),
      line(span(` ${steps.at(position)}${words}`)),
    );
  const indexes = job.completedIndexes.at(position);
  const done = completions === undefined ? '' : ` of ${completions}`;
  const limit = job.indexed.at(position) ? '' : `  may fail ${job.backoffLimit.at(position)}`;
  return [
    counted('active', job.active, 'way', `  at once ${job.parallelism.at(position)}`),
    counted('succeeded', job.succeeded, 'good', indexes === '' ? done : `${done}: ${indexes}`),
    counted(
      'failed',
      job.failed,
      'bad',
      job.failedIndexes.at(position) === '' ? limit : `: ${job.failedIndexes.at(position)}`,
    ),
  ];
}

/** A title with how they ended, then a row a Job, the last made first. */
export function cronRows(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis): Line[] {
  const { cron } = workload;
  if (cron === undefined) return [];
  const { position } = model.cursor;
  const made = cron.jobs.filter(job => bornAt(job) <= position);
  const counts = { complete: 0, failed: 0, runs: 0 };
  for (const job of made) counts[outcome(job, position)]++;
  const words = [
    counts.runs > 0 ? `${counts.runs} running` : '',
    counts.complete > 0 ? `${counts.complete} ok` : '',
    counts.failed > 0 ? `${counts.failed} failed` : '',
  ].filter(part => part !== '');
  const lines = [
    row(
      layout,
      label(layout, 'Jobs'),
      emptyLane(axis),
      line(span(` ${words.join(', ')}`, counts.failed > 0 ? 'bad' : 'plain')),
    ),
  ];
  const room = layout.height - 16;
  for (const job of made.slice(-room).reverse()) lines.push(cronJobRow(model, workload, job, layout, axis));
  if (made.length === 0)
    lines.push(line(span(`    no Job was made yet; the schedule is ${cron.schedule.at(position)}`, 'dim')));
  return lines;
}

const bornAt = (job: WorkloadStory): Position => job.exists.positions[0] ?? 0;

function outcome(job: WorkloadStory, position: Position): 'complete' | 'failed' | 'runs' {
  let at = job.phase.at(position);
  // of one that is gone, how it ended
  for (let i = job.phase.indexAt(position); (at === 'none' || at === 'deleting') && i > 0; i--)
    at = job.phase.values[i - 1]!;
  return at === 'complete' ? 'complete' : at === 'stuck' ? 'failed' : 'runs';
}

/** What a Job came to, as a sign; a line while it runs. */
function cronJobRow(model: Model, cron: WorkloadStory, job: WorkloadStory, layout: Layout, axis: Axis): Line {
  const { story } = model;
  const { position } = model.cursor;
  const selected = subjectOf(model) === job.key;
  const short = job.name.startsWith(`${cron.name}-`) ? job.name.slice(cron.name.length + 1) : job.name;
  const phase = job.phase.at(position);
  const name = `${selected ? ' ▸ ' : '   '}${layout.wide ? job.name : short}`;
  const drawn = row(
    layout,
    line(span(fill(name, layout.label), selected ? 'selected' : phase === 'none' ? 'old' : 'plain')),
    signLane(axis, job.phase, SIGN, phaseTone),
    line(span(` ${PHASE_SIGNS[phase]}`, phaseTone(phase)), span(` ${cronJobWords(story, job, position)}`)),
  );
  return withHit(drawn, { kind: 'object', key: job.key });
}

const SIGN = (phase: Phase): string => PHASE_SIGNS[phase];

function cronJobWords(story: Story, job: WorkloadStory, position: Position): string {
  const born = timeAt(story, bornAt(job));
  const phase = job.phase.at(position);
  const since = timeAt(story, job.phase.since(position));
  if (phase === 'none') return `gone ${duration(timeAt(story, position) - since)} ago`;
  if (phase === 'complete') return `took ${duration(since - born)}`;
  if (phase === 'stuck') return `failed after ${duration(since - born)}`;
  return `since ${offset(born)}`;
}
