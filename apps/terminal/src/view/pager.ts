/** What fills the screen over the lanes: help, the sums in full, an object's YAML, the choice of a workload. */
import {
  byTrouble,
  causeChain,
  entryWords,
  nextWrite,
  offset,
  PHASE_SIGNS,
  partsOf,
  previousWrite,
  receiptOf,
  shortKind,
  timeAt,
  whyPane,
  worstPhase,
} from '@playhead/core';
import { KEYS } from '../keys.ts';
import { type Model, type Pane, shownWorkload } from '../model.ts';
import { fill, type Line, line, rule, span, type Tone, wrap } from '../text.ts';
import { changedLines, folded, MANAGED } from './objectLines.ts';
import { phaseTone } from './tones.ts';

/** How many lines a pane has, for scrolling. */
export const paneLength = (model: Model, pane: Pane): number => paneLines(model, pane).length;

/** A pane over a height: its title, its lines, and how it is moved and closed. */
export function paneRows(model: Model, pane: Pane, height: number): Line[] {
  const width = model.columns - 1;
  const lines = paneLines(model, pane);
  const room = Math.max(1, height - 2);
  const scroll = pane.kind === 'choose' ? chooserScroll(pane.index, room) : pane.scroll;
  const shown = lines.slice(scroll, scroll + room);
  const where = lines.length <= room ? '' : `${scroll + 1}–${scroll + shown.length} of ${lines.length}`;
  const rows: Line[] = [rule(title(model, pane), where, width), ...shown];
  while (rows.length < height - 1) rows.push([]);
  rows.push(line(span(` ${KEYS_OF[pane.kind]}`, 'dim')));
  return rows;
}

const chooserScroll = (index: number, room: number): number => Math.max(0, index - room + 1);

const KEYS_OF: Readonly<Record<Pane['kind'], string>> = {
  help: 'j k line  space b page  g G ends  esc closes',
  why: 'j k line  space b page  g G ends  ←→ step  esc closes',
  yaml: 'j k line  space b page  d u half  g G ends  ←→ {} step  esc closes',
  choose: 'j k choose  enter or 1-9 take  esc closes',
};

function title(model: Model, pane: Pane): string {
  if (pane.kind === 'help') return 'keys';
  if (pane.kind === 'choose') return 'which workload? most troubled first';
  if (pane.kind === 'yaml') {
    const { kind, name } = partsOf(pane.key);
    return `${shortKind(kind)}/${name} at @${model.cursor.position}`;
  }
  const workload = shownWorkload(model);
  return workload === undefined ? 'why' : whyPane(model.story, workload, model.cursor.position).question;
}

function paneLines(model: Model, pane: Pane): Line[] {
  switch (pane.kind) {
    case 'help':
      return helpLines(model.columns - 1);
    case 'why':
      return whyLines(model, model.columns - 1);
    case 'yaml':
      return yamlLines(model, pane.key);
    case 'choose':
      return chooserLines(model, pane.index);
  }
}

function helpLines(width: number): Line[] {
  const rows = KEYS.map(({ shown, does }) => ({ shown, does }));
  const signs: Line[] = [
    [],
    line(span('  ● ready  ◐ running, not ready  ○ pending  ◌ leaving  ✗ failing  · gone')),
    line(
      span(
        '  ━ serving  ╌ not  ─ the recorded future;  ceiling = replicas + maxSurge, floor = replicas − maxUnavailable',
      ),
    ),
    line(span('  serving: ready and not leaving, what endpoints would send to.  existing: all pods not gone')),
  ];
  if (width < 100) return [...rows.map(row => helpRow(row.shown, row.does)), ...signs];
  const half = Math.ceil(rows.length / 2);
  const column = Math.floor(width / 2);
  const two = rows.slice(0, half).map((row, i): Line => {
    const right = rows[i + half];
    const left = fill(`  ${row.shown.padEnd(10)} ${row.does}`, column);
    return line(span(left), span(right === undefined ? '' : `  ${right.shown.padEnd(10)} ${right.does}`));
  });
  return [...two, ...signs];
}

const helpRow = (shown: string, does: string): Line => line(span(`  ${shown.padEnd(10)} `, 'bold'), span(does));

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

function chooserLines(model: Model, index: number): Line[] {
  return byTrouble(model.story).map((workload, i) => {
    const worst = worstPhase(workload);
    const low = workload.lowest;
    const now = workload.phase.at(model.cursor.position);
    const words =
      low === undefined
        ? 'never complete'
        : `lowest ${low.serving} of ${low.of} at ${offset(timeAt(model.story, low.position))}`;
    return line(
      span(` ${i === index ? '▸' : ' '}${i + 1} `, 'selected'),
      span(fill(`${shortKind(workload.kind)}/${workload.name}`, 34), i === index ? 'bold' : 'plain'),
      span(fill(workload.namespace, 24), 'dim'),
      span(`${PHASE_SIGNS[worst]} ${fill(worst, 11)}`, phaseTone(worst)),
      span(fill(words, 32)),
      span(`here ${now}`, 'dim'),
    );
  });
}
