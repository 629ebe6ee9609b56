import { readStory, Timeline } from '@playhead/core';
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { performIn } from './effects/perform.ts';
import { begin } from './given.ts';
import { ask, type Model } from './model.ts';
import { paintScreen } from './print.ts';
import { update } from './update.ts';

const perform = performIn({
  tell: () => undefined,
  explainer: async () => () => () => ({ how: 'outside' as const }),
  suspend: () => undefined,
  fixture: async () => '',
});

/** One key, and everything that it asks for done, however long that takes. */
async function press(model: Model, key: string): Promise<Model> {
  const next = update(model, { type: 'key', key });
  let after: Model = { ...next, asked: [] };
  for (const effect of next.asked)
    for (const message of await lastValueFrom(perform(effect, next).pipe(toArray()))) after = update(after, message);
  return after;
}

/** Keys in a row; what is in quotes is typed letter by letter. */
async function keys(model: Model, ...names: string[]): Promise<Model> {
  let next = model;
  for (const name of names)
    for (const key of name.startsWith('"') ? [...name.slice(1, -1)].map(k => (k === ' ' ? 'space' : k)) : [name])
      next = await press(next, key);
  return next;
}

const at = (model: Model): number => model.cursor.position;
const lastLine = (model: Model): string => paintScreen(model, {}).split('\n').at(-1)!.trim();

describe('search', () => {
  test('an expression: to where it becomes so, on, and back', async () => {
    const first = await keys(begin('checkout-oom', '@200'), '/', '"serving < floor"', 'enter');
    expect([at(first), first.notice]).toEqual([371, 'serving < floor, 2 of 4']);
    const second = await keys(first, 'n');
    expect([at(second), second.notice]).toEqual([455, 'serving < floor, 3 of 4']);
    const third = await keys(second, 'N');
    expect(at(third)).toBe(371);
    const end = await keys(second, 'n', 'n');
    expect(end.notice).toBe('not again after this: serving < floor; N goes to @689 +145.705s');
    expect((await keys(begin('checkout-oom', '@1'), '/', '"serving > 80"', 'enter')).notice).toBe(
      'never: serving > 80',
    );
  });

  test('a type of event, or any text of an entry', async () => {
    const scaled = await keys(begin('checkout-oom', '@200'), '/', '"ScaledDown"', 'enter');
    expect(at(scaled)).toBe(223);
    expect(at(await keys(scaled, 'n'))).toBe(252);
    expect(at(await keys(scaled, 'N'))).toBe(163);
    expect(at(await keys(begin('checkout-oom', '@1'), '/', '"rollout undo"', 'enter'))).toBe(513);
    const nowhere = await keys(begin('checkout-oom', '@700'), '/', '"rollout undo"', 'enter');
    expect([at(nowhere), nowhere.notice]).toEqual([700, 'no entry after this says rollout undo']);
    expect(at(await keys(nowhere, 'N', 'N'))).toBe(513);
  });

  test('what is nearly an expression is said to be none', async () => {
    const typo = await keys(begin('checkout-oom', '@1'), '/', '"avalable < 3"', 'enter');
    expect(typo.notice).toBe(
      'no entry after this says avalable < 3; as an expression: avalable < 3: column 1: avalable is no word: did you mean available?',
    );
  });

  test('n without a search says how to begin one', async () => {
    expect((await keys(begin('checkout-oom', '@1'), 'n')).notice).toBe('nothing is searched for: / begins');
  });

  test('tab completes words and types of event; esc leaves the line', async () => {
    const typed = await keys(begin('checkout-oom', '@1'), '/', '"serv"', 'tab');
    expect(typed.prompt?.text).toBe('serving');
    expect((await keys(begin('checkout-oom', '@1'), '/', '"event(scaledd"', 'tab')).prompt?.text).toBe(
      'event(ScaledDown',
    );
    expect(paintScreen(typed, {})).toContain('pods that are ready and not terminating');
    expect((await keys(typed, 'esc')).prompt).toBeUndefined();
  });

  test(':last goes to where a value last changed, and N further back', async () => {
    const last = await keys(begin('checkout-oom', 'end'), ':', '"last available"', 'enter');
    expect([at(last), last.notice]).toEqual([755, 'available: 7 → 8']);
    const before = await keys(last, 'N');
    expect([at(before), before.notice]).toEqual([753, 'available: 8 → 7']);
    expect(at(await keys(before, 'n'))).toBe(755);
    expect((await keys(begin('checkout-oom', '@1'), ':', '"last revision"', 'enter')).notice).toBe(
      'revision does not change before this',
    );
    expect((await keys(begin('checkout-oom', '@1'), ':', '"last"', 'enter')).notice).toBe(
      'last: write an expression, as :last available',
    );
  });
});

