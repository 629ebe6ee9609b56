import { describe, expect, it } from 'vitest';
import { remaining, withEnded } from './backoff.ts';
import { ago, look, pod, words } from './givenJob.ts';
import { firstFree, formatIndexes, overlap, parseIndexes, withIndexes } from './indexes.ts';

const done = { phase: 'Succeeded' } as const;
const lost = { phase: 'Failed', exitCode: 1 } as const;
const LIMIT = 'Job has reached the specified backoff limit';

describe('how many pods', () => {
  it('4 completions, 2 at a time, 3 done: the smaller of 4 − 3 and 2 is 1', () => {
    expect(words(look({ spec: { completions: 4, parallelism: 2 }, status: { succeeded: 3 } }))).toEqual([
      '+',
      'active 1 succeeded 3 failed 0',
    ]);
  });

  it('without completions: as many as parallelism until one succeeds, then none more', () => {
    expect(words(look({ spec: { parallelism: 3 } })).filter(word => word === '+')).toHaveLength(3);
    const one = look({ spec: { parallelism: 3 }, status: { succeeded: 1 }, pods: [pod('a')] });
    expect(words(one)).toEqual(['active 1 succeeded 1 failed 0']);
  });

  it('too many: the one that is not ready goes, without being counted as failed', () => {
    const pods = [pod('a', { ready: true }), pod('b')];
    const verdict = look({ spec: { completions: 5 }, status: { active: 2, ready: 1 }, pods });
    expect(words(verdict)).toEqual(['count b', '- b', 'active 1 succeeded 0 failed 0']);
  });

  it('a pod on its way out counts as failed, with podReplacementPolicy Failed only once it has ended', () => {
    const pods = [pod('a', { going: true })];
    const atOnce = look({ spec: { completions: 1 }, pods });
    expect(words(atOnce)).toEqual(['active 0 succeeded 0 failed 0 (a)', 'count a', 'active 0 succeeded 0 failed 1']);
    // the first back-off, from when it turned unready a second ago
    expect(atOnce.timers).toEqual([9000]);
    const later = look({ spec: { completions: 1, podReplacementPolicy: 'Failed' }, pods });
    expect(words(later)).toEqual(['active 0 succeeded 0 failed 0']);
    expect(later.timers).toBeUndefined();
  });
});

describe('counting each pod once', () => {
  it('the uid into the status, then the mark off the pod, then a count', () => {
    const verdict = look({ spec: { completions: 2, parallelism: 1 }, pods: [pod('a', done)] });
    expect(words(verdict)).toEqual([
      '+',
      'active 1 succeeded 0 failed 0 (a)',
      'count a',
      'active 1 succeeded 1 failed 0',
    ]);
  });

  it('one that has lost its mark is not counted again', () => {
    const verdict = look({
      spec: { completions: 2, parallelism: 1 },
      status: { succeeded: 1 },
      pods: [pod('a', { ...done, counted: true })],
    });
    expect(words(verdict)).toEqual(['+', 'active 1 succeeded 1 failed 0']);
  });

  it('the last success completes it: announced first, final when all is counted', () => {
    expect(words(look({ spec: { completions: 1 }, pods: [pod('a', done)] }))).toEqual([
      'active 0 succeeded 0 failed 0 (a) SuccessCriteriaMet/CompletionsReached',
      'count a',
      'active 0 succeeded 1 failed 0 SuccessCriteriaMet/CompletionsReached Complete/CompletionsReached',
      'Completed: Job completed',
    ]);
  });
});

describe('failing', () => {
  it('backoffLimit 1: the second failure ends it', () => {
    const verdict = look({ spec: { completions: 1, backoffLimit: 1 }, status: { failed: 1 }, pods: [pod('b', lost)] });
    expect(words(verdict)).toEqual([
      'active 0 succeeded 0 failed 1 (b) FailureTarget/BackoffLimitExceeded',
      'count b',
      'active 0 succeeded 0 failed 2 FailureTarget/BackoffLimitExceeded Failed/BackoffLimitExceeded',
      `BackoffLimitExceeded: ${LIMIT}`,
    ]);
  });

  it('a pod that still runs goes first, and the Job is final a look later', () => {
    const pods = [pod('a'), pod('b', lost)];
    const spec = { completions: 2, parallelism: 2, backoffLimit: 0 };
    expect(words(look({ spec, status: { active: 2 }, pods }))).toEqual([
      '- a',
      'active 0 succeeded 0 failed 0 (a b) FailureTarget/BackoffLimitExceeded',
      'count a',
      'count b',
      'active 0 succeeded 0 failed 2 FailureTarget/BackoffLimitExceeded',
    ]);
  });

  it('restarts within the pods count against the limit', () => {
    const pods = [pod('a', { restarts: 2 })];
    const spec = { completions: 1, backoffLimit: 2 };
    expect(words(look({ spec, pods, restartPolicy: 'OnFailure' }))[0]).toBe('- a');
    expect(words(look({ spec, pods, restartPolicy: 'Never' }))).not.toContain('- a');
  });

  it('60 s old with a deadline of 60 s: over; of 90 s: asked again in 30 s', () => {
    const late = look({ spec: { completions: 1, activeDeadlineSeconds: 60 }, pods: [pod('a')] });
    expect(words(late).join()).toContain('FailureTarget/DeadlineExceeded');
    expect(look({ spec: { completions: 1, activeDeadlineSeconds: 90 }, pods: [pod('a')] }).timers).toEqual([30_000]);
  });

  it('the first rule of a podFailurePolicy that matches decides', () => {
    const rule = (action: string, operator: string, ...values: number[]) => ({
      action,
      onExitCodes: { operator, values },
    });
    const withRules = (...rules: unknown[]) =>
      look({ spec: { completions: 1, backoffLimit: 0, podFailurePolicy: { rules } }, pods: [pod('a', lost)] });
    expect(words(withRules(rule('FailJob', 'In', 1))).at(-1)).toBe(
      'PodFailurePolicy: Container c for pod default/a failed with exit code 1 matching FailJob rule at index 0',
    );
    // not counted, but waited for all the same: 10 s from its end a second ago
    expect(withRules(rule('FailJob', 'NotIn', 1), rule('Ignore', 'In', 1)).timers).toEqual([9000]);
    expect(words(withRules(rule('FailJob', 'NotIn', 1))).at(-1)).toBe(`BackoffLimitExceeded: ${LIMIT}`);
  });
});

