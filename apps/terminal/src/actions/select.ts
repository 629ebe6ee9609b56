/** Which pod, which workload. */
import { livesAt, type PodLife, workloadsBehind } from '@playhead/core';
import { type Model, shownService, shownWorkload, subjectOf } from '../model.ts';
import type { Action } from './action.ts';

export const selectNext: Action = model => selectPod(model, 1);
export const selectPrevious: Action = model => selectPod(model, -1);

/** Pods in the order in which the screen lists them. */
function selectPod(model: Model, by: 1 | -1): Model {
  const lives = shownLives(model);
  if (lives.length === 0) return { ...model, notice: 'no pods here' };
  const now = indexOfSubject(model, lives);
  const next = now < 0 ? (by > 0 ? 0 : lives.length - 1) : Math.max(0, Math.min(lives.length - 1, now + by));
  return { ...model, selected: lives[next]!.key };
}

function shownLives(model: Model): PodLife[] {
  const { position } = model.cursor;
  const [workload, service] = [shownWorkload(model), shownService(model)];
  const workloads = service === undefined ? [workload] : workloadsBehind(model.story, service);
  return workloads.flatMap(one => (one === undefined ? [] : livesAt(one, position)));
}

/** By where its lives began, so that the names of thousands are not asked for; -1 where it is none of these pods. */
function indexOfSubject(model: Model, lives: readonly PodLife[]): number {
  const subject = subjectOf(model);
  const own = subject === undefined ? undefined : model.story.pods.get(subject);
  const births = new Set(own?.map(({ born }) => born));
  return births.size === 0 ? -1 : lives.findIndex(({ born }) => births.has(born));
}

export const chooseWorkload: Action = model =>
  model.story.workloads.length + model.story.services.length < 2
    ? { ...model, notice: 'there is one workload in this log' }
    : { ...model, open: { kind: 'choose', scroll: 0, index: 0 } };