describe('a search that takes long', () => {
  const hunting = ((): Model => {
    const model = begin('checkout-oom', '@1');
    const asked = ['/', ...'OOMKilled', 'enter'].reduce((next, key) => update(next, { type: 'key', key }), model);
    return { ...asked, asked: [] };
  })();
  const quest = hunting.finding.hunt!.quest;

  test('says how far it is; esc stops it, and its answer is not waited for', () => {
    const told = update(hunting, { type: 'hunting', quest, share: 0.42 });
    expect(lastLine(told)).toBe('searching 42%   esc stops');
    const stopped = update(told, { type: 'key', key: 'esc' });
    expect([stopped.notice, stopped.asked.map(({ type }) => type)]).toEqual(['search stopped', ['giveUp']]);
    expect(update(stopped, { type: 'hunting', quest, share: 0.5 })).toBe(stopped);
    if (quest.kind === 'text') expect(update(stopped, { type: 'found', quest, position: 99 })).toBe(stopped);
  });

  test('another takes its place', () => {
    const other = [':', ...'last', 'space', ...'serving', 'enter'].reduce(
      (next, key) => update(next, { type: 'key', key }),
      hunting,
    );
    expect(other.finding.hunt?.quest).not.toBe(quest);
    expect(update(other, { type: 'lost', quest, why: 'too late' })).toBe(other);
  });

  test('in slices, as in one go', async () => {
    const asked = ask(hunting, { type: 'hunt', story: hunting.story, quest }).asked[0]!;
    const messages = await lastValueFrom(perform(asked, hunting).pipe(toArray()));
    expect(messages.at(-1)).toEqual({ type: 'found', quest, position: 363 });
  });
});

describe('breakpoints', () => {
  test('c runs on to it, C back; without one it is said how', async () => {
    expect((await keys(begin('checkout-oom', '@1'), 'c')).notice).toBe('no breakpoint is set: b sets one');
    const set = await keys(begin('checkout-oom', '@200'), 'b', '"serving < floor"', 'enter');
    expect([at(set), set.notice]).toEqual([200, 'breakpoint: serving < floor, 4 times; c runs on to it, C back']);
    const on = await keys(set, 'c');
    expect([at(on), on.notice]).toEqual([371, 'stopped where serving < floor']);
    expect(at(await keys(on, 'c', 'C'))).toBe(371);
    expect(at(await keys(on, 'C'))).toBe(1);
    expect((await keys(on, 'C', 'C')).notice).toBe('no breakpoint is hit before this');
    expect((await keys(set, 'b', '"serving <"', 'enter')).notice).toBe(
      'serving <: expected a number at column 10, got the end',
    );
  });

  test('the nearest of several', async () => {
    const two = await keys(
      begin('checkout-oom', '@400'),
      'b',
      '"phase = outage"',
      'enter',
      ':',
      '"break serving < floor"',
      'enter',
    );
    expect(two.finding.breakpoints.map(({ query }) => query.text)).toEqual(['phase = outage', 'serving < floor']);
    expect(at(await keys(two, 'c'))).toBe(455);
    expect(at(await keys(two, 'c', 'c'))).toBe(476);
    expect(at(await keys(two, 'C'))).toBe(371);
  });

  test('playing stops at it in either direction, and goes on from it', async () => {
    const set = await keys(begin('checkout-oom', '@365'), 'b', '"serving < floor"', 'enter', 'space');
    const play = (model: Model): Model => {
      let next = model;
      for (let i = 0; i < 400 && next.cursor.speed !== 0; i++) next = update(next, { type: 'tick', elapsed: 50 });
      return next;
    };
    const forward = play(set);
    expect([at(forward), forward.notice]).toEqual([371, 'stopped where serving < floor']);
    expect(at(play(await keys(forward, 'space')))).toBeGreaterThan(371);
    const backward = play(await keys(set, 'space', '"@"', 'G', 'r'));
    expect(at(backward)).toBe(689);
  });

  test('they are ticks over the lanes, and stand in the list', async () => {
    const set = await keys(begin('checkout-oom', '@600'), 'b', '"serving < floor"', 'enter');
    expect(paintScreen(set, {}).split('\n')[3]).toContain('╷');
    const list = await keys(set, 'm', 'a', ':', '"break"', 'enter');
    expect(paintScreen(list, {})).toContain('breakpoint  serving < floor');
    expect(at(await keys(list, 'j', 'enter'))).toBe(689);
    const without = await keys(list, 'j', 'x');
    expect([without.finding.breakpoints.length, without.finding.marks.size]).toEqual([0, 1]);
  });
});

