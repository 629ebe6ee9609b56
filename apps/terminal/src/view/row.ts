import type { Position, Steps, WorkloadStory } from '@playhead/core';
import { cells, clip, fill, type Line, line, span, type Tone } from '../text.ts';
import type { Axis } from './axis.ts';
import type { Layout } from './layout.ts';

/** Label, lane, what it is at the playhead. */
export const row = (layout: Layout, label: Line, lane: Line, right: Line): Line => {
  const text = right.map(piece => piece.text).join('');
  const cut =
    cells(text) <= layout.right ? right : [span(clip(text, layout.right), right[right.length - 1]?.tone ?? 'plain')];
  return [...label, ...lane, ...cut];
};

export const label = (layout: Layout, text: string, tone: Tone = 'plain'): Line =>
  line(span(fill(` ${text}`, layout.label), tone));

/** The highest value in force within from..to; without spreading, since a long log has more steps than a call takes. */
export function mostIn(steps: Steps<number>, from: Position, to: Position): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of steps.within(Math.max(0, from), Math.max(from, to))) if (value > most) most = value;
  return most;
}

export function leastIn(steps: Steps<number>, from: Position, to: Position): number {
  let least = Number.POSITIVE_INFINITY;
  for (const value of steps.within(Math.max(0, from), Math.max(from, to))) if (value < least) least = value;
  return least;
}

/** The most that existed at once in the window. */
export const topIn = (workload: WorkloadStory, axis: Axis): number =>
  mostIn(workload.existing, axis.first[0]! - 1, axis.last[axis.columns - 1]!);
