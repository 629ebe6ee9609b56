/** The sums in full: every row of the question, the selected entry’s own decision, and what it came of. */
import { causeChain, entryWords, receiptOf, whyPane } from '@playhead/core';
import { type Model, shownWorkload } from '../model.ts';
import { fill, type Line, line, span, type Tone, wrap } from '../text.ts';
import type { PaneKind, PaneOf } from './pane.ts';

export const why: PaneKind<PaneOf<'why'>> = {
  title: model => {
    const workload = shownWorkload(model);
    return workload === undefined ? 'why' : whyPane(model.story, workload, model.cursor.position).question;
  },
  lines: (model, _pane, width) => whyLines(model, width),
  hint: 'j k line  space b page  g G ends  ←→ step  esc closes',
  opener: 'w',
};

/** How many causes back the sums are followed. */
const CAUSES = 6;

/** Every row of the pane with its sums, and the selected entry's own decision. */
function whyLines(model: Model, width: number): Line[] {
  const { story } = model;
  const { position } = model.cursor;
  const workload = shownWorkload(model);
  const rows = workload === undefined ? [] : [...whyPane(story, workload, position).rows];
  const receipt = receiptOf(story, position);
  const lines: Line[] = [];
  const room = Math.max(20, width - 16);
  const add = (label: string, texts: readonly string[], tone: Tone): void => {
    texts
      .flatMap(text => wrap(text, room))
      .forEach((text, i) => {
        lines.push(line(span(`  ${fill(i === 0 ? label : '', 13)} `, 'bold'), span(text, tone)));
      });
  };
  for (const row of rows) {
    add(row.label, row.texts.slice(0, 1), 'plain');
    for (const sum of row.sums ?? []) add('', [sum], 'dim');
  }
  if (receipt !== undefined) {
    lines.push([]);
    add(`@${position}`, [`${story.timeline.entry(position).actor}: ${receipt.texts[0] ?? ''}`], 'plain');
    for (const sum of receipt.sums ?? []) add('', [sum], 'dim');
  }
  const causes = causeChain(story, position, CAUSES);
  if (causes.length > 0) lines.push([]);
  causes.forEach((cause, i) => {
    const words = entryWords(story, cause);
    add(
      i === 0 ? 'came of' : '',
      [`@${cause} ${words.actor}: ${words.subject} ${words.what}`],
      words.hand ? 'hand' : 'plain',
    );
  });
  return lines;
}
