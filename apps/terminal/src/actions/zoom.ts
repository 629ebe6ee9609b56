/** How much of the log the lanes show. */
import { timeAt } from '@playhead/core';
import type { Model } from '../model.ts';
import type { Action } from './action.ts';

/** A quarter, a sixteenth, … of the log; nothing shorter than this many milliseconds is looked at more closely. */
const SHORTEST = 200;
const DEEPEST = 6;

/** Round: what suits the rollout, all of it, a quarter, a sixteenth, … */
export const zoom: Action = model => {
  const next = model.zoom + 1;
  const whole = timeAt(model.story, model.story.length) - timeAt(model.story, Math.min(1, model.story.length));
  const over = next > DEEPEST || (next > 1 && whole / 4 ** (next - 1) < SHORTEST);
  return zoomed(model, over ? 0 : next);
};

function zoomed(model: Model, level: number): Model {
  const words = level === 0 ? 'what suits it' : level === 1 ? 'the whole log' : `1/${4 ** (level - 1)} of the log`;
  return { ...model, zoom: level, notice: `the lanes show ${words}` };
}
