/** What an autoscaler saw, what it wanted and what it set, over what serves. */
import type { AutoscalerStory, WorkloadStory } from '@playhead/core';
import type { Model } from '../model.ts';
import { type Line, line, longest, span, type Tone } from '../text.ts';
import type { Axis } from './axis.ts';
import { type NumberLane, numberLane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { label, row } from './row.ts';
import { servingRow } from './servingRow.ts';

/** The autoscaler of a workload, where there is one at some position. */
export const scalerOf = (workload: WorkloadStory): AutoscalerStory | undefined =>
  (workload.autoscaler?.looks.length ?? 0) > 0 ? workload.autoscaler : undefined;

export function scalerRows(
  model: Model,
  workload: WorkloadStory,
  scaler: AutoscalerStory,
  layout: Layout,
  axis: Axis,
): Line[] {
  const { position } = model.cursor;
  const metric = scaler.metric.at(position);
  const name = metric?.name ?? scaler.metric.values[0]?.name ?? 'metric';
  const first = scaler.metric.positions[0] ?? scaler.looks[0]!;
  const begin = axis.last.findIndex(last => last >= first);
  const from = begin < 0 ? axis.columns : begin;
  const unit = metric?.unit ?? '';
  const seen = metric === undefined ? ' ?' : ` ${number(metric.seen)}${unit}  target ${number(metric.target)}${unit}`;
  const there = scaler.exists.at(position);
  const range = there ? `  range ${scaler.least.at(position)}–${scaler.most.at(position)}` : '';
  const plain = {
    worse: 'last',
    line: (): '─' => '─',
    tone: (): Tone => 'plain',
  } as const satisfies Partial<NumberLane>;
  return [
    row(
      layout,
      label(layout, `${name} seen`),
      numberLane(axis, {
        ...plain,
        steps: scaler.seen,
        tone: value => (metric !== undefined && value > metric.target * 1.1 ? 'way' : 'plain'),
        from,
      }),
      line(span(seen)),
    ),
    row(
      layout,
      label(layout, 'wanted'),
      numberLane(axis, { ...plain, steps: scaler.wanted, from }),
      line(span(metric === undefined ? ' ?' : ` ${metric.wanted}`)),
    ),
    row(
      layout,
      label(layout, 'size'),
      numberLane(axis, { ...plain, steps: workload.desired }),
      line(span(` ${workload.desired.at(position)}${range}`)),
    ),
    servingRow(model, workload, layout, axis, floorWords(workload, layout, position)),
  ];
}

/** `floor 5, was 2`: it moves with the size, though no pod was lost. */
function floorWords(workload: WorkloadStory, layout: Layout, position: number): string {
  const floor = workload.fences.at(position)?.floor ?? 0;
  const promised = workload.promised.at(position);
  return promised > 0 && promised < floor
    ? longest([`floor ${floor}, was ${promised}`, `floor ${floor}`], layout.right - 5)
    : `floor ${floor}`;
}

/** Where pods have no row each: what it saw, and beside it what it wanted. */
export function scalerLook(model: Model, scaler: AutoscalerStory, layout: Layout, axis: Axis): Line[] {
  const metric = scaler.metric.at(model.cursor.position);
  const words = metric === undefined ? ' ?' : ` ${number(metric.seen)}${metric.unit} wanted ${metric.wanted}`;
  const begin = axis.last.findIndex(last => last >= (scaler.metric.positions[0] ?? 0));
  return [
    row(
      layout,
      label(layout, `${metric?.name ?? scaler.metric.values[0]?.name ?? 'metric'} seen`),
      numberLane(axis, {
        steps: scaler.seen,
        worse: 'last',
        line: () => '─',
        tone: value => (metric !== undefined && value > metric.target * 1.1 ? 'way' : 'plain'),
        from: begin < 0 ? axis.columns : begin,
      }),
      line(span(words)),
    ),
  ];
}

const number = (value: number): string => String(Math.round(value * 100) / 100);
