import type { CronJob, Decision, Job, KubeObject, Verdict } from '@playhead/core';
import { keyOfObject } from '@playhead/core';
import { describe, expect, it } from 'vitest';
import { seenOf } from '../givenSeen.ts';
import { mostRecent, untilNext } from './due.ts';
import { NEVER, parseSchedule } from './schedule.ts';
import { syncCronJob } from './sync.ts';

const at = (time: string) => Date.parse(time);

/** The next times after one, as robfig/cron v3.0.1 gives them. */
function times(schedule: string, zone: string | undefined, from: string, count: number): string[] {
  const parsed = parseSchedule(schedule, zone);
  const found: string[] = [];
  for (let t = at(from); found.length < count; found.push(`${new Date(t).toISOString().slice(0, 16)}Z`))
    t = parsed.next(t);
  return found;
}

describe('schedules', () => {
  it('a step on a single number runs on to the end of the field', () => {
    expect(times('5/15 * * * *', undefined, '2026-01-01T00:00:00Z', 4)).toEqual([
      '2026-01-01T00:05Z',
      '2026-01-01T00:20Z',
      '2026-01-01T00:35Z',
      '2026-01-01T00:50Z',
    ]);
  });

  it('the day of the month or of the week, once neither is a star; a step of one and ? are stars', () => {
    const from = '2026-01-01T00:00:00Z';
    expect(times('0 0 13 * 5', undefined, from, 3)).toEqual([
      '2026-01-02T00:00Z',
      '2026-01-09T00:00Z',
      '2026-01-13T00:00Z',
    ]);
    expect(times('0 0 */1 * MON', undefined, from, 2)).toEqual(['2026-01-05T00:00Z', '2026-01-12T00:00Z']);
    expect(times('0 0 ? * 1', undefined, from, 2)).toEqual(['2026-01-05T00:00Z', '2026-01-12T00:00Z']);
    expect(times('0 0 */2 * 1', undefined, from, 3)).toEqual([
      '2026-01-03T00:00Z',
      '2026-01-05T00:00Z',
      '2026-01-07T00:00Z',
    ]);
  });

  it('an hour left out never comes, one given twice comes twice', () => {
    expect(times('30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z', 2)).toEqual([
      '2026-03-09T06:30Z',
      '2026-03-10T06:30Z',
    ]);
    expect(times('30 1 * * *', 'America/New_York', '2026-11-01T00:00:00Z', 3)).toEqual([
      '2026-11-01T05:30Z',
      '2026-11-01T06:30Z',
      '2026-11-02T06:30Z',
    ]);
  });

  it('@every counts from what it is asked, in whole seconds; @daily is midnight of the zone', () => {
    expect(parseSchedule('@every 1m30.5s', undefined).next(at('2026-01-01T00:00:00.400Z'))).toBe(
      at('2026-01-01T00:01:30Z'),
    );
    expect(times('@daily', 'Asia/Tokyo', '2026-01-01T00:00:00Z', 1)).toEqual(['2026-01-01T15:00Z']);
  });

  it('31 February never comes', () => {
    expect(parseSchedule('0 0 31 2 *', undefined).next(at('2026-01-01T00:00:00Z'))).toBe(NEVER);
  });
});

const cronJob = (spec: object = {}, status: object = {}): CronJob =>
  ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: {
      name: 'tick',
      namespace: 'default',
      uid: 'c',
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:30Z',
    },
    spec: {
      schedule: '* * * * *',
      concurrencyPolicy: 'Allow',
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 1,
      jobTemplate: { spec: { template: {} } },
      ...spec,
    },
    status,
  }) as unknown as CronJob;

function job(name: string, end?: 'Complete' | 'Failed', startTime = '2026-01-01T00:01:00Z'): Job {
  const conditions = end === undefined ? [] : [{ type: end, status: 'True' }];
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      resourceVersion: '1',
      creationTimestamp: startTime,
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'tick', uid: 'c', controller: true }],
    },
    spec: {},
    status: { startTime, conditions, ...(end === 'Complete' ? { completionTime: startTime } : {}) },
  } as unknown as Job;
}

const active = (name: string) => ({
  kind: 'Job',
  apiVersion: 'batch/v1',
  namespace: 'default',
  name,
  uid: name,
  resourceVersion: '1',
});

