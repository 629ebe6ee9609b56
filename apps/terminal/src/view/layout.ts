/** How a screen is shared out. Worked out from the whole log and the size alone, so that stepping moves nothing. */
import {
  changeBefore,
  type LogTime,
  mostIn,
  type Position,
  type Rollout,
  rolloutAt,
  type Story,
  timeAt,
  type WorkloadStory,
} from '@playhead/core';
import type { Model } from '../model.ts';
import { type Window, wantsZoom, windowOf } from './axis.ts';
import { conditionTypes, isAmiss } from './conditionRows.ts';
import { countHeight } from './countRows.ts';
import { withGhost } from './ghostRows.ts';
import { scalerOf } from './scalerRows.ts';
import { serviceRowCount } from './serviceRows.ts';
import { inSlots, slotsOf } from './slotRows.ts';

export interface Layout {
  /** One less than the terminal's, so that Ink never clears the screen and nothing wraps. */
  readonly width: number;
  readonly height: number;
  /** Whole names, conditions among the lanes. */
  readonly wide: boolean;
  /** Two columns below the lanes. */
  readonly beside: boolean;
  /** A row a pod, or a lane a state and a grid. */
  readonly each: boolean;
  readonly label: number;
  readonly columns: number;
  readonly right: number;
  /** Rows for revisions and pods. */
  readonly pods: number;
  /** Rows for Services. */
  readonly services: number;
  /** Rows for conditions. */
  readonly conditions: number;
  readonly entry: number;
  readonly window: Window;
  readonly rollout: Rollout | undefined;
}

const HEAD = 3;
const AXIS = 1;
const KEYS = 1;

/** Room for whole names and for conditions. */
export const isWide = (columns: number, rows: number): boolean => columns >= 110 && rows > 36;

/** Room for two columns below the lanes. */
export const isBeside = (columns: number, rows: number): boolean => columns > 130 && rows > 36;

/** What stands behind the lanes: in the largest form `F MinimumReplicasUnavailable` whole. */
export const rightOf = (columns: number, wide: boolean): number =>
  wide ? (columns >= 200 ? 30 : 24) : Math.min(20, Math.max(8, Math.floor(columns / 4)));

export function layoutOf(model: Model, workload: WorkloadStory): Layout {
  const { position } = model.cursor;
  const width = Math.max(20, model.columns - 1);
  const height = Math.max(6, model.rows - 1);
  const wide = isWide(model.columns, model.rows);
  const beside = isBeside(model.columns, model.rows);
  const types = conditionTypes(workload).length;
  const counts = countHeight(workload) + (wide ? types : 0);
  const scaled = scalerOf(workload) !== undefined;
  const below = wide ? 19 : scaled ? 7 : 7 + 2;
  const room = Math.max(2, height - HEAD - AXIS - counts - below - KEYS);
  const needs = needsOf(workload);
  const each = workload.cron !== undefined || (needs.together <= room + 2 && needs.mostPods < 30);
  // how many pods there ever were is asked only where each has a row: of a long log it reads all their lives
  const rowsNeeded = each && (wide || workload.job !== undefined) ? everIn(workload) : needs.atOnce;
  // endpoints have what pods leave of the room, and where that is nothing two rows of what is below
  const services = Math.min(serviceRowCount(model, workload), each || !wide ? Math.max(2, room - rowsNeeded) : 4);
  const budget = Math.max(2, room - Math.max(0, services - 2));
  const label = !wide ? 12 : each ? Math.max(16, Math.min(beside ? 40 : 28, 4 + longestName(workload))) : 16;
  const right = rightOf(model.columns, wide);
  const rollout = rolloutAt(workload, position) ?? workload.rollouts[0];
  const window = windowFor(model, workload, rollout, each);
  return {
    width,
    height,
    wide,
    beside,
    each,
    label,
    right,
    columns: Math.max(8, width - label - right - 1),
    pods: workload.cron === undefined ? Math.min(budget, rowsNeeded) : 0,
    services,
    // elsewhere they have the rows that nothing else asks for, and one where all is not well
    conditions: wide
      ? types
      : Math.min(types, Math.max(each ? room - rowsNeeded - services : 0, isAmiss(workload, position) ? 1 : 0)),
    entry: each && !scaled ? 2 : 1,
    window: withGhost(model, window),
    rollout,
  };
}

/** The part of the log that is shown: where that says more than all of it, one rollout or one scaling. */
function windowFor(
  model: Model,
  workload: WorkloadStory,
  rollout: Rollout | undefined,
  each: boolean,
): Layout['window'] {
  const { story } = model;
  if (model.zoom > 0) return partOf(story, model.cursor.time, model.zoom);
  const scaling = each ? scalingWindow(story, workload, model.cursor.position) : undefined;
  if (scaling !== undefined) return scaling;
  return windowOf(story, rollout, !each || inSlots(workload) || wantsZoom(story, workload, rollout));
}

