/** Logs that are still being written: their end is followed, or left and come back to. */
import { cursor, mostTroubled } from '@playhead/core';
import { follow } from '../beside.ts';
import type { Message } from '../message.ts';
import { go, type Model } from '../model.ts';
import type { Action } from './action.ts';

export const toggleFollowing: Action = model => {
  const { beside } = model;
  if (model.live === undefined && beside?.other.live === undefined)
    return { ...model, notice: 'nothing more is written to this log: there is no end to follow' };
  const stays = follows(model);
  const next = withFollowing(model, !stays);
  return stays
    ? { ...next, notice: 'stays here while the log grows; F follows its end again' }
    : { ...toEnd(next), notice: beside === undefined ? 'follows the end' : 'follows the end of both' };
};

/** Who stands at the end, and goes on with it. */
const follows = (model: Model): boolean =>
  (model.live ?? model.beside?.other.live)?.follows === true &&
  model.cursor.position === model.story.length &&
  model.cursor.speed === 0;

/** Whether the ends of all that is open are followed, where they still move. */
export function withFollowing(model: Model, follows: boolean): Model {
  const one = (m: Model): Model => (m.live === undefined ? m : { ...m, live: { ...m.live, follows } });
  const { beside } = one(model);
  return beside === undefined ? one(model) : { ...one(model), beside: { ...beside, other: one(beside.other) } };
}

/** The clock of two logs goes on with whichever was written last, so each then stands at its own last entry. */
function toEnd(model: Model): Model {
  const { beside } = model;
  const here = go(model, model.story.length);
  if (beside === undefined) return here;
  const { other } = beside;
  return {
    ...here,
    beside: { ...beside, other: { ...other, cursor: cursor.at(other.story.timeline, other.story.length) } },
  };
}

export type FollowMessage = Extract<Message, { readonly type: 'grown' | 'silent' | 'lostEnd' }>;

/** What is heard of the end of a log, of the one that is looked at or of the other. */
export function followed(before: Model, message: FollowMessage): Model {
  const model = message.type === 'grown' ? ofOne(before, message.which, woken) : before;
  const next = ofOne(model, message.which, one => heard(one, message));
  const named = model.beside === undefined ? '' : `${message.which}: `;
  switch (message.type) {
    case 'silent':
      return next;
    case 'lostEnd':
      return { ...next, notice: `${named}nothing more can be read: ${message.why}` };
    case 'grown': {
      const moved = follows(model)
        ? toEnd(parted(next, message.parting))
        : waited(model, parted(next, message.parting));
      const { finished, story } = message;
      return finished ? { ...moved, notice: `${named}its writer has finished: ${story.length} entries` } : moved;
    }
  }
}

function ofOne(model: Model, which: 'A' | 'B', change: (one: Model) => Model): Model {
  const { beside } = model;
  if (beside === undefined || model.label === which) return change(model);
  return { ...model, beside: { ...beside, other: change(beside.other) } };
}

/** A log that was only looked at, and grows. */
const woken = (model: Model): Model =>
  model.live === undefined ? { ...model, live: { follows: true, silentFor: 0 } } : model;

function heard(model: Model, message: FollowMessage): Model {
  const { live } = model;
  switch (message.type) {
    case 'silent':
      return live === undefined ? model : { ...model, live: { ...live, silentFor: message.silentFor } };
    case 'lostEnd':
      return { ...model, live: undefined };
    case 'grown': {
      const { story, finished } = message;
      return {
        ...model,
        story,
        workload: model.workload ?? mostTroubled(story)?.key,
        live: finished || live === undefined ? undefined : { ...live, silentFor: 0 },
      };
    }
  }
}

const parted = (model: Model, parting: NonNullable<Model['beside']>['parting'] | undefined): Model =>
  model.beside === undefined || parting === undefined ? model : { ...model, beside: { ...model.beside, parting } };

/** The other stood at its end because there was no more of it: it is brought to where this one stands, if it can be. */
function waited(before: Model, after: Model): Model {
  const other = before.beside?.other;
  const waits = other !== undefined && other.story !== after.beside?.other.story;
  return waits && other.cursor.position === other.story.length ? follow(after) : after;
}
