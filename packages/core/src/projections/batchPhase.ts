import { conditionOf } from '../kube/object.ts';
import type { Phase } from './signs.ts';
import type { TrackedWorkload } from './workloadStory.ts';

/**
 * A Job is `rolling` while it runs, `failing` once a pod of it failed, `stuck` when it gave up (Failed=True), `paused`
 * while suspended. A CronJob is in the phase of what it runs; between runs in that of its last Job.
 */
export function batchPhase(workload: TrackedWorkload): Phase {
  const { object, job, cron } = workload;
  if (object === undefined) return 'none';
  if (object.metadata.deletionTimestamp !== undefined) return 'deleting';
  if (cron !== undefined) return cronPhase(workload);
  if (conditionOf(object, 'Complete')?.status === 'True') return 'complete';
  if (conditionOf(object, 'Failed')?.status === 'True') return 'stuck';
  if (workload.paused.last) return 'paused';
  return (job?.failed.last ?? 0) + workload.failing.last > 0 ? 'failing' : 'rolling';
}

function cronPhase({ cron, paused }: TrackedWorkload): Phase {
  const there = (cron?.jobs ?? []).filter(job => job.object !== undefined);
  const running = there.filter(job => job.phase.last !== 'complete' && job.phase.last !== 'stuck');
  if (running.some(job => job.phase.last === 'failing')) return 'failing';
  if (running.length > 0) return 'rolling';
  if (paused.last) return 'paused';
  return lastEnded(cron?.jobs ?? []) === 'stuck' ? 'failing' : 'complete';
}

/** How the last Job that ended did, though it may be gone by now: a history limit of 0 takes it away at once. */
function lastEnded(jobs: readonly TrackedWorkload[]): Phase | undefined {
  for (let i = jobs.length - 1; i >= 0; i--) {
    const { values } = jobs[i]!.phase;
    for (let at = values.length - 1; at >= 0; at--)
      if (values[at] === 'complete' || values[at] === 'stuck') return values[at];
  }
  return undefined;
}
