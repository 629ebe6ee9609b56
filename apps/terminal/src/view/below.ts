/** Below the lanes: the pane that says why, the selected entry, and where there is room events around it and the object. */
import {
  changeBefore,
  changeTitle,
  duration,
  type EntryWords,
  entryWords,
  nextMeaning,
  partsOf,
  previousWrite,
  receiptOf,
  shortKind,
  timeAt,
  type WhyPane,
  type WhyRow,
  workloadBehind,
} from '@playhead/core';
import { type Model, subjectOf } from '../model.ts';
import {
  cells,
  clip,
  fill,
  fit,
  type Line,
  line,
  longest,
  pad,
  rule,
  type Span,
  span,
  spread,
  type Tone,
  widthOf,
  wrap,
} from '../text.ts';
import { changedLines, folded, MANAGED, REST } from './objectLines.ts';

/** The question and its rows; sums under them where there is room. The last row, the way out, is never left out. */
export function whyRows(pane: WhyPane, width: number, height: number): Line[] {
  const room = height - 1;
  const kept = fitting(pane.rows, room);
  const labels = Math.max(...kept.map(row => cells(row.label)), 8) + 4;
  let spare = room - kept.length;
  const rows: Line[] = [rule(pane.question, 'w shows the sums', width)];
  for (const row of kept) {
    const lines = rowLines(row, width - labels, spare);
    spare -= lines.length - 1;
    lines.forEach((text, i) => {
      rows.push(
        line(
          span(fill(i === 0 ? `  ${row.label}` : '', labels), 'bold'),
          span(text, i < lines.length - sumCount(row, lines) ? 'plain' : 'dim'),
        ),
      );
    });
  }
  while (rows.length < height) rows.push([]);
  return rows.slice(0, height);
}

/** As many as there is room for: what can be spared goes first, from the end; else the last row never goes. */
function fitting(rows: readonly WhyRow[], room: number): readonly WhyRow[] {
  const kept = [...rows];
  for (let i = kept.length - 1; i >= 0 && kept.length > room; i--) if (kept[i]!.spare === true) kept.splice(i, 1);
  return kept.length <= room ? kept : [...kept.slice(0, room - 1), kept[kept.length - 1]!];
}

/** The longest wording on one line; where there are lines to spare, the longest of all, wrapped, and the sums. */
function rowLines(row: WhyRow, width: number, spare: number): string[] {
  const first = row.texts[0] ?? '';
  const wrapped = wrap(first, width);
  const lines = wrapped.length - 1 <= Math.min(spare, 1) ? wrapped : [longest(row.texts, width)];
  let left = spare - (lines.length - 1);
  for (const sum of row.sums ?? []) {
    const more = wrap(sum, width);
    if (more.length > left) break;
    lines.push(...more);
    left -= more.length;
  }
  return lines;
}

const sumCount = (row: WhyRow, lines: readonly string[]): number =>
  (row.sums ?? []).filter(sum => lines.some(text => sum.startsWith(text))).length;

/** ` ─ @131 kubelet ── next @136 rollout undo, in 2.0s ─`, and in the small form a line with what it did and why. */
export function entryRows(model: Model, width: number, height: number): Line[] {
  const { story } = model;
  const { position } = model.cursor;
  const next = nextWords(model);
  if (position === 0) {
    const rows = [rule('@0, before the first entry', next[0]!, width)];
    if (height > 1) rows.push([]);
    return rows;
  }
  const words = entryWords(story, position);
  const title = height < 2 ? entryTitle(words) : `@${position} ${words.actor}`;
  const head = rule(title, longest([...next, ''], Math.max(0, width - cells(title) - 10)), width);
  if (height < 2) return [head];
  const cause = causeWords(model);
  const tone: Tone = words.hand ? 'hand' : words.failing ? 'bad' : 'plain';
  const left = line(span(`  ${words.subject === '' ? '' : `${words.subject}  `}`, 'bold'), span(words.what, tone));
  // what happened is not cut for why
  const right = line(span(cause === '' ? '' : longest([` ← ${cause}`, ''], width - widthOf(left) - 1), 'dim'));
  return [head, spread(left, right, width)];
}

