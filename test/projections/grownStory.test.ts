/**
 * The story of a log that is still being written is read on, and not anew. In whatever pieces the log comes, after each
 * the story is the one that is read of it at once: every series, every life, the index to the last byte.
 */
import { type Log, readStory, type Story, StoryBuilder, Timeline, upTo } from '@playhead/core';
import { openRecording, saveStory } from '@playhead/recording';
import { simulate } from '@playhead/simulator';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { plain } from '../support/plainStory.ts';
import { scenarioOf, stories } from '../support/stories.ts';

function recordingAt(name: string): Log {
  const opened = openRecording(new URL(`../../${name}.rollout`, import.meta.url).pathname);
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
  return opened.right.log;
}

/** Grows a story cut by cut; each is held against the one read of that part at once. */
function grows(log: Log, cuts: readonly number[]): void {
  let builder: StoryBuilder | undefined;
  for (const length of [...new Set(cuts), log.length].sort((a, b) => a - b)) {
    const part = upTo(log, length);
    const timeline = new Timeline(part);
    if (builder === undefined) builder = new StoryBuilder(timeline);
    else builder.grow(timeline);
    while (builder.advance(37));
    const [grown, read] = [builder.finish(), readStory(new Timeline(part))];
    expect(plain(grown)).toEqual(plain(read));
    expect(saveStory(grown, 1)).toEqual(saveStory(read, 1));
    for (let position = 0; position <= length; position += 1 + Math.floor(length / 5))
      expect(objectsAt(grown, position)).toEqual(objectsAt(read, position));
  }
}

function objectsAt({ timeline }: Story, position: number): unknown {
  const state = timeline.peek(position);
  return [state.kinds().map(kind => state.list(kind)), state.memories('')];
}

describe('a story grown is the story read at once', () => {
  test('of any simulated rollout, in any pieces', () => {
    fc.assert(
      fc.property(stories(true), fc.array(fc.nat(1000), { minLength: 1, maxLength: 8 }), (told, shares) => {
        const log = simulate(scenarioOf(told));
        grows(
          log,
          shares.map(share => Math.round((share * log.length) / 1000)),
        );
      }),
      { numRuns: 10 },
    );
  });

  test.each([
    'scenarios/recordings/checkout-oom',
    'scenarios/recordings/rollback-bad-image',
    ...['cronjob', 'daemonset', 'hpa-load', 'job', 'service-canary', 'statefulset'].map(
      name => `test/conformance/recordings/${name}`,
    ),
  ])('of a recording: %s', name => {
    const log = recordingAt(name);
    const step = Math.ceil(log.length / 12);
    grows(
      log,
      Array.from({ length: 12 }, (_, i) => i * step),
    );
  });

  test('a few entries at a time', () => {
    const log = recordingAt('scenarios/recordings/rollback-bad-image');
    grows(
      log,
      Array.from({ length: log.length / 4 }, (_, i) => i * 4),
    );
  });

  test('a log that has become shorter is none that has grown', () => {
    const log = recordingAt('scenarios/recordings/rollback-bad-image');
    const builder = new StoryBuilder(new Timeline(log));
    builder.advance(100);
    expect(() => builder.grow(new Timeline(upTo(log, 99)))).toThrow('read up to @100');
  });
});
