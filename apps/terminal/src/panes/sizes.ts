/** Serving and existing pods through time as a picture, under the ceiling and over the floor. */
import { type Model, shownWorkload } from '../model.ts';
import { type Line, line, span } from '../text.ts';
import { axisOf } from '../view/axis.ts';
import { chartLines } from '../view/chart.ts';
import { layoutOf } from '../view/layout.ts';
import { markRow } from '../view/markRow.ts';
import type { PaneKind, PaneOf } from './pane.ts';

export const sizes: PaneKind<PaneOf<'sizes'>> = {
  title: () => 'sizes: █ serving  ░ existing  ┄ ceiling and floor',
  lines: model => sizeLines(model),
  hint: '←→ step  z zoom  L lowest  esc closes',
  opener: 's',
  findable: false,
};

/** Rows beside the picture: head, title, axis, what the status says, keys. */
const OTHERS = 13;

function sizeLines(model: Model): Line[] {
  const workload = shownWorkload(model);
  if (workload === undefined) return [line(span('  no workload in this log', 'dim'))];
  const { position } = model.cursor;
  const layout = { ...layoutOf(model, workload), label: 12 };
  const shown = { ...layout, columns: Math.max(8, layout.width - layout.label - layout.right - 1) };
  const axis = axisOf(model.story, shown.window, shown.columns, position);
  const height = Math.max(3, Math.min(24, model.rows - OTHERS));
  return [markRow(model, workload, shown, axis), ...chartLines(workload, shown, axis, height, position)];
}
