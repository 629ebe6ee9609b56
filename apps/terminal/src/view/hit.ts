/** What a screen has at a cell. Said where it is drawn, by the pieces of the lines themselves: there is no second layout. */
import type { ObjectKey, PodLife, Position } from '@playhead/core';
import { cells, type Line } from '../text.ts';
import type { Axis } from './axis.ts';

/** What a click on a piece of text is about. `other`: of the recording that goes along, where two are open. */
export type Hit = (
  | { readonly kind: 'object'; readonly key: ObjectKey }
  | { readonly kind: 'entry'; readonly position: Position }
  /** A part of a lane; `cell`: where in the lane the piece begins. */
  | { readonly kind: 'lane'; readonly axis: Axis; readonly cell: number }
  /** Cells of pods, `each` of them a cell, oldest first; `cell`: where among these the piece begins. */
  | { readonly kind: 'cells'; readonly pods: readonly PodLife[]; readonly each: number; readonly cell: number }
  /** A row that can be chosen. */
  | { readonly kind: 'choice'; readonly index: number }
) & { readonly other?: true };

/** The line with all that has no meaning of its own for clicks given this one. */
export const withHit = (line: Line, hit: Hit): Line => line.map(piece => ({ ...piece, hit: piece.hit ?? hit }));

/** The line as one of the recording that goes along. */
export const ofOther = (line: Line): Line =>
  line.map(piece => (piece.hit === undefined ? piece : { ...piece, hit: { ...piece.hit, other: true } }));

/** What stands at a cell, both counted from 0; of a lane or of pods the column's own cell. */
export function hitAt(rows: readonly Line[], row: number, column: number): Hit | undefined {
  let from = 0;
  for (const { text, hit } of rows[row] ?? []) {
    const wide = cells(text);
    if (column < from + wide)
      return hit?.kind === 'lane' || hit?.kind === 'cells' ? { ...hit, cell: hit.cell + column - from } : hit;
    from += wide;
  }
  return undefined;
}

/** The last position that a cell of a lane stands for; where it holds none, the one in force there. */
export function positionOf({ axis, cell }: { readonly axis: Axis; readonly cell: number }): Position {
  if (cell === axis.at + 1) return axis.position;
  const column = Math.max(0, Math.min(axis.columns - 1, cell > axis.at ? cell - 1 : cell));
  return Math.max(0, axis.last[column]!);
}
