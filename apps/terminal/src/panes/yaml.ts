/** The whole of an object as YAML, branches that fold, with what its last write changed. */
import {
  nextWrite,
  type ObjectKey,
  offset,
  type Position,
  partsOf,
  previousWrite,
  type Story,
  shortKind,
  timeAt,
} from '@playhead/core';
import type { Model } from '../model.ts';
import { type Line, line, span, type Tone } from '../text.ts';
import { branchOf, changedLines, type FoldedLine, foldedBy, MANAGED, type ObjectLine } from '../view/objectLines.ts';
import type { PaneKind, PaneOf } from './pane.ts';

type YamlPane = PaneOf<'yaml'>;

export const yaml: PaneKind<YamlPane> = {
  title: (model, { key }) => {
    const { kind, name } = partsOf(key);
    return `${shortKind(kind)}/${name} at @${model.cursor.position}`;
  },
  lines: (model, pane) => yamlLines(model, pane),
  hint: 'j k line  tab folds  * all  space b page  / n N find  ←→ {} step  esc closes',
  opener: 'y',
  key: (model, pane, key) => yamlKey(model, pane, key),
  selectedLine: (model, pane) => Math.min(pane.index, rowsOf(model, pane).length),
  toLine: (_model, pane, index) => ({ ...pane, index }),
};

const MARK_TONES: Readonly<Record<string, Tone>> = { '+': 'added', '-': 'removed', ' ': 'plain' };

function yamlLines(model: Model, pane: YamlPane): Line[] {
  const { story } = model;
  const { key } = pane;
  const last = previousWrite(story, key, model.cursor.position + 1);
  if (last === undefined)
    return [
      line(span(`  it does not exist before @${nextWrite(story, key, model.cursor.position) ?? story.length}`, 'dim')),
    ];
  const after = story.timeline.peek(last).get(key);
  const before = previousWrite(story, key, last);
  const head =
    after === undefined
      ? `  gone since @${last}; as it was last:`
      : `  as of @${last} ${offset(timeAt(story, last))}${before === undefined ? ', its first' : ', + − what that write changed'}`;
  return [
    line(span(head, 'dim')),
    ...rowsOf(model, pane).map(({ mark, text, folded }, i) => {
      const here = i + 1 === pane.index;
      return line(
        span(`${here ? '▸' : ' '}${mark} `, here ? 'selected' : (MARK_TONES[mark] ?? 'plain')),
        span(text, here ? 'selected' : (MARK_TONES[mark] ?? 'plain')),
        span(folded === 0 ? '' : `  ${folded} lines`, 'dim'),
      );
    }),
  ];
}

interface Kept {
  readonly key: ObjectKey;
  readonly last: Position;
  readonly lines: readonly ObjectLine[];
}
/** Of each story the last object that was shown, unfolded: a pane asks several times a frame. */
const KEPT = new WeakMap<Story, Kept>();

function wholeOf(model: Model, key: ObjectKey): readonly ObjectLine[] {
  const { story } = model;
  const last = previousWrite(story, key, model.cursor.position + 1);
  if (last === undefined) return [];
  const kept = KEPT.get(story);
  if (kept?.key === key && kept.last === last) return kept.lines;
  const before = story.timeline.peek(last - 1).get(key);
  const after = story.timeline.peek(last).get(key);
  const lines = after === undefined ? changedLines(undefined, before) : changedLines(before, after);
  KEPT.set(story, { key, last, lines });
  return lines;
}

const rowsOf = (model: Model, pane: YamlPane): readonly FoldedLine[] =>
  foldedBy(wholeOf(model, pane.key), closedIn(pane.turned));

/** managedFields are folded at first, and nothing else is. */
function closedIn(turned: readonly string[]): ReadonlySet<string> {
  const closed = new Set([MANAGED]);
  for (const path of turned) if (!closed.delete(path)) closed.add(path);
  return closed;
}

function yamlKey(model: Model, pane: YamlPane, key: string): Model | undefined {
  const rows = rowsOf(model, pane);
  const page = Math.max(1, model.rows - 6);
  const to = (index: number): Model => ({
    ...model,
    open: { ...pane, index: Math.max(0, Math.min(rows.length, index)) },
  });
  switch (key) {
    case 'j':
    case 'down':
      return to(pane.index + 1);
    case 'k':
    case 'up':
      return to(pane.index - 1);
    case 'space':
    case 'f':
    case 'pagedown':
      return to(pane.index + page);
    case 'b':
    case 'pageup':
      return to(pane.index - page);
    case 'g':
    case 'home':
      return to(0);
    case 'G':
    case 'end':
      return to(rows.length);
    case 'tab':
    case 'enter':
      return turn(model, pane, rows);
    case '/':
      // nothing is found in what is folded
      return { ...model, open: { ...pane, turned: [], typing: '' } };
    case '*':
      return { ...model, open: { ...pane, turned: pane.turned.length === 0 ? topOf(wholeOf(model, pane.key)) : [] } };
    default:
      return undefined;
  }
}

/** Folds the branch the marked line begins or stands in, or unfolds it; the mark stays with the branch. */
function turn(model: Model, pane: YamlPane, rows: readonly FoldedLine[]): Model {
  const row = rows[pane.index - 1];
  const branch = row === undefined ? undefined : branchOf(wholeOf(model, pane.key), row.path);
  if (branch === undefined) return model;
  const turned = pane.turned.includes(branch) ? pane.turned.filter(path => path !== branch) : [...pane.turned, branch];
  const next = { ...pane, turned };
  const at = rowsOf(model, next).findIndex(({ path }) => path === branch);
  return { ...model, open: { ...next, index: at < 0 ? pane.index : at + 1 } };
}

/** All branches right under the object: `/metadata`, `/spec`, `/status`. */
const topOf = (lines: readonly ObjectLine[]): string[] => [
  ...new Set(lines.filter(({ path }) => path.split('/').length > 2).map(({ path }) => `/${path.split('/')[1]}`)),
];
