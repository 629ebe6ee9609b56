/** Many pods: a cell each, oldest first, which stays until its pod is gone; and how they lie over the nodes. */
import {
  POD_STATES,
  type PodLife,
  type PodState,
  type Position,
  podsAt,
  podsByNode,
  SIGNS,
  type WorkloadStory,
} from '@playhead/core';
import type { Model } from '../model.ts';
import { cells, fill, fit, type Line, line, longest, rule, type Span, span } from '../text.ts';
import { stateTone } from '../theme.ts';
import type { Layout } from './layout.ts';
import { revisionName, rolloutGroups } from './stateRows.ts';
import { groupTone } from './tones.ts';

const COUNTS = 18;

/** At most so many rows: title, cells of the two revisions, nodes. */
export function gridRows(model: Model, workload: WorkloadStory, layout: Layout, most: number): Line[] {
  const { position } = model.cursor;
  const groups = rolloutGroups(workload, layout, position).slice(0, 2);
  const across = Math.max(10, layout.width - 11 - COUNTS);
  const room = Math.max(1, Math.floor((most - 2) / Math.max(1, groups.length)));
  const end = layout.rollout?.end ?? position;
  const wanted = Math.max(1, ...groups.map(group => Math.ceil(bornBy(group.pods, end).length / across)));
  const tall = Math.min(room, wanted);
  const each = Math.max(1, ...groups.map(group => Math.ceil(bornBy(group.pods, end).length / (across * tall))));
  const note = each > 1 ? `; a cell is ${each} pods and shows the worst` : '';
  const rows: Line[] = [rule(`pods, oldest first; a cell stays until its pod is gone${note}`, '', layout.width)];
  groups.forEach((group, i) => {
    const pods = bornBy(group.pods, position);
    const states = cellStates(pods, each, position);
    const tone = groupTone(workload, group);
    const age = groups.length > 1 ? (i === 0 ? ' new' : ' old') : '';
    const counts = countLines(group.size.at(position), workload.desired.at(position), pods, position, i === 0);
    const height = Math.max(1, Math.min(tall, Math.ceil(bornBy(group.pods, end).length / (across * each))));
    for (let y = 0; y < height; y++) {
      const label = span(fill(y === 0 ? ` ${revisionName(group, end)}${age}` : '', 12), tone);
      const part = paintCells(states.slice(y * across, (y + 1) * across), across);
      rows.push(fit([label, ...part, span(height === 1 ? inOne(counts, COUNTS) : (counts[y] ?? ''))], layout.width));
    }
  });
  rows.push(nodeRow(model, workload, layout));
  return rows;
}

/** Both lines of counts on one, without the `○ 0` that only fills the second. */
const inOne = (counts: readonly string[], width: number): string =>
  longest([counts.join(''), counts.join('').replace(` ${SIGNS.pending} 0`, ''), counts[0] ?? ''], width);

const bornBy = (pods: readonly PodLife[], position: Position): readonly PodLife[] =>
  pods.filter(pod => pod.born <= position);

const WORST: readonly PodState[] = ['failing', 'leaving', 'pending', 'running', 'ready', 'gone'];

function cellStates(pods: readonly PodLife[], each: number, position: Position): PodState[] {
  if (each === 1) return pods.map(pod => pod.states.at(position));
  const states: PodState[] = [];
  for (let i = 0; i < pods.length; i += each) {
    const here = new Set(pods.slice(i, i + each).map(pod => pod.states.at(position)));
    states.push(WORST.find(state => here.has(state)) ?? 'gone');
  }
  return states;
}

function paintCells(states: readonly PodState[], across: number): Span[] {
  const spans: Span[] = [];
  for (const state of states) {
    const last = spans[spans.length - 1];
    const tone = stateTone(state);
    if (last?.tone === tone) spans[spans.length - 1] = { text: last.text + SIGNS[state], tone };
    else spans.push({ text: SIGNS[state], tone });
  }
  spans.push({ text: ' '.repeat(Math.max(0, across - states.length)), tone: 'plain' });
  return spans;
}

/** ` ● 42 ◐ 50`, ` ○ 0  8 to come`: two lines of counts beside the cells. */
function countLines(
  size: number,
  desired: number,
  pods: readonly PodLife[],
  position: Position,
  current: boolean,
): string[] {
  const counts = Object.fromEntries(POD_STATES.map(state => [state, 0])) as Record<PodState, number>;
  for (const pod of pods) counts[pod.states.at(position)]++;
  const word = (state: PodState): string => (counts[state] > 0 ? ` ${SIGNS[state]} ${counts[state]}` : '');
  if (current) {
    const come = desired > size ? `  ${desired - size} to come` : '';
    return [
      ` ${SIGNS.ready} ${counts.ready}${word('running')}${word('failing')}`,
      `${come === '' ? word('pending') : ` ${SIGNS.pending} ${counts.pending}`}${word('leaving')}${come}`,
    ];
  }
  return [` ${SIGNS.ready} ${counts.ready}${word('leaving')}${word('failing')}`, `${word('gone')}`];
}

function nodeRow(model: Model, workload: WorkloadStory, layout: Layout): Line {
  const rows = podsAt(model.story, workload, model.cursor.position);
  const nodes = podsByNode(rows);
  const failing = rows.filter(row => row.state === 'failing').length;
  const end = `     ${SIGNS.failing} ${failing}`;
  const word = (state: PodState, count: number): string => (count > 0 ? ` ${SIGNS[state]}${count}` : '');
  const words = nodes.map(
    ({ node, counts }) =>
      `${node}${word('ready', counts.ready)}${word('running', counts.running)}${word('pending', counts.pending)}${word('leaving', counts.leaving)}${word('failing', counts.failing)}`,
  );
  const room = layout.width - 13 - cells(end);
  let shown = words.length;
  const text = (): string => {
    const more = shown < words.length ? `     ${words.length - shown} more` : '';
    return `${words.slice(0, shown).join('     ')}${more}`;
  };
  while (shown > 1 && cells(text()) > room) shown--;
  return fit(
    line(span(fill(' by node', 13)), span(fill(text(), room)), span(end, failing > 0 ? 'bad' : 'plain')),
    layout.width,
  );
}
