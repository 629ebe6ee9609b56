/** How many pods serve and exist, as a picture: with the ceiling, what is wanted and the floor drawn in. */
import { leastIn, mostIn, type Position, type Steps, type WorkloadStory } from '@playhead/core';
import { fill, type Line, line, span, type Tone } from '../text.ts';
import { type Axis, cellOf } from './axis.ts';
import { barLane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { label, row } from './row.ts';

/** Eighths of a cell, from the bottom. */
const BARS = ' ▁▂▃▄▅▆▇█';

interface Column {
  readonly serving: number;
  readonly existing: number;
  readonly ceiling: number;
  readonly desired: number;
  readonly floor: number;
}

/** The worst of each column: the least that served, the most that existed. */
function columnsOf(workload: WorkloadStory, axis: Axis): Column[] {
  return axis.first.map((first, i) => {
    const [from, last] = [Math.max(0, first - 1), axis.last[i]!];
    const at: Position = Math.max(from, last);
    const fences = workload.fences.at(at);
    return {
      serving: last < first ? workload.serving.at(at) : leastIn(workload.serving, from, last),
      existing: last < first ? workload.existing.at(at) : mostIn(workload.existing, from, last),
      ceiling: fences?.ceiling ?? 0,
      desired: fences?.replicas ?? 0,
      floor: fences?.floor ?? 0,
    };
  });
}

/** The picture over a height, then what the status says as a bar a column. */
export function chartLines(
  workload: WorkloadStory,
  layout: Layout,
  axis: Axis,
  height: number,
  position: Position,
): Line[] {
  const columns = columnsOf(workload, axis);
  const top = Math.max(1, ...columns.map(c => Math.max(c.existing, c.ceiling)));
  const rows = Math.max(3, Math.min(height, top <= 12 ? top * Math.max(1, Math.floor(height / top)) : height));
  const lines: Line[] = [];
  for (let r = rows - 1; r >= 0; r--) lines.push(chartRow(workload, layout, axis, { columns, top, rows, r, position }));
  const full = Math.max(1, ...columns.map(c => c.desired));
  const said = (name: string, steps: Steps<number>): Line =>
    row(
      layout,
      label(layout, name),
      barLane(axis, steps, 'less', full, value => (value >= full ? 'good' : value === 0 ? 'bad' : 'way')),
      line(span(` ${steps.at(position)} of ${workload.desired.at(position)}`)),
    );
  return [
    ...lines,
    [],
    line(span(' as .status says it, a bar of what is wanted', 'dim')),
    said('ready', workload.ready),
    said('available', workload.available),
    said('updated', workload.updated),
  ];
}

interface Picture {
  readonly columns: readonly Column[];
  readonly top: number;
  readonly rows: number;
  /** The row, from the bottom. */
  readonly r: number;
  readonly position: Position;
}

function chartRow(workload: WorkloadStory, layout: Layout, axis: Axis, picture: Picture): Line {
  const { columns, top, rows, r, position } = picture;
  const rowOf = (value: number): number => Math.max(0, Math.ceil((value / top) * rows) - 1);
  const cells = Array.from({ length: axis.columns + 1 }, () => ({ text: ' ', tone: 'plain' as Tone }));
  columns.forEach((column, i) => {
    cells[cellOf(axis, i)] = cellFor(column, picture, rowOf, i > axis.at);
  });
  cells[axis.at + 1] = { text: '┃', tone: 'playhead' };
  const fences = workload.fences.at(position);
  const names = [
    [fences?.ceiling, 'ceiling'],
    [fences?.replicas, 'wanted'],
    [fences?.floor, 'floor'],
  ] as const;
  const here = names.flatMap(([value, name]) =>
    value !== undefined && value > 0 && rowOf(value) === r ? [`${name} ${value}`] : [],
  );
  const lane = cells.map(({ text, tone }) => span(text, tone));
  return [
    span(fill(r === rows - 1 ? ` ${top}` : '', layout.label), 'dim'),
    ...lane,
    span(here.length === 0 ? '' : ` ${here.join(', ')}`, 'dim'),
  ];
}

/** What serves as a full block, what else exists shaded, the fences as lines where nothing covers them. */
function cellFor(
  { serving, existing, ceiling, desired, floor }: Column,
  { top, rows, r }: Picture,
  rowOf: (value: number) => number,
  future: boolean,
): { text: string; tone: Tone } {
  const high = (value: number): number => Math.max(0, Math.min(8, Math.round((value / top) * rows * 8) - r * 8));
  const tone: Tone = future ? 'dim' : serving >= floor && serving > 0 ? 'good' : serving === 0 ? 'bad' : 'way';
  const filled = high(serving);
  if (filled > 0) return { text: BARS[filled]!, tone };
  if (high(existing) >= 4) return { text: '░', tone: 'old' };
  if (ceiling > 0 && rowOf(ceiling) === r) return { text: '┄', tone: 'way' };
  if (floor > 0 && rowOf(floor) === r) return { text: '┄', tone: 'bad' };
  if (desired > 0 && rowOf(desired) === r) return { text: '·', tone: 'dim' };
  return { text: ' ', tone: 'plain' };
}
