/** Many pods: a cell each, oldest first, which stays until its pod is gone; and how they lie over the nodes. */
import {
  duration,
  type PodGroup,
  type PodLife,
  type PodState,
  type Position,
  podRow,
  podsByNode,
  SIGNS,
  type WorkloadStory,
} from '@playhead/core';
import { type Model, subjectOf } from '../model.ts';
import { cells, fill, fit, type Line, line, longest, rule, type Span, span } from '../text.ts';
import { stateTone } from '../theme.ts';
import type { Layout } from './layout.ts';
import { revisionName, rolloutGroups } from './stateRows.ts';
import { groupTone } from './tones.ts';

const COUNTS = 18;

/** At most so many rows: title, cells of the two revisions, nodes. */
export function gridRows(model: Model, workload: WorkloadStory, layout: Layout, most: number): Line[] {
  const { position } = model.cursor;
  // an old revision without pods has no cells left
  const groups = rolloutGroups(workload, layout, position)
    .slice(0, 2)
    .filter((group, i) => i === 0 || group.existing(position) > 0 || group.born > position);
  const across = Math.max(10, layout.width - layout.label + 1 - COUNTS);
  const room = Math.max(1, Math.floor((most - 2) / Math.max(1, groups.length)));
  const end = layout.rollout?.end ?? position;
  const wanted = Math.max(1, ...groups.map(group => Math.ceil(bornBy(group.pods, end).length / across)));
  const tall = Math.min(room, wanted);
  const each = Math.max(1, ...groups.map(group => Math.ceil(bornBy(group.pods, end).length / (across * tall))));
  const marked = markedPod(model);
  const rows: Line[] = [title(model, each, marked, layout.width)];
  groups.forEach((group, i) => {
    const pods = bornBy(group.pods, position);
    const states = cellStates(pods, each, position);
    const mark = marked?.group === group.uid ? Math.floor(bornBy(pods, marked.born - 1).length / each) : -1;
    const tone = groupTone(workload, group);
    const age = groups.length > 1 ? (i === 0 ? ' new' : ' old') : '';
    const counts = countLines(workload, group, pods.length, position, i === 0);
    const height = Math.max(1, Math.min(tall, Math.ceil(bornBy(group.pods, end).length / (across * each))));
    for (let y = 0; y < height; y++) {
      const label = span(fill(y === 0 ? ` ${revisionName(group, end)}${age}` : '', layout.label), tone);
      const part = paintCells({ pods, each, states, from: y * across, mark }, across);
      rows.push(fit([label, ...part, span(height === 1 ? inOne(counts, COUNTS) : (counts[y] ?? ''))], layout.width));
    }
  });
  rows.push(nodeRow(model, workload, layout));
  return rows;
}

/** Both lines of counts on one, without the `○ 0` that only fills the second. */
const inOne = (counts: readonly string[], width: number): string =>
  longest([counts.join(''), counts.join('').replace(` ${SIGNS.pending} 0`, ''), counts[0] ?? ''], width);

/** The pods made up to a position; they are kept in the order in which they were made. */
function bornBy(pods: readonly PodLife[], position: Position): readonly PodLife[] {
  let [low, high] = [0, pods.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (pods[middle]!.born <= position) low = middle + 1;
    else high = middle;
  }
  return low === pods.length ? pods : pods.slice(0, low);
}

const WORST: readonly PodState[] = ['failing', 'leaving', 'pending', 'running', 'ready', 'gone'];
const RANK = Object.fromEntries(WORST.map((state, rank) => [state, rank])) as Record<PodState, number>;

/** A state a cell; where a cell stands for several pods, the worst of them. */
function cellStates(pods: readonly PodLife[], each: number, position: Position): PodState[] {
  const states: PodState[] = [];
  for (let i = 0; i < pods.length; i += each) {
    let worst = WORST.length - 1;
    for (let k = i; k < Math.min(pods.length, i + each); k++) {
      const rank = RANK[pods[k]!.stateAt(position)];
      if (rank < worst) worst = rank;
    }
    states.push(WORST[worst]!);
  }
  return states;
}

interface Cells {
  readonly pods: readonly PodLife[];
  readonly each: number;
  readonly states: readonly PodState[];
  /** The first of the row. */
  readonly from: number;
  /** The one that is selected, or -1. */
  readonly mark: number;
}

