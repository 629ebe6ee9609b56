import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormList, formAsks, formOf } from './wordForms.ts';

/** Words as entries have them: names that are generated, counts, uuids, times, plain words, and anything. */
const piece = fc.oneof(
  fc.stringMatching(/^[bcdfghjklmnpqrstvwxz2456789]{4,11}$/),
  fc.stringMatching(/^[0-9a-f]{7,17}$/),
  fc.stringMatching(/^[0-9]{1,8}(s|t22)?$/),
  fc.uuid(),
  fc.constantFrom('Created pod', 'available', '→', 'OOMKilled', '2026-12-22T22:22:22Z', 'İ', 'K', '\u0001', 'web'),
  fc.string({ maxLength: 6 }),
);
const words = fc
  .array(fc.tuple(piece, fc.constantFrom(' ', '-', ': ', '.', '', '/')), { minLength: 1, maxLength: 6 })
  .map(pieces => pieces.flat().join(''));

describe('a form', () => {
  test('allows every text that the words hold', () => {
    fc.assert(
      fc.property(
        words,
        fc.constantFrom('entry' as const, 'elsewhere' as const),
        fc.nat(),
        fc.nat(),
        (said, from, a, b) => {
          const lower = said.toLowerCase();
          const at = a % lower.length;
          const text = lower.slice(at, at + 1 + (b % 40));
          const allowed = formAsks(text)(formOf(said, from));
          expect({ said, text, allowed: allowed !== 'no' }).toEqual({ said, text, allowed: true });
          // a number is no text of the log: only names are known to be
          if (/^[0-9]+$/.test(text) && !/[a-z]/.test(lower)) expect(allowed).toBe('yes');
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('is one for words in which numbers or generated names are others', () => {
    expect(formOf('available 9513, ready 12')).toBe(formOf('available 1, ready 8000'));
    expect(formOf('Created pod: web-57976869f5-x7kqz')).toBe(formOf('Created pod: web-77bc6bd484-bcdfg'));
    expect(formOf('Created pod: web')).not.toBe(formOf('Created pod: api'));
    expect(formOf('node-3', 'elsewhere')).toBe(formOf('node-44', 'elsewhere'));
  });

  test.each([
    ['nowhere', 'no'],
    ['pod: web-', 'yes'],
    ['web-x7', 'as text'],
    ['x7kqz', 'as text'],
    ['web-abc', 'no'],
    ['123456', 'no'],
  ])('of a created pod, asked for %s: %s', (text, allowed) => {
    expect(formAsks(text)(formOf('Created pod: web-57976869f5-x7kqz, 12 of 100'))).toBe(allowed);
  });

  test('stands for words once there are many; the first are kept as they are', () => {
    const list = new FormList();
    const numbers = Array.from({ length: 200 }, (_, i) => list.of(`ready ${i}`, 'entry'));
    expect(list.list[numbers[0]!]).toBe('ready 0');
    expect(new Set(numbers).size).toBe(129);
    expect(list.list[numbers[199]!]).toBe(formOf('ready 7'));
    expect(list.of('ready 5', 'entry')).toBe(numbers[5]);
  });
});
