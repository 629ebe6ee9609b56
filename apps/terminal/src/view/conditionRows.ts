/** Conditions as strips: a lane each, `True` heavy where that is good, the reason written on the line. */
import type { Condition, Position, Steps, WorkloadStory } from '@playhead/core';
import { type Line, line, longest, span } from '../text.ts';
import type { Axis } from './axis.ts';
import { conditionLane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { label, row } from './row.ts';

/** In the order in which they are looked for. */
const TYPES: readonly string[] = ['Progressing', 'Available', 'ReplicaFailure', 'Failed', 'Complete', 'Suspended'];

/** Those that say by `True` that something is wrong, or stands still. */
const BAD: ReadonlySet<string> = new Set(['ReplicaFailure', 'Failed', 'FailureTarget', 'Suspended', 'ScalingLimited']);

/** Those that say by `False` only that it is not so yet. */
const NOT_YET: ReadonlySet<string> = new Set(['Complete', 'SuccessCriteriaMet']);

/** What fits a label of ten cells; the whole name stands on the right. */
const SHORT: Readonly<Record<string, string>> = { Progressing: 'Progress', ReplicaFailure: 'ReplFail' };

/** The conditions that a kind has in this log, those that are always looked for first; at most three, of a Job all. */
export function conditionTypes(workload: WorkloadStory): string[] {
  const known = [...workload.conditions.keys()];
  if (workload.job !== undefined) return TYPES.filter(type => known.includes(type));
  if (workload.cron !== undefined) return [];
  return [...TYPES.filter(type => known.includes(type)), ...known.filter(type => !TYPES.includes(type))].slice(0, 3);
}

const goodOf = (type: string): 'True' | 'False' => (BAD.has(type) ? 'False' : 'True');

const amiss = (workload: WorkloadStory, type: string, position: Position): boolean => {
  const now = workload.conditions.get(type)?.at(position);
  return now !== undefined && !NOT_YET.has(type) && now.status !== goodOf(type);
};

/** Whether a condition says that all is not well. */
export const isAmiss = (workload: WorkloadStory, position: Position): boolean =>
  conditionTypes(workload).some(type => amiss(workload, type, position));

/** As many as the layout has rows for, those that are amiss before others. */
export function conditionRows(workload: WorkloadStory, layout: Layout, axis: Axis, position: Position): Line[] {
  const types = conditionTypes(workload);
  const first = [...types].sort((a, b) => Number(amiss(workload, b, position)) - Number(amiss(workload, a, position)));
  const shown = new Set(first.slice(0, layout.conditions));
  return types.filter(type => shown.has(type)).map(type => conditionRow(workload, type, layout, axis, position));
}

function conditionRow(workload: WorkloadStory, type: string, layout: Layout, axis: Axis, position: Position): Line {
  const steps = workload.conditions.get(type) as Steps<Condition | undefined> | undefined;
  const now = steps?.at(position);
  const status = (column: number): string => {
    const last = axis.last[column]!;
    return (steps?.at(Math.max(last, axis.first[column]! - 1))?.status ?? '').slice(0, 1);
  };
  const name = layout.wide ? type : (SHORT[type] ?? type);
  const words =
    now === undefined
      ? ''
      : layout.wide
        ? ` ${now.status.slice(0, 1)} ${now.reason ?? ''}`
        : longest([` ${type}=${now.status}`, ` ${now.status}`], layout.right);
  const lane = conditionLane(axis, status, now?.reason ?? '', goodOf(type).slice(0, 1));
  return row(layout, label(layout, name), lane, line(span(words, amiss(workload, type, position) ? 'bad' : 'plain')));
}
