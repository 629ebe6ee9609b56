/** Breakpoints: where an expression becomes so, playing stops, forward and backward; `c` and `C` run to it at once. */
import { type Course, type Cursor, compileCondition, cursor, queryErrorWords } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { found, nextBreak } from '../finding.ts';
import { go, type Model } from '../model.ts';
import type { Action } from './action.ts';
import { hunted, scopeOf, timesWords } from './search.ts';

export const openBreakpoint: Action = model => ({ ...model, prompt: { sign: 'break when ', text: '' } });

export const runOn: Action = model => run(model, 1);
export const runBack: Action = model => run(model, -1);

export function breakWhen(model: Model, text: string): Model {
  const query = compileCondition(text, scopeOf(model));
  if (E.isLeft(query)) return { ...model, notice: queryErrorWords(query.left) };
  return hunted(model, { kind: 'course', query: query.right, use: 'breakpoint' });
}

export function breakpointFound(model: Model, course: Course): Model {
  const others = model.finding.breakpoints.filter(({ query }) => query.text !== course.query.text);
  return {
    ...found(model, { hunt: undefined, breakpoints: [...others, course] }),
    notice: `breakpoint: ${course.query.text}, ${timesWords(course)}; c runs on to it, C back`,
  };
}

function run(model: Model, direction: 1 | -1): Model {
  if (model.finding.breakpoints.length === 0) return { ...model, notice: 'no breakpoint is set: b sets one' };
  const hit = nextBreak(model, model.cursor.position, direction);
  if (hit === undefined)
    return { ...model, notice: `no breakpoint is hit ${direction === 1 ? 'after' : 'before'} this` };
  return { ...go(model, hit.position), notice: stoppedAt(hit.course) };
}

const stoppedAt = ({ query }: Course): string => `stopped where ${query.text}`;

/** While playing, where a breakpoint lies on the way to where the cursor would be next: it stops there. */
export function stopOnTheWay(model: Model, next: Cursor): Model | undefined {
  const { position, speed } = model.cursor;
  const hit = nextBreak(model, position, speed > 0 ? 1 : -1);
  if (hit === undefined || (speed > 0 ? hit.position > next.position : hit.position < next.position)) return undefined;
  return { ...model, cursor: cursor.at(model.story.timeline, hit.position), notice: stoppedAt(hit.course) };
}
