/** A Service below its head: ready endpoints through time, who has which part of them, and the pods behind. */
import {
  type Backing,
  backingsAt,
  chosenPods,
  cutLeft,
  leastIn,
  mostIn,
  type PodLife,
  partsOf,
  percent,
  podRow,
  readyNames,
  requests,
  type ServiceStory,
  type Steps,
  timeAt,
  whyServicePane,
} from '@playhead/core';
import { type Model, shownWorkload, subjectOf } from '../model.ts';
import { fill, type Line, line, longest, span, type Tone } from '../text.ts';
import { stateTone } from '../theme.ts';
import { type Axis, axisOf } from './axis.ts';
import { ghostRows } from './ghostRows.ts';
import { barLane, emptyLane, numberLane, podLane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { type Item, keptItems, selects } from './podRows.ts';
import { label, row } from './row.ts';
import { serviceLayout, serviceMarks } from './serviceLayout.ts';
import { begins, lostRow } from './serviceRows.ts';
import { below } from './stack.ts';
import { groupTone } from './tones.ts';

/** From so many pods at once a lane is drawn in bars, and pods have no rows of their own. */
const MANY = 30;

export function serviceScreen(model: Model, service: ServiceStory): Line[] {
  const { story, cursor } = model;
  const { position } = cursor;
  const layout = serviceLayout(model, service);
  const axis = axisOf(story, layout.window, layout.columns, position);
  const workload = shownWorkload(model);
  const ghost = workload === undefined ? [] : ghostRows(model, workload, layout, axis);
  const rows = [serviceMarks(model, service, layout, axis), ...countRows(model, service, layout, axis), ...ghost];
  const left = layout.height - 3 - 1 - rows.length;
  rows.push(...behindRows(model, service, layout, axis, Math.max(2, left - (layout.wide ? 19 : 9))));
  const pane = whyServicePane(story, service, position, model.selected);
  return [...rows, ...below(model, pane, layout, layout.height - 3 - 1 - rows.length)];
}

/** How many are ready, not ready, on their way out; what is lost; and of several slices each. */
function countRows(model: Model, service: ServiceStory, layout: Layout, axis: Axis): Line[] {
  const { story, cursor } = model;
  const { position } = cursor;
  const { ready, unready, draining } = service;
  const ever = (steps: Steps<number>): boolean => mostIn(steps, 0, story.length) > 0;
  const began = ready.positions[0];
  const lowest = began === undefined || began > position ? '' : `, lowest ${leastIn(ready, began, position)}`;
  const all = chosenPods(service, backingsAt(story, service, position), position).pods;
  const counted = (name: string, steps: Steps<number>, tone: Tone, none: Tone, words: string): Line =>
    numbers(model, layout, axis, { name, steps, tone: value => (value > 0 ? tone : none), words });
  const slices = service.bySlice.size > 1 ? [...service.bySlice].slice(0, layout.wide ? 4 : 2) : [];
  return [
    counted('ready', ready, 'good', 'bad', ` ${ready.at(position)} of ${all}${lowest}`),
    ...(ever(unready) ? [counted('not ready', unready, 'way', 'old', ` ${unready.at(position)}`)] : []),
    ...(ever(draining) ? [counted('leaving', draining, 'old', 'old', ` ${draining.at(position)} still answer`)] : []),
    ...lostRow(model, service, layout, axis),
    ...slices.map(([key, steps]) => {
      const name = `slice ${partsOf(key).name.replace(`${service.name}-`, '')}`;
      return selects(counted(name, steps, 'plain', 'old', ` ${steps.at(position)} ready`), key);
    }),
  ];
}

interface Numbers {
  readonly name: string;
  readonly steps: Steps<number>;
  readonly tone: (value: number) => Tone;
  readonly words: string;
  readonly nameTone?: Tone;
  readonly worse?: 'less' | 'more' | 'last';
}

/** A lane of numbers; of many, in bars. */
function numbers(model: Model, layout: Layout, axis: Axis, lane: Numbers): Line {
  const { name, steps, tone, words, nameTone = 'plain', worse = name === 'ready' ? 'less' : 'last' } = lane;
  const most = mostIn(steps, 0, model.story.length);
  const drawn =
    most >= MANY
      ? barLane(axis, steps, worse === 'less' ? 'less' : 'more', most, tone)
      : numberLane(axis, { steps, worse, line: value => (value > 0 ? '━' : '╌'), tone, from: begins(axis, steps) });
  return row(layout, label(layout, name, nameTone), drawn, line(span(words)));
}

/** A row a revision with its part of the endpoints, and under it the pods where they are few. */
function behindRows(model: Model, service: ServiceStory, layout: Layout, axis: Axis, room: number): Line[] {
  const { position } = model.cursor;
  const subject = subjectOf(model);
  const items: Item[] = [];
  const told = service.ready.at(position) > 2 * MANY ? undefined : readyNames(model.story, service, position);
  for (const backing of backingsAt(model.story, service, position)) {
    const { group, ready, out } = backing;
    const dead = ready + out === 0 && group.existing(position) === 0;
    items.push({ line: selects(shareRow(model, service, layout, axis, backing), group.key), spare: dead ? 2 : 0 });
    if (group.pods.length > 2 * MANY) continue;
    for (const life of group.pods) {
      if (life.born > position) continue;
      const state = life.stateAt(position);
      const gone =
        state === 'gone' ? 3 + timeAt(model.story, position) - timeAt(model.story, life.states.since(position)) : 0;
      const spare =
        life.key === subject ? 0 : state === 'gone' ? gone : !backing.chosen ? 1 : state === 'ready' ? 0.5 : 0.2;
      const look: Pod = { backing, life, selected: life.key === subject, told: told?.has(life.name) ?? true };
      items.push({ line: selects(endpointRow(model, service, layout, axis, look), life.key), spare });
    }
  }
  return keptItems(items, room);
}

/** ` web rev 2   1━━2━━━   2 of 3  66.7%`: how many of the ready endpoints are of it. */
function shareRow(model: Model, service: ServiceStory, layout: Layout, axis: Axis, backing: Backing): Line {
  const { workload, group, name, ready, share, out, chosen } = backing;
  const { position } = model.cursor;
  const rate = (service.traffic?.rate.at(position) ?? 0) * share;
  const part = ` ${ready} of ${service.ready.at(position)}`;
  const sent = rate > 0 ? `, ${requests(rate)} a second` : '';
  const words =
    ready === 0
      ? out > 0
        ? ` 0, ${out} not ready`
        : chosen
          ? ' 0'
          : ' not chosen'
      : longest([`${part} = ${percent(share)}${sent}`, `${part} = ${percent(share)}`, part], layout.right);
  const tone = groupTone(workload, group);
  const steps = service.byGroup.get(group);
  if (steps === undefined) return row(layout, label(layout, name, tone), emptyLane(axis), line(span(words)));
  return numbers(model, layout, axis, { name, steps, tone: () => tone, nameTone: tone, words });
}

interface Pod {
  readonly backing: Backing;
  readonly life: PodLife;
  readonly selected: boolean;
  /** Its slice says that it is ready: it follows the pod. */
  readonly told: boolean;
}

/** Of a ready pod what it gets, of any other what it is. */
function endpointRow(
  model: Model,
  service: ServiceStory,
  layout: Layout,
  axis: Axis,
  { backing, life, selected, told }: Pod,
): Line {
  const { position } = model.cursor;
  const pod = podRow(model.story, backing.group, life, position);
  const name = layout.wide ? life.name : life.short;
  const ready = service.ready.at(position);
  const rate = service.traffic?.rate.at(position) ?? 0;
  const gets = rate > 0 ? `${requests(rate / ready)} a second` : percent(1 / ready);
  const text = {
    ready: !backing.chosen ? 'not chosen' : ready === 0 || !told ? 'ready, not told' : gets,
    running: 'not ready',
    pending: 'not started',
    leaving: 'leaving',
    failing: pod.word === '' ? 'failing' : pod.word,
    gone: 'gone',
  }[pod.state];
  return row(
    layout,
    line(
      span(
        fill(` ${selected ? '▸' : ' '} ${cutLeft(name, layout.label - 4)}`, layout.label),
        selected ? 'selected' : pod.state === 'gone' ? 'old' : 'plain',
      ),
    ),
    podLane(axis, life, groupTone(backing.workload, backing.group)),
    line(span(` ${pod.sign}`, stateTone(pod.state)), span(` ${text}`, pod.state === 'gone' ? 'old' : 'plain')),
  );
}
