import type { Entry, LogHeader } from '@playhead/core';
import fc from 'fast-check';
import { isRight } from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { entries, header } from '../../../../test/support/arbitraries.ts';
import { EntryCodec } from '../codec/entry.ts';
import { BlockReader } from './decode.ts';
import { encodeEntries } from './encode.ts';

/** All that can be read, and what is wrong with the next. */
function decodeEntries(bytes: Uint8Array, list: readonly Entry[], head: LogHeader) {
  const reader = new BlockReader(bytes, whole(list), head);
  const { good, problem } = reader.check();
  const read = Array.from({ length: good }, (_, i) => reader.entry(i));
  return problem === undefined ? { entries: read } : { entries: read, problem: { position: good + 1, what: problem } };
}

const whole = (list: readonly Entry[]) => ({ first: 1, entries: list.length, time: list[0]!.time });
const START: LogHeader = { start: Date.UTC(2026, 0, 1), origin: 'simulated', writer: 'test', name: 'test' };

/** The same entries, one after another, so that every shape is read often enough for code to be made for it. */
const often = (list: readonly Entry[]): readonly Entry[] =>
  Array.from({ length: 12 }, () => list)
    .flat()
    .map((entry, i) => ({ ...entry, position: i + 1, time: 5, cause: 0 }));

describe('blocks', () => {
  test('hold what they were given', () => {
    fc.assert(
      fc.property(entries(), header, (list, head) => {
        expect(decodeEntries(encodeEntries(list, head), list, head)).toEqual({ entries: list });
      }),
      { numRuns: 300 },
    );
  });

  test('give any entry first', () => {
    fc.assert(
      fc.property(entries(), header, fc.array(fc.nat(), { minLength: 1 }), (list, head, order) => {
        const reader = new BlockReader(encodeEntries(list, head), whole(list), head);
        for (const n of order) expect(reader.entry(n % list.length)).toEqual(list[n % list.length]);
      }),
      { numRuns: 200 },
    );
  });

  test('read the same by generated code', () => {
    fc.assert(
      fc.property(entries({ maxLength: 3 }), list => {
        const many = often(list);
        expect(decodeEntries(encodeEntries(many, START), many, START)).toEqual({ entries: many });
      }),
      { numRuns: 60 },
    );
  });

  test('are the same bytes whatever the order in which fields were set', () => {
    const backward = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(backward)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([k, v]) => [k, backward(v)]),
            )
          : value;
    fc.assert(
      fc.property(entries(), list => {
        expect(encodeEntries(backward(list) as Entry[], START)).toEqual(encodeEntries(list, START));
      }),
    );
  });
});

/** Every place in a value, as the keys to it. */
function places(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([k, v]) => places(v, [...at, Array.isArray(value) ? Number(k) : k]))];
}

function replaced(value: unknown, at: readonly (string | number)[], by: unknown): unknown {
  const [key, ...rest] = at;
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item, i) => (i === key ? replaced(item, rest, by) : item));
  const { [key]: old, ...others } = value as Record<string, unknown>;
  return by === GONE && rest.length === 0 ? others : { ...others, [key]: replaced(old, rest, by) };
}

const GONE = Symbol('gone');
const wrong = fc.constantFrom<unknown>(GONE, null, true, 7, -1, 0.5, 'odd', '', [], [1], {}, { a: 1 }, 'x'.repeat(80));

describe('the fast reader is the codec', () => {
  /** A value somewhere in an event replaced by another: both must take it, or both refuse it. */
  test('on damaged events', () => {
    let refused = 0;
    let taken = 0;
    fc.assert(
      fc.property(
        entries({ maxLength: 4 }),
        fc.nat(),
        fc.nat(),
        wrong,
        fc.boolean(),
        (list, which, where, by, repeat) => {
          const index = which % list.length;
          const { why, events } = list[index]!;
          const all = places({ events, why }).filter(at => at.length > 2 || (at[0] === 'why' && at.length > 1));
          if (all.length === 0 || (by === GONE && typeof all[where % all.length]?.at(-1) === 'number')) return;
          const at = all[where % all.length]!;
          const damaged = list.with(index, replaced(list[index], at, by) as Entry);
          const block = repeat ? often(damaged) : damaged;
          const good = damaged.findIndex(entry => !isRight(EntryCodec.decode(entry)));
          const read = decodeEntries(encodeEntries(block, START), block, START);
          if (good < 0) {
            taken++;
            expect(read).toEqual({ entries: block });
          } else {
            refused++;
            expect(read.entries).toEqual(block.slice(0, good));
            expect(read.problem).toMatchObject({ position: good + 1, what: expect.stringMatching(/./) });
          }
        },
      ),
      { numRuns: 1500 },
    );
    expect(refused).toBeGreaterThan(100);
    expect(taken).toBeGreaterThan(100);
  });
});
