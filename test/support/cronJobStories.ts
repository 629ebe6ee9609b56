import type { Scenario } from '@playhead/simulator';
import fc from 'fast-check';
import { scenarioFrom, stepsOf, type Told, template, WELL } from './scenario.ts';

/** A random story over one CronJob called tick, each minute for five minutes. */
export interface CronJobStory {
  readonly spec: {
    readonly concurrencyPolicy: 'Allow' | 'Forbid' | 'Replace';
    readonly successfulJobsHistoryLimit: number;
    readonly failedJobsHistoryLimit: number;
    readonly startingDeadlineSeconds?: number;
  };
  /** How long a Job's pod runs, in seconds, and how it ends. */
  readonly lasts: number;
  readonly exitCode: number;
  readonly steps: readonly Told[];
  readonly seed: number;
}

const change = fc.boolean().map(suspend => `patch cronjob/tick -p '${JSON.stringify({ spec: { suspend } })}'`);

export const cronJobStories: fc.Arbitrary<CronJobStory> = fc.record({
  spec: fc.record(
    {
      concurrencyPolicy: fc.constantFrom('Allow', 'Forbid', 'Replace'),
      successfulJobsHistoryLimit: fc.integer({ min: 0, max: 2 }),
      failedJobsHistoryLimit: fc.integer({ min: 0, max: 2 }),
      startingDeadlineSeconds: fc.constantFrom(20, 100),
    },
    { requiredKeys: ['concurrencyPolicy', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'] },
  ),
  lasts: fc.constantFrom(1, 20, 90, 150),
  exitCode: fc.constantFrom(0, 0, 1),
  steps: fc.array(fc.tuple(change, fc.integer({ min: 1000, max: 70_000 })), { maxLength: 3 }),
  seed: fc.nat(1000),
});

/** It ends resumed, and with time for two more. */
export function scenarioOfCronJob({ spec, lasts, exitCode, steps, seed }: CronJobStory): Scenario {
  const job = { backoffLimit: 0, template: template({}, { restartPolicy: 'Never' }) };
  const cronJob = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'tick' },
    spec: { ...spec, schedule: '* * * * *', jobTemplate: { spec: job } },
  };
  return scenarioFrom({
    seed,
    files: { 'tick.yaml': cronJob },
    kubelet: [{ ...WELL, complete: `${lasts}s`, exitCode }],
    start: '2026-01-01T00:00:40Z',
    steps: [
      { kubectl: 'apply -f tick.yaml' },
      { wait: '70s' },
      ...stepsOf(steps),
      { kubectl: `patch cronjob/tick -p '${JSON.stringify({ spec: { suspend: false } })}'` },
      { wait: '130s' },
    ],
  });
}
