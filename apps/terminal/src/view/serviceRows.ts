/** What stands behind the Services of a workload, and what is lost on the way there. */
import { type ServiceStory, Steps, servicesOf, type WorkloadStory } from '@playhead/core';
import type { Model } from '../model.ts';
import { type Line, line, longest, span } from '../text.ts';
import type { Axis } from './axis.ts';
import { numberLane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { label, row } from './row.ts';

/** Of the first Service: its ready endpoints and, where a scenario sends some, the requests that are lost. */
export function serviceRows(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis, most: number): Line[] {
  return servicesOf(model.story, workload)
    .flatMap(service => rowsOf(model, service, layout, axis))
    .slice(0, Math.max(0, most));
}

export const serviceRowCount = (model: Model, workload: WorkloadStory): number =>
  servicesOf(model.story, workload).reduce((sum, { traffic }) => sum + (traffic === undefined ? 1 : 2), 0);

function rowsOf(model: Model, service: ServiceStory, layout: Layout, axis: Axis): Line[] {
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
  const endpoints = row(
    layout,
    label(layout, layout.wide ? `svc/${service.name}` : 'endpoints'),
    numberLane(axis, {
      steps: service.ready,
      worse: 'less',
      line: value => (value > 0 ? '━' : '╌'),
      tone: value => (value > 0 ? 'good' : 'bad'),
      from: begins(axis, service.exists),
    }),
    line(span(longest([` ${ready}${more}  ${shares.join(', ')}`, ` ${ready}${more}`, ` ${ready}`], layout.right))),
  );
  const { traffic } = service;
  if (traffic === undefined) return [endpoints];
  const lost = Math.round(traffic.lost.at(position));
  const losing = traffic.losing.at(position);
  return [
    endpoints,
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
      line(
        span(
          longest(
            [
              ` ${tenth(losing)} of ${tenth(traffic.rate.at(position))} a second, ${lost} so far`,
              ` ${tenth(losing)} of ${tenth(traffic.rate.at(position))}, ${lost} lost`,
              ` ${tenth(losing)}, ${lost} lost`,
            ],
            layout.right,
          ),
          losing > 0 ? 'bad' : 'plain',
        ),
      ),
    ),
  ];
}

/** The column in which a series first says something. */
function begins(axis: Axis, steps: Steps<unknown>): number {
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
