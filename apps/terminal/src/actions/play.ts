/** Playing, and what each tick of it does. */
import { cursor } from '@playhead/core';
import type { Model } from '../model.ts';
import type { Action } from './action.ts';

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
  const jumped = Math.abs(next.time - before.time) - elapsed * Math.abs(before.speed);
  const stopped = next.speed === 0 && before.speed !== 0;
  // a jump is a silence that was shortened: say how much of it was left out
  const notice =
    !stopped && jumped > 250 ? `${(jumped / 1000).toFixed(1)}s of silence left out` : stopped ? '' : model.notice;
  return { ...model, cursor: next, notice };
}
