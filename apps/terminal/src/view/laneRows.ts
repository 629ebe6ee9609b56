/** The lanes of a workload: serving and existing, then a row a revision and a pod, or a lane a state. */
import {
  type Condition,
  changeMark,
  commandTitle,
  cutLeft,
  duration,
  groupsAt,
  type PodGroup,
  type PodRow,
  type Position,
  podRow,
  rolloutHead,
  Steps,
  shortImage,
  timeAt,
  type WorkloadStory,
} from '@playhead/core';
import { type Model, subjectOf } from '../model.ts';
import { cells, clip, fill, type Line, line, longest, span, type Tone } from '../text.ts';
import { stateTone } from '../theme.ts';
import { type Axis, columnAt } from './axis.ts';
import { barLane, conditionLane, markLane, numberLane, podLane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { groupTone } from './tones.ts';

/** Label, lane, what it is at the playhead. */
const row = (layout: Layout, label: Line, lane: Line, right: Line): Line => {
  const text = right.map(piece => piece.text).join('');
  const cut =
    cells(text) <= layout.right ? right : [span(clip(text, layout.right), right[right.length - 1]?.tone ?? 'plain')];
  return [...label, ...lane, ...cut];
};

const label = (layout: Layout, text: string, tone: Tone = 'plain'): Line =>
  line(span(fill(` ${text}`, layout.label), tone));

/** ` 0.5–9.3s   apply   image   ▼   undo`. */
export function markRow(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis): Line {
  const { story } = model;
  const window = ` ${windowWords(axis.from, axis.to)}`;
  const inside = (position: Position): boolean => {
    const time = timeAt(story, position);
    return time >= axis.from && time <= axis.to;
  };
  const marks: { column: number; words: string[]; tone: Tone }[] = [];
  for (const change of workload.changes) {
    if (!inside(change.position)) continue;
    const rollout = workload.rollouts.find(r => r.start === change.position);
    const mark = changeMark(change);
    const number = rollout === undefined || rollout.toRevision === 0 ? '' : `${rollout.toRevision} `;
    const tag = change.image === undefined ? '' : ` ${shortImage(change.image[1]).split(':').pop()}`;
    const words = layout.wide ? [`${number}${mark}${tag}`, `${number}${mark}`, mark] : [mark];
    marks.push({
      column: columnAt(axis, timeAt(story, change.position)),
      words: [...words, mark.slice(0, 1)],
      tone: 'hand',
    });
  }
  for (const command of story.commands) {
    if (
      !command.mutates ||
      command.changes.length > 0 ||
      !inside(command.position) ||
      !story.hands.includes(command.position)
    )
      continue;
    const word = command.refused ? 'refused' : commandTitle(command.command).replace(/^kubectl /, '');
    marks.push({ column: columnAt(axis, timeAt(story, command.position)), words: [word], tone: 'hand' });
  }
  const complete = layout.rollout?.complete;
  if (!layout.each && complete !== undefined && inside(complete))
    marks.push({ column: columnAt(axis, timeAt(story, complete)), words: ['✓'], tone: 'good' });
  return [...line(span(fill(window, layout.label), 'dim')), ...markLane(axis, marks)];
}

/** `0.5–9.3s`, `24–133s`, `2–14m`, `1.5–30h`: ten cells at most. */
function windowWords(from: number, to: number): string {
  const [unit, size] = to < 1_000_000 ? ['s', 1000] : to < 36_000_000 ? ['m', 60_000] : ['h', 3_600_000];
  const digits = to / (size as number) < 100 ? 1 : 0;
  const number = (ms: number): string => (ms / (size as number)).toFixed(digits);
  return `${number(from)}–${number(to)}${unit}`;
}

/** Serving and existing as numbers, and in the wide form the conditions. */
export function countRows(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis): Line[] {
  const { story } = model;
  const { position } = model.cursor;
  const head = rolloutHead(story, workload, position);
  const top = topIn(workload, axis);
  const available = workload.available.at(position);
  const lag = available === head.serving || !layout.wide ? '' : `, .status ${available}`;
  const rows = [
    row(
      layout,
      label(layout, 'serving'),
      numberLane(axis, {
        steps: workload.serving,
        worse: 'less',
        line: (value, column) => (value >= floorAt(workload, axis, column) && value > 0 ? '━' : '╌'),
        tone: value => (value >= head.floor ? 'good' : value === 0 ? 'bad' : 'way'),
      }),
      line(span(` ${head.serving}  floor ${head.floor}${lag}`)),
    ),
    row(
      layout,
      label(layout, 'existing'),
      numberLane(axis, {
        steps: workload.existing,
        worse: 'more',
        line: value => (value > 0 ? '━' : ' '),
        tone: () => 'plain',
      }),
      line(
        span(
          longest(
            [
              ` ${head.existing}  ceiling ${head.ceiling}, top ${top}`,
              ` ${head.existing}  ceil ${head.ceiling}, top ${top}`,
              ` ${head.existing}`,
            ],
            layout.right,
          ),
        ),
      ),
    ),
  ];
  if (layout.wide)
    for (const type of ['Progressing', 'Available']) rows.push(conditionRow(workload, type, layout, axis, position));
  return rows;
}

const floorAt = (workload: WorkloadStory, axis: Axis, column: number): number =>
  workload.fences.at(Math.max(1, axis.last[column] ?? 1))?.floor ?? 0;

/** The most that existed at once in the window. */
const topIn = (workload: WorkloadStory, axis: Axis): number =>
  mostIn(workload.existing, axis.first[0]! - 1, axis.last[axis.columns - 1]!);

const within = (steps: Steps<number>, from: Position, to: Position): number[] => [
  ...steps.within(from, Math.max(from, to)),
];

function conditionRow(workload: WorkloadStory, type: string, layout: Layout, axis: Axis, position: Position): Line {
  const steps = workload.conditions.get(type) as Steps<Condition | undefined> | undefined;
  const now = steps?.at(position);
  const status = (column: number): string => {
    const last = axis.last[column]!;
    return (steps?.at(Math.max(last, axis.first[column]! - 1))?.status ?? '').slice(0, 1);
  };
  const words = now === undefined ? '' : ` ${now.status.slice(0, 1)} ${now.reason ?? ''}`;
  return row(layout, label(layout, type), conditionLane(axis, status, now?.reason ?? ''), line(span(words)));
}

// A row a pod --------------------------------------------------------------------------------------------------------

interface Item {
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
  const own = workload.kind !== 'Deployment';
  groups.forEach((group, age) => {
    const existing = group.existing(position);
    const dead = existing === 0 && group.size.at(position) === 0;
    if (!own) items.push({ line: groupRow(workload, group, layout, axis, position), spare: dead ? 2 + age / 100 : 0 });
    for (const life of group.pods) {
      if (life.born > position) continue;
      const pod = podRow(story, group, life, position);
      const spare =
        pod.state === 'gone' ? 3 + pod.forMs : pod.state === 'leaving' ? 1 : pod.state === 'failing' ? 0 : 0.5;
      items.push({ line: eachRow(workload, pod, layout, axis, life.key === subject), spare });
    }
  });
  const spares = items.map(item => item.spare).sort((a, b) => b - a);
  let over = Math.max(0, items.length - layout.pods);
  const kept = items.filter(item => {
    if (over > 0 && item.spare >= (spares[over - 1] ?? 0) && item.spare > 0) {
      over--;
      return false;
    }
    return true;
  });
  const lines = kept.slice(0, layout.pods).map(item => item.line);
  while (lines.length < layout.pods) lines.push([]);
  return lines;
}

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
  if (pod.state === 'gone') return line(sign, span(` ${ago} ago`, 'old'));
  if (pod.word !== '' && !layout.wide) return line(sign, span(` ${pod.word}`));
  return line(sign, span(` ${ago} ${pod.node === '' ? pod.word : pod.node}`.trimEnd()));
}

