import type { Scenario } from '@playhead/simulator';
import fc from 'fast-check';
import { scenarioFrom, stepsOf, type Told, template, WELL } from './scenario.ts';

/** A random story over one Job called work. */
export interface JobStory {
  readonly spec: {
    readonly parallelism: number;
    readonly completions?: number;
    readonly completionMode: 'Indexed' | 'NonIndexed';
    readonly backoffLimit: number;
    readonly suspend: boolean;
    readonly podReplacementPolicy?: 'Failed' | 'TerminatingOrFailed';
    readonly podFailurePolicy?: object;
    readonly activeDeadlineSeconds?: number;
    readonly ttlSecondsAfterFinished?: number;
  };
  /** Pods whose generated name ends in one of these letters end with this exit code. */
  readonly failing: readonly (readonly [letter: string, exitCode: number])[];
  readonly steps: readonly Told[];
  /**
   * So many pods are deleted behind the steps; none where the Job waits until a pod has failed before it makes another: the
   * played kubelets take a deleted pod away without a last word, and it would wait for ever, as a real one does.
   */
  readonly killed: number;
  readonly seed: number;
}

/** Exit code 3 fails the Job, 4 does not count, others count. */
const POLICY = {
  rules: [
    { action: 'FailJob', onExitCodes: { operator: 'In', values: [3] } },
    { action: 'Ignore', onExitCodes: { operator: 'In', values: [4] } },
  ],
};

const patch = (spec: object): string => `patch job/work -p '${JSON.stringify({ spec })}'`;

const change = fc.oneof(
  fc.boolean().map(suspend => patch({ suspend })),
  fc.integer({ min: 0, max: 4 }).map(parallelism => patch({ parallelism })),
);

export const jobStories: fc.Arbitrary<JobStory> = fc
  .record({
    parallelism: fc.integer({ min: 1, max: 4 }),
    completions: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    indexed: fc.boolean(),
    backoffLimit: fc.integer({ min: 0, max: 3 }),
    suspend: fc.boolean(),
    policy: fc.boolean(),
    replaces: fc.constantFrom(undefined, 'Failed' as const),
    deadline: fc.constantFrom(undefined, undefined, undefined, 5),
    ttl: fc.constantFrom(undefined, undefined, 0, 20),
    failing: fc.uniqueArray(fc.tuple(fc.constantFrom(...'bcdfghjklmnp'), fc.constantFrom(1, 1, 3, 4)), {
      maxLength: 5,
      selector: ([letter]) => letter,
    }),
    steps: fc.array(fc.tuple(change, fc.integer({ min: 0, max: 3000 })), { maxLength: 5 }),
    killed: fc.integer({ min: 0, max: 2 }),
    seed: fc.nat(1000),
  })
  .map(
    ({
      completions,
      indexed,
      policy,
      replaces,
      deadline,
      ttl,
      parallelism,
      backoffLimit,
      suspend,
      killed,
      ...rest
    }) => ({
      ...rest,
      killed: policy || replaces === 'Failed' ? 0 : killed,
      spec: {
        parallelism,
        backoffLimit,
        suspend,
        completionMode: indexed && completions !== undefined ? ('Indexed' as const) : ('NonIndexed' as const),
        ...(completions === undefined ? {} : { completions }),
        // the server takes a failure policy only with replacements that wait for the end
        ...(policy
          ? { podFailurePolicy: POLICY, podReplacementPolicy: 'Failed' as const }
          : replaces === undefined
            ? {}
            : { podReplacementPolicy: replaces }),
        ...(deadline === undefined ? {} : { activeDeadlineSeconds: deadline }),
        ...(ttl === undefined ? {} : { ttlSecondsAfterFinished: ttl }),
      },
    }),
  );

/** The faults end: what is left runs, as wide as it was meant, and back-offs of 10 s doubling run out. */
export function scenarioOfJob({ spec, failing, steps, killed, seed }: JobStory): Scenario {
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'work' },
    spec: { ...spec, template: template({}, { restartPolicy: 'Never' }) },
  };
  return scenarioFrom({
    seed,
    files: { 'work.yaml': job },
    kubelet: [
      ...failing.map(([letter, exitCode]) => ({ match: { name: `*${letter}` }, ...WELL, complete: '300ms', exitCode })),
      { ...WELL, complete: '700ms' },
    ],
    steps: [
      { kubectl: 'apply -f work.yaml' },
      { wait: '1500ms' },
      ...stepsOf(steps),
      ...(killed > 0 ? [{ deletePods: { selector: { app: 'web' }, count: killed } }] : []),
      { kubectl: patch({ suspend: false, parallelism: spec.parallelism }) },
      { wait: '300s' },
    ],
  });
}
