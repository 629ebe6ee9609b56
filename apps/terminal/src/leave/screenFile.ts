/** A screen as a file to hand on, as text or as a picture; the last line is the command that opens it again. */
import { clean, mostTroubled, quoted, titleOf } from '@playhead/core';
import type { Model } from '../model.ts';
import { type Line, line, span } from '../text.ts';
import { paint } from '../theme.ts';
import { screen } from '../view/screen.ts';
import { svgOf } from './svg.ts';

/** `playhead open FILE --at @131 --print --size 80x24`, as a shell takes it. */
export const reopening = (model: Model): string => {
  const { diverted } = model.story.timeline.log.header;
  if (model.left === undefined || diverted === undefined) return opening(model);
  const file = words(model.opened);
  return `playhead divert ${file} --at @${diverted.position} -- ${clean(diverted.commands.join(' --then '))}`;
};

const words = (all: readonly string[]): string => all.map(word => quoted(clean(word))).join(' ');

const opening = (model: Model): string =>
  [
    'playhead open',
    words([...model.opened, ...(model.beside?.other.opened ?? [])]),
    `--at @${model.cursor.position}`,
    ...lookedAt(model),
    `--print --size ${model.columns}x${model.rows}`,
  ].join(' ');

/** `--on svc/web`, where it is not what is looked at first. */
function lookedAt({ story, service, workload }: Model): string[] {
  const key = service ?? workload;
  return key === undefined || key === mostTroubled(story)?.key ? [] : [`--on ${quoted(clean(titleOf({ key })))}`];
}

/** The rows of a file: the screen as it stands without what is typed and what was said, a line, and the command. */
function rowsOf(model: Model): Line[] {
  const still = { ...model, prompt: undefined, notice: '', fresh: false };
  const rows = screen(still);
  return [...rows.slice(0, -1), [], line(span(` $ ${reopening(model)}`, 'dim'))];
}

export const screenText = (model: Model): string =>
  `${rowsOf(model)
    .map(row => paint(row, { color: false, ascii: false }).trimEnd())
    .join('\n')}\n`;

export const screenSvg = (model: Model): string =>
  svgOf(rowsOf(model), {
    columns: model.columns,
    title: clean(`${model.story.timeline.log.header.name} @${model.cursor.position}`),
  });

/** By the name's ending. */
export const screenFile = (model: Model, file: string): string =>
  file.endsWith('.svg') ? screenSvg(model) : screenText(model);
