/** How a screen is shared out. Worked out from the whole log and the size alone, so that stepping moves nothing. */
import { type Rollout, rolloutAt, type WorkloadStory } from '@playhead/core';
import type { Model } from '../model.ts';
import { wantsZoom, windowOf } from './axis.ts';

export interface Layout {
  /** One less than the terminal's, so that Ink never clears the screen and nothing wraps. */
  readonly width: number;
  readonly height: number;
  /** Two columns below the lanes, conditions among them, whole names. */
  readonly wide: boolean;
  /** A row a pod, or a lane a state and a grid. */
  readonly each: boolean;
  readonly label: number;
  readonly columns: number;
  readonly right: number;
  /** Rows for revisions and pods. */
  readonly pods: number;
  readonly entry: number;
  readonly window: { readonly from: number; readonly to: number };
  readonly rollout: Rollout | undefined;
}

const HEAD = 3;
const AXIS = 1;
const KEYS = 1;

export function layoutOf(model: Model, workload: WorkloadStory): Layout {
  const { story } = model;
  const { position } = model.cursor;
  const width = Math.max(20, model.columns - 1);
  const height = Math.max(6, model.rows - 1);
  const wide = width >= 130 && height >= 36;
  const counts = wide ? 4 : 2;
  const below = wide ? 19 : 7 + 2;
  const budget = Math.max(2, height - HEAD - AXIS - counts - below - KEYS);
  const need = needed(workload, wide);
  const each = mostAtOnce(workload) <= budget + 2 && mostPods(workload) < 30;
  const label = each && wide ? Math.min(40, 4 + longestName(workload)) : 12;
  const right = wide ? 24 : Math.min(20, Math.max(8, Math.floor(model.columns / 4)));
  const rollout = rolloutAt(workload, position) ?? workload.rollouts[0];
  return {
    width,
    height,
    wide,
    each,
    label,
    right,
    columns: Math.max(8, width - label - right - 1),
    pods: Math.min(budget, need),
    entry: each ? 2 : 1,
    window: windowOf(story, rollout, !each || wantsZoom(story, workload, rollout)),
    rollout,
  };
}

/** The most rows ever wanted: in the wide form every pod that was, else those there at once; and the revisions. */
const needed = (workload: WorkloadStory, wide: boolean): number =>
  workload.groups.length +
  (wide ? workload.groups.reduce((sum, group) => sum + group.pods.length, 0) : mostPods(workload));

const mostPods = (workload: WorkloadStory): number => workload.existing.values.reduce((a, b) => Math.max(a, b), 0);

/** The most pods at once that are not leaving, and the revisions they are of. */
function mostAtOnce(workload: WorkloadStory): number {
  const desired = workload.fences.values.reduce((most, fences) => Math.max(most, fences?.ceiling ?? 0), 0);
  return desired + Math.min(2, Math.max(1, workload.groups.length));
}

const longestName = (workload: WorkloadStory): number =>
  workload.groups.reduce((most, g) => g.pods.reduce((length, pod) => Math.max(length, pod.name.length), most), 8);
