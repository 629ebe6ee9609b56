/** Two recordings on one clock: where the other stands when this one stands here, and where the two part. */
import { cursor, lastAtOrBefore, type Position, timeAt } from '@playhead/core';
import { type Beside, type Model, shownWorkload } from './model.ts';

/** Two models as one: A is looked at, B goes along. */
export function together(a: Model, b: Model, parting: Beside['parting']): Model {
  const other: Model = { ...b, label: 'B' };
  return follow({ ...a, label: 'A', beside: { other, align: 'time', parting } });
}

/** The other brought to where this one stands. */
export function follow(model: Model): Model {
  const { beside } = model;
  if (beside === undefined) return model;
  const { story } = beside.other;
  const time = beside.align === 'time' ? otherTime(model, beside) : undefined;
  const position = time === undefined ? besideEvent(model, beside) : Math.max(0, lastAtOrBefore(story.times, time));
  const there = cursor.at(story.timeline, position);
  // while the one plays the other's clock goes too, also between two of its entries
  const clock = Math.max(there.time, time ?? there.time);
  return { ...model, beside: { ...beside, other: { ...beside.other, cursor: { ...there, time: clock } } } };
}

/** The other becomes the one that is looked at. */
export function switched(model: Model): Model {
  const { beside, columns, rows } = model;
  if (beside === undefined) return model;
  const { other, ...rest } = beside;
  return { ...other, columns, rows, speed: model.speed, beside: { ...rest, other: { ...model, beside: undefined } } };
}

/** The time of either that counts as nought: the first change from one revision to another, else its first rollout, else its start. */
function zero(model: Model): number {
  const { story } = model;
  const workload = shownWorkload(model);
  const rollout = workload?.rollouts.find(({ fromRevision }) => fromRevision > 0) ?? workload?.rollouts[0];
  return timeAt(story, rollout?.start ?? Math.min(1, story.length));
}

const otherTime = (model: Model, { other }: Beside): number => zero(other) + model.cursor.time - zero(model);

function besideEvent(model: Model, { other, parting }: Beside): Position {
  const [here, there] = model.label === 'A' ? [parting.a, parting.b] : [parting.b, parting.a];
  const index = lastAtOrBefore(here, model.cursor.position);
  return index < 0 ? 0 : (there[index] ?? other.story.length);
}

/** The first deed of either that the other has not done; a log that has ended there has none. */
export function partingOf({ label, beside }: Model): {
  readonly here: Position | undefined;
  readonly there: Position | undefined;
} {
  if (beside === undefined) return { here: undefined, there: undefined };
  const { a, b, shared } = beside.parting;
  return label === 'A' ? { here: a[shared], there: b[shared] } : { here: b[shared], there: a[shared] };
}

/** The parting that lies between two positions, whichever way one goes from the first to the second. */
export function partingBetween(model: Model, from: Position, to: Position): Position | undefined {
  const { here } = partingOf(model);
  if (here === undefined) return undefined;
  return from < to ? (from < here && here <= to ? here : undefined) : to <= here && here < from ? here : undefined;
}
