import {
  type LogTime,
  lastAtOrBefore,
  type Position,
  type Rollout,
  type Story,
  timeAt,
  type WorkloadStory,
} from '@playhead/core';

/**
 * Which column of a lane a position falls in. A lane is as wide as the columns and one more: the playhead stands in its
 * own column, behind the one that holds its entry, so that it hides nothing.
 */
export interface Axis {
  readonly from: LogTime;
  readonly to: LogTime;
  readonly columns: number;
  readonly position: Position;
  /** The column of the playhead's entry; -1 before the first. */
  readonly at: number;
  /** The last column in which anything is drawn. */
  readonly end: number;
  /** The first and last position of each column; the last before the first where it holds none. */
  readonly first: readonly Position[];
  readonly last: readonly Position[];
}

export interface Window {
  readonly from: LogTime;
  readonly to: LogTime;
  /** Where the lanes end before the window does: it was made wider for something else. */
  readonly until?: LogTime;
}

/** The part of a log that the lanes show: all of it, or one rollout with 2% before and after it, as far as the log goes. */
export function windowOf(story: Story, rollout: Rollout | undefined, zoomed: boolean): Window {
  const end = timeAt(story, story.length);
  const start = timeAt(story, Math.min(1, story.length));
  if (!zoomed || rollout === undefined) return { from: start, to: Math.max(end, start + 1) };
  const began = timeAt(story, rollout.start);
  const ended = timeAt(story, Math.min(story.length, rollout.end + 1));
  const margin = (ended - began) * 0.02;
  // behind the end of the log there is nothing to show
  return { from: Math.max(0, began - margin), to: Math.max(Math.min(ended + margin, end), began + 1) };
}

/** Whether a rollout would be too narrow to see in the whole log: under a sixth of it, or among more than five. */
export function wantsZoom(story: Story, workload: WorkloadStory, rollout: Rollout | undefined): boolean {
  if (rollout === undefined) return false;
  const whole = timeAt(story, story.length) - timeAt(story, 1);
  const part = timeAt(story, Math.min(story.length, rollout.end + 1)) - timeAt(story, rollout.start);
  return workload.rollouts.length > 5 && part < whole / 6;
}

export function axisOf(story: Story, window: Window, columns: number, position: Position): Axis {
  const { from, to } = window;
  const first: Position[] = [];
  const last: Position[] = [];
  const shown = { from, to, columns };
  const here = timeAt(story, position);
  const at = position === 0 || here < from ? -1 : columnAt(shown, here);
  let next = Math.max(1, lastAtOrBefore(story.times, Math.ceil(from) - 1) + 1);
  for (let column = 0; column < columns; column++) {
    // the first time of the next column, by the same rounding as columnAt
    const edge = from + ((column + 1) * (to - from)) / columns;
    const limit = column === columns - 1 ? Math.floor(to) : Math.ceil(edge) - 1;
    let end = Math.max(next - 1, lastAtOrBefore(story.times, limit));
    if (column === at) end = Math.max(next - 1, position);
    else if (column < at) end = Math.min(end, position);
    first.push(next);
    last.push(end);
    next = end + 1;
  }
  const end = window.until === undefined ? columns - 1 : columnAt(shown, window.until);
  return { ...shown, position, at, end, first, last };
}

export const columnAt = (
  axis: { readonly from: LogTime; readonly to: LogTime; readonly columns: number },
  time: LogTime,
): number =>
  Math.max(0, Math.min(axis.columns - 1, Math.floor(((time - axis.from) / (axis.to - axis.from)) * axis.columns)));

/** The cell in which a column is drawn: one further right behind the playhead. */
export const cellOf = (axis: Axis, column: number): number => (column > axis.at ? column + 1 : column);
