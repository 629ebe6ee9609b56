import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { type MomentSource, parseDuration, resolveMoment } from './moment.ts';

/** Ten entries, one a second, from 12:00:00.500Z on. */
const source: MomentSource = {
  header: { start: Date.parse('2026-01-01T11:59:59.500Z'), origin: 'simulated', writer: '', name: '' },
  length: 10,
  endTime: 10_000,
  positionAt: time => Math.max(0, Math.min(10, Math.floor(time / 1000))),
  stuck: () => 6,
  lowest: () => undefined,
  revision: revision => (revision === 2 ? 4 : undefined),
  revisions: () => [1, 2],
};

test.each([
  ['@7', 7],
  ['@0', 0],
  ['+7.4s', 7],
  ['+250ms', 0],
  ['+1m', 10],
  ['end-3s', 7],
  ['end-1h', 0],
  ['12:00:04', 5],
  ['12:00:04Z', 5],
  ['12:00:04.499', 4],
  ['2026-01-01T12:00:04Z', 5],
  ['2026-01-01T13:00:04+01:00', 5],
  ['start', 1],
  ['end', 10],
  ['stuck', 6],
  ['rev2', 4],
])('%s is @%i', (text, position) => {
  expect(resolveMoment(text, source)).toEqual(E.right(position));
});

test('a time of day is in the zone of the log', () => {
  const berlin = { ...source, header: { ...source.header, timeZone: 'Europe/Berlin' } };
  expect(resolveMoment('13:00:04', berlin)).toEqual(E.right(5));
});

describe('what is no moment says so in one line', () => {
  test.each([
    ['@11', '@11: the log ends at @10'],
    ['lowest', 'lowest: no workload was ever complete in this log, so none could lose pods'],
    ['rev9', 'rev9: there is no such revision; there are rev1, rev2'],
    ['yesterday', 'yesterday: not a moment; write @231, +7.4s'],
    ['+7', '+7: not a moment'],
  ])('%s', (text, message) => {
    const resolved = resolveMoment(text, source);
    expect(E.isLeft(resolved) && resolved.left.startsWith(message)).toBe(true);
  });
});

test('durations', () => {
  expect(['10m05s', '2h3m', '250ms', '7.4s', '', 's', '5'].map(parseDuration)).toEqual([
    605_000,
    7_380_000,
    250,
    7400,
    undefined,
    undefined,
    undefined,
  ]);
});
