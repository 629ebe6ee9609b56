/** What differs between a moment and the position: object by object, field by field. */
import {
  changeBefore,
  changeTitle,
  DIFF_SIGNS,
  duration,
  type FieldDiff,
  lastOf,
  type MomentDiff,
  momentDiff,
  type ObjectDiff,
  objectWords,
  offset,
  type Position,
  plural,
  type Story,
  shortKind,
  timeAt,
  valueWords,
} from '@playhead/core';
import { type Model, shownWorkload } from '../model.ts';
import { cells, type Line, line, span, type Tone, wrap } from '../text.ts';
import type { PaneKind, PaneOf } from './pane.ts';

export const diff: PaneKind<PaneOf<'diff'>> = {
  title: (model, { from }) => {
    const { position } = model.cursor;
    const [start, since] = startOf(model, from);
    const apart = duration(Math.abs(timeAt(model.story, position) - timeAt(model.story, start)));
    return `what differs ${since}: @${start} → @${position}, ${apart}`;
  },
  lines: (model, pane, width) => diffLines(model, pane, width),
  hint: 'j k line  space b page  tab all  / n N find  ←→ step  :diff MOMENT  esc closes',
  opener: 'D',
  key: (model, pane, key) => (key === 'tab' ? { ...model, open: { ...pane, all: !pane.all } } : undefined),
};

/** Where it is compared from, and how that is said: before the last change, or a moment that was chosen. */
function startOf(model: Model, from: Position | undefined): readonly [position: Position, words: string] {
  if (from !== undefined) return [from, `since ${offset(timeAt(model.story, from))}`];
  const { position } = model.cursor;
  const workload = shownWorkload(model);
  const change = workload === undefined ? undefined : changeBefore(workload, position + 1);
  return change === undefined ? [0, 'since the start'] : [change.position - 1, `since ${changeTitle(change)}`];
}

/** Of one story the last answer: a pane asks several times a frame. */
const KEPT = new WeakMap<Story, MomentDiff>();

function between(story: Story, from: Position, to: Position): MomentDiff {
  const kept = KEPT.get(story);
  if (kept?.from === from && kept.to === to) return kept;
  const found = momentDiff(story.timeline, from, to);
  KEPT.set(story, found);
  return found;
}

/** So many objects of a kind that came or went are named; of more, half of that and how many there are. */
const MANY = 16;

const TONES: Readonly<Record<ObjectDiff['change'], Tone>> = {
  came: 'added',
  gone: 'removed',
  changed: 'bold',
  replaced: 'way',
};
const VERBS: Readonly<Record<ObjectDiff['change'], string>> = {
  came: 'came',
  gone: 'are gone',
  changed: 'changed',
  replaced: 'were replaced',
};

function diffLines(model: Model, { from, all }: PaneOf<'diff'>, width: number): Line[] {
  const [start] = startOf(model, from);
  const { objects } = between(model.story, start, model.cursor.position);
  if (objects.length === 0) return [line(span('  nothing but what every write changes', 'dim'))];
  const several = new Set(objects.map(({ namespace }) => namespace)).size > 1;
  const lines: Line[] = [];
  let i = 0;
  while (i < objects.length) {
    const { kind, change } = objects[i]!;
    let end = i;
    while (objects[end]?.kind === kind && objects[end]?.change === change) end++;
    const shown = all || end - i <= MANY ? end : i + MANY / 2;
    for (; i < shown; i++) lines.push(...objectLines(objects[i]!, several, width));
    if (i < end)
      lines.push(
        line(
          span(`  ${DIFF_SIGNS[change]} `, TONES[change]),
          span(`and ${plural(end - i, `more ${shortKind(kind)}`)} ${VERBS[change]}; tab shows all`, 'dim'),
        ),
      );
    i = end;
  }
  return lines;
}

function objectLines(object: ObjectDiff, several: boolean, width: number): Line[] {
  const { kind, name, namespace, change, fields } = object;
  const words = change === 'changed' ? '' : objectWords(lastOf(object));
  const replaced = change === 'replaced' ? 'another of that name, ' : '';
  const where = several && namespace !== '' ? `  ns ${namespace}` : '';
  const head = line(
    span(`  ${DIFF_SIGNS[change]} `, TONES[change]),
    span(`${shortKind(kind)}/${name}`, change === 'changed' ? 'bold' : TONES[change]),
    span(`${where}  ${replaced}${words}`, 'dim'),
  );
  return [head, ...fields.flatMap(field => fieldLines(field, width))];
}

/** `path: before → after` on one line; where that is too long, each value on lines of its own. */
function fieldLines({ path, before, after }: FieldDiff, width: number): Line[] {
  const [old, now] = [valueWords(before), valueWords(after)];
  if (4 + cells(path) + 2 + cells(old) + 3 + cells(now) <= width)
    return [line(span(`    ${path}  `, 'dim'), span(old, 'removed'), span(' → ', 'dim'), span(now, 'added'))];
  const part = (sign: string, text: string, tone: Tone): Line[] =>
    wrap(text, Math.max(20, width - 10))
      .slice(0, LONGEST)
      .map((words, i) => line(span(`      ${i === 0 ? sign : ' '} ${words}`, tone)));
  return [
    line(span(`    ${path}`, 'dim')),
    ...(before === undefined ? [] : part('-', old, 'removed')),
    ...(after === undefined ? [] : part('+', now, 'added')),
  ];
}

/** Of one value at most so many lines. */
const LONGEST = 6;
