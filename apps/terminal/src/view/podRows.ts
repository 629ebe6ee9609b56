/** A row a revision and a row a pod. */
import {
  cutLeft,
  duration,
  groupsAt,
  type ObjectKey,
  type PodGroup,
  type PodRow,
  type Position,
  podRow,
  shortImage,
  type WorkloadStory,
} from '@playhead/core';
import { type Model, subjectOf } from '../model.ts';
import { cells, fill, type Line, line, span } from '../text.ts';
import { stateTone } from '../theme.ts';
import type { Axis } from './axis.ts';
import { withHit } from './hit.ts';
import { numberLane, podLane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { row } from './row.ts';
import { scalerOf } from './scalerRows.ts';
import { groupTone } from './tones.ts';

export interface Item {
  readonly line: Line;
  /** The higher, the sooner it is left out where there is no room. */
  readonly spare: number;
}

/** Revisions newest first, each with its pods oldest first; what is gone goes first where there is no room. */
export function podRows(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis): Line[] {
  const { story } = model;
  const { position } = model.cursor;
  const subject = subjectOf(model);
  const items: Item[] = [];
  const groups = groupsAt(workload, position);
  // where there is one group for good, its number says nothing: the size is in the lanes of the autoscaler
  const own = workload.kind !== 'Deployment' || (!layout.wide && scalerOf(workload) !== undefined && groups.length < 2);
  groups.forEach((group, age) => {
    const existing = group.existing(position);
    const dead = existing === 0 && group.size.at(position) === 0;
    if (!own)
      items.push({
        line: selects(groupRow(workload, group, layout, axis, position), group.key),
        spare: dead ? 2 + age / 100 : 0,
      });
    for (const life of group.pods) {
      if (life.born > position) continue;
      const pod = podRow(story, group, life, position);
      const selected = life.key === subject;
      const spare =
        selected || pod.state === 'failing'
          ? 0
          : pod.state === 'gone'
            ? 3 + pod.forMs
            : pod.state === 'leaving'
              ? 1
              : 0.5;
      items.push({ line: selects(eachRow(workload, pod, layout, axis, selected), life.key), spare });
    }
  });
  const lines = keptItems(items, layout.pods);
  while (lines.length < layout.pods) lines.push([]);
  return lines;
}

/** As many rows as there is room for, in their order; those that can best be spared are left out. */
export function keptItems(items: readonly Item[], room: number): Line[] {
  const spares = items.map(item => item.spare).sort((a, b) => b - a);
  const over = Math.max(0, items.length - room);
  const least = spares[over - 1] ?? 0;
  // of those that can be spared as well as the last that must go, the first go
  let ties = over - spares.filter(spare => spare > least).length;
  const kept = items.filter(({ spare }) => {
    if (over === 0 || spare === 0 || spare < least) return true;
    return spare === least && ties-- <= 0;
  });
  return kept.slice(0, room).map(item => item.line);
}

export const selects = (row: Line, key: ObjectKey | undefined): Line =>
  key === undefined ? row : withHit(row, { kind: 'object', key });

function groupRow(workload: WorkloadStory, group: PodGroup, layout: Layout, axis: Axis, position: Position): Line {
  const revision = group.revision.at(position);
  const name = revision > 0 ? `rev ${revision}` : 'new';
  const tone = groupTone(workload, group);
  const image = shortImage(group.image);
  const counts = ` ${group.count('ready', position)}/${group.size.at(position)}`;
  const begin = axis.last.findIndex(last => last >= group.born);
  const lane = numberLane(axis, {
    steps: group.size,
    worse: 'last',
    line: value => (value > 0 ? '─' : ' '),
    tone: () => tone,
    from: begin < 0 ? axis.columns : begin,
  });
  const text = layout.wide ? ` ${name}  ${cutLeft(image, layout.label - name.length - 4)}` : ` ${name}`;
  const right = layout.wide
    ? `${counts}${group.size.at(position) > 0 ? ' ready' : ''}`
    : `${counts} ${cutLeft(image, layout.right - cells(counts) - 1)}`;
  return row(layout, line(span(fill(text, layout.label), tone)), lane, line(span(right)));
}

function eachRow(workload: WorkloadStory, pod: PodRow, layout: Layout, axis: Axis, selected: boolean): Line {
  const name = layout.wide ? pod.life.name : pod.life.short;
  const lead = layout.wide ? ` ${selected ? '▸' : ' '} ` : ` ${selected ? '▸' : ' '}  `;
  const text = fill(`${lead}${cutLeft(name, layout.label - lead.length - 1)}`, layout.label);
  return row(
    layout,
    line(span(text, selected ? 'selected' : pod.state === 'gone' ? 'old' : 'plain')),
    podLane(axis, pod.life, groupTone(workload, pod.group)),
    podRight(pod, layout),
  );
}

/** `● 3.4s node-2`, `✗ ImagePullBackOff`, `· 0.7s ago`. */
function podRight(pod: PodRow, layout: Layout): Line {
  const sign = span(` ${pod.sign}`, stateTone(pod.state));
  const ago = duration(pod.forMs);
  if (pod.state === 'gone') return line(sign, span(` ${pod.word === 'Succeeded' ? 'done ' : ''}${ago} ago`, 'old'));
  if (pod.word !== '' && !layout.wide) return line(sign, span(` ${pod.word}`));
  return line(sign, span(` ${ago} ${pod.node === '' ? pod.word : pod.node}`.trimEnd()));
}
