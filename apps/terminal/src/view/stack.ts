/** What stands below the lanes: in the large form in two columns, else one under the other. */
import type { WhyPane } from '@playhead/core';
import type { Model } from '../model.ts';
import type { Line } from '../text.ts';
import { beside, entryRows, objectRows, whyRows } from './below.ts';
import { feedRows } from './feedRows.ts';
import type { Layout } from './layout.ts';

export const below = (model: Model, pane: WhyPane, layout: Layout, room: number): Line[] =>
  (layout.beside ? besideBelow : stackBelow)(model, pane, layout, room);

/** Why and what happened around here, and beside both the object. */
function besideBelow(model: Model, pane: WhyPane, layout: Layout, room: number): Line[] {
  const half = Math.floor((layout.width - 1) / 2);
  const why = trimmed(whyRows(pane, half, room - Math.max(6, Math.min(12, Math.floor(room * 0.4)))));
  const stack = [...why, ...feedRows(model, half, room - why.length)];
  return beside(stack, objectRows(model, layout.width - half - 1, room), half);
}

/** The fewest rows that a block gets where there are some to spare. */
const BLOCK = 4;

/** Why, then where it leaves rows what happened around here, then the object; last the entry. */
function stackBelow(model: Model, pane: WhyPane, layout: Layout, below: number): Line[] {
  const { width, entry } = layout;
  const room = Math.max(1, below - entry);
  const kept = room >= 20 ? Math.min(8, Math.floor(room * 0.4)) : 0;
  const why = trimmed(whyRows(pane, width, room - kept));
  const spare = room - why.length;
  const rows = [...why];
  if (spare >= BLOCK) {
    const feed = spare > 18 ? 12 : spare;
    rows.push(...feedRows(model, width, feed));
    if (spare > feed) rows.push(...objectRows(model, width, spare - feed));
  }
  while (rows.length < room) rows.push([]);
  return [...rows, ...entryRows(model, width, entry)];
}

function trimmed(rows: Line[]): Line[] {
  while (rows.length > 1 && rows[rows.length - 1]!.length === 0) rows.pop();
  return rows;
}