/** What a look decides when every call is granted. */
function sync(cron: CronJob, jobs: readonly Job[], now: string): { said: string[]; again: number | undefined } {
  const seen = seenOf([cron as KubeObject, ...jobs]);
  const said: string[] = [];
  let again: number | undefined;
  const run = (verdict: Verdict): void => {
    again = verdict.askAgainIn ?? again;
    for (const decision of verdict.decisions) one(decision);
  };
  const one = ({ write, accepted, refused }: Decision): void => {
    const gone = write.verb === 'get' && !seen.get(write.key);
    if (write.verb === 'look') return run(write.decide(at(now)));
    if (write.verb === 'create') said.push(`+ ${write.object.metadata.name}`);
    if (write.verb === 'delete') said.push(`- ${write.key.split('/')[2]}`);
    if (write.verb === 'say') said.push(`${write.reason}: ${write.message}`);
    if (write.verb === 'updateStatus') said.push(`active ${(write.object.status.active ?? []).length}`);
    const object =
      write.verb === 'create'
        ? { ...write.object, metadata: { ...write.object.metadata, uid: 'new' } }
        : (seen.get(keyOfObject(cron)) as KubeObject);
    const next = gone ? refused?.({ code: 404, reason: 'NotFound', message: '' }).first : accepted?.(object);
    for (const decision of next ?? []) one(decision);
  };
  run(syncCronJob(seen, at(now), keyOfObject(cron)));
  return { said, again };
}

describe('a CronJob', () => {
  it('starts a Job named after the minute, and is asked again 100 ms after the next', () => {
    expect(sync(cronJob(), [], '2026-01-01T00:01:00.100Z')).toEqual({
      said: ['+ tick-29453761', 'SuccessfulCreate: Created job tick-29453761', 'active 1'],
      again: 60_000,
    });
  });

  it('is too early: asked again when it is time', () => {
    expect(sync(cronJob(), [], '2026-01-01T00:00:31Z')).toEqual({ said: [], again: 29_100 });
  });

  it('of several missed times only the last is caught up', () => {
    expect(sync(cronJob(), [], '2026-01-01T00:05:20Z').said[0]).toBe('+ tick-29453765');
  });

  it('more than 100 missed are said so; past the starting deadline none is started', () => {
    expect(sync(cronJob(), [], '2026-01-01T02:00:00Z').said[0]).toContain('TooManyMissedTimes');
    const late = sync(cronJob({ schedule: '0 * * * *', startingDeadlineSeconds: 10 }), [], '2026-01-01T01:00:30Z');
    expect(late).toEqual({ said: [], again: 3_570_100 });
  });

  it('Forbid waits for the Job before; Replace takes it away; Allow runs both', () => {
    const status = { active: [active('tick-29453761')], lastScheduleTime: '2026-01-01T00:01:00Z' };
    const said = (concurrencyPolicy: string) =>
      sync(cronJob({ concurrencyPolicy }, status), [job('tick-29453761')], '2026-01-01T00:02:00.100Z').said;
    expect(said('Forbid')).toEqual([
      'JobAlreadyActive: Not starting job because prior execution is running and concurrency policy is Forbid',
    ]);
    expect(said('Replace').slice(0, 3)).toEqual([
      '- tick-29453761',
      'SuccessfulDelete: Deleted job tick-29453761',
      '+ tick-29453762',
    ]);
    expect(said('Replace').at(-1)).toBe('active 1');
    expect(said('Allow').at(-1)).toBe('active 2');
  });

  it('keeps as many finished Jobs as it should, the ones that started last', () => {
    const jobs = [
      job('tick-2', 'Complete', '2026-01-01T00:02:00Z'),
      job('tick-1', 'Complete'),
      job('tick-0', 'Failed'),
    ];
    const status = { active: [active('tick-2')], lastScheduleTime: '2026-01-01T00:02:00Z' };
    expect(sync(cronJob({}, status), jobs, '2026-01-01T00:02:05Z').said).toEqual([
      '- tick-1',
      'SuccessfulDelete: Deleted job tick-1',
      'SawCompletedJob: Saw completed job: tick-2, condition: Complete',
      'active 0',
    ]);
  });

  it('says what it did not start, and what is no longer there', () => {
    const status = { lastScheduleTime: '2026-01-01T00:02:00Z' };
    expect(sync(cronJob({}, status), [job('by-hand')], '2026-01-01T00:02:05Z').said).toEqual([
      'UnexpectedJob: Saw a job that the controller did not create or forgot: by-hand',
    ]);
    expect(sync(cronJob({}, { ...status, active: [active('gone')] }), [], '2026-01-01T00:02:05Z').said).toEqual([
      'MissingJob: Active job went missing: gone',
      'active 0',
    ]);
  });

  it('a time that never comes is an error, not a loop', () => {
    const schedule = parseSchedule('0 0 31 2 *', undefined);
    expect(mostRecent(cronJob(), at('2026-01-01T00:01:00Z'), schedule, true).isInvalid).toBe(true);
    expect(untilNext(cronJob(), at('2026-01-01T00:01:00Z'), schedule)).toBeLessThan(0);
  });
});
