/** Old ReplicaSets beyond revisionHistoryLimit are deleted once they are empty (sync.go: cleanupDeployment). */
import type { ReplicaSet } from '@playhead/core';
import { keyOfObject } from '@playhead/core';
import { because, type Sync } from './context.ts';
import { byRevision } from './replicaSets.ts';

/** One that is not empty is passed over and not replaced by the next: then fewer go than could. */
export function cleanUp(sync: Sync, old: readonly ReplicaSet[]): void {
  const limit = sync.d.spec.revisionHistoryLimit;
  if (limit === undefined || limit === 2147483647) return;
  const candidates = old.filter(rs => rs.metadata.deletionTimestamp === undefined).sort(byRevision);
  for (const rs of candidates.slice(0, Math.max(0, candidates.length - limit))) {
    const { status, spec, metadata } = rs;
    if (status.replicas !== 0 || spec.replicas !== 0) continue;
    if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) continue;
    sync.plan.do({
      write: { verb: 'delete', key: keyOfObject(rs), uid: metadata.uid },
      why: because('deployment.cleanUp', { replicaSet: metadata.name, limit, old: candidates.length }),
      refused: refusal => ({ first: [], next: refusal.code === 404 ? 'go on' : 'try again' }),
    });
  }
}
