import { describe, expect, test } from 'vitest';
import { clean, cutLeft, duration, offset, shortImage, shortName, timeOfDay } from './words.ts';

test('durations and offsets', () => {
  expect([0, 1008, 13_650, 59_949, 60_000, 192_000, 7_380_000].map(duration)).toEqual([
    '0.0s',
    '1.0s',
    '13.7s',
    '59.9s',
    '1m00s',
    '3m12s',
    '2h03m',
  ]);
  expect([0, 6607, 112_618, 605_398, 7_385_000].map(offset)).toEqual([
    '+0.000s',
    '+6.607s',
    '+112.618s',
    '+10m05s',
    '+2h03m05s',
  ]);
});

test('the time of day is in the zone of the log', () => {
  const header = { start: Date.parse('2026-11-22T23:59:58Z'), origin: 'recorded', writer: '', name: '' } as const;
  expect(timeOfDay(header, 3000)).toBe('00:00:01Z');
  expect(timeOfDay({ ...header, timeZone: 'Europe/Berlin' }, 3000)).toBe('01:00:01 Europe/Berlin');
});

test('names and images are shortened so that what tells them apart stays', () => {
  expect(shortImage('registry.shop.example:5000/team/checkout:1.9.0')).toBe('checkout:1.9.0');
  expect(shortImage(`app@sha256:${'0123456789abcdef'.repeat(4)}`)).toBe('app@0123456');
  expect(cutLeft('nginx:bad-1.161', 12)).toBe('…x:bad-1.161');
  expect(shortName('nginx-ddb59745f-ggmjb')).toBe('ggmjb');
  expect(shortName('web-0')).toBe('web-0');
});

describe('what is in a file reaches no terminal raw', () => {
  test.each([
    ['\u001b[31mred', '␛[31mred'],
    ['a\u0007b\u009b', 'a␇b\\u{9b}'],
    ['\u202etxt.exe', '\\u{202e}txt.exe'],
    ['two\nlines\tand', 'two lines and'],
    ['zero\u200bwidth', 'zero\\u{200b}width'],
    ['\ud800', '\\u{d800}'],
    ['plain ● ↔ 漢字', 'plain ● ↔ 漢字'],
  ])('%j', (text, shown) => {
    expect(clean(text)).toBe(shown);
  });
});
