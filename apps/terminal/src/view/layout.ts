/** How a screen is shared out. Worked out from the whole log and the size alone, so that stepping moves nothing. */
import { mostIn, type Rollout, rolloutAt, type WorkloadStory } from '@playhead/core';
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
  const needs = needsOf(workload);
  const each = needs.together <= budget + 2 && needs.mostPods < 30;
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
    // how many pods there ever were is asked only where each has a row: of a long log it reads all their lives
    pods: Math.min(budget, wide && each ? everIn(workload) : needs.atOnce),
    entry: each ? 2 : 1,
    window: windowOf(story, rollout, !each || wantsZoom(story, workload, rollout)),
    rollout,
  };
}

/** What the whole log asks of a layout; counted once, since it does not change with the position. */
interface Needs {
  /** Rows for every pod at once, with the revisions. */
  readonly atOnce: number;
  readonly mostPods: number;
  /** The most pods at once that are not leaving, and the revisions they are of. */
  readonly together: number;
}

/** Rows for every pod that ever was, with the revisions. */
const everIn = ({ groups }: WorkloadStory): number =>
  groups.length + groups.reduce((sum, group) => sum + group.pods.length, 0);

const LONGEST = new WeakMap<WorkloadStory, number>();

/** So many pods of a group have their names read, from both ends: a long log had thousands, and names of one length. */
const NAMES = 50;

function longestName(workload: WorkloadStory): number {
  const known = LONGEST.get(workload);
  if (known !== undefined) return known;
  let longest = 8;
  for (const { pods } of workload.groups)
    for (const pod of pods.length <= 2 * NAMES ? pods : [...pods.slice(0, NAMES), ...pods.slice(-NAMES)])
      longest = Math.max(longest, pod.name.length);
  LONGEST.set(workload, longest);
  return longest;
}

const NEEDS = new WeakMap<WorkloadStory, Needs>();

function needsOf(workload: WorkloadStory): Needs {
  const known = NEEDS.get(workload);
  if (known !== undefined) return known;
  const { groups } = workload;
  const mostPods = mostIn(workload.existing, 0, Number.POSITIVE_INFINITY);
  let ceiling = 0;
  for (const fences of workload.fences.values) ceiling = Math.max(ceiling, fences?.ceiling ?? 0);
  const needs: Needs = {
    atOnce: groups.length + mostPods,
    mostPods,
    together: ceiling + Math.min(2, Math.max(1, groups.length)),
  };
  NEEDS.set(workload, needs);
  return needs;
}
