/** Playing, and what each tick of it does. */
import { type Cursor, cursor } from '@playhead/core';
import { partingBetween } from '../beside.ts';
import type { Model } from '../model.ts';
import type { Action } from './action.ts';
import { stopOnTheWay } from './breakpoint.ts';

export const play: Action = model => toggle(model, 1);
export const playBackward: Action = model => toggle(model, -1);

function toggle(model: Model, direction: 1 | -1): Model {
  const playing = Math.sign(model.cursor.speed) === direction;
  if (playing) return { ...model, cursor: cursor.pause(model.cursor) };
  const atEnd = direction === 1 && model.cursor.position >= model.story.length;
  const from = atEnd ? cursor.at(model.story.timeline, Math.min(1, model.story.length)) : model.cursor;
  return { ...model, cursor: cursor.play(from, direction * model.speed), notice: atEnd ? 'from the start again' : '' };
}

export const faster: Action = model => atSpeed(model, model.speed * 2);
export const slower: Action = model => atSpeed(model, model.speed / 2);

function atSpeed(model: Model, asked: number): Model {
  const speed = Math.max(1 / 16, Math.min(64, asked));
  const playing = model.cursor.speed !== 0;
  return {
    ...model,
    speed,
    cursor: playing ? cursor.play(model.cursor, Math.sign(model.cursor.speed) * speed) : model.cursor,
    notice: `speed ${speed}×`,
  };
}

/** So many milliseconds of the watcher's time later. */
export function tick(model: Model, elapsed: number): Model {
  if (model.cursor.speed === 0) return model;
  const before = model.cursor;
  const next = cursor.advance(model.story.timeline, before, elapsed);
  const broken = stopOnTheWay(model, next);
  if (broken !== undefined) return broken;
  const round = aroundLoop(model, next);
  if (round !== undefined) return round;
  const parting = partingBetween(model, before.position, next.position);
  if (parting !== undefined)
    return { ...model, cursor: cursor.at(model.story.timeline, parting), notice: 'here the two part; space plays on' };
  const jumped = Math.abs(next.time - before.time) - elapsed * Math.abs(before.speed);
  const stopped = next.speed === 0 && before.speed !== 0;
  // a jump is a silence that was shortened: say how much of it was left out
  const notice =
    !stopped && jumped > 250 ? `${(jumped / 1000).toFixed(1)}s of silence left out` : stopped ? '' : model.notice;
  return { ...model, cursor: next, notice };
}

/** At the end of the loop one goes on at its beginning, and the other way round. */
function aroundLoop(model: Model, next: Cursor): Model | undefined {
  const { loop } = model.finding;
  const { position, speed } = model.cursor;
  if (loop === undefined || position < loop.from || position > loop.to) return undefined;
  const [first, last] = speed > 0 ? [loop.from, loop.to] : [loop.to, loop.from];
  const beyond = next.speed === 0 || (next.position - last) * speed > 0;
  if (!beyond) return undefined;
  const at = cursor.at(model.story.timeline, position === last ? first : last);
  return { ...model, cursor: cursor.play(at, speed) };
}
