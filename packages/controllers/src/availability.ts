/** When a ready pod counts as available (podutil.IsPodAvailable, FindMinNextPodAvailabilityCheck). */
import type { Pod } from '@playhead/core';
import { isReady } from '@playhead/core';
import { type Instant, instant } from './seen.ts';

const readyTime = (pod: Pod): Instant =>
  instant(pod.status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime);

/** Ready, and for long enough. A pod that is asked to go stays available until it is not ready. */
export const isAvailable = (pod: Pod, minReadySeconds: number | undefined, now: Instant): boolean =>
  isReady(pod) && ((minReadySeconds ?? 0) === 0 || readyTime(pod) + (minReadySeconds ?? 0) * 1000 <= now);

/** Milliseconds until the next of these becomes available; undefined where none waits. */
export function nextAvailable(pods: Iterable<Pod>, minReadySeconds: number, now: Instant): number | undefined {
  let next: number | undefined;
  for (const pod of pods) {
    if (!isReady(pod)) continue;
    const left = readyTime(pod) + minReadySeconds * 1000 - now;
    if (left > 0 && (next === undefined || left < next)) next = left;
  }
  return next;
}
