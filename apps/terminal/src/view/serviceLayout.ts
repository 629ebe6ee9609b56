/** How the screen of a Service is shared out, and its first lane: where hands acted. */
import { backingsAt, changeMark, type ServiceStory, serviceChanges, timeAt, workloadsBehind } from '@playhead/core';
import type { Model } from '../model.ts';
import { fill, type Line, line, span } from '../text.ts';
import { type Axis, columnAt, windowOf } from './axis.ts';
import { type Mark, markLane } from './lanes.ts';
import { isBeside, isWide, type Layout, partOf, rightOf } from './layout.ts';
import { breaks, placesOf, windowWords } from './markRow.ts';

/** The names that lanes have, by what the log ever had: stepping moves nothing. */
export function serviceLayout(model: Model, service: ServiceStory): Layout {
  const { story, columns, rows } = model;
  const [wide, beside] = [isWide(columns, rows), isBeside(columns, rows)];
  const names = backingsAt(story, service, story.length).map(({ name }) => name.length);
  const pods = wide ? workloadsBehind(story, service).flatMap(({ groups }) => groups.slice(0, 9)) : [];
  const longestPod = Math.max(0, ...pods.map(({ pods: [first] }) => (first?.name.length ?? 0) + 2));
  const label = Math.max(12, Math.min(beside ? 40 : wide ? 28 : 18, 2 + Math.max(...names, longestPod, 0)));
  const right = wide ? rightOf(columns, wide) : Math.min(18, rightOf(columns, wide));
  const width = Math.max(20, columns - 1);
  return {
    width,
    height: Math.max(6, rows - 1),
    wide,
    beside,
    each: true,
    label,
    right,
    columns: Math.max(8, width - label - right - 1),
    pods: 0,
    services: 0,
    conditions: 0,
    entry: 2,
    window: model.zoom > 0 ? partOf(story, model.cursor.time, model.zoom) : windowOf(story, undefined, false),
    rollout: undefined,
  };
}

/** Where hands were on the Service and on what is behind it. */
export function serviceMarks(model: Model, service: ServiceStory, layout: Layout, axis: Axis): Line {
  const { story } = model;
  const inside = (position: number): boolean => {
    const time = timeAt(story, position);
    return time >= axis.from && time <= axis.to;
  };
  const marks: Mark[] = placesOf(model, axis, inside);
  const add = (position: number, words: readonly string[]): void => {
    if (inside(position)) marks.push({ column: columnAt(axis, timeAt(story, position)), words, tone: 'hand' });
  };
  for (const { position, title } of serviceChanges(story, service))
    add(position, ['service', title.replace(/^kubectl (rollout )?/, '').slice(0, 1)]);
  for (const workload of workloadsBehind(story, service))
    for (const change of workload.changes) {
      const mark = changeMark(change);
      add(change.position, [...(layout.wide ? [`${mark} ${workload.name}`] : []), mark, mark.slice(0, 1)]);
    }
  marks.push(...breaks(model, axis));
  const window = ` ${windowWords(axis.from, axis.to)}`;
  return [...line(span(fill(window, layout.label), 'dim')), ...markLane(axis, marks)];
}
