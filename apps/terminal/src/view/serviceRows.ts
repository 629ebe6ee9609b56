/** What stands behind the Services of a workload, and what is lost on the way there. */
import { lostAt, type ServiceStory, Steps, servicesOf, type WorkloadStory } from '@playhead/core';
import type { Model } from '../model.ts';
import { type Line, line, longest, span } from '../text.ts';
import type { Axis } from './axis.ts';
import { barLane, numberLane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { label, row } from './row.ts';

/**
 * Of the first Service: its ready endpoints and, where a scenario sends some, the requests that are lost. With `full`, where
 * pods are many, the endpoints are a bar a column of so many.
 */
export function serviceRows(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis, full?: number): Line[] {
  return servicesOf(model.story, workload)
    .flatMap(service => [endpointsRow(model, service, layout, axis, full), ...lostRow(model, service, layout, axis)])
    .slice(0, Math.max(0, layout.services));
}

export const serviceRowCount = (model: Model, workload: WorkloadStory): number =>
  servicesOf(model.story, workload).reduce((sum, { traffic }) => sum + (traffic === undefined ? 1 : 2), 0);

function endpointsRow(model: Model, service: ServiceStory, layout: Layout, axis: Axis, full?: number): Line {
  const { position } = model.cursor;
  const [ready, draining, unready] = [service.ready, service.draining, service.unready].map(steps =>
    steps.at(position),
  );
  const more = [draining! > 0 ? `, ${draining} leaving` : '', unready! > 0 ? `, ${unready} not` : ''].join('');
  const shares = [...service.byGroup]
    .filter(([, steps]) => steps.at(position) > 0)
    .map(
      ([group, steps]) =>
        `${group.revision.at(position) > 0 ? `rev ${group.revision.at(position)}` : group.name} ${steps.at(position)}`,
    );
  const tone = (value: number) => (value > 0 ? 'good' : 'bad');
  return row(
    layout,
    label(layout, layout.wide ? `svc/${service.name}` : 'endpoints'),
    full === undefined
      ? numberLane(axis, {
          steps: service.ready,
          worse: 'less',
          line: value => (value > 0 ? '━' : '╌'),
          tone,
          from: begins(axis, service.exists),
        })
      : barLane(axis, service.ready, 'less', full, tone),
    line(span(longest([` ${ready}${more}  ${shares.join(', ')}`, ` ${ready}${more}`, ` ${ready}`], layout.right))),
  );
}

export function lostRow(model: Model, { traffic }: ServiceStory, layout: Layout, axis: Axis): Line[] {
  if (traffic === undefined) return [];
  const { position } = model.cursor;
  const lost = Math.round(lostAt(model.story, traffic, position));
  const losing = traffic.losing.at(position);
  const [now, of] = [tenth(losing), tenth(traffic.rate.at(position))];
  const texts = [
    ` ${now} of ${of} a second, ${lost} so far`,
    ` ${now} of ${of}, ${lost} lost`,
    ` ${now} a s, ${lost} lost`,
  ];
  return [
    row(
      layout,
      label(layout, 'lost a s'),
      numberLane(axis, {
        steps: whole(traffic.losing),
        worse: 'more',
        line: value => (value > 0 ? '━' : '─'),
        tone: value => (value > 0 ? 'bad' : 'old'),
        from: begins(axis, traffic.rate),
      }),
      line(span(longest(texts, layout.right), losing > 0 ? 'bad' : 'plain')),
    ),
  ];
}

/** The column in which a series first says something. */
export function begins(axis: Axis, steps: Steps<unknown>): number {
  const first = steps.positions[0];
  const column = first === undefined ? -1 : axis.last.findIndex(last => last >= first);
  return column < 0 ? axis.columns : column;
}

const tenth = (value: number): string => String(Math.round(value * 10) / 10);

const WHOLE = new WeakMap<Steps<number>, { readonly of: number; readonly made: Steps<number> }>();

/** In whole numbers, for a lane: what is lost at all is at least 1. Made once, and again where the log has grown. */
function whole(steps: Steps<number>): Steps<number> {
  const { positions, values } = steps;
  const known = WHOLE.get(steps);
  if (known?.of === positions.length) return known.made;
  const made = new Steps<number>(0);
  for (let i = 0; i < positions.length; i++) made.set(positions[i]!, Math.ceil(values[i]!));
  WHOLE.set(steps, { of: positions.length, made });
  return made;
}
