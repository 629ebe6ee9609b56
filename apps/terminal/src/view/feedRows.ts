/** What happened around here, a line each: what carries a meaning, or every entry. */
import { eventFeed, offset, timeAt } from '@playhead/core';
import type { Model } from '../model.ts';
import { cells, fill, fit, type Line, line, rule, span, type Tone } from '../text.ts';
import { withHit } from './hit.ts';

export function feedRows(model: Model, width: number, height: number): Line[] {
  const note = model.every ? 'all, a meaning' : 'a all, here meaning';
  const rows: Line[] = [rule('events around here', note, width), ...feedLines(model, width, height - 1)];
  while (rows.length < height) rows.push([]);
  return rows;
}

export function feedLines(model: Model, width: number, height: number): Line[] {
  const { position } = model.cursor;
  const feed = eventFeed(model.story, position, height, model.every);
  const widest = Math.max(5, ...feed.map(({ subject }) => cells(subject)));
  const subjects = Math.min(Math.floor(width / 5), widest);
  return feed.map(words => {
    const here = words.position === position;
    const at = `@${words.position}`.padEnd(Math.max(6, `${model.story.length}`.length + 2));
    const time = offset(timeAt(model.story, words.position)).padEnd(10);
    const tone: Tone = words.hand ? 'hand' : words.failing ? 'bad' : 'plain';
    const told = line(
      span(` ${here ? '▸' : ' '} ${at}${time}`, here ? 'selected' : 'dim'),
      span(fill(words.actor, 22), words.hand ? 'hand' : 'dim'),
      span(` ${fill(words.subject, subjects)}  `, here ? 'bold' : 'plain'),
      span(words.what, tone),
    );
    return fit(withHit(told, { kind: 'entry', position: words.position }), width);
  });
}
