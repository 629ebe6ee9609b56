/** A diversion beside what really happened: dotted lanes from where it left, and both ends in words. */
import {
  type Aftermath,
  aftermathOf,
  aftermathWords,
  commandTitle,
  timeAt,
  type WorkloadStory,
  workloadOf,
} from '@playhead/core';
import type { Ghost, Model } from '../model.ts';
import { cells, type Line, line, longest, span } from '../text.ts';
import { type Axis, axisOf, type Window } from './axis.ts';
import { ghostLane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { label, row } from './row.ts';
import { revisionName } from './stateRows.ts';

export function ghostRows(model: Model, workload: WorkloadStory, layout: Layout, axis: Axis): Line[] {
  const { ghost } = model;
  if (ghost === undefined) return [];
  const { story, run } = ghost;
  const diverted = workloadOf(story, workload.key);
  if (diverted === undefined) return [line(span(` ┄ ${ghost.command}: then it is not there`, 'hand'))];
  const until = timeAt(story, story.length);
  const own = axisOf(story, { ...layout.window, until }, layout.columns, run.leftAt);
  const end = story.length;
  const then = aftermathOf(story, diverted, run.leftAt, 'last');
  const sign = run.rest === 'complete' ? '✓' : run.rest === 'stuck' ? '✗' : '';
  const rows = [
    row(
      layout,
      label(layout, '┄ serving', 'hand'),
      ghostLane(axis, own, diverted.serving, 'less', sign),
      line(
        span(
          longest(
            [` ${then.serving} then, lowest ${then.lowest}`, ` ${then.serving}, low ${then.lowest}`],
            layout.right,
          ),
        ),
      ),
    ),
  ];
  const group = diverted.current.at(end);
  if (group !== undefined)
    rows.push(
      row(
        layout,
        label(layout, `┄ ${revisionName(group, end)} ●`, 'hand'),
        ghostLane(axis, own, group.counts.ready, 'less', ''),
        line(span(` ${group.count('ready', end)} of ${then.desired}`)),
      ),
    );
  return [...rows, ...summary(model, ghost, workload, then, layout)];
}

/** ` ┄ if undo here: complete in 23.8s, lowest 0 of 8`, and what really was; on one line where it fits. */
function summary(model: Model, ghost: Ghost, workload: WorkloadStory, then: Aftermath, { width }: Layout): Line[] {
  const { run, command } = ghost;
  const really = aftermathOf(model.story, workload, run.leftAt);
  const before = workload.serving.at(run.leftAt);
  const never = then.completeAfter === undefined && (run.rest === 'quiet' || run.rest === 'stuck');
  const what = never ? `never complete, serving ${then.serving} of ${then.desired}` : aftermathWords(then, before);
  const where = run.leftAt === model.cursor.position ? 'here' : `at @${run.leftAt}`;
  const short = commandTitle(command).replace(/^kubectl (rollout )?/, '');
  const first = (name: string) => ` ┄ if ${name} ${where}: ${what}`;
  const second = `really: ${really.seen === 0 ? 'the log ends here' : aftermathWords(really, before)}`;
  const hint = 'u goes in, esc drops it';
  const joined = `${first(command)}     ${second}`;
  if (cells(joined) <= width - cells(hint) - 5)
    return [
      line(span(first(command), 'hand'), span(`     ${second}`), span(`     ${hint}`, 'dim')),
      ...assumed(run.assumptions),
    ];
  return [
    line(span(longest([first(command), first(short)], width), 'hand')),
    line(span(`   ${second}`), span(longest([`     ${hint}`, ''], width - cells(second) - 3), 'dim')),
  ];
}

const assumed = (assumptions: readonly string[]): Line[] =>
  assumptions.length === 0 ? [] : [line(span(`   ${assumptions.join('; ')}`, 'dim'))];

/** Wide enough that a diversion which ends after its log is seen, with room for its last number. */
export function withGhost({ ghost, story, zoom }: Model, window: Window): Window {
  if (ghost === undefined || zoom > 0) return window;
  const { from, to } = window;
  const left = timeAt(ghost.story, ghost.run.leftAt);
  const end = timeAt(ghost.story, ghost.story.length);
  if (left < from || left > to || end + (end - from) * 0.06 <= to) return window;
  return { from, to: end + (end - from) * 0.06, until: Math.max(left, timeAt(story, story.length)) };
}
