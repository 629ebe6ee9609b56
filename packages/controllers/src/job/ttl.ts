/** Finished Jobs go when their time is up (ttlafterfinished_controller.go). */
import type { Job, ObjectKey, Verdict } from '@playhead/core';
import { because } from '../plan.ts';
import { type Instant, instant, type Seen } from '../seen.ts';
import { isFinished } from './pods.ts';

export const hasTimeToLive = (job: Job): boolean => job.spec.ttlSecondsAfterFinished !== undefined && isFinished(job);

/** Finished at 12:00:05 with 10 s to live: deleted, with its pods before it, at 12:00:15. */
export function syncFinished(seen: Seen, now: Instant, subject: ObjectKey): Verdict {
  const job = seen.get(subject) as Job | undefined;
  if (job === undefined || job.metadata.deletionTimestamp !== undefined || !hasTimeToLive(job))
    return { decisions: [] };
  const end = job.status.conditions?.find(
    c => (c.type === 'Complete' || c.type === 'Failed') && c.status === 'True',
  )?.lastTransitionTime;
  const seconds = job.spec.ttlSecondsAfterFinished ?? 0;
  const left = instant(end) + seconds * 1000 - now;
  if (left > 0) return { decisions: [], timers: [left] };
  const { uid, name } = job.metadata;
  const why = because('job.ttl', { job: name, seconds });
  const gone = () => ({ first: [], next: 'stop' as const });
  return {
    decisions: [
      { write: { verb: 'get', key: subject, uid }, why, refused: gone },
      { write: { verb: 'delete', key: subject, uid, propagation: 'Foreground' }, why, refused: gone },
    ],
  };
}
