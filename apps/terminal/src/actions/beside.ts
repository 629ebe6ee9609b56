/** Two recordings at once. */
import { cursor } from '@playhead/core';
import { follow, partingOf, switched } from '../beside.ts';
import { go, type Model } from '../model.ts';
import type { Action } from './action.ts';
import { chooseWorkload } from './select.ts';

const ALONE = 'one recording is open; playhead open A B opens two';

/** The other of two recordings; where one is open, its workloads. */
export const switchOrChoose: Action = (model, key) =>
  model.beside === undefined ? chooseWorkload(model, key) : switched(model);

/** Both where they part, each at its own deed. */
export const toParting: Action = model => {
  const { beside } = model;
  if (beside === undefined) return { ...model, notice: ALONE };
  const { here, there } = partingOf(model);
  if (here === undefined && there === undefined) return { ...model, notice: 'they never part: both did the same' };
  const moved = go(model, here ?? model.story.length);
  const other = beside.other.story;
  return {
    ...moved,
    beside: { ...beside, other: { ...beside.other, cursor: cursor.at(other.timeline, there ?? other.length) } },
    notice: `here they part, after ${beside.parting.shared} deeds in common`,
  };
};

export const alignOtherwise: Action = model => {
  const { beside } = model;
  if (beside === undefined) return { ...model, notice: ALONE };
  const align = beside.align === 'time' ? 'event' : 'time';
  const words = { time: 'side by side by time since the change', event: 'side by side by event: the same deeds done' };
  return follow({ ...model, beside: { ...beside, align }, notice: words[align] });
};

/** Whether the other has to be brought along: this one moved, and not both were put somewhere. */
export const movedAlone = (before: Model, after: Model): boolean =>
  after.beside !== undefined &&
  before.cursor !== after.cursor &&
  before.label === after.label &&
  before.beside?.other.cursor === after.beside.other.cursor;
