/** One look at a CronJob (cronjob_controllerv2.go: sync, syncCronJob). */
import type { CronJob, Decision, Job, KubeObject, ObjectKey, ObjectReference, Verdict } from '@playhead/core';
import { controllerOf, keyOf, keyOfObject } from '@playhead/core';
import { because, say } from '../plan.ts';
import { type Instant, instant, type Seen, timestamp } from '../seen.ts';
import { mostRecent, untilNext } from './due.ts';
import { jobFor, nameFor, rfc1123 } from './newJob.ts';
import { parseSchedule } from './schedule.ts';

const COMPONENT = 'cronjob-controller';

/** What a look has come to so far: its decisions are made one after the other, as their answers come. */
interface Look {
  readonly seen: Seen;
  readonly now: Instant;
  readonly jobs: readonly Job[];
  /** With the status as it is being made. */
  cron: CronJob;
  changed: boolean;
}

export function syncCronJob(seen: Seen, now: Instant, subject: ObjectKey): Verdict {
  const cron = seen.get(subject) as CronJob | undefined;
  if (cron === undefined) return { decisions: [] };
  const all = seen.list('Job', cron.metadata.namespace) as Job[];
  const jobs = all.filter(job => controllerOf(job)?.name === cron.metadata.name);
  const look: Look = { seen, now, jobs, cron, changed: false };
  return { decisions: [...cleanUp(look), andThen(() => ({ decisions: reconcile(look, 0) }))] };
}

const andThen = (decide: (now: Instant) => Verdict): Decision => ({
  write: { verb: 'look', decide },
  why: because('cronjob.status'),
});

const tell = ({ cron }: Look, type: 'Normal' | 'Warning', reason: string, message: string): Decision =>
  say(cron, COMPONENT, type, reason, message, because('cronjob.skip', { reason: message }));

const activeOf = (cron: CronJob): readonly ObjectReference[] => cron.status.active ?? [];
const isListed = (cron: CronJob, uid: string): boolean => activeOf(cron).some(job => job.uid === uid);

function change(look: Look, status: Partial<CronJob['status']>): void {
  look.cron = { ...look.cron, status: { ...look.cron.status, ...status } };
  look.changed = true;
}

const dropActive = (look: Look, uid: string): void =>
  change(look, { active: activeOf(look.cron).filter(job => job.uid !== uid) });

const endOf = (job: Job): 'Complete' | 'Failed' | undefined =>
  job.status.conditions?.find(c => (c.type === 'Complete' || c.type === 'Failed') && c.status === 'True')?.type as
    | 'Complete'
    | 'Failed'
    | undefined;

/** Finished Jobs beyond the history limits go, those that started first before the others. */
function cleanUp(look: Look): Decision[] {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = look.cron.spec;
  const limits = [
    ['Complete', successfulJobsHistoryLimit],
    ['Failed', failedJobsHistoryLimit],
  ] as const;
  return limits.flatMap(([end, limit]) => {
    if (limit === undefined) return [];
    const finished = look.jobs.filter(job => endOf(job) === end).sort(byStart);
    const why = because('cronjob.history', { finished: finished.length, end, limit });
    return finished
      .slice(0, Math.max(0, finished.length - limit))
      .map(job => remove(look, keyOfObject(job), job.metadata.uid, why, 'go on'));
  });
}