describe('the back-off', () => {
  it('10, 20, 40 s … from the last failure, never more than 10 min', () => {
    const at = Date.parse('2026-01-01T12:00:00Z');
    const waits = [1, 2, 3, 6, 7, 20].map(count => remaining({ count, last: at }, at) / 1000);
    expect(waits).toEqual([10, 20, 40, 320, 600, 600]);
    expect(remaining({ count: 3, last: at }, at + 15_000)).toBe(25_000);
  });

  it('a success starts it anew; only failures after it count', () => {
    const before = { count: 4, last: 0 };
    expect(withEnded(before, [pod('s', { ...done, ended: 5 })], [])).toEqual({ count: 0 });
    const failed = [pod('x', { ...lost, ended: 9 }), pod('y', { ...lost, ended: 2 })];
    expect(withEnded(before, [pod('s', { ...done, ended: 5 })], failed).count).toBe(1);
    expect(withEnded(before, [], failed).count).toBe(6);
  });

  it('is told as no pods active, and asked about again when it is over', () => {
    const verdict = look({ spec: { completions: 1 }, pods: [pod('a', lost)] });
    expect(words(verdict)).toEqual(['active 0 succeeded 0 failed 0 (a)', 'count a', 'active 0 succeeded 0 failed 1']);
    expect(verdict.timers).toEqual([9000]);
  });
});

describe('indexes', () => {
  const indexed = { completions: 4, parallelism: 4, completionMode: 'Indexed' };

  it('are written as intervals from three in a row on', () => {
    expect(formatIndexes(withIndexes(parseIndexes('0,3-5', 10), [1, 9, 6]))).toBe('0,1,3-6,9');
    expect(parseIndexes('0-2,x,7-9', 8)).toEqual([
      [0, 2],
      [7, 7],
    ]);
    expect(overlap(parseIndexes('0-4', 9), parseIndexes('1,3-8', 9))).toBe(3);
    expect(firstFree(parseIndexes('0,2', 5), 2, 5)).toEqual([1, 3]);
  });

  it('that are free get pods: 0 is done, 2 runs', () => {
    const pods = [pod('a', { ...done, index: 0 }), pod('b', { index: 2 })];
    const said = words(look({ spec: indexed, pods }));
    expect(said).toEqual(['+ 1', '+ 3', 'active 3 succeeded 1 failed 0 done 0', 'count a']);
  });

  it('a successPolicy is met by the index it names; the others go', () => {
    const spec = { ...indexed, successPolicy: { rules: [{ succeededIndexes: '2-3', succeededCount: 1 }] } };
    const pods = [pod('a', { ...done, index: 2 }), pod('b', { index: 1 })];
    const said = words(look({ spec, pods }));
    expect(said.slice(0, 2)).toEqual(['- b', 'active 0 succeeded 1 failed 0 done 2 SuccessCriteriaMet/SuccessPolicy']);
  });

  it('with a limit each: the failed pod keeps its mark until its replacement carries the count on', () => {
    const spec = { ...indexed, backoffLimitPerIndex: 1, completions: 2 };
    const early = look({ spec, pods: [pod('a', { ...lost, index: 0, ended: 4 }), pod('b', { index: 1 })] });
    expect(early.timers).toEqual([6000]);
    expect(words(early)).not.toContain('count a');
    const again = [pod('a', { ...lost, index: 0, failures: 1 }), pod('b', { ...done, index: 1 })];
    expect(words(look({ spec, pods: again })).at(-1)).toBe('FailedIndexes: Job has failed indexes');
  });
});

describe('suspending', () => {
  it('takes the pods away; resuming starts the time anew', () => {
    const suspended = look({ spec: { completions: 1, suspend: true }, status: { active: 1 }, pods: [pod('a')] });
    expect(words(suspended).slice(0, 3)).toEqual(['count a', '- a', 'Suspended: Job suspended']);
    const conditions = [{ type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' }];
    const resumed = look({ spec: { completions: 1 }, status: { conditions } });
    expect(words(resumed)).toEqual(['+', 'Resumed: Job resumed', 'active 1 succeeded 0 failed 0']);
    const write = resumed.decisions.map(d => d.write).find(w => w.verb === 'updateStatus');
    expect(write?.verb === 'updateStatus' && write.object.status.startTime).toBe(ago(0));
  });
});
