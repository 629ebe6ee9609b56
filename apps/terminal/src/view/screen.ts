/** The screen of a model: its rows, one less than the terminal has. */
import { clean, type WorkloadStory, whyPane } from '@playhead/core';
import { footer, pendingWords } from '../keys.ts';
import { type Model, shownService, shownWorkload } from '../model.ts';
import { paneRows } from '../panes/pager.ts';
import { promptKind } from '../prompts/table.ts';
import { cells, fill, fit, type Line, line, longest, rule, span, wrap } from '../text.ts';
import { type Axis, axisOf } from './axis.ts';
import { bareRows } from './bare.ts';
import { conditionRows } from './conditionRows.ts';
import { countRows } from './countRows.ts';
import { ghostRows } from './ghostRows.ts';
import { gridRows } from './grid.ts';
import { headLines } from './headLines.ts';
import { type Layout, layoutOf } from './layout.ts';
import { markRow } from './markRow.ts';
import { podRows } from './podRows.ts';
import { serviceHeadLines } from './serviceHead.ts';
import { serviceScreen } from './serviceScreen.ts';
import { inSlots, slotRows } from './slotRows.ts';
import { below } from './stack.ts';
import { stateRows } from './stateRows.ts';
import { twoRows } from './two.ts';

/** What to press first. */
const BEGIN = [
  ' ← → step through what happened   L the lowest moment   space play   ? keys   q quit',
  ' ← → step through what happened   L the lowest moment   ? keys   q quit',
  ' ← → step   L lowest   ? keys   q quit',
];

export function screen(model: Model): Line[] {
  const height = Math.max(1, model.rows - 1);
  const width = Math.max(1, model.columns - 1);
  const rows = model.beside !== undefined && model.open === undefined ? twoRows(model, alone) : alone(model);
  while (rows.length < height - 1) rows.push([]);
  const hints = hintRows(model, Math.max(0, Math.min(8, height - 5)), width);
  return [...rows.slice(0, height - 1 - hints.length), ...hints, lastLine(model, width)].map(row => fit(row, width));
}

/** All rows but the last line, of one recording. */
function alone(model: Model): Line[] {
  const height = Math.max(1, model.rows - 1);
  const [workload, service] = [shownWorkload(model), shownService(model)];
  const rows = service === undefined ? headLines(model) : serviceHeadLines(model, service);
  if (model.open !== undefined) rows.push(...paneRows(model, model.open, Math.max(2, height - 4)));
  else if (service !== undefined) rows.push(...serviceScreen(model, service));
  else if (workload !== undefined) rows.push(...body(model, workload, layoutOf(model, workload)));
  else rows.push(...bareRows(model, Math.max(1, model.columns - 1), Math.max(2, height - 4)));
  return rows;
}

/** What stands right above the last line: what could be typed on, or the beginning of what does not fit on it. */
function hintRows(model: Model, most: number, width: number): Line[] {
  const { prompt } = model;
  if (prompt === undefined) {
    if (model.notice !== '') return noticeLines(model, width).slice(0, -1).slice(-most);
    return model.fresh && most > 0 ? [freshLine(model, width)] : [];
  }
  const found = promptKind(prompt).suggest?.(model, prompt.text) ?? [];
  if (found.length === 0) return [];
  const shown = found.slice(0, most);
  const wide = Math.max(...shown.map(({ word }) => cells(word)));
  const more = found.length > shown.length ? `${found.length - shown.length} more, ` : '';
  return [
    rule('what could follow', `${more}tab completes`, width),
    ...shown.map(({ word, says }) => line(span(`  ${fill(word, wide)}  `, 'bold'), span(says, 'dim'))),
  ];
}

/** Everything between the head and the last line. */
function body(model: Model, workload: WorkloadStory, layout: Layout): Line[] {
  const axis = axisOf(model.story, layout.window, layout.columns, model.cursor.position);
  const rows = [markRow(model, workload, layout, axis)];
  const left = (): number => layout.height - 3 - 1 - rows.length;
  const ghost = ghostRows(model, workload, layout, axis);
  if (layout.each)
    rows.push(...countRows(model, workload, layout, axis), ...ghost, ...memberRows(model, workload, layout, axis));
  else {
    rows.push(...stateRows(model, workload, layout, axis), ...ghost);
    if (layout.wide) rows.push(...conditionRows(workload, layout, axis, axis.position));
    rows.push(...gridRows(model, workload, layout, Math.max(4, Math.min(layout.wide ? 12 : 6, left() - 6))));
  }
  if (!layout.wide) rows.push(...conditionRows(workload, layout, axis, axis.position));
  return [...rows, ...below(model, whyPane(model.story, workload, axis.position), layout, left())];
}

/** Whole, so that a command in it can be selected by hand where the terminal takes no copies. */
const noticeLines = (model: Model, width: number): Line[] =>
  wrap(clean(model.notice), Math.max(1, width - 1)).map(text => line(span(` ${text}`, 'hand')));

/** What one sees, before the first key. */
function freshLine(model: Model, width: number): Line {
  const workload = shownWorkload(model);
  if (workload === undefined)
    return line(span(' no Deployment or other workload was recorded: a line is an entry', 'dim'));
  const each = layoutOf(model, workload).each ? 'a row is a pod' : 'a lane is a count of pods';
  return line(
    span(
      longest(
        [
          ` ${each}, time goes to the right, ┃ is now; ● ready  ◐ starting  ○ pending  ◌ leaving  ✗ failing`,
          ` ${each}, time goes to the right, ┃ is now; ● ready ○ pending ✗ failing`,
          ` ${each}, time to the right, ┃ is now`,
        ],
        width,
      ),
      'dim',
    ),
  );
}

/** What the workload is made of: pods in their places, or under their revisions. */
const memberRows = (model: Model, workload: WorkloadStory, layout: Layout, axis: Axis): Line[] =>
  inSlots(workload) ? slotRows(model, workload, layout, axis) : podRows(model, workload, layout, axis);

function lastLine(model: Model, width: number): Line {
  const { prompt } = model;
  if (prompt !== undefined) {
    const about = prompt.text === '' ? (promptKind(prompt).about ?? '') : '';
    return line(span(`${prompt.sign}${prompt.text}▏`, 'bold'), span(about === '' ? '' : `  ${about}`, 'dim'));
  }
  const { hunt } = model.finding;
  if (hunt !== undefined && hunt.share > 0)
    return line(span(` searching ${Math.floor(hunt.share * 100)}%   esc stops`, 'hand'));
  const { diverting } = model;
  if (diverting !== undefined)
    return line(
      span(
        ` what if ${diverting.command}: simulating${diverting.share > 0 ? ` ${Math.floor(diverting.share * 100)}%` : ''}   esc stops`,
        'hand',
      ),
    );
  if (model.pending !== '') return line(span(` ${pendingWords(model.pending)}`, 'dim'));
  if (model.notice !== '') return noticeLines(model, width).pop()!;
  if (model.fresh) return line(span(longest(BEGIN, width), 'dim'));
  return line(span(footer(width), 'dim'));
}
