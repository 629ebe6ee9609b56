import { readFileSync } from 'node:fs';
import { type Entry, foldAll, type Log, Timeline } from '@playhead/core';
import { encodeRecording, readRecording } from '@playhead/recording';
import { divert, parseScenario, simulate } from '@playhead/simulator';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it, test } from 'vitest';
import { decisionsIn, held, positionAt, quantile, upTo } from '../support/decisions.ts';
import { scenarioOf, stories } from '../support/stories.ts';

const simulated = (name: string): Log => {
  const parsed = parseScenario(readFileSync(`scenarios/${name}.yaml`, 'utf8'), name);
  if (E.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left));
  return simulate(parsed.right);
};

const entriesOf = (log: Log): Entry[] => Array.from({ length: log.length }, (_, i) => log.entry(i + 1));

const has = (entry: Entry, ...types: string[]): boolean => entry.events.some(({ type }) => types.includes(type));

/** From the end of one command to the beginning of the next: where nobody does anything. */
function stretches(log: Log): (readonly [from: number, to: number])[] {
  const found: (readonly [number, number])[] = [];
  let from: number | undefined;
  for (let position = 1; position <= log.length; position++) {
    const entry = log.entry(position);
    if (has(entry, 'CommandIssued') && from !== undefined) found.push([from, position - 1]);
    if (has(entry, 'CommandIssued')) from = undefined;
    if (has(entry, 'CommandCompleted', 'CommandRefused')) from = position;
  }
  return from === undefined ? found : [...found, [from, log.length]];
}

/**
 * Positions after which nothing is written for so long: nobody is in the middle of a look, whose thoughts no log holds. A
 * controller that starts anew there finds all that the one before it knew.
 */
const STILL = 20;

function still(log: Log, [from, to]: readonly [number, number]): number[] {
  const found: number[] = [];
  for (let position = from; position < to; position++)
    if (log.entry(position + 1).time - log.entry(position).time >= STILL) found.push(position);
  return found;
}

/** Every n-th, so many at most. */
const some = <A>(list: readonly A[], most: number): A[] =>
  list.filter((_, i) => i % Math.max(1, Math.ceil(list.length / most)) === 0);

const SCENARIOS = [
  'rolling-update',
  'rollback-bad-image',
  'recreate',
  'rollover',
  'min-ready-seconds',
  'progress-deadline',
  'quota-exceeded',
  'pause-canary',
  'statefulset',
  'daemonset',
  'job',
  'job-failure-policy',
  'cronjob',
  'hpa-load',
  'service-canary',
  'checkout-oom',
  'endpoints',
];

describe('law 9: a diversion on which nothing else is done goes on as the log it left did', () => {
  const apart: number[] = [];
  it.each(SCENARIOS)('%s', name => {
    const log = simulated(name);
    for (const stretch of stretches(log)) {
      const original = upTo(log, stretch[1]);
      const went = decisionsIn(original);
      const end = log.entry(stretch[1]).time;
      for (const position of some(still(log, stretch), 3)) {
        const diverted = divert(new Timeline(original), position).log;
        const span = { from: log.entry(position).time, to: end, slack: 100, together: 0 };
        const found = held(went, decisionsIn(diverted, positionAt(diverted, end)), span);
        expect(found.differences, `left at @${position}`).toEqual([]);
        apart.push(...found.apart);
      }
    }
  });

  test('what they decide falls within a few milliseconds', () => {
    expect(apart.length).toBeGreaterThan(200);
    expect(quantile(apart, 0.95)).toBeLessThanOrEqual(20);
  });

  test('wherever a random story is left, it comes to the same end', () => {
    fc.assert(
      fc.property(stories(true), fc.integer({ min: 0, max: 999 }), (story, share) => {
        const log = simulate(scenarioOf(story));
        const [from, to] = stretches(log).at(-1)!;
        const { log: diverted, rest } = divert(new Timeline(log), from + Math.floor(((to - from) * share) / 1000));
        const sizes = (of: Log) =>
          foldAll(entriesOf(of))
            .list('ReplicaSet')
            .map(({ metadata, spec, status }) => [metadata.name, spec.replicas, status?.readyReplicas ?? 0]);
        // of no replicas the status has no updatedReplicas, which `complete` asks for: it is quiet then
        const none = foldAll(entriesOf(log))
          .list('Deployment')
          .every(({ spec }) => spec.replicas === 0);
        expect(none ? ['complete', 'quiet'] : ['complete']).toContain(rest);
        expect(sizes(diverted)).toEqual(sizes(log));
      }),
      { numRuns: 15 },
    );
  });
});

describe('a diversion', () => {
  const log = simulated('rollback-bad-image');
  /** Just before the undo, with the bad image in place. */
  const stuck = entriesOf(log).findIndex(({ events }) =>
    events.some(event => event.type === 'CommandIssued' && event.command.includes('rollout undo')),
  );
  const commands = ['kubectl rollout undo deployment/nginx'];
  const bytes = (timeline: Timeline, position: number): string =>
    Buffer.from(encodeRecording(divert(timeline, position, { commands }).log)).toString('base64');

  test('is the same bytes twice, whatever was looked at before', () => {
    const visited = new Timeline(log);
    visited.stateAt(log.length);
    expect(bytes(visited, stuck)).toBe(bytes(new Timeline(log), stuck));
    expect(bytes(visited, stuck)).not.toBe(bytes(visited, stuck - 1));
  });

  test('shares the entries of the log it left, and leaves that as it was', () => {
    const before = log.length;
    const { log: diverted, leftAt } = divert(new Timeline(log), stuck, { commands });
    for (let position = 1; position <= leftAt; position++) expect(diverted.entry(position)).toBe(log.entry(position));
    expect(diverted.length).toBeGreaterThan(leftAt + 10);
    expect(log.length).toBe(before);
  });

  test('is kept and read back like any other log, with where it left which', () => {
    const { log: diverted } = divert(new Timeline(log), stuck, { commands });
    const read = readRecording(encodeRecording(diverted));
    if (E.isLeft(read)) throw new Error(JSON.stringify(read.left));
    expect(read.right.log.header).toEqual(diverted.header);
    expect(read.right.log.header.diverted).toEqual({ from: 'rollback-bad-image', position: stuck, commands });
    const [a, b] = [new Timeline(read.right.log), new Timeline(diverted)];
    expect(a.stateAt(a.length).list('Deployment')).toEqual(b.stateAt(b.length).list('Deployment'));
  });

  test('can be left again', () => {
    const first = divert(new Timeline(log), stuck, { commands }).log;
    const second = divert(new Timeline(first), first.length, { commands: ['scale deployment/nginx --replicas=5'] });
    expect(second.rest).toBe('complete');
    const state = new Timeline(second.log).stateAt(second.log.length);
    expect(state.list('Deployment')[0]!.status).toMatchObject({ readyReplicas: 5 });
  });

  test('tells what kubectl said where it refuses', () => {
    const { commands: results } = divert(new Timeline(log), stuck, {
      commands: ['rollout undo deployment/nginx --to-revision=9'],
    });
    expect(results).toMatchObject([{ exitCode: 1, stderr: 'error: unable to find specified revision 9 in history\n' }]);
  });

  test('ends where nothing changes any more, complete or not', () => {
    const { rest, log: diverted } = divert(new Timeline(log), stuck);
    expect(rest).toBe('quiet');
    expect(diverted.length - stuck).toBeLessThan(10);
  });
});
