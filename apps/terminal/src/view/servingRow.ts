/** What serves, as numbers through time: heavy while it is at the floor or over it. */
import type { WorkloadStory } from '@playhead/core';
import type { Model } from '../model.ts';
import { type Line, line, span } from '../text.ts';
import type { Axis } from './axis.ts';
import { numberLane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { label, row } from './row.ts';

export function servingRow(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis, words?: string): Line {
  const { position } = model.cursor;
  const floor = workload.fences.at(position)?.floor ?? workload.desired.at(position);
  const serving = workload.serving.at(position);
  const available = workload.available.at(position);
  const lag = available === serving || !layout.wide ? '' : `, .status ${available}`;
  return row(
    layout,
    label(layout, 'serving'),
    numberLane(axis, {
      steps: workload.serving,
      worse: 'less',
      line: (value, column) => (value >= floorAt(workload, axis, column) && value > 0 ? '━' : '╌'),
      tone: value => (value >= floor ? 'good' : value === 0 ? 'bad' : 'way'),
    }),
    line(span(` ${serving}  ${words ?? `floor ${floor}${lag}`}`)),
  );
}

const floorAt = (workload: WorkloadStory, axis: Axis, column: number): number =>
  workload.fences.at(Math.max(1, axis.last[column] ?? 1))?.floor ?? 0;