function byStart(a: Job, b: Job): number {
  const start = (job: Job) =>
    job.status.startTime === undefined ? Number.POSITIVE_INFINITY : instant(job.status.startTime);
  if (start(a) !== start(b)) return start(a) < start(b) ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

const remove = (
  look: Look,
  key: ObjectKey,
  uid: string,
  why: Decision['why'],
  onRefusal: 'go on' | 'try again',
): Decision => ({
  write: { verb: 'delete', key, uid },
  why,
  accepted: () => {
    dropActive(look, uid);
    return [tell(look, 'Normal', 'SuccessfulDelete', `Deleted job ${key.split('/')[2]}`)];
  },
  refused: refusal => ({
    first: [tell(look, 'Warning', 'FailedDelete', `Deleted job: ${refusal.message}`)],
    next: onRefusal,
  }),
});

/** Finished Jobs leave the active list; one that runs and is not listed is looked for in the live object. */
function reconcile(look: Look, from: number): Decision[] {
  const decisions: Decision[] = [];
  for (let i = from; i < look.jobs.length; i++) {
    const job = look.jobs[i]!;
    const { uid, name } = job.metadata;
    const listed = isListed(look.cron, uid);
    const end = endOf(job);
    if (end === undefined && !listed) return [...decisions, readLive(look, job, i)];
    if (end === undefined) continue;
    if (listed) {
      dropActive(look, uid);
      decisions.push(tell(look, 'Normal', 'SawCompletedJob', `Saw completed job: ${name}, condition: ${end}`));
    }
    const { completionTime } = job.status;
    const { lastSuccessfulTime } = look.cron.status;
    if (end !== 'Complete' || completionTime === undefined) continue;
    if (lastSuccessfulTime === undefined || instant(completionTime) > instant(lastSuccessfulTime))
      change(look, { lastSuccessfulTime: completionTime });
  }
  return [...decisions, ...findMissing(look)];
}

const readLive = (look: Look, job: Job, index: number): Decision => ({
  write: { verb: 'get', key: keyOfObject(look.cron), uid: look.cron.metadata.uid },
  why: because('cronjob.status', { active: activeOf(look.cron).length }),
  accepted: live => {
    const { name, uid } = job.metadata;
    if (isListed(live as CronJob, uid)) look.cron = live as CronJob;
    const known = isListed(look.cron, uid);
    const message = `Saw a job that the controller did not create or forgot: ${name}`;
    return [...(known ? [] : [tell(look, 'Warning', 'UnexpectedJob', message)]), ...reconcile(look, index + 1)];
  },
});

/** Listed Jobs that the cache does not have are asked for before they are given up. */
function findMissing(look: Look): Decision[] {
  const there = new Set(look.jobs.map(job => job.metadata.uid));
  const missing = activeOf(look.cron).filter(job => !there.has(job.uid));
  const ask = missing.map(
    ({ uid, name, namespace }): Decision => ({
      write: { verb: 'get', key: keyOf('Job', namespace, name), uid },
      why: because('cronjob.status', { active: activeOf(look.cron).length }),
      refused: () => {
        const told = tell(look, 'Normal', 'MissingJob', `Active job went missing: ${name}`);
        dropActive(look, uid);
        return { first: [told], next: 'go on' };
      },
    }),
  );
  return [...ask, andThen(() => start(look))];
}

const withStatus = (look: Look, decisions: readonly Decision[], askAgainIn?: number): Verdict => ({
  decisions: [...decisions, andThen(() => ({ decisions: writeStatus(look) }))],
  ...(askAgainIn === undefined ? {} : { askAgainIn }),
});

function writeStatus({ cron, changed, seen }: Look): Decision[] {
  if (!changed) return [];
  const { active = [], ...rest } = cron.status;
  const status = active.length === 0 ? rest : { ...rest, active };
  const object = { ...cron, status };
  return [
    {
      write: { verb: 'updateStatus', seen: seen.get(keyOfObject(cron)) ?? cron, object },
      why: because('cronjob.status', { active: active.length }),
    },
  ];
}

/** Starts the Job whose time has come, if its policy lets it. */
function start(look: Look): Verdict {
  const { cron, now } = look;
  const { spec } = cron;
  if (cron.metadata.deletionTimestamp !== undefined || spec.suspend === true) return withStatus(look, []);
  const schedule = parseSchedule(spec.schedule, spec.timeZone);
  const { time, missed, isInvalid } = mostRecent(cron, now, schedule, true);
  if (isInvalid === true) {
    const message = `invalid schedule: ${spec.schedule} : time difference between two schedules is less than 1 second`;
    return withStatus(look, [tell(look, 'Warning', 'InvalidSchedule', message)]);
  }
  const again = () => untilNext(look.cron, now, schedule);
  if (time === undefined || time > now) return withStatus(look, [], again());
  const told = missed === 'many' ? [tell(look, 'Warning', 'TooManyMissedTimes', TOO_MANY)] : [];
  const held = reasonNotToStart(look, time);
  if (held !== undefined) return withStatus(look, [...told, ...held], again());
  // the next time is counted from this one, which the status has once the Job is made
  const after = untilNext({ ...cron, status: { ...cron.status, lastScheduleTime: timestamp(time) } }, now, schedule);
  return withStatus(look, [...told, ...replace(look), andThen(() => ({ decisions: [create(look, time)] }))], after);
}

const TOO_MANY = 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';
const STILL_ACTIVE = 'Not starting job because prior execution is running and concurrency policy is Forbid';

/** Said if anything is to be said; undefined where it may start. */
function reasonNotToStart(look: Look, time: Instant): Decision[] | undefined {
  const { cron, now } = look;
  const { startingDeadlineSeconds: deadline, concurrencyPolicy } = cron.spec;
  if (deadline !== undefined && time + deadline * 1000 < now)
    return [tell(look, 'Warning', 'MissSchedule', `Missed scheduled time to start a job: ${rfc1123(time)}`)];
  const isDone = cron.status.lastScheduleTime !== undefined && instant(cron.status.lastScheduleTime) === time;
  if (isDone || activeOf(cron).some(job => job.name === nameFor(cron, time))) return [];
  return concurrencyPolicy === 'Forbid' && activeOf(cron).length > 0
    ? [tell(look, 'Normal', 'JobAlreadyActive', STILL_ACTIVE)]
    : undefined;
}

function replace(look: Look): Decision[] {
  if (look.cron.spec.concurrencyPolicy !== 'Replace') return [];
  return activeOf(look.cron).flatMap(({ namespace, name, uid }): Decision[] => {
    const key = keyOf('Job', namespace, name);
    const why = because('cronjob.replace', { job: name });
    const failed = (message: string) => tell(look, 'Warning', 'FailedGet', `Get job: ${message}`);
    return [
      {
        write: { verb: 'get', key, uid },
        why,
        refused: refusal => ({ first: [failed(refusal.message)], next: 'try again' }),
      },
      remove(look, key, uid, why, 'try again'),
    ];
  });
}

function create(look: Look, time: Instant): Decision {
  const { cron } = look;
  const why = because('cronjob.create', {
    scheduled: timestamp(time),
    active: activeOf(cron).length,
    policy: cron.spec.concurrencyPolicy,
  });
  const listed = (job: KubeObject) =>
    change(look, { active: [...activeOf(look.cron), referenceTo(job)], lastScheduleTime: timestamp(time) });
  return {
    write: { verb: 'create', object: jobFor(cron, time) },
    why,
    accepted: job => {
      const told = say(cron, COMPONENT, 'Normal', 'SuccessfulCreate', `Created job ${job.metadata.name}`, why);
      listed(job);
      return [told];
    },
    refused: refusal => {
      if (refusal.reason !== 'AlreadyExists')
        return {
          first: [tell(look, 'Warning', 'FailedCreate', `Error creating job: ${refusal.message}`)],
          next: 'try again',
        };
      // made by an earlier look whose status was refused
      const job = look.seen.get(keyOf('Job', cron.metadata.namespace ?? '', nameFor(cron, time)));
      const isOwn = job !== undefined && controllerOf(job)?.uid === cron.metadata.uid;
      if (isOwn && !isListed(look.cron, job.metadata.uid)) listed(job);
      return { first: [], next: 'go on' };
    },
  };
}

const referenceTo = ({ metadata: { name, namespace = '', uid, resourceVersion } }: KubeObject): ObjectReference => ({
  kind: 'Job',
  namespace,
  name,
  uid,
  apiVersion: 'batch/v1',
  resourceVersion,
});