function paintCells({ pods, each, states, from, mark }: Cells, across: number): Span[] {
  const spans: Span[] = [];
  const end = Math.min(states.length, from + across);
  for (let cell = from; cell < end; cell++) {
    const last = spans[spans.length - 1];
    const tone = cell === mark ? 'found' : stateTone(states[cell]!);
    const text = SIGNS[states[cell]!];
    if (last?.tone === tone) spans[spans.length - 1] = { ...last, text: last.text + text };
    else spans.push({ text, tone, hit: { kind: 'cells', pods, each, cell } });
  }
  spans.push({ text: ' '.repeat(Math.max(0, from + across - Math.max(from, end))), tone: 'plain' });
  return spans;
}

/** The pod that a cell shows: of several the worst, of these the oldest. */
export function worstOfCell(
  { pods, each, cell }: { readonly pods: readonly PodLife[]; readonly each: number; readonly cell: number },
  position: Position,
): PodLife | undefined {
  let worst: PodLife | undefined;
  for (const life of pods.slice(cell * each, (cell + 1) * each))
    if (worst === undefined || RANK[life.stateAt(position)] < RANK[worst.stateAt(position)]) worst = life;
  return worst;
}

/** The pod that is selected, or that the entry is about. */
function markedPod(model: Model): PodLife | undefined {
  const subject = subjectOf(model);
  if (subject?.startsWith('Pod/') !== true) return undefined;
  return model.story.pods.get(subject)?.findLast(life => life.born <= model.cursor.position);
}

/** What the cells are; on the right the pod that was selected among them. */
function title(model: Model, each: number, marked: PodLife | undefined, width: number): Line {
  const note = each > 1 ? `; a cell is ${each} pods and shows the worst` : '';
  const group = marked === undefined ? undefined : model.story.groupsByUid.get(marked.group);
  let said = '';
  if (marked !== undefined && group !== undefined && model.selected !== undefined) {
    const { sign, forMs, node, word } = podRow(model.story, group, marked, model.cursor.position);
    said = `▸ ${marked.short} ${sign} ${duration(forMs)} ${word === '' ? node : word}`.trimEnd();
  }
  const texts = [`pods, oldest first; a cell stays until its pod is gone${note}`, `pods, oldest first${note}`];
  return rule(longest(texts, width - cells(said) - 9), said, width);
}

/** ` ● 42 ◐ 50`, ` ○ 0  8 to come`: two lines of counts beside the cells. */
function countLines(
  workload: WorkloadStory,
  group: PodGroup,
  born: number,
  position: Position,
  current: boolean,
): string[] {
  const counts = { gone: born - group.existing(position), ...countsAt(group, position) };
  const word = (state: PodState): string => (counts[state] > 0 ? ` ${SIGNS[state]} ${counts[state]}` : '');
  if (current) {
    const missing = workload.desired.at(position) - group.size.at(position);
    const come = missing > 0 ? `  ${missing} to come` : '';
    return [
      ` ${SIGNS.ready} ${counts.ready}${word('running')}${word('failing')}`,
      `${come === '' ? word('pending') : ` ${SIGNS.pending} ${counts.pending}`}${word('leaving')}${come}`,
    ];
  }
  return [` ${SIGNS.ready} ${counts.ready}${word('leaving')}${word('failing')}`, `${word('gone')}`];
}

const countsAt = (group: PodGroup, position: Position) => ({
  pending: group.count('pending', position),
  running: group.count('running', position),
  ready: group.count('ready', position),
  leaving: group.count('leaving', position),
  failing: group.count('failing', position),
});

/** As many nodes as fit, by name; where not all do, of how many. */
function nodeRow(model: Model, workload: WorkloadStory, layout: Layout): Line {
  const { position } = model.cursor;
  const failing = workload.failing.at(position);
  const end = `     ${SIGNS.failing} ${failing}`;
  const room = layout.width - layout.label - 1 - cells(end);
  const all = `     of ${workload.nodes.size} nodes`;
  const texts: string[] = [];
  let wide = 0;
  for (const { node, counts } of podsByNode(workload, position)) {
    const states = (['ready', 'running', 'pending', 'leaving', 'failing'] as const).filter(state => counts[state] > 0);
    const words = `${node} ${states.map(state => `${SIGNS[state]}${counts[state]}`).join(' ')}`;
    texts.push(words);
    wide += (wide === 0 ? 0 : 5) + cells(words);
    if (wide > room) break;
  }
  let text = texts.join('     ');
  if (wide > room) {
    while (texts.length > 1 && cells(texts.join('     ')) + all.length > room) texts.pop();
    text = texts.join('     ') + all;
  }
  const tone = failing > 0 ? 'bad' : 'plain';
  return fit(line(span(fill(' by node', layout.label + 1)), span(fill(text, room)), span(end, tone)), layout.width);
}