const entryTitle = (words: EntryWords): string =>
  `@${words.position} ${words.actor}: ${words.subject === '' ? '' : `${words.subject} `}${words.what}`;

/** What comes next, in several lengths. */
function nextWords(model: Model): string[] {
  const { story } = model;
  const { position } = model.cursor;
  const next = nextMeaning(story, position);
  if (next === undefined) return [position >= story.length ? 'the end' : `end @${story.length}`];
  const words = entryWords(story, next);
  const gap = timeAt(story, next) - timeAt(story, position);
  const inTime = gap < 1000 ? `${(gap / 1000).toFixed(2)}s` : duration(gap);
  const what = words.hand
    ? words.actor.replace(/^kubectl /, '')
    : `${words.subject} ${words.what.replace(/^[●◐○◌✗·] (?=[a-z])/, '')}`;
  return [`next @${next} ${clip(what.trim(), 30)}, in ${inTime}`, `next @${next} in ${inTime}`, `next @${next}`];
}

/** The hand behind it: the last change of the workload it belongs to; of anything else, the rule it was decided by. */
function causeWords(model: Model): string {
  const { story } = model;
  const { position } = model.cursor;
  const workload = workloadBehind(story, position);
  const change = workload === undefined ? undefined : changeBefore(workload, position);
  if (change === undefined) return receiptOf(story, position)?.texts[0] ?? '';
  return `@${change.position} ${changeTitle(change)}`;
}

/** The selected object as YAML, what its last write changed marked, the rest folded. */
export function objectRows(model: Model, width: number, height: number): Line[] {
  const { story } = model;
  const { position } = model.cursor;
  const key = subjectOf(model);
  const rows: Line[] = [];
  if (key === undefined) rows.push(rule('no object', '', width));
  else {
    const { kind, name } = partsOf(key);
    const last = previousWrite(story, key, position + 1);
    const before = last === undefined ? undefined : previousWrite(story, key, last);
    const said =
      last === undefined ? 'not there yet' : `changed @${last}${before === undefined ? '' : `, before @${before}`}`;
    rows.push(rule(`${shortKind(kind)}/${name}`, said, width));
    if (last !== undefined) rows.push(...objectWindow(model, key, last, width, height - 1));
  }
  while (rows.length < height) rows.push([]);
  return rows.slice(0, height);
}

const FOLDS: readonly (readonly string[])[] = [[MANAGED], REST.filter(branch => !branch.startsWith('/status'))];

function objectWindow(
  model: Model,
  key: NonNullable<ReturnType<typeof subjectOf>>,
  last: number,
  width: number,
  height: number,
): Line[] {
  const { timeline } = model.story;
  const before = timeline.peek(last - 1).get(key);
  const after = timeline.peek(last).get(key);
  const all = after === undefined ? changedLines(undefined, before) : changedLines(before, after);
  // as little folded as there is room for
  const lines = FOLDS.map(hide => folded(all, hide)).find(({ length }) => length <= height) ?? folded(all, REST);
  const change = lines.findIndex(l => l.mark !== ' ');
  const start = Math.max(0, Math.min(lines.length - height, change - Math.floor(height / 2)));
  const shown = lines.slice(start, start + height);
  const tones: Readonly<Record<string, Tone>> = { '+': 'added', '-': 'removed', ' ': 'plain' };
  return shown.map(({ mark, text }) => fit(line(span(`${mark} ${text}`, tones[mark] ?? 'plain')), width));
}

/** Two blocks of rows side by side, a line between them. */
export function beside(left: readonly Line[], right: readonly Line[], width: number): Line[] {
  return left.map((row, i) => {
    const joins = row.length > 0 && row[row.length - 1]!.text.endsWith('─');
    const bar: Span = { text: joins ? (i === 0 ? '┬' : '┤') : '│', tone: 'rule' };
    const [first, ...rest] = right[i] ?? [];
    // a rule joins the line between them
    const joined =
      joins && first?.text.startsWith(' ─') === true ? [{ ...first, text: first.text.slice(1) }, ...rest] : right[i];
    return [...pad(row, width), bar, ...(joined ?? [])];
  });
}
