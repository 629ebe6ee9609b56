/** The lanes above the pods: serving, existing, and in the wide form the conditions. */
import { type Condition, type Position, rolloutHead, type Steps, type WorkloadStory } from '@playhead/core';
import type { Model } from '../model.ts';
import { type Line, line, longest, span } from '../text.ts';
import type { Axis } from './axis.ts';
import { conditionLane, numberLane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { label, row, topIn } from './row.ts';

/** Serving and existing as numbers, and in the wide form the conditions. */
export function countRows(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis): Line[] {
  const { story } = model;
  const { position } = model.cursor;
  const head = rolloutHead(story, workload, position);
  const top = topIn(workload, axis);
  const available = workload.available.at(position);
  const lag = available === head.serving || !layout.wide ? '' : `, .status ${available}`;
  const rows = [
    row(
      layout,
      label(layout, 'serving'),
      numberLane(axis, {
        steps: workload.serving,
        worse: 'less',
        line: (value, column) => (value >= floorAt(workload, axis, column) && value > 0 ? '━' : '╌'),
        tone: value => (value >= head.floor ? 'good' : value === 0 ? 'bad' : 'way'),
      }),
      line(span(` ${head.serving}  floor ${head.floor}${lag}`)),
    ),
    row(
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
            [
              ` ${head.existing}  ceiling ${head.ceiling}, top ${top}`,
              ` ${head.existing}  ceil ${head.ceiling}, top ${top}`,
              ` ${head.existing}`,
            ],
            layout.right,
          ),
        ),
      ),
    ),
  ];
  if (layout.wide)
    for (const type of ['Progressing', 'Available']) rows.push(conditionRow(workload, type, layout, axis, position));
  return rows;
}

const floorAt = (workload: WorkloadStory, axis: Axis, column: number): number =>
  workload.fences.at(Math.max(1, axis.last[column] ?? 1))?.floor ?? 0;

function conditionRow(workload: WorkloadStory, type: string, layout: Layout, axis: Axis, position: Position): Line {
  const steps = workload.conditions.get(type) as Steps<Condition | undefined> | undefined;
  const now = steps?.at(position);
  const status = (column: number): string => {
    const last = axis.last[column]!;
    return (steps?.at(Math.max(last, axis.first[column]! - 1))?.status ?? '').slice(0, 1);
  };
  const words = now === undefined ? '' : ` ${now.status.slice(0, 1)} ${now.reason ?? ''}`;
  return row(layout, label(layout, type), conditionLane(axis, status, now?.reason ?? ''), line(span(words)));
}
