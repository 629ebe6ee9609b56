import type { CronJob } from '@playhead/core';
import type { Instant } from '../seen.ts';
import { untilNext } from './due.ts';
import { parseSchedule } from './schedule.ts';

/** Milliseconds until a CronJob with a new schedule is to be looked at. */
export const cronJobDelay = (cron: CronJob, now: Instant): number =>
  untilNext(cron, now, parseSchedule(cron.spec.schedule, cron.spec.timeZone));