// A lane a state -----------------------------------------------------------------------------------------------------

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

const mostIn = (steps: Steps<number>, from: Position, to: Position): number =>
  Math.max(...within(steps, Math.max(0, from), to));

/** Serving, each revision's pods by state, leaving, existing: a bar a column. */
export function stateRows(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis): Line[] {
  const { story } = model;
  const { position } = model.cursor;
  const head = rolloutHead(story, workload, position);
  const top = topIn(workload, axis);
  const [from, to] = [Math.max(0, axis.first[0]! - 1), axis.last[axis.columns - 1]!];
  const full = Math.max(
    1,
    ...workload.fences.values.map(f => f?.replicas ?? 0).slice(-1),
    mostIn(workload.desired, from, to),
  );
  const rows: Line[] = [];
  const add = (name: Line, lane: Line, right: string, tone: Tone = 'plain'): void =>
    void rows.push(row(layout, name, lane, line(span(right, tone))));
  const since = Math.max(layout.rollout?.start ?? 1, Math.min(workload.firstComplete ?? position, position));
  const lowest = Math.min(...within(workload.serving, since, position));
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
    const name = revisionName(group, to);
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
  return rows;
}

export const revisionName = (group: PodGroup, position: Position): string => {
  const revision = group.revision.at(position);
  return revision > 0 ? `rev ${revision}` : 'pods';
};

const onTheWayAt = (group: PodGroup, position: Position): number =>
  group.count('pending', position) + group.count('running', position);

/** Pending and running added up, as one series; made once a group. */
function onTheWay(group: PodGroup): Steps<number> {
  const known = SUMS.get(group);
  if (known !== undefined) return known;
  const { pending, running } = group.counts;
  const sum = new Steps<number>(0);
  const positions = [...new Set([...pending.positions, ...running.positions])].sort((a, b) => a - b);
  for (const position of positions) sum.set(position, pending.at(position) + running.at(position));
  SUMS.set(group, sum);
  return sum;
}

const SUMS = new WeakMap<PodGroup, Steps<number>>();
