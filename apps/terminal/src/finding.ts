/** What a person has found, looks for and keeps: marks, breakpoints, the last search, a loop. Part of the model. */
import {
  type Course,
  nextHit,
  type Position,
  previousHit,
  type Query,
  resolveMoment,
  storyMoments,
} from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Model } from './model.ts';

export interface Finding {
  /** By name; a letter where it was set with `m`. */
  readonly marks: ReadonlyMap<string, Position>;
  /** Where the last jump began. */
  readonly back: Position | undefined;
  readonly breakpoints: readonly Course[];
  readonly search: Search | undefined;
  /** Playing goes round within it. */
  readonly loop: { readonly from: Position; readonly to: Position } | undefined;
  /** What is being looked for, and how much of it is done, from 0 to 1. */
  readonly hunt: { readonly quest: Quest; readonly share: number } | undefined;
}

export const NOTHING_FOUND: Finding = {
  marks: new Map(),
  back: undefined,
  breakpoints: [],
  search: undefined,
  loop: undefined,
  hunt: undefined,
};

/** What `n` and `N` go on with: entries that say a text, moments at which an expression becomes so, changes of a value. */
export type Search =
  | { readonly kind: 'text'; readonly text: string; readonly otherwise: string }
  | { readonly kind: 'hits' | 'changes'; readonly course: Course };

/** What may take a while: it is asked of the world outside, which answers with messages. */
export type Quest =
  | { readonly kind: 'course'; readonly query: Query; readonly use: 'search' | 'changes' | 'breakpoint' }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly from: Position;
      readonly direction: 1 | -1;
      /** What is said besides, where nothing is found: why the text is no expression. */
      readonly otherwise: string;
    };

export const found = (model: Model, change: Partial<Finding>): Model => ({
  ...model,
  finding: { ...model.finding, ...change },
});

/** A moment as it is typed: the name of a mark, or any of the forms a moment has. */
export function momentOf(model: Model, text: string): E.Either<string, Position> {
  const mark = model.finding.marks.get(text.trim());
  return mark === undefined ? resolveMoment(text, storyMoments(model.story, model.workload)) : E.right(mark);
}

/** The nearest position at which a breakpoint breaks, and which it is. */
export function nextBreak(
  { finding: { breakpoints } }: Model,
  from: Position,
  direction: 1 | -1,
): { readonly position: Position; readonly course: Course } | undefined {
  let best: { readonly position: Position; readonly course: Course } | undefined;
  for (const course of breakpoints) {
    const position = direction === 1 ? nextHit(course, from) : previousHit(course, from);
    if (position === undefined || (best !== undefined && (position - best.position) * direction >= 0)) continue;
    best = { position, course };
  }
  return best;
}

/** The nearest mark after or before a position. */
export function nearestMark({ finding: { marks } }: Model, from: Position, direction: 1 | -1): Position | undefined {
  const ahead = [...marks.values()].filter(position => (position - from) * direction > 0);
  return ahead.length === 0 ? undefined : direction === 1 ? Math.min(...ahead) : Math.max(...ahead);
}
