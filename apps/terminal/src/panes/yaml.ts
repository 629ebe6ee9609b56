/** The whole of an object as YAML, with what its last write changed. */
import { nextWrite, offset, partsOf, previousWrite, shortKind, timeAt } from '@playhead/core';
import type { Model } from '../model.ts';
import { type Line, line, span, type Tone } from '../text.ts';
import { changedLines, folded, MANAGED } from '../view/objectLines.ts';
import type { PaneKind, PaneOf } from './pane.ts';

export const yaml: PaneKind<PaneOf<'yaml'>> = {
  title: (model, { key }) => {
    const { kind, name } = partsOf(key);
    return `${shortKind(kind)}/${name} at @${model.cursor.position}`;
  },
  lines: (model, { key }) => yamlLines(model, key),
  hint: 'j k line  space b page  d u half  g G ends  ←→ {} step  esc closes',
  opener: 'y',
};

const MARK_TONES: Readonly<Record<string, Tone>> = { '+': 'added', '-': 'removed', ' ': 'plain' };

function yamlLines(model: Model, key: NonNullable<Model['selected']>): Line[] {
  const { story } = model;
  const { position } = model.cursor;
  const last = previousWrite(story, key, position + 1);
  if (last === undefined)
    return [line(span(`  it does not exist before @${nextWrite(story, key, position) ?? story.length}`, 'dim'))];
  const before = story.timeline.peek(last - 1).get(key);
  const after = story.timeline.peek(last).get(key);
  const head =
    after === undefined
      ? `  gone since @${last}; as it was last:`
      : `  as of @${last} ${offset(timeAt(story, last))}${before === undefined ? ', its first' : ', + − what that write changed'}`;
  const lines = folded(after === undefined ? changedLines(undefined, before) : changedLines(before, after), [MANAGED]);
  return [
    line(span(head, 'dim')),
    ...lines.map(({ mark, text }) => line(span(` ${mark} ${text}`, MARK_TONES[mark] ?? 'plain'))),
  ];
}