test('what is written meanwhile is asked as well', async () => {
  const whole = begin('checkout-oom', '@1');
  const { log } = whole.story.timeline;
  const part = readStory(
    new Timeline({
      header: log.header,
      length: 400,
      entry: position => log.entry(position),
      subject: position => log.subject(position),
      mayHold: () => true,
    }),
  );
  const live: Model = { ...whole, story: part, live: { follows: true, silentFor: 0 } };
  const set = await keys(live, 'b', '"serving < floor"', 'enter', '/', '"serving < floor"', 'enter');
  expect([at(set), set.finding.breakpoints[0]?.hits]).toEqual([371, [1, 371]]);
  const grown = update(set, { type: 'grown', which: 'A', story: whole.story, finished: false });
  expect(grown.finding.breakpoints[0]?.hits).toEqual([1, 371, 455, 689]);
  expect(at(await keys(grown, 'c'))).toBe(455);
  expect(at(await keys(grown, 'n', 'n'))).toBe(689);
});

describe('marks', () => {
  test('m sets, ’ goes, ’’ comes back', async () => {
    const there = await keys(begin('checkout-oom', '@100'), 'm', 'a', 'G', "'", 'a');
    expect(at(there)).toBe(100);
    expect(at(await keys(there, "'", "'"))).toBe(766);
    expect(at(await keys(there, "'", "'", "'", "'"))).toBe(100);
    expect((await keys(there, "'", 'b')).notice).toBe('no mark b: mb sets it here');
    expect((await keys(begin('checkout-oom', '@100'), "'", "'")).notice).toBe('nothing to go back to: no jump yet');
  });

  test('steps are no jumps', async () => {
    expect(at(await keys(begin('checkout-oom', '@100'), 'L', 'right', '.', ',', 'left', '.', "'", "'"))).toBe(100);
  });

  test('a name is a moment; one that means something already is refused', async () => {
    const named = await keys(
      begin('checkout-oom', '@100'),
      ':',
      '"mark before-oom"',
      'enter',
      'G',
      ':',
      '"before-oom"',
      'enter',
    );
    expect(at(named)).toBe(100);
    for (const name of ['end', 'rev2', '@7', 'quit', 'lowest'])
      expect((await keys(named, ':', `"mark ${name}"`, 'enter')).notice).toMatch(/means something already/);
    expect((await keys(named, ':', '"mark"', 'enter')).notice).toBe('mark: write a name, as :mark before');
  });

  test('[ and ] stop at them too, and they stand over the lanes', async () => {
    const set = await keys(begin('checkout-oom', '@300'), 'm', 'x', '"0"');
    expect(at(await keys(set, ':', '"@350"', 'enter', '['))).toBe(300);
    expect(at(await keys(set, ':', '"@250"', 'enter', ']'))).toBe(300);
    const early = await keys(begin('checkout-oom', '@455'), 'm', 'x', 'L');
    expect(paintScreen(early, {}).split('\n')[3]).toContain("'x");
  });
});

describe('a loop', () => {
  test('playing goes round in it, forward and backward', async () => {
    const loop = await keys(begin('checkout-oom', '@500'), ':', '"loop @140 @160"', 'enter');
    expect([at(loop), loop.finding.loop]).toEqual([140, { from: 140, to: 160 }]);
    for (const key of ['space', 'r']) {
      let model = await press(loop, key);
      const seen: number[] = [];
      for (let i = 0; i < 400; i++) {
        model = update(model, { type: 'tick', elapsed: 50 });
        seen.push(at(model));
      }
      expect([Math.min(...seen), Math.max(...seen), model.cursor.speed !== 0]).toEqual([140, 160, true]);
    }
    expect((await keys(loop, ':', '"loop"', 'enter')).finding.loop).toBeUndefined();
  });

  test('a loop to the very end', async () => {
    const loop = await keys(begin('checkout-oom', '@1'), ':', '"loop end-3s end"', 'enter', 'space');
    let model = loop;
    for (let i = 0; i < 200; i++) model = update(model, { type: 'tick', elapsed: 50 });
    expect([model.cursor.speed, at(model) >= loop.finding.loop!.from]).toEqual([1, true]);
  });

  test.each([
    ['loop @1', 'loop: write two moments, as :loop @10 @90'],
    ['loop @1 @9999', 'loop: @9999: the log ends at @766'],
    ['loop @5 @5', 'loop: both are @5; choose two moments'],
  ])(':%s', async (typed, notice) => {
    expect((await keys(begin('checkout-oom', '@1'), ':', `"${typed}"`, 'enter')).notice).toBe(notice);
  });
});
