/** The first lane: which part of the log is shown, and where hands acted in it. */
import {
  changeMark,
  commandTitle,
  nextHit,
  type Position,
  previousHand,
  scalingLook,
  shortImage,
  timeAt,
  type WorkloadStory,
} from '@playhead/core';
import type { Model } from '../model.ts';
import { fill, type Line, line, span } from '../text.ts';
import { type Axis, columnAt } from './axis.ts';
import { type Mark, markLane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { scalerOf } from './scalerRows.ts';
import { inSlots } from './slotRows.ts';

/** ` 0.5–9.3s   apply   image   ▼   undo`. */
export function markRow(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis): Line {
  const { story } = model;
  const window = ` ${windowWords(axis.from, axis.to)}`;
  const inside = (position: Position): boolean => {
    const time = timeAt(story, position);
    return time >= axis.from && time <= axis.to;
  };
  const marks: Mark[] = placesOf(model, axis, inside);
  for (const look of scalerOf(workload)?.looks ?? [])
    if (layout.each && inside(look))
      marks.push({ column: columnAt(axis, timeAt(story, look)), words: ['?'], tone: 'dim' });
  for (const change of workload.changes) {
    // a look marks what it changed
    if (!inside(change.position) || (layout.each && scalingLook(workload, change) !== undefined)) continue;
    const rollout = workload.rollouts.find(r => r.start === change.position);
    const mark = changeMark(change);
    const number = rollout === undefined || rollout.toRevision === 0 ? '' : `${rollout.toRevision} `;
    const tag = change.image === undefined ? '' : ` ${shortImage(change.image[1]).split(':').pop()}`;
    const words = layout.wide ? [`${number}${mark}${tag}`, `${number}${mark}`, mark] : [mark];
    marks.push({
      column: columnAt(axis, timeAt(story, change.position)),
      words: [...words, mark.slice(0, 1)],
      tone: 'hand',
    });
  }
  for (const command of story.commands) {
    if (
      !command.mutates ||
      command.changes.length > 0 ||
      !inside(command.position) ||
      previousHand(story, command.position + 1) !== command.position
    )
      continue;
    const word = command.refused ? 'refused' : commandTitle(command.command).replace(/^kubectl /, '');
    marks.push({ column: columnAt(axis, timeAt(story, command.position)), words: [word], tone: 'hand' });
  }
  const complete = layout.rollout?.complete;
  if ((!layout.each || inSlots(workload)) && complete !== undefined && inside(complete))
    marks.push({ column: columnAt(axis, timeAt(story, complete)), words: ['✓'], tone: 'good' });
  marks.push(...breaks(model, axis));
  return [...line(span(fill(window, layout.label), 'dim')), ...markLane(axis, marks)];
}

/** What a person set: the names of marks, and the ends of the loop. */
export function placesOf(model: Model, axis: Axis, inside: (position: Position) => boolean): Mark[] {
  const { marks, loop } = model.finding;
  const at = (position: Position, words: readonly string[]): Mark[] =>
    inside(position) ? [{ column: columnAt(axis, timeAt(model.story, position)), words, tone: 'bold' }] : [];
  const ends = loop === undefined ? [] : [...at(loop.from, ['[']), ...at(loop.to, [']'])];
  return [...ends, ...[...marks].flatMap(([name, position]) => at(position, [`'${name}`, name.slice(0, 1)]))];
}

/** A tick wherever a breakpoint breaks, and nothing else stands. */
export function breaks(model: Model, axis: Axis): Mark[] {
  const { breakpoints } = model.finding;
  if (breakpoints.length === 0) return [];
  return axis.first.flatMap((first, column): Mark[] => {
    const last = axis.last[column]!;
    const breaks = breakpoints.some(course => (nextHit(course, first - 1) ?? Number.POSITIVE_INFINITY) <= last);
    return breaks ? [{ column, words: ['╷'], tone: 'plain' }] : [];
  });
}

/** `0.5–9.3s`, `24–133s`, `2–14m`, `1.5–30h`: ten cells at most. */
export function windowWords(from: number, to: number): string {
  const [unit, size] = to < 1_000_000 ? ['s', 1000] : to < 36_000_000 ? ['m', 60_000] : ['h', 3_600_000];
  const digits = to / (size as number) < 100 ? 1 : 0;
  const number = (ms: number): string => (ms / (size as number)).toFixed(digits);
  return `${number(from)}–${number(to)}${unit}`;
}
