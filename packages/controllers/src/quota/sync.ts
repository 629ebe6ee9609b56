/** Keeps a ResourceQuota's status what the namespace uses (resource_quota_controller.go: syncResourceQuota). */
import { quotaUsage } from '@playhead/api';
import type { ObjectKey, ResourceQuota, Verdict } from '@playhead/core';
import { equal } from '@playhead/core';
import { because } from '../plan.ts';
import type { Instant, Seen } from '../seen.ts';

export function syncResourceQuota(seen: Seen, _now: Instant, subject: ObjectKey): Verdict {
  const quota = seen.get(subject) as ResourceQuota | undefined;
  if (quota === undefined || quota.metadata.deletionTimestamp !== undefined) return { decisions: [] };
  const hard = quota.spec.hard ?? {};
  const used = quotaUsage(seen, quota.metadata.namespace ?? '', quota);
  const status = { hard, used };
  if (equal({ hard: quota.status?.hard ?? {}, used: quota.status?.used ?? {} }, status)) return { decisions: [] };
  return {
    decisions: [
      {
        write: { verb: 'updateStatus', seen: quota, object: { ...quota, status } },
        why: because('quota.recount', { quota: quota.metadata.name }),
      },
    ],
  };
}
