/** Which scheduled time is due (cronjob/utils.go: mostRecentScheduleTime, nextScheduleTimeDuration). */
import type { CronJob } from '@playhead/core';
import { type Instant, instant } from '../seen.ts';
import { NEVER, type Schedule } from './schedule.ts';

/** Clocks may be apart: looked at so long after the scheduled time. */
const LATE = 100;

export interface Due {
  /** Since when times are counted: the last schedule or the creation, but no longer ago than the starting deadline. */
  readonly earliest: Instant;
  /** The newest time that has come round since; undefined where none has. */
  readonly time?: Instant;
  readonly missed: 'none' | 'few' | 'many';
  /** A schedule whose times do not differ, as one that never comes. */
  readonly isInvalid?: boolean;
}

/** @param deadline whether startingDeadlineSeconds bounds how far back it looks */
export function mostRecent(cron: CronJob, now: Instant, schedule: Schedule, deadline: boolean): Due {
  const { startingDeadlineSeconds } = cron.spec;
  let earliest = instant(cron.status.lastScheduleTime ?? cron.metadata.creationTimestamp);
  if (deadline && startingDeadlineSeconds !== undefined)
    earliest = Math.max(earliest, now - startingDeadlineSeconds * 1000);
  const first = schedule.next(earliest);
  const second = schedule.next(first);
  if (now < first) return { earliest, missed: 'none' };
  if (now < second) return { earliest, time: first, missed: 'none' };
  const between = Math.round((second - first) / 1000);
  if (between < 1) return { earliest, missed: 'none', isInvalid: true };
  // about how many fit in: from the last but one of them on, each is looked at
  const count = Math.floor(Math.floor((now - first) / 1000) / between) + 1;
  let time: Instant | undefined;
  for (let t = schedule.next(first + (count - 2) * between * 1000); t <= now && t !== NEVER; t = schedule.next(t))
    time = t;
  const missed = count > 100 ? 'many' : count > 0 ? 'few' : 'none';
  return { earliest, missed, ...(time === undefined ? {} : { time }) };
}

/** Milliseconds until the CronJob is to be looked at again. */
export function untilNext(cron: CronJob, now: Instant, schedule: Schedule): number {
  const { earliest, time, missed, isInvalid } = mostRecent(cron, now, schedule, false);
  const from = isInvalid === true ? now : (time ?? (missed === 'none' ? earliest : now));
  return schedule.next(from) + LATE - now;
}