/**
 * A part of the log with the playhead near its middle. Parts begin at each half of their length, so the lanes stand still
 * until the playhead nears an edge, and then go on by half of what they show.
 */
export function partOf(story: Story, time: LogTime, zoom: number): Layout['window'] {
  const start = timeAt(story, Math.min(1, story.length));
  const whole = Math.max(1, timeAt(story, story.length) - start);
  const length = whole / 4 ** (zoom - 1);
  const half = length / 2;
  const most = Math.max(0, Math.ceil((whole - length) / half));
  const from = start + Math.max(0, Math.min(most, Math.floor((time - start) / half - 0.5))) * half;
  return { from, to: from + length };
}

/**
 * Around a change by an autoscaler: from its look before to its look after, with a sixteenth on either side; once the
 * playhead is past that, up to the look after the next change.
 */
function scalingWindow(story: Story, workload: WorkloadStory, position: Position): Layout['window'] | undefined {
  const scaler = scalerOf(workload);
  const change = scaler === undefined ? undefined : changeBefore(workload, position + 1);
  if (scaler === undefined || change?.verb !== 'scale' || !/autoscaler/.test(change.actor)) return undefined;
  const { looks } = scaler;
  const at = looks.findIndex(look => look >= change.position);
  const before = timeAt(story, looks[at - 1] ?? change.position);
  const next = workload.changes.find(({ position: p }) => p > change.position)?.position ?? story.length;
  // the look that scaled is written with the change itself: the one after it ends the window
  for (const end of [looks[at + 1] ?? next, looks.find(look => look > next) ?? story.length]) {
    const after = timeAt(story, end);
    const margin = (after - before) / 16;
    if (end >= position || end === story.length)
      return { from: Math.max(0, before - margin), to: Math.max(after + margin, before + 1) };
  }
  return undefined;
}

/** What the whole log asks of a layout; counted once, since it does not change with the position. */
interface Needs {
  /** Rows for every pod at once, with the revisions. */
  readonly atOnce: number;
  readonly mostPods: number;
  /** The most pods at once that are not leaving, and the revisions they are of. */
  readonly together: number;
}

/** A row a revision, where revisions have rows. */
const ownRows = ({ kind, groups }: WorkloadStory): number => (kind === 'Deployment' ? groups.length : 0);

/** Places with a title and a row to spare; of many none, since then nobody asks which pods held which. */
const placesIn = (workload: WorkloadStory, pods: number): number | undefined =>
  inSlots(workload) && pods < 30 ? slotsOf(workload).length + 2 : undefined;

/** Rows for every pod that ever was, with the revisions. */
const everIn = (workload: WorkloadStory): number =>
  placesIn(workload, 0) ?? ownRows(workload) + workload.groups.reduce((sum, group) => sum + group.pods.length, 0);

/** `readTo`: of a log that is still being written it is counted again once there is more. */
const LONGEST = new WeakMap<WorkloadStory, { readonly readTo: number | undefined; readonly longest: number }>();

/** So many pods of a group have their names read, from both ends: a long log had thousands, and names of one length. */
const NAMES = 50;

function longestName(workload: WorkloadStory): number {
  const known = LONGEST.get(workload);
  if (known !== undefined && known.readTo === workload.readTo) return known.longest;
  let longest = 8;
  for (const { name } of workload.cron?.jobs ?? []) longest = Math.max(longest, name.length);
  for (const { pods } of workload.groups)
    for (const pod of pods.length <= 2 * NAMES ? pods : [...pods.slice(0, NAMES), ...pods.slice(-NAMES)])
      longest = Math.max(longest, pod.name.length);
  LONGEST.set(workload, { readTo: workload.readTo, longest });
  return longest;
}

const NEEDS = new WeakMap<WorkloadStory, { readonly readTo: number | undefined; readonly needs: Needs }>();

function needsOf(workload: WorkloadStory): Needs {
  const known = NEEDS.get(workload);
  if (known !== undefined && known.readTo === workload.readTo) return known.needs;
  const { groups } = workload;
  const mostPods = mostIn(workload.existing, 0, Number.POSITIVE_INFINITY);
  let ceiling = 0;
  for (const fences of workload.fences.values) ceiling = Math.max(ceiling, fences?.ceiling ?? 0);
  const needs: Needs = {
    atOnce: placesIn(workload, mostPods) ?? ownRows(workload) + mostPods,
    mostPods,
    // where only an autoscaler changes it, nothing surges
    together:
      scalerOf(workload) !== undefined && groups.length < 2
        ? mostPods
        : ceiling + Math.min(2, Math.max(1, groups.length)),
  };
  NEEDS.set(workload, { readTo: workload.readTo, needs });
  return needs;
}
