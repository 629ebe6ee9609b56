/** Which pod, which workload. */
import { livesAt, type PodLife } from '@playhead/core';
import { type Model, shownWorkload, subjectOf } from '../model.ts';
import type { Action } from './action.ts';

export const selectNext: Action = model => selectPod(model, 1);
export const selectPrevious: Action = model => selectPod(model, -1);

/** Pods in the order in which the screen lists them. */
function selectPod(model: Model, by: 1 | -1): Model {
  const workload = shownWorkload(model);
  if (workload === undefined) return model;
  const lives = livesAt(workload, model.cursor.position);
  if (lives.length === 0) return { ...model, notice: 'no pods here' };
  const now = indexOfSubject(model, lives);
  const next = now < 0 ? (by > 0 ? 0 : lives.length - 1) : Math.max(0, Math.min(lives.length - 1, now + by));
  return { ...model, selected: lives[next]!.key };
}

/** By where its lives began, so that the names of thousands are not asked for; -1 where it is none of these pods. */
function indexOfSubject(model: Model, lives: readonly PodLife[]): number {
  const subject = subjectOf(model);
  const own = subject === undefined ? undefined : model.story.pods.get(subject);
  const births = new Set(own?.map(({ born }) => born));
  return births.size === 0 ? -1 : lives.findIndex(({ born }) => births.has(born));
}

export const chooseWorkload: Action = model =>
  model.story.workloads.length < 2
    ? { ...model, notice: 'there is one workload in this log' }
    : { ...model, open: { kind: 'choose', scroll: 0, index: 0 } };
