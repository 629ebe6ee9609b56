/** A log that is still being written: its end is followed, or left and come back to. */
import { mostTroubled, type Story } from '@playhead/core';
import { go, type Model } from '../model.ts';
import type { Action } from './action.ts';

export const toggleFollowing: Action = model => {
  const { live } = model;
  if (live === undefined) return { ...model, notice: 'this log is whole: nothing more is written to it' };
  const stays = live.follows && model.cursor.position === model.story.length;
  const next = { ...model, live: { follows: !stays } };
  return stays
    ? { ...next, notice: 'stays here while the log grows; F follows its end again' }
    : { ...go(next, next.story.length), notice: 'follows the end' };
};

/** More was written. Who stands at the end and follows goes on with it; who stands elsewhere stays. */
export function grown(model: Model, story: Story, finished: boolean): Model {
  const { live, cursor } = model;
  if (live === undefined) return model;
  const atEnd = live.follows && cursor.position === model.story.length && cursor.speed === 0;
  const next: Model = { ...model, story, workload: model.workload ?? mostTroubled(story)?.key };
  const moved = atEnd ? go(next, story.length) : next;
  return finished ? { ...moved, live: undefined, notice: `its writer has finished: ${story.length} entries` } : moved;
}

export const lostEnd = (model: Model, why: string): Model => ({
  ...model,
  live: undefined,
  notice: `nothing more can be read: ${why}`,
});
