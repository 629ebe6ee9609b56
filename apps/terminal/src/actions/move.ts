/** Going to another position. */
import {
  lowestReady,
  nextFailing,
  nextHand,
  nextMeaning,
  nextWrite,
  offset,
  type Position,
  positionAtTime,
  previousHand,
  previousMeaning,
  previousWrite,
  type ServiceStory,
  timeAt,
} from '@playhead/core';
import { nearestMark } from '../finding.ts';
import { go, goOr, type Model, shownService, shownWorkload, subjectOf } from '../model.ts';
import type { Action } from './action.ts';
import { withFollowing } from './follow.ts';

export const toPreviousMeaning: Action = model => go(model, previousMeaning(model.story, model.cursor.position) ?? 0);
export const toNextMeaning: Action = model =>
  go(model, nextMeaning(model.story, model.cursor.position) ?? model.story.length);

export const toPreviousEntry: Action = model => go(model, model.cursor.position - 1);
export const toNextEntry: Action = model => go(model, model.cursor.position + 1);

export const toPreviousHand: Action = model =>
  goOr(model, nearer(model, previousHand(model.story, model.cursor.position), -1), 'no command or mark before this');
export const toNextHand: Action = model =>
  goOr(model, nearer(model, nextHand(model.story, model.cursor.position), 1), 'no command or mark after this');

/** That, or a mark that lies nearer. */
function nearer(model: Model, hand: Position | undefined, direction: 1 | -1): Position | undefined {
  const mark = nearestMark(model, model.cursor.position, direction);
  if (mark === undefined || hand === undefined) return mark ?? hand;
  return (mark - hand) * direction < 0 ? mark : hand;
}

export const toPreviousWrite: Action = model => toWrite(model, previousWrite, 'its first change');
export const toNextWrite: Action = model => toWrite(model, nextWrite, 'its last change');

function toWrite(model: Model, find: typeof nextWrite, otherwise: string): Model {
  const subject = subjectOf(model);
  if (subject === undefined) return { ...model, notice: 'nothing is selected' };
  return goOr({ ...model, selected: subject }, find(model.story, subject, model.cursor.position), otherwise);
}

export const toNextFailing: Action = model => {
  const { position } = model.cursor;
  const found = nextFailing(model.story, position);
  if (found === undefined) return { ...model, notice: 'nothing fails in this log' };
  const around = found <= position ? 'from the first failing again' : '';
  const { subject } = model.story.timeline.entry(found);
  return { ...go(model, found), selected: subject?.startsWith('Pod/') ? subject : undefined, notice: around };
};

export const toLowest: Action = model => {
  const service = shownService(model);
  if (service !== undefined) return toFewest(model, service);
  const low = shownWorkload(model)?.lowest;
  if (low === undefined) return { ...model, notice: 'it was never complete, so there is no lowest moment' };
  const words = `lowest: ${low.serving} of ${low.of} serving at ${offset(timeAt(model.story, low.position))}`;
  return { ...go({ ...model, selected: undefined }, low.position), notice: words };
};

/** Of a Service: the fewest ready endpoints since it had the most. */
function toFewest(model: Model, service: ServiceStory): Model {
  const low = lowestReady(service);
  if (low === undefined) return { ...model, notice: 'it never had a ready endpoint, so there is no lowest moment' };
  const words = `lowest: ${low.ready} ready at ${offset(timeAt(model.story, low.position))}`;
  return { ...go({ ...model, selected: undefined }, low.position), notice: words };
}

/** 0 is the start, 5 the middle, 9 nine tenths, by time. */
export const toTenth: Action = (model, key) => {
  const { story } = model;
  const tenths = Number(key);
  const first: Position = Math.min(1, story.length);
  if (tenths === 0) return go(model, first);
  const [start, end] = [timeAt(story, first), timeAt(story, story.length)];
  return go(model, Math.max(first, positionAtTime(story, start + ((end - start) * tenths) / 10)));
};

export const toStart: Action = model => go(model, Math.min(1, model.story.length));
export const toEnd: Action = model => go(withFollowing(model, true), model.story.length);

/** A second of the log on or back, also to a time between two entries. */
export const toNextSecond: Action = model => byTime(model, 1000);
export const toPreviousSecond: Action = model => byTime(model, -1000);

function byTime(model: Model, milliseconds: number): Model {
  const { story } = model;
  const [start, end] = [timeAt(story, Math.min(1, story.length)), timeAt(story, story.length)];
  const time = Math.max(start, Math.min(end, model.cursor.time + milliseconds));
  return { ...model, cursor: { position: positionAtTime(story, time), speed: 0, time } };
}
