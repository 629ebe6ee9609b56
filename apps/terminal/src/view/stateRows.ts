/** Many pods: a lane a state instead of a row a pod. */
import {
  leastIn,
  mostIn,
  type PodGroup,
  type Position,
  rolloutHead,
  type StepColumns,
  Steps,
  type WorkloadStory,
} from '@playhead/core';
import type { Model } from '../model.ts';
import { type Line, line, longest, span, type Tone } from '../text.ts';
import type { Axis } from './axis.ts';
import { barLane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { label, row, topIn } from './row.ts';
import { scalerLook, scalerOf } from './scalerRows.ts';
import { serviceRows } from './serviceRows.ts';
import { groupTone } from './tones.ts';

/** The groups a rollout is about: the one it leads to and the one it came from. */
export function rolloutGroups(workload: WorkloadStory, layout: Layout, position: Position): readonly PodGroup[] {
  const end = layout.rollout === undefined ? position : layout.rollout.end;
  const start = layout.rollout === undefined ? 1 : layout.rollout.start;
  const current = workload.current.at(end);
  const others = workload.groups
    .filter(group => group !== current && group.born <= end && mostIn(group.size, start - 1, end) > 0)
    .sort((a, b) => b.revision.at(end) - a.revision.at(end));
  return current === undefined ? others : [current, ...others];
}

/** Serving, each revision's pods by state, leaving, existing: a bar a column. */
export function stateRows(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis): Line[] {
  const { story } = model;
  const { position } = model.cursor;
  const head = rolloutHead(story, workload, position);
  const top = topIn(workload, axis);
  const [from, to] = [Math.max(0, axis.first[0]! - 1), axis.last[axis.columns - 1]!];
  const full = Math.max(1, workload.fences.last?.replicas ?? 0, mostIn(workload.desired, from, to));
  const rows: Line[] = [];
  const add = (name: Line, lane: Line, right: string, tone: Tone = 'plain'): void =>
    void rows.push(row(layout, name, lane, line(span(right, tone))));
  const since = Math.max(layout.rollout?.start ?? 1, Math.min(workload.firstComplete ?? position, position));
  const lowest = leastIn(workload.serving, since, position);
  add(
    label(layout, 'serving'),
    barLane(axis, workload.serving, 'less', full, value =>
      value >= head.floor ? 'good' : value === 0 ? 'bad' : 'way',
    ),
    ` ${head.serving}  lowest ${lowest}`,
  );
  const groups = rolloutGroups(workload, layout, position);
  groups.slice(0, 2).forEach((group, i) => {
    const tone = groupTone(workload, group);
    // not by the window, which a diversion widens: a lane keeps its name
    const name = revisionName(group, layout.rollout?.end ?? position);
    const all = ` of ${head.desired}`;
    const ready = group.count('ready', position);
    add(
      label(layout, `${name} ●`, tone),
      barLane(axis, group.counts.ready, 'less', full, () => tone),
      ` ${ready}${i === 0 ? all : ''}`,
    );
    if (i === 0)
      add(
        label(layout, `${name} ○◐`, tone),
        barLane(axis, onTheWay(group), 'more', full, () => 'way'),
        ` ${onTheWayAt(group, position)}`,
      );
  });
  if (mostIn(workload.failing, from, to) > 0)
    add(
      label(layout, 'failing ✗'),
      barLane(axis, workload.failing, 'more', full, () => 'bad'),
      ` ${workload.failing.at(position)}   top ${mostIn(workload.failing, from, to)}`,
    );
  const leaving = mostIn(workload.leaving, from, to);
  add(
    label(layout, 'leaving ◌', 'old'),
    barLane(axis, workload.leaving, 'more', full, () => 'old'),
    ` ${workload.leaving.at(position)}   top ${leaving}`,
  );
  add(
    label(layout, 'existing'),
    barLane(axis, workload.existing, 'more', Math.max(top, 1), () => 'plain'),
    longest([` ${head.existing} top ${top} of ${head.ceiling}`, ` ${head.existing} top ${top}`], layout.right),
  );
  rows.push(...serviceRows(model, workload, layout, axis, full));
  const scaler = scalerOf(workload);
  if (scaler !== undefined) rows.push(...scalerLook(model, scaler, layout, axis));
  return rows;
}

export const revisionName = (group: PodGroup, position: Position): string => {
  const revision = group.revision.at(position);
  return revision > 0 ? `rev ${revision}` : 'pods';
};

const onTheWayAt = (group: PodGroup, position: Position): number =>
  group.count('pending', position) + group.count('running', position);

/** Pending and running added up, as one series; made once a group, of 10,000 pods from some 40,000 steps. */
function onTheWay(group: PodGroup): Steps<number> {
  const { pending, running } = group.counts;
  const of = pending.positions.length + running.positions.length;
  const known = SUMS.get(group);
  if (known?.of === of) return known.sum;
  const sum = Steps.saved(0, () => added(pending, running));
  SUMS.set(group, { of, sum });
  return sum;
}

function added(a: Steps<number>, b: Steps<number>): StepColumns<number> {
  const [atA, atB, ofA, ofB] = [a.positions, b.positions, a.values, b.values];
  const positions = new Uint32Array(atA.length + atB.length);
  const values = new Int32Array(positions.length);
  let [i, j, count] = [0, 0, 0];
  let [left, right, last] = [a.initial, b.initial, a.initial + b.initial];
  while (i < atA.length || j < atB.length) {
    const position = j >= atB.length || atA[i]! <= atB[j]! ? atA[i]! : atB[j]!;
    if (atA[i] === position) left = ofA[i++]!;
    if (atB[j] === position) right = ofB[j++]!;
    if (left + right === last) continue;
    last = left + right;
    positions[count] = position;
    values[count++] = last;
  }
  return { positions: positions.subarray(0, count), values: values.subarray(0, count) };
}

/** `of`: how many steps they had, for a log that grows. */
const SUMS = new WeakMap<PodGroup, { readonly of: number; readonly sum: Steps<number> }>();
