/** Pods that no unfinished Job counts any more lose their mark, or they could never go (job_controller.go: syncOrphanPod). */
import type { Job, ObjectKey, Pod, Verdict } from '@playhead/core';
import { controllerOf, keyOf } from '@playhead/core';
import { because } from '../plan.ts';
import type { Instant, Seen } from '../seen.ts';
import { isFinished, isManagedElsewhere, isTracked, untracked } from './pods.ts';

export function syncOrphanPod(seen: Seen, _now: Instant, subject: ObjectKey): Verdict {
  const pod = seen.get(subject) as Pod | undefined;
  if (pod === undefined || !isTracked(pod) || isHeld(seen, pod)) return { decisions: [] };
  const why = because('job.orphan', { pod: pod.metadata.name });
  return {
    decisions: [
      {
        write: { verb: 'patch', key: subject, change: untracked },
        why,
        refused: refusal => ({ first: [], next: refusal.code === 404 ? 'stop' : 'try again' }),
      },
    ],
  };
}

/** Whether a controller still counts it. */
function isHeld(seen: Seen, pod: Pod): boolean {
  const owner = controllerOf(pod);
  if (owner === undefined) return false;
  if (owner.kind !== 'Job' || owner.apiVersion !== 'batch/v1') return true;
  const job = seen.get(keyOf('Job', pod.metadata.namespace ?? '', owner.name)) as Job | undefined;
  return job?.metadata.uid === owner.uid && (isManagedElsewhere(job) || !isFinished(job));
}
