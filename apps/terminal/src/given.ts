/** For tests: kept recordings, a session that begins on one, and keys pressed in it. */
import { type Log, readStory, Timeline } from '@playhead/core';
import { openRecording } from '@playhead/recording';
import * as E from 'fp-ts/lib/Either.js';
import type { Model } from './model.ts';
import { modelAt } from './print.ts';
import { update } from './update.ts';

const RECORDINGS = new URL('../../../scenarios/recordings/', import.meta.url);

export function kept(name: string): Log {
  const opened = openRecording(new URL(`${name}.rollout`, RECORDINGS).pathname);
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
  return opened.right.log;
}

export function begin(
  name: string,
  at?: string,
  size: { readonly columns: number; readonly rows: number } = { columns: 80, rows: 24 },
  opened?: readonly string[],
): Model {
  const model = modelAt(readStory(new Timeline(kept(name))), at, size, opened);
  if (E.isLeft(model)) throw new Error(model.left);
  return model.right;
}

export const press = (model: Model, ...keys: string[]): Model =>
  keys.reduce((next, key) => update(next, { type: 'key', key }), model);
