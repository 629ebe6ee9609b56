/**
 * A text that is searched for is answered from the index of the log for most entries. Here every entry is looked at: its
 * whole line, its types, its object. Both must find the same, for texts that entries say, and for such texts spoilt.
 */
import path from 'node:path';
import { EntrySearch, EVENT_TYPES, entryAsks, entryWords, MemoryLog, type Story } from '@playhead/core';
import { openRecording } from '@playhead/recording';
import { simulate } from '@playhead/simulator';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { syntheticHeader, syntheticLog } from '../../bench/syntheticLog.ts';
import { ROOT } from '../e2e/playhead.ts';
import { scenarioOf, stories } from '../support/stories.ts';
import { WAYS } from '../support/waysToAStory.ts';

/** The first line with a type of event. */
const TYPES = 5;

/** All that is looked into, in lower case, a part a line. */
function partsOf(story: Story, position: number): string {
  const entry = story.timeline.entry(position);
  const { actor, subject, what } = entryWords(story, position);
  const object = (entry.subject ?? '').replace(/\/.*\//, '/');
  const all = [entry.actor, actor, subject, what.replaceAll('\n', ' '), object];
  return [...all, ...entry.events.map(({ type }) => type)].join('\n').toLowerCase();
}

/** A piece of what an entry says, in capitals perhaps, and perhaps with one character another. */
interface Taken {
  readonly entry: number;
  readonly from: number;
  readonly length: number;
  readonly loud: boolean;
  readonly spoilt: number | undefined;
}
const taken: fc.Arbitrary<Taken> = fc.record({
  entry: fc.nat(),
  from: fc.nat(),
  length: fc.integer({ min: 1, max: 24 }),
  loud: fc.boolean(),
  spoilt: fc.option(fc.nat(), { nil: undefined }),
});

function textOf(parts: readonly string[], { entry, from, length, loud, spoilt }: Taken): string {
  const lines = parts[entry % parts.length]!.split('\n').filter(line => line !== '');
  const line = lines[from % lines.length]!;
  const begin = from % line.length;
  const text = line.slice(begin, begin + length);
  const at = (spoilt ?? 0) % text.length;
  const changed = spoilt === undefined ? text : `${text.slice(0, at)}${'x7/ -e'[spoilt % 6]}${text.slice(at + 1)}`;
  return loud ? changed.toUpperCase() : changed;
}

/** @returns how many texts some entry says, and how many none does. */
function expectSame(story: Story, pieces: readonly Taken[]): [found: number, nowhere: number] {
  const parts = Array.from({ length: story.length }, (_, i) => partsOf(story, i + 1));
  const counts: [number, number] = [0, 0];
  for (const piece of pieces) {
    const text = textOf(parts, piece);
    const wanted = text.trim().toLowerCase();
    const type = EVENT_TYPES.some(known => known.toLowerCase() === wanted);
    const says = (part: string): boolean =>
      type ? part.split('\n').slice(TYPES).includes(wanted) : part.includes(wanted);
    const hits = parts.flatMap((part, i) => (says(part) ? [i + 1] : []));
    counts[hits.length > 0 ? 0 : 1]++;
    const asks = entryAsks(story, text);
    expect({ text, hits: parts.flatMap((_, i) => (asks(i + 1) ? [i + 1] : [])) }).toEqual({ text, hits });
    const from = piece.entry % (story.length + 2);
    for (const direction of [1, -1] as const) {
      const search = new EntrySearch(story, entryAsks(story, text), from, direction);
      while (search.advance(7));
      expect(search.found).toBe(direction === 1 ? hits.find(p => p > from) : hits.findLast(p => p < from));
    }
  }
  return counts;
}

test('in logs of any kind, however they and their stories come', () => {
  fc.assert(
    fc.property(
      stories(true),
      fc.constantFrom(...WAYS),
      fc.array(taken, { minLength: 10, maxLength: 40 }),
      (story, way, pieces) => {
        expectSame(way(simulate(scenarioOf(story))), pieces);
      },
    ),
    { numRuns: 10 },
  );
}, 120_000);

test('where so many pods and sizes are spoken of that forms stand for their words', () => {
  const log = new MemoryLog(syntheticHeader);
  syntheticLog(2500, 300, entry => log.append(entry));
  const story = WAYS[2]!(log);
  const { list } = story.timeline.index!.columns.sayings;
  expect(list.filter(({ form }) => /[\u0001-\u0005]/.test(form)).length).toBeGreaterThan(2);
  fc.assert(
    fc.property(fc.array(taken, { minLength: 40, maxLength: 40 }), pieces => void expectSame(story, pieces)),
    { numRuns: 10, endOnFailure: true },
  );
}, 120_000);

test.each([
  'scenarios/recordings/checkout-oom',
  'scenarios/recordings/hundred',
  'test/conformance/recordings/statefulset',
])(
  'in a real recording: %s',
  name => {
    const opened = openRecording(path.join(ROOT, `${name}.rollout`));
    if (E.isLeft(opened)) throw new Error('the recording does not open');
    const { log } = opened.right;
    const story = WAYS[2]!(
      new MemoryLog(
        log.header,
        Array.from({ length: log.length }, (_, i) => log.entry(i + 1)),
      ),
    );
    const [found, nowhere] = expectSame(story, fc.sample(taken, { numRuns: 200, seed: 5 }));
    expect(found).toBeGreaterThan(80);
    expect(nowhere).toBeGreaterThan(20);
    opened.right.close();
  },
  120_000,
);
