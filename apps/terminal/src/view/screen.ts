/** The screen of a model: its rows, one less than the terminal has. */
import type { WorkloadStory } from '@playhead/core';
import { footer } from '../keys.ts';
import { type Model, shownWorkload } from '../model.ts';
import { fit, type Line, line, span } from '../text.ts';
import { axisOf } from './axis.ts';
import { beside, entryRows, feedRows, objectRows, whyRows } from './below.ts';
import { countRows } from './countRows.ts';
import { gridRows } from './grid.ts';
import { headLines } from './headLines.ts';
import { type Layout, layoutOf } from './layout.ts';
import { markRow } from './markRow.ts';
import { paneRows } from './pager.ts';
import { podRows } from './podRows.ts';
import { stateRows } from './stateRows.ts';

export function screen(model: Model): Line[] {
  const height = Math.max(1, model.rows - 1);
  const width = Math.max(1, model.columns - 1);
  const head = headLines(model);
  const workload = shownWorkload(model);
  const rows = [...head];
  if (model.open !== undefined) rows.push(...paneRows(model, model.open, Math.max(2, height - 4)));
  else if (workload !== undefined) rows.push(...body(model, workload, layoutOf(model, workload)));
  while (rows.length < height - 1) rows.push([]);
  return [...rows.slice(0, height - 1), lastLine(model, width)].map(row => fit(row, width));
}

/** Everything between the head and the last line. */
function body(model: Model, workload: WorkloadStory, layout: Layout): Line[] {
  const axis = axisOf(model.story, layout.window, layout.columns, model.cursor.position);
  const rows = [markRow(model, workload, layout, axis)];
  const left = (): number => layout.height - 3 - 1 - rows.length;
  if (layout.each) rows.push(...countRows(model, workload, layout, axis), ...podRows(model, workload, layout, axis));
  else {
    rows.push(...stateRows(model, workload, layout, axis));
    rows.push(...gridRows(model, workload, layout, Math.max(4, Math.min(layout.wide ? 12 : 6, left() - 6))));
  }
  if (!layout.wide) {
    const why = Math.max(1, left() - layout.entry);
    return [...rows, ...whyRows(model, workload, layout.width, why), ...entryRows(model, layout.width, layout.entry)];
  }
  const room = left();
  const half = Math.floor((layout.width - 1) / 2);
  const why = whyRows(model, workload, half, room - Math.max(6, Math.min(12, Math.floor(room * 0.4))));
  while (why.length > 1 && why[why.length - 1]!.length === 0) why.pop();
  const stack = [...why, ...feedRows(model, half, room - why.length)];
  return [...rows, ...beside(stack, objectRows(model, layout.width - half - 1, room), half)];
}

function lastLine(model: Model, width: number): Line {
  if (model.prompt !== undefined) return line(span(`:${model.prompt}▏`, 'bold'));
  if (model.notice !== '') return line(span(` ${model.notice}`, 'hand'));
  if (model.fresh)
    return line(span(' ← → step through what happened   L the lowest moment   space play   ? keys   q quit', 'dim'));
  return line(span(footer(width), 'dim'));
}
