/**
 * When a schedule comes round, in the dialect of robfig/cron v3 (ParseStandard), which is the one CronJobs are written in.
 * The API server has refused what cannot be parsed.
 */
import { CRON_FIELDS, type CronField } from '@playhead/api';
import { Cron } from 'croner';
import type { Instant } from '../seen.ts';

/** The first time after `after`, in epoch milliseconds; NEVER where it never comes. */
export interface Schedule {
  readonly next: (after: Instant) => Instant;
}

/** Go's zero time, which robfig/cron answers where no time fits: 31 February. */
export const NEVER = Date.parse('0001-01-01T00:00:00Z');

const NAMED: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** @param zone an IANA name; UTC without */
export function parseSchedule(text: string, zone: string | undefined): Schedule {
  const every = /^@every (.*)$/.exec(text);
  if (every !== null) return everySo(every[1]!);
  const fields = (NAMED[text] ?? text).trim().split(/\s+/);
  const clock = new Cron(fields.map((field, i) => spelledOut(field, CRON_FIELDS[i]!)).join(' '), {
    timezone: 'UTC',
    // a day fits where it is either the day of the month or the day of the week, once neither is a star
    legacyMode: true,
  });
  const wall = (after: number): number | undefined => clock.nextRun(new Date(after))?.getTime();
  return { next: after => nextIn(zone, wall, Math.floor(after / 1000) * 1000) };
}

/** `@every 1h30m`: so long after, in whole seconds and at least one (robfig/cron Every). */
function everySo(duration: string): Schedule {
  const delay = Math.max(1000, Math.floor(goDuration(duration) / 1000) * 1000);
  return { next: after => Math.floor(after / 1000) * 1000 + delay };
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 36e5,
};

/** Milliseconds of a duration as Go writes it. */
function goDuration(text: string): number {
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/([\d.]+)(ns|us|µs|μs|ms|s|m|h)/g))
    sum += Number(amount) * UNITS[unit!]!;
  return text.startsWith('-') ? -sum : sum;
}

/**
 * A field as the list of its numbers, or a star. What is read here as robfig/cron reads it is what dialects differ in:
 * `?` and any step of one are stars, and `5/15` runs on to the end of the field: 5, 20, 35, 50.
 */
export function spelledOut(field: string, { low, high, names }: CronField): string {
  const numbers = new Set<number>();
  const numberOf = (text: string) =>
    names.includes(text.toLowerCase()) ? names.indexOf(text.toLowerCase()) : Number(text);
  for (const part of field.split(',').filter(text => text !== '')) {
    const [span = '', step] = part.split('/');
    const [from = '', to] = span.split('-');
    const isStar = from === '*' || from === '?';
    if (isStar && Number(step ?? 1) <= 1) return '*';
    const first = isStar ? low : numberOf(from);
    const last = isStar ? high : to !== undefined ? numberOf(to) : step !== undefined ? high : first;
    for (let n = first; n <= last; n += Number(step ?? 1)) numbers.add(n);
  }
  return [...numbers].sort((a, b) => a - b).join(',');
}

/**
 * Walks the clock on the wall of a zone. An hour that daylight saving leaves out never comes; one that it gives twice
 * comes twice: `30 1 * * *` in New York fires at 05:30 and 06:30 UTC on the first Sunday of November.
 */
function nextIn(zone: string | undefined, wall: (after: number) => number | undefined, after: Instant): Instant {
  let from = after;
  let offset = offsetOf(zone, from);
  for (;;) {
    const local = wall(from + offset);
    if (local === undefined) return NEVER;
    const found = local - offset;
    if (offsetOf(zone, found) === offset) return found;
    const change = changeBetween(zone, from, found, offset);
    offset = offsetOf(zone, change);
    from = change - 1000;
  }
}

/** The first second in (from, to] at which the zone's offset is another. */
function changeBetween(zone: string | undefined, from: Instant, to: Instant, offset: number): Instant {
  let [low, high] = [from / 1000, to / 1000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(zone, middle * 1000) === offset) low = middle;
    else high = middle;
  }
  return high * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock of a zone is ahead of UTC, in milliseconds, at a whole second. */
export function offsetOf(zone: string | undefined, at: Instant): number {
  if (zone === undefined || zone === 'UTC') return 0;
  let format = formats.get(zone);
  if (format === undefined) {
    const numeric = 'numeric' as const;
    const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...fields });
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - at;
}
