/** Marks: a letter or a name for a position; where one came from; a range to play in. */
import { entryWords, offset, type Position, parseMoment, timeAt } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { found, momentOf } from '../finding.ts';
import { go, goOr, type Model } from '../model.ts';
import type { Action } from './action.ts';
import { leaveWhatIf } from './whatIf.ts';

export const setMark: Action = (model, key) => (isLetter(key) ? marked(model, key) : model);

/** `'a` goes to mark a, `''` back to where the last jump began. */
export const toMark: Action = (model, key) => {
  if (key === "'" && model.finding.back === undefined && model.left !== undefined) return leaveWhatIf(model);
  if (key === "'") return goOr(model, model.finding.back, 'nothing to go back to: no jump yet');
  return isLetter(key) ? goOr(model, model.finding.marks.get(key), `no mark ${key}: m${key} sets it here`) : model;
};

const isLetter = (key: string): boolean => [...key].length === 1;

/** `:mark NAME`; `taken` are names that mean something after `:` already. */
export function markNamed(model: Model, name: string, taken: (name: string) => boolean): Model {
  const moment = parseMoment(name, model.story.timeline.log.header);
  if (taken(name) || E.isRight(moment))
    return { ...model, notice: `mark ${name}: that means something already; choose another name` };
  if (!/^[\w.-]+$/.test(name)) return { ...model, notice: `mark ${name}: a name has letters, digits, - _ and .` };
  return marked(model, name);
}

function marked(model: Model, name: string): Model {
  const { position } = model.cursor;
  const notice = `mark ${name} at ${placeOf(model, position)}`;
  return { ...found(model, { marks: new Map([...model.finding.marks, [name, position]]) }), notice };
}

/** `:loop A B` plays in it from now on, `:loop` ends it. */
export function looped(model: Model, words: readonly string[]): Model {
  if (words.length === 0)
    return {
      ...found(model, { loop: undefined }),
      notice: model.finding.loop === undefined ? 'loop: write two moments, as :loop @10 @90' : 'no loop any more',
    };
  if (words.length !== 2) return { ...model, notice: 'loop: write two moments, as :loop @10 @90' };
  const moments = words.map(word => momentOf(model, word));
  const ends: Position[] = [];
  for (const moment of moments) {
    if (E.isLeft(moment)) return { ...model, notice: `loop: ${moment.left}` };
    ends.push(moment.right);
  }
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  if (from === to) return { ...model, notice: `loop: both are @${from}; choose two moments` };
  const { position } = model.cursor;
  const inside = position >= from && position < to;
  const at = inside ? model : go(model, from);
  return { ...found(at, { loop: { from, to } }), notice: `loop from @${from} to @${to}: space plays, :loop ends it` };
}

/** `@112 +5.377s kubectl set image`. */
export function placeOf(model: Model, position: Position): string {
  if (position === 0) return 'the beginning';
  const words = entryWords(model.story, position);
  return `@${position} ${offset(timeAt(model.story, position))} ${words.hand ? words.actor : words.what}`;
}
