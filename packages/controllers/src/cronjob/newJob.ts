import type { CronJob, KubeObject } from '@playhead/core';
import { type Instant, timestamp } from '../seen.ts';
import { offsetOf } from './schedule.ts';

/** Named by the minute it is scheduled for, so that no minute has two: `tick-29921879`. */
export const nameFor = (cron: CronJob, time: Instant): string => `${cron.metadata.name}-${Math.floor(time / 60_000)}`;

/** The Job of one scheduled time (cronjob/utils.go: getJobFromTemplate2). */
export function jobFor(cron: CronJob, time: Instant): KubeObject {
  const { metadata = {}, spec } = cron.spec.jobTemplate;
  const annotations = {
    ...metadata.annotations,
    'batch.kubernetes.io/cronjob-scheduled-timestamp': rfc3339(time, cron.spec.timeZone),
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: nameFor(cron, time),
      namespace: cron.metadata.namespace ?? '',
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      ...(metadata.labels === undefined ? {} : { labels: metadata.labels }),
      annotations,
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          name: cron.metadata.name,
          uid: cron.metadata.uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec,
    status: {},
  };
}

/** `2026-01-01T09:00:00+09:00`; `Z` in a zone without an offset. */
function rfc3339(time: Instant, zone: string | undefined): string {
  const offset = offsetOf(zone, time);
  if (offset === 0) return timestamp(time);
  const minutes = Math.abs(offset) / 60_000;
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${timestamp(time + offset).slice(0, 19)}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** `Thu, 01 Jan 2026 00:01:00 +0000`. */
export const rfc1123 = (time: Instant): string => new Date(time).toUTCString().replace('GMT', '+0000');
