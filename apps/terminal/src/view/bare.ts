/** A log without a workload: its entries around the position, a line each, and the object of the one it stands at. */
import { entryWords, offset, type Position, timeAt } from '@playhead/core';
import type { Model } from '../model.ts';
import { fill, fit, type Line, line, rule, span, type Tone } from '../text.ts';
import { entryRows, objectRows } from './below.ts';
import { withHit } from './hit.ts';

export function bareRows(model: Model, width: number, height: number): Line[] {
  const { story } = model;
  if (story.length === 0) {
    const why =
      model.live === undefined
        ? 'nothing was recorded: record it again, or open another'
        : 'nothing is written yet: what comes is shown at once';
    return [rule('an empty log', '', width), line(span(`  ${why}`))];
  }
  const entries = Math.max(3, Math.min(story.length + 1, Math.floor((height - 3) / 2)));
  const rows = [...entriesAround(model, width, entries), ...entryRows(model, width, 2)];
  const room = height - rows.length;
  return room < 3 ? rows : [...rows, ...objectRows(model, width, room)];
}

function entriesAround(model: Model, width: number, height: number): Line[] {
  const { story, cursor } = model;
  const room = height - 1;
  const first = Math.max(1, Math.min(cursor.position - Math.floor(room / 2), story.length - room + 1));
  const rows = [rule('entries around here', '', width)];
  for (let at = first; at <= Math.min(story.length, first + room - 1); at++)
    rows.push(fit(entryLine(model, at), width));
  return rows;
}

function entryLine({ story, cursor }: Model, position: Position): Line {
  const words = entryWords(story, position);
  const here = position === cursor.position;
  const tone: Tone = words.hand ? 'hand' : words.failing ? 'bad' : 'plain';
  const lead = ` ${here ? '▸' : ' '} ${`@${position}`.padEnd(6)}${offset(timeAt(story, position)).padEnd(10)}`;
  const row = line(
    span(lead, here ? 'selected' : 'dim'),
    span(fill(words.actor, 22), words.hand ? 'hand' : 'dim'),
    span(words.subject === '' ? ' ' : ` ${words.subject}  `, here ? 'bold' : 'plain'),
    span(words.what, tone),
  );
  return withHit(row, { kind: 'entry', position });
}
