/** An object in kubectl’s own words, as of the position. */
import { nextWrite, type ObjectKey, type Position, partsOf, type Story, shortKind } from '@playhead/core';
import type { Describe, Model } from '../model.ts';
import { type Line, line, span } from '../text.ts';
import type { PaneKind, PaneOf } from './pane.ts';

export const describe: PaneKind<PaneOf<'describe'>> = {
  title: (model, { key }) => {
    const { kind, name } = partsOf(key);
    return `kubectl describe ${shortKind(kind)} ${name}   at @${model.cursor.position}`;
  },
  lines: (model, { key }) => describeLines(model, key),
  hint: 'j k line  space b page  g G ends  / n N find  ←→ {} step  y YAML  esc closes',
  opener: 'd',
};

interface Kept {
  readonly story: Story;
  readonly key: ObjectKey;
  readonly position: Position;
  readonly lines: readonly Line[];
}
/** Of each way to describe, the last answer: a pane asks several times a frame. */
const KEPT = new WeakMap<Describe, Kept>();

function describeLines(model: Model, key: ObjectKey): readonly Line[] {
  const { story, describe: words } = model;
  const { position } = model.cursor;
  if (words === undefined) return [line(span('  …', 'dim'))];
  const kept = KEPT.get(words);
  if (kept?.story === story && kept.key === key && kept.position === position) return kept.lines;
  const said = words(story, key, position);
  const lines = said === undefined ? [absent(story, key, position)] : said.trimEnd().split('\n').map(described);
  KEPT.set(words, { story, key, position, lines });
  return lines;
}

function absent(story: Story, key: ObjectKey, position: Position): Line {
  const next = nextWrite(story, key, position);
  return line(span(next === undefined ? '  it is gone here' : `  it does not exist before @${next}`, 'dim'));
}

/** The names of the fields stand out; what is wrong does too. */
function described(text: string): Line {
  const [, label = '', rest = ''] = /^(\s*[A-Z][\w /-]*:)(.*)$/.exec(text) ?? [];
  const wrong = /^\s+Warning\s/.test(text);
  if (label === '') return line(span(` ${text}`, wrong ? 'bad' : 'plain'));
  return line(span(` ${label}`, 'dim'), span(rest));
}
