/** Which pod, which workload. */
import { podsAt } from '@playhead/core';
import { type Model, shownWorkload, subjectOf } from '../model.ts';
import type { Action } from './action.ts';

export const selectNext: Action = model => selectPod(model, 1);
export const selectPrevious: Action = model => selectPod(model, -1);

/** Pods in the order in which the screen lists them. */
function selectPod(model: Model, by: 1 | -1): Model {
  const workload = shownWorkload(model);
  if (workload === undefined) return model;
  const rows = podsAt(model.story, workload, model.cursor.position);
  if (rows.length === 0) return { ...model, notice: 'no pods here' };
  const now = rows.findIndex(row => row.life.key === subjectOf(model));
  const next = now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, now + by));
  return { ...model, selected: rows[next]!.life.key };
}

export const chooseWorkload: Action = model =>
  model.story.workloads.length < 2
    ? { ...model, notice: 'there is one workload in this log' }
    : { ...model, open: { kind: 'choose', scroll: 0, index: 0 } };
