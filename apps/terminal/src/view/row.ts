import { mostIn, type WorkloadStory } from '@playhead/core';
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

/** The most that existed at once in the window. */
export const topIn = (workload: WorkloadStory, axis: Axis): number =>
  mostIn(workload.existing, Math.max(0, axis.first[0]! - 1), axis.last[axis.columns - 1]!);
