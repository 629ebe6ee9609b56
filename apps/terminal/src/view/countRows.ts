/** The lanes above the pods: serving, existing, and in the wide form the conditions. */
import { duration, type Position, type Story, timeAt, type WorkloadStory } from '@playhead/core';
import type { Model } from '../model.ts';
import { type Line, line, longest, span } from '../text.ts';
import type { Axis } from './axis.ts';
import { cronRows, jobRows } from './batchRows.ts';
import { conditionRows } from './conditionRows.ts';
import { numberLane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { label, row, topIn } from './row.ts';
import { scalerOf, scalerRows } from './scalerRows.ts';
import { serviceRows } from './serviceRows.ts';
import { servingRow } from './servingRow.ts';

/** Serving and what exists as numbers, by what the kind has to say; in the wide form status and conditions too. */
export function countRows(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis): Line[] {
  const { position } = model.cursor;
  const scaler = scalerOf(workload);
  if (workload.job !== undefined)
    return [...jobRows(model, workload, layout, axis), ...wideConditions(workload, layout, axis, position)];
  if (workload.cron !== undefined) return cronRows(model, workload, layout, axis);
  const rows =
    scaler !== undefined
      ? scalerRows(model, workload, scaler, layout, axis)
      : workload.kind === 'StatefulSet'
        ? [
            servingRow(model, workload, layout, axis, floorAndTop(workload, axis, position)),
            statusRow(model, workload, layout, axis),
          ]
        : [servingRow(model, workload, layout, axis), existingRow(model, workload, layout, axis)];
  rows.push(...serviceRows(model, workload, layout, axis));
  return [...rows, ...wideConditions(workload, layout, axis, position)];
}

/** In the small form they stand below the pods, where one that comes moves no lane. */
const wideConditions: typeof conditionRows = (workload, layout, axis, position) =>
  layout.wide ? conditionRows(workload, layout, axis, position) : [];

/** What the counts take of the screen without the conditions, from the whole log alone. */
export function countHeight(workload: WorkloadStory): number {
  if (workload.job !== undefined) return 3;
  if (workload.cron !== undefined) return 1;
  return scalerOf(workload) === undefined ? 2 : 4;
}

const floorAndTop = (workload: WorkloadStory, axis: Axis, position: Position): string =>
  `floor ${workload.fences.at(position)?.floor ?? 0}, top ${topIn(workload, axis)}`;

function existingRow(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis): Line {
  const { position } = model.cursor;
  const existing = workload.existing.at(position);
  const ceiling = workload.fences.at(position)?.ceiling ?? workload.desired.at(position);
  const top = topIn(workload, axis);
  return row(
    layout,
    label(layout, 'existing'),
    numberLane(axis, {
      steps: workload.existing,
      worse: 'more',
      line: value => (value > 0 ? '━' : ' '),
      tone: () => 'plain',
    }),
    line(
      span(
        longest(
          [` ${existing}  ceiling ${ceiling}, top ${top}`, ` ${existing}  ceil ${ceiling}, top ${top}`, ` ${existing}`],
          layout.right,
        ),
      ),
    ),
  );
}

/** What the status says is available, which follows what serves. */
function statusRow(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis): Line {
  const { position } = model.cursor;
  const lag = lagOf(model.story, workload, position);
  return row(
    layout,
    label(layout, 'in .status'),
    numberLane(axis, {
      steps: workload.available,
      worse: 'last',
      line: value => (value > 0 ? '━' : '╌'),
      tone: () => 'plain',
    }),
    line(span(` ${workload.available.at(position)}${lag === undefined ? '' : `  late by ${duration(lag)}`}`)),
  );
}

/** How long after the last change of what serves the status said so; of one not said yet, so far. */
function lagOf(story: Story, workload: WorkloadStory, position: Position): number | undefined {
  const { serving, available } = workload;
  const since = serving.since(position);
  if (since === 0) return undefined;
  const value = serving.at(position);
  const said = available.at(position) === value ? available.since(position) : position;
  const lag = timeAt(story, said) - timeAt(story, since);
  return lag > 0 ? lag : undefined;
}
