/** Revisions that nobody uses any more, beyond the limit (truncateHistory, cleanupHistory). */
import type { ControllerRevision, Decision, KubeObject } from '@playhead/core';
import { keyOfObject } from '@playhead/core';
import { because } from '../plan.ts';

/** Deletes the first `surplus` of these, the oldest numbers first. One that is gone already is no failure to stop at. */
export function forget(owner: KubeObject, revisions: readonly ControllerRevision[], kept: number): Decision[] {
  const surplus = Math.max(0, revisions.length - kept);
  return revisions.slice(0, surplus).map(revision => ({
    write: { verb: 'delete', key: keyOfObject(revision), uid: revision.metadata.uid },
    why: because('history.forget', {
      owner: owner.metadata.name,
      old: revisions.length,
      limit: kept,
      revision: revision.revision,
    }),
  }));
}
