/** A row a place: the ordinals of a StatefulSet in the turn in which they are updated, the nodes of a DaemonSet. */
import {
  byName,
  duration,
  type PodGroup,
  type PodLife,
  type Position,
  podRow,
  SIGNS,
  type WorkloadStory,
} from '@playhead/core';
import { type Model, subjectOf } from '../model.ts';
import { fill, type Line, line, span } from '../text.ts';
import { stateTone } from '../theme.ts';
import type { Axis } from './axis.ts';
import { withHit } from './hit.ts';
import { emptyLane, type LaneLook, slotLane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { label, row } from './row.ts';
import { groupTone } from './tones.ts';

interface Slot {
  readonly name: string;
  /** In order of birth. */
  readonly lives: readonly PodLife[];
}

const SLOTS = new WeakMap<WorkloadStory, { readonly readTo: number | undefined; readonly found: readonly Slot[] }>();

/** Counted once, and again where the log has grown: which pods held which place does not change with the position. */
export function slotsOf(workload: WorkloadStory): readonly Slot[] {
  const known = SLOTS.get(workload);
  if (known !== undefined && known.readTo === workload.readTo) return known.found;
  const placeOf = (life: PodLife): string =>
    workload.kind === 'StatefulSet' ? life.name : life.node.last === '' ? life.short : life.node.last;
  const slots = new Map<string, PodLife[]>();
  const lives = workload.groups.flatMap(group => group.pods).sort((a, b) => a.born - b.born);
  for (const life of lives) {
    const place = placeOf(life);
    const slot = slots.get(place);
    if (slot === undefined) slots.set(place, [life]);
    else slot.push(life);
  }
  const way = workload.kind === 'StatefulSet' ? -1 : 1;
  const found = [...slots].map(([name, held]) => ({ name, lives: held }));
  found.sort((a, b) => way * byName(a.name, b.name));
  SLOTS.set(workload, { readTo: workload.readTo, found });
  return found;
}

export const inSlots = (workload: WorkloadStory): boolean =>
  workload.kind === 'StatefulSet' || workload.kind === 'DaemonSet';

/** A title with what the lines mean, then a row a place. */
export function slotRows(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis): Line[] {
  const { position } = model.cursor;
  const turn = workload.kind === 'StatefulSet';
  const places = slotsOf(workload).filter(({ lives }) => turn || lives[0]!.born <= axis.last[axis.columns - 1]!);
  const groups = shownGroups(workload, layout, position);
  const legend = groups.map((group, i) => `${lineOf(i)} rev ${group.revision.at(layout.rollout?.end ?? position)}`);
  const title = row(layout, label(layout, turn ? 'in turn' : 'by node'), emptyLane(axis), [
    span(` ${groups.length > 1 ? [...legend].reverse().join('  ') : ''}`, 'dim'),
  ]);
  const room = layout.pods - 1;
  const rows = places.slice(0, places.length > room ? room - 1 : room);
  const lines = [
    title,
    ...rows.map((slot, i) => slotRow(model, workload, layout, axis, { slot, turn: i + 1, groups })),
  ];
  if (rows.length < places.length) lines.push(line(span(`    and ${places.length - rows.length} more`, 'dim')));
  while (lines.length < layout.pods) lines.push([]);
  return lines;
}

const lineOf = (index: number): '━' | '═' => (index === 0 ? '═' : '━');

/** The revision the rollout leads to, and the one it came from. */
function shownGroups(workload: WorkloadStory, layout: Layout, position: Position): PodGroup[] {
  const end = layout.rollout?.end ?? position;
  const start = layout.rollout?.start ?? 1;
  const [to, from] = [workload.current.at(end), workload.current.at(start - 1)];
  return [to, from].filter((group, i, all): group is PodGroup => group !== undefined && all.indexOf(group) === i);
}

interface Place {
  readonly slot: Slot;
  readonly turn: number;
  readonly groups: readonly PodGroup[];
}

function slotRow(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis, place: Place): Line {
  const { story } = model;
  const { position } = model.cursor;
  const { slot, turn, groups } = place;
  const life = slot.lives.findLast(l => l.born <= position);
  const selected = slot.lives.some(l => l.key === subjectOf(model)) && life !== undefined;
  const mark = selected ? '▸' : ' ';
  const number = workload.kind === 'StatefulSet' ? String(turn) : '';
  const name = ` ${mark}${fill(number, number === '' ? 1 : number.length + 1)}${slot.name}`;
  const lookOf = (pod: PodLife): LaneLook => {
    const group = story.groupsByUid.get(pod.group);
    if (group === undefined) return { tone: 'plain', line: '━' };
    return { tone: groupTone(workload, group), line: groups.length > 1 && group === groups[0] ? '═' : '━' };
  };
  const lane = slotLane(axis, slot.lives, lookOf);
  const head = line(span(fill(name, layout.label), selected ? 'selected' : 'plain'));
  const drawn = row(layout, head, lane, life === undefined ? [] : slotRight(model, workload, life));
  return life === undefined ? drawn : withHit(drawn, { kind: 'object', key: life.key });
}

/** `rev 2 ● 0.8s node-1`; of a DaemonSet the pod’s name, the node being the row. */
function slotRight(model: Model, workload: WorkloadStory, life: PodLife): Line {
  const { story } = model;
  const { position } = model.cursor;
  const group = story.groupsByUid.get(life.group);
  if (group === undefined) return [];
  const pod = podRow(story, group, life, position);
  const revision = group.revision.at(position);
  const where = pod.word !== '' ? pod.word : workload.kind === 'StatefulSet' ? pod.node : life.short;
  return line(
    span(revision > 0 ? ` rev ${revision}` : '', groupTone(workload, group)),
    span(` ${SIGNS[pod.state]}`, stateTone(pod.state)),
    span(
      ` ${duration(pod.forMs)}${pod.state === 'gone' ? ' ago' : ` ${where}`}`.trimEnd(),
      pod.state === 'gone' ? 'old' : 'plain',
    ),
  );
}
