import { type Condition, isActive, type KubeObject, keyOf, type Pod, Timeline } from '@playhead/core';
import { simulate } from '@playhead/simulator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CronJobStory, cronJobStories, scenarioOfCronJob } from '../support/cronJobStories.ts';
import { type JobStory, jobStories, scenarioOfJob } from '../support/jobStories.ts';

const WORK = keyOf('Job', 'default', 'work');
const INDEX = 'batch.kubernetes.io/job-completion-index';
const conditionOf = (job: KubeObject, type: string): Condition | undefined =>
  ((job.status.conditions ?? []) as Condition[]).find(c => c.type === type && c.status === 'True');
const isFinished = (job: KubeObject): boolean =>
  conditionOf(job, 'Complete') !== undefined || conditionOf(job, 'Failed') !== undefined;

/** Told the Job and its pods at every position at which it is there. */
function whileItRuns(
  story: JobStory,
  see: (job: KubeObject, pods: readonly Pod[], position: number) => void,
): Timeline {
  const timeline = new Timeline(simulate(scenarioOfJob(story)));
  timeline.visit(1, timeline.length, (entry, _change, view) => {
    const job = view.get(WORK);
    if (job !== undefined) see(job, view.dependents(job.metadata.uid, 'Pod') as Pod[], entry.position);
  });
  return timeline;
}

describe('law 6 for Jobs', () => {
  it('no more pods run than parallelism, none for work that is done, and no index twice', () => {
    fc.assert(
      fc.property(jobStories, story => {
        const { completions = Number.POSITIVE_INFINITY, completionMode } = story.spec;
        let widest = 0;
        whileItRuns(story, (job, pods, position) => {
          widest = Math.max(widest, job.spec.parallelism);
          const active = pods.filter(isActive);
          const succeeded = pods.filter(({ status }) => status.phase === 'Succeeded');
          expect(active.length, `@${position} active`).toBeLessThanOrEqual(widest);
          expect(active.length + succeeded.length, `@${position} active or done`).toBeLessThanOrEqual(
            Math.max(completions, story.spec.completions === undefined ? active.length + succeeded.length : 0),
          );
          if (completionMode !== 'Indexed') return;
          const indexes = active.map(({ metadata }) => Number(metadata.annotations?.[INDEX]));
          expect(new Set(indexes).size, `@${position} indexes`).toBe(indexes.length);
          for (const index of indexes) expect(index, `@${position} index`).toBeLessThan(completions);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('when the faults end every Job finishes, counts what its pods did, and lets go of them', () => {
    fc.assert(
      fc.property(jobStories, story => {
        let last: KubeObject | undefined;
        const end = whileItRuns(story, job => {
          last = job;
        });
        const state = end.stateAt(end.length);
        const status = JSON.stringify(last!.status);
        expect(isFinished(last!), status).toBe(true);
        const { spec } = story;
        if (conditionOf(last!, 'Complete') !== undefined && spec.completions !== undefined)
          expect(last!.status.succeeded, status).toBe(spec.completions);
        if (conditionOf(last!, 'Failed')?.reason === 'BackoffLimitExceeded')
          expect(last!.status.failed, status).toBeGreaterThan(spec.backoffLimit);
        expect(last!.status.active ?? 0, status).toBe(0);
        const pods = state.list('Pod') as Pod[];
        expect(pods.filter(isActive)).toEqual([]);
        for (const { metadata } of pods) expect(metadata.finalizers ?? []).toEqual([]);
        const isKept = spec.ttlSecondsAfterFinished === undefined;
        expect(state.get(WORK) !== undefined).toBe(isKept);
        if (!isKept) expect(pods).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

/** Told the CronJob's Jobs at every position. */
function whileItTicks(story: CronJobStory, see: (jobs: readonly KubeObject[], position: number) => void): Timeline {
  const timeline = new Timeline(simulate(scenarioOfCronJob(story)));
  timeline.visit(1, timeline.length, (entry, _change, view) => see(view.list('Job'), entry.position));
  return timeline;
}

const MINUTE = 60_000;
const scheduledFor = (job: KubeObject): number =>
  Date.parse(job.metadata.annotations?.['batch.kubernetes.io/cronjob-scheduled-timestamp'] ?? '');

describe('law 6 for CronJobs', () => {
  it('each minute has one Job at most, and as many run at once as the policy lets', () => {
    fc.assert(
      fc.property(cronJobStories, story => {
        const made = new Map<string, number>();
        whileItTicks(story, (jobs, position) => {
          for (const job of jobs) made.set(job.metadata.uid, scheduledFor(job));
          const unfinished = jobs.filter(job => !isFinished(job) && job.metadata.deletionTimestamp === undefined);
          if (story.spec.concurrencyPolicy !== 'Allow')
            expect(unfinished.length, `@${position}`).toBeLessThanOrEqual(1);
        });
        const minutes = [...made.values()];
        expect(minutes.every(at => at % MINUTE === 0)).toBe(true);
        expect(new Set(minutes).size).toBe(minutes.length);
      }),
      { numRuns: 25 },
    );
  });

  it('when it is resumed the next minute has its Job, unless one that still runs forbids it; old ones go', () => {
    fc.assert(
      fc.property(cronJobStories, story => {
        const timeline = whileItTicks(story, () => undefined);
        const state = timeline.stateAt(timeline.length);
        const cronJob = state.get(keyOf('CronJob', 'default', 'tick'))!;
        const now = timeline.log.header.start + timeline.entry(timeline.length).time;
        const since = now - Date.parse(cronJob.status.lastScheduleTime);
        const mayWait = story.spec.concurrencyPolicy === 'Forbid' ? story.lasts * 1000 : 0;
        expect(since).toBeLessThanOrEqual(MINUTE + 2000 + mayWait);
        const jobs = state.list('Job');
        const ended = (type: string) => jobs.filter(job => conditionOf(job, type) !== undefined).length;
        expect(ended('Complete')).toBeLessThanOrEqual(story.spec.successfulJobsHistoryLimit);
        expect(ended('Failed')).toBeLessThanOrEqual(story.spec.failedJobsHistoryLimit);
        for (const pod of state.list('Pod'))
          expect(jobs.map(({ metadata }) => metadata.uid)).toContain(pod.metadata.ownerReferences?.[0]?.uid);
      }),
      { numRuns: 25 },
    );
  });
});
