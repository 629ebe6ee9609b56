/** Recreate: every old pod is gone before the first new one is made (recreate.go). */
import type { ReplicaSet } from '@playhead/core';
import { cleanUp } from './cleanup.ts';
import { about, because, of, type Sync } from './context.ts';
import { isComplete, rolloutStatus } from './progress.ts';
import { active, sum } from './replicaSets.ts';
import { getAll } from './revision.ts';
import { scaleTo } from './scaling.ts';

export function rolloutRecreate(sync: Sync, all: readonly ReplicaSet[]): void {
  let { newRS, old } = getAll(sync, all, false);
  const everything = [...old, ...(newRS === undefined ? [] : [newRS])];
  let scaled = false;
  for (const rs of active(old))
    scaled = scaleTo(sync, rs, 0, because('deployment.recreateStop', about(sync, of(rs, 'replicaSet')))) || scaled;
  if (scaled || oldPodsRunning(sync, all, old, newRS)) return rolloutStatus(sync, everything, newRS);
  if (newRS === undefined) ({ newRS, old } = getAll(sync, all, true));
  if (newRS === undefined) return;
  scaleTo(sync, newRS, sync.d.spec.replicas, because('deployment.recreateStart', about(sync, of(newRS, 'replicaSet'))));
  if (isComplete(sync.d, sync.d.status)) cleanUp(sync, old);
  rolloutStatus(sync, [...old, newRS], newRS);
}

/** Terminating pods count: they run until their objects are gone. Finished ones do not. */
function oldPodsRunning(
  sync: Sync,
  all: readonly ReplicaSet[],
  old: readonly ReplicaSet[],
  newRS: ReplicaSet | undefined,
): boolean {
  if (sum(old, rs => rs.status.replicas) > 0) return true;
  return all.some(rs => rs.metadata.uid !== newRS?.metadata.uid && sync.seen.pods.of(rs.metadata.uid).unfinished > 0);
}
