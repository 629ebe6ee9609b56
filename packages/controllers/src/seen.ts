import type { ClusterView, ObjectKey, Uid } from '@playhead/core';
import type { PodIndex } from './podIndex.ts';

/** The state as a controller's caches have it, with the pod index that is kept beside them. */
export interface Seen extends ClusterView {
  readonly pods: PodIndex;
  /**
   * Whether this controller has seen every pod that it made or deleted for the subject
   * (ControllerExpectations.SatisfiedExpectations). Derived from the log and from how far the cache has come.
   */
  expectationsMet(subject: ObjectKey): boolean;
  /** Whether a pod has lost a finalizer to its controller and the cache does not show it yet (uidTrackingExpectations). */
  awaited?(pod: Uid): boolean;
}

/** Virtual time as controllers are told it, in milliseconds since the Unix epoch. */
export type Instant = number;

/** Times in objects have one-second resolution (metav1.Time). Many are asked for the same second: the last is kept. */
export function timestamp(now: Instant): string {
  const second = Math.floor(now / 1000);
  if (second !== lastSecond) {
    lastSecond = second;
    lastText = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
  }
  return lastText;
}
let lastSecond = Number.NaN;
let lastText = '';

export const instant = (time: string | undefined): Instant => (time === undefined ? Number.NaN : Date.parse(time));
