/** How many pods may be missing, or be there twice, during an update (updatedDesiredNodeCounts, daemonset_util.go). */
import { ceilPercent } from '@playhead/api';
import type { DaemonSet } from '@playhead/core';

export interface Budget {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

/** Both percentages round up: 20% of 4 nodes is 1. With nodes and nothing allowed at all, one may be unavailable. */
export function budgetOf(ds: DaemonSet, desired: number): Budget {
  const maxSurge = surgeOf(ds, desired);
  const { type, rollingUpdate } = ds.spec.updateStrategy;
  const unavailable = type === 'RollingUpdate' ? ceilPercent(rollingUpdate?.maxUnavailable ?? 0, desired) : 0;
  return { maxSurge, maxUnavailable: desired > 0 && unavailable === 0 && maxSurge === 0 ? 1 : unavailable };
}

function surgeOf(ds: DaemonSet, desired: number): number {
  const { type, rollingUpdate } = ds.spec.updateStrategy;
  return type === 'RollingUpdate' ? ceilPercent(rollingUpdate?.maxSurge ?? 0, desired) : 0;
}

export const allowsSurge = (ds: DaemonSet): boolean => surgeOf(ds, 1) > 0;
