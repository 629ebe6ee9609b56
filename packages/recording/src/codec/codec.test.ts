import { type Entry, EVENT_TYPES, type Event, type LogHeader, type Receipt } from '@playhead/core';
import fc from 'fast-check';
import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { event, eventOf } from '../../../../test/support/arbitraries.ts';
import { EntryCodec, type LogHeaderCodec, type ReceiptCodec } from './entry.ts';
import { EVENT_CODECS, EventCodec } from './event.ts';
import { firstProblem } from './parts.ts';

const problem = (codec: t.Decoder<unknown, unknown>, value: unknown): string => {
  const decoded = codec.decode(value);
  return isLeft(decoded) ? firstProblem(decoded.left) : 'none';
};

describe('codecs', () => {
  test('are of the types of the core', () => {
    type Decoded = t.TypeOf<(typeof EVENT_CODECS)[keyof typeof EVENT_CODECS]>;
    expectTypeOf<Decoded['type']>().toEqualTypeOf<Event['type']>();
    // one way is held by `satisfies` in event.ts; this is the other
    expectTypeOf<Event>().toExtend<Decoded>();
    expectTypeOf<Decoded>().toExtend<Event>();
    expectTypeOf<t.TypeOf<typeof EntryCodec>>().toEqualTypeOf<Entry>();
    expectTypeOf<t.TypeOf<typeof LogHeaderCodec>>().toEqualTypeOf<LogHeader>();
    expectTypeOf<t.TypeOf<typeof ReceiptCodec>>().toEqualTypeOf<Receipt>();
    expect(Object.keys(EVENT_CODECS).sort()).toEqual([...EVENT_TYPES].sort());
  });

  test.each(EVENT_TYPES)('%s is taken as it is, refused with a field more or with a field less', type => {
    fc.assert(
      fc.property(eventOf(type), value => {
        expect(EventCodec.decode(value)).toEqual({ _tag: 'Right', right: value });
        expect(isRight(EventCodec.decode({ ...value, more: 1 }))).toBe(false);
        const { type: _type, ...rest } = value;
        expect(isRight(EventCodec.decode(rest))).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  test('`is` and `decode` agree', () => {
    const odd = fc.anything({ withNullPrototype: false });
    fc.assert(
      fc.property(event, fc.string(), odd, (value, key, by) => {
        const changed = { ...value, [key in value ? key : (Object.keys(value)[key.length % 2] ?? 'type')]: by };
        expect(EventCodec.is(changed)).toBe(isRight(EventCodec.decode(changed)));
      }),
      { numRuns: 500 },
    );
  });

  test('say what is wrong in words', () => {
    const entry = { position: 1, time: 0, actor: 'a', cause: 0, events: [{ type: 'PodReady', at: 'now' }] };
    expect(problem(EntryCodec, entry)).toBe('none');
    expect(problem(EntryCodec, { ...entry, time: -1 })).toBe('time: expected a whole number, 0 or more, got -1');
    expect(problem(EntryCodec, { ...entry, actor: undefined })).toBe('actor: expected text, got nothing');
    expect(problem(EntryCodec, { ...entry, subject: 'Pod/a' })).toBe(
      'subject: expected Kind/namespace/name, got "Pod/a"',
    );
    expect(problem(EntryCodec, { ...entry, events: [{ type: 'PodExploded' }] })).toBe(
      'unknown event type "PodExploded"; upgrade Playhead',
    );
    expect(problem(EntryCodec, { ...entry, events: [{ type: 'PodReady', at: 7 }] })).toBe(
      'events.0.at: expected text, got 7',
    );
    expect(problem(EntryCodec, { ...entry, why: { rule: 'magic', inputs: {} } })).toMatch(
      /^why\.rule: expected one of command, /,
    );
  });

  test('refuse keys that reach prototypes, and depths that end a stack', () => {
    const hostile = JSON.parse('{"type":"Remembered","key":"k","value":{"__proto__":{"x":1}}}');
    expect(EventCodec.is(hostile)).toBe(false);
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(problem(EventCodec, { type: 'Remembered', key: 'k', value: deep })).toBe(
      'value: expected a JSON value, got a list',
    );
  });
});
