/** How long a Job waits before it replaces failed pods (backoff_utils.go). */
import type { Json, Pod } from '@playhead/core';
import type { Instant } from '../seen.ts';
import { finishedAt, indexFailures, indexIgnored } from './pods.ts';

const FIRST = 10_000;
const MOST = 600_000;

/** Failures in a row since the last success, and when the last one was (epoch milliseconds). */
export interface Failures {
  readonly count: number;
  readonly last?: Instant;
}

export const backoffKey = (uid: string): string => `job/${uid}/backoff`;
export const remembered = (memory: Json | undefined): Failures =>
  (memory as unknown as Failures | undefined) ?? { count: 0 };

/** The record with newly ended pods: only failures after the newest success count. */
export function withEnded(before: Failures, succeeded: readonly Pod[], failed: readonly Pod[]): Failures {
  const ends = failed.map(finishedAt);
  if (succeeded.length === 0)
    return ends.length === 0 ? before : { count: before.count + ends.length, last: Math.max(...ends) };
  const success = Math.max(...succeeded.map(finishedAt));
  const later = ends.filter(end => end > success);
  if (later.length === 0) return before.count === 0 ? before : { count: 0 };
  return { count: later.length, last: Math.max(...later) };
}

/** 10 s · 2^(failures − 1), at most 10 min, from the last failure on: the third at 12:00:00 waits until 12:00:40. */
export function remaining({ count, last }: Failures, now: Instant): number {
  if (count === 0 || last === undefined) return 0;
  const wait = Math.min(FIRST * 2 ** (count - 1), MOST);
  return Math.max(0, wait - (now - last));
}

/** The wait of one index, told by the last pod that failed in it. */
export const remainingOfIndex = (failed: Pod | undefined, now: Instant): number =>
  failed === undefined
    ? 0
    : remaining({ count: indexFailures(failed) + indexIgnored(failed) + 1, last: finishedAt(failed) }, now);
