/** `/`: entries by what they say, moments by an expression; `n` and `N` go on in either direction. */
import {
  type Course,
  clean,
  compileCondition,
  compileQuery,
  lastChange,
  nextChange,
  nextHit,
  offset,
  type Position,
  plural,
  previousHit,
  queryErrorWords,
  timeAt,
  type Value,
} from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { found, type Quest, type Search } from '../finding.ts';
import { ask, go, type Model, shownWorkload } from '../model.ts';
import type { Action } from './action.ts';

export const openSearch: Action = model => ({ ...model, prompt: { sign: '/', text: '' } });

export const searchNext: Action = model => searchOn(model, 1);
export const searchPrevious: Action = model => searchOn(model, -1);

/** What was typed after `/`: an expression where it is one, else a text or a type of event. */
export function searchFor(model: Model, text: string): Model {
  const query = compileCondition(text, scopeOf(model));
  // a word alone, as `web`, is what entries say
  if (E.isRight(query) && /[=<>!(]|\s(and|or)\s|^not\s/i.test(text))
    return hunted(model, { kind: 'course', query: query.right, use: 'search' });
  const otherwise = E.isLeft(query) && /[=<>(]/.test(text) ? queryErrorWords(query.left) : '';
  return hunted(model, { kind: 'text', text, from: model.cursor.position, direction: 1, otherwise });
}

/** `:last EXPR`: where its value last changed before here. */
export function lastOf(model: Model, text: string): Model {
  const query = compileQuery(text, scopeOf(model));
  if (E.isLeft(query)) return { ...model, notice: queryErrorWords(query.left) };
  return hunted(model, { kind: 'course', query: query.right, use: 'changes' });
}

/** A bare word is about the workload on the screen. */
export const scopeOf = (model: Model) => ({ story: model.story, subject: shownWorkload(model) });

export const hunted = (model: Model, quest: Quest): Model =>
  ask(found(model, { hunt: { quest, share: 0 } }), { type: 'hunt', story: model.story, quest });

/** Nothing is looked for any more. */
export const giveUp = (model: Model): Model =>
  ask({ ...found(model, { hunt: undefined }), notice: 'search stopped' }, { type: 'giveUp' });

/** The text was found, or is nowhere in that direction. */
export function textFound(
  model: Model,
  quest: Extract<Quest, { kind: 'text' }>,
  position: Position | undefined,
): Model {
  const { text, direction, otherwise } = quest;
  const kept = found(model, { hunt: undefined, search: { kind: 'text', text, otherwise } });
  if (position !== undefined) return { ...go(kept, position), notice: '' };
  const where = direction === 1 ? 'after' : 'before';
  return {
    ...kept,
    notice: `no entry ${where} this says ${text}${otherwise === '' ? '' : `; as an expression: ${otherwise}`}`,
  };
}

/** The course of an expression is known: it is the search from now on. */
export function courseFound(model: Model, course: Course, use: 'search' | 'changes'): Model {
  const search: Search = { kind: use === 'search' ? 'hits' : 'changes', course };
  return inCourse(found(model, { hunt: undefined, search }), search, use === 'search' ? 1 : -1);
}

function searchOn(model: Model, direction: 1 | -1): Model {
  const { search } = model.finding;
  if (search === undefined) return { ...model, notice: 'nothing is searched for: / begins' };
  if (search.kind !== 'text') return inCourse(model, search, direction);
  const { text, otherwise } = search;
  return hunted(model, { kind: 'text', text, from: model.cursor.position, direction, otherwise });
}

function inCourse(model: Model, { kind, course }: Extract<Search, { course: Course }>, direction: 1 | -1): Model {
  const { position } = model.cursor;
  const find = kind === 'hits' ? [previousHit, nextHit] : [lastChange, nextChange];
  const at = find[direction === 1 ? 1 : 0]!(course, position);
  if (at === undefined) return { ...model, notice: nowhere(model, kind, course, direction) };
  const says = kind === 'hits' ? `${course.query.text}, ${ordinalOf(course, at)}` : changeWords(course, at);
  return { ...go(model, at), notice: says };
}

function nowhere(model: Model, kind: 'hits' | 'changes', course: Course, direction: 1 | -1): string {
  const { text } = course.query;
  if (kind === 'changes') return `${text} does not change ${direction === 1 ? 'after' : 'before'} this`;
  if (course.hits.length === 0) return `never: ${text}`;
  const [key, other] = direction === 1 ? ['N', course.hits[course.hits.length - 1]!] : ['n', course.hits[0]!];
  return `not ${direction === 1 ? 'again after' : 'before'} this: ${text}; ${key} goes to @${other} ${offset(timeAt(model.story, other))}`;
}

/** `2 of 5`. */
const ordinalOf = ({ hits }: Course, at: Position): string => `${hits.indexOf(at) + 1} of ${hits.length}`;

/** `available: 3 → 2`. */
const changeWords = ({ query, values }: Course, at: Position): string =>
  `${query.text}: ${valueWords(values.at(at - 1))} → ${valueWords(values.at(at))}`;

function valueWords(value: Value): string {
  const text = value === undefined ? 'not there' : value === null ? 'none' : clean(String(value));
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}

export const timesWords = ({ hits }: Course): string => (hits.length === 0 ? 'never so' : plural(hits.length, 'time'));
