import { describe, expect, test } from 'vitest';
import { begin, press } from './given.ts';
import type { Model } from './model.ts';
import { update } from './update.ts';

const positionOf = (model: Model): number => model.cursor.position;

describe('why', () => {
  const opened = press(begin('rollback-bad-image', '@54'), 'w');

  test('asks for what computes the reasons of a recording, once', () => {
    expect(opened.asked).toEqual([{ type: 'explainer' }]);
    const loaded = update({ ...opened, asked: [] }, { type: 'explainer', explainer: () => () => ({ how: 'outside' }) });
    expect(press(loaded, 'esc', 'w').asked).toEqual([]);
  });

  // @54 ← @53 the status of its ReplicaSet ← @52 a pod ready ← … ← @37 kubectl set image, the eighth
  test.each([
    [['enter'], 53],
    [['enter', 'enter'], 52],
    [['2'], 52],
    [['8'], 37],
    [['9'], 54],
  ])('%j goes to @%i, and stays open', (keys, position) => {
    const gone = press(opened, ...keys);
    expect([positionOf(gone), gone.open?.kind]).toEqual([position, 'why']);
  });

  test('where it began nothing led to it', () => {
    expect(press(opened, '8', 'enter').notice).toBe('here it begins: nothing led to it');
  });
});

describe('moving', () => {
  const stuck = begin('rollback-bad-image', '@131');

  test.each([
    ['left', 128],
    ['h', 128],
    ['right', 136],
    ['l', 136],
    [',', 130],
    ['.', 132],
    ['[', 112],
    [']', 136],
    ['{', 126],
    ['}', 142],
    ['G', 153],
    ['end', 153],
    ['home', 1],
    ['0', 1],
    ['!', 126],
  ])('%s from @131 goes to @%i', (key, position) => {
    expect(positionOf(press(stuck, key))).toBe(position);
  });

  test('gg goes to the start; g alone waits, and is forgotten with the next other key', () => {
    expect(positionOf(press(stuck, 'g'))).toBe(131);
    expect(positionOf(press(stuck, 'g', 'g'))).toBe(1);
    expect(positionOf(press(stuck, 'g', 'x', 'g'))).toBe(131);
  });

  test('a second on or back, to a time between two entries, and never past an end', () => {
    const on = press(stuck, '>');
    expect([on.cursor.time - stuck.cursor.time, on.cursor.position]).toEqual([1000, 131]);
    expect(press(on, '<').cursor.time).toBe(stuck.cursor.time);
    const end = press(stuck, ...'>>>>'.split(''));
    expect([end.cursor.position, end.cursor.time]).toEqual([153, stuck.story.times[153]]);
  });

  test('tenths are of the time, not of the entries', () => {
    const half = press(stuck, '5');
    expect(half.cursor.time).toBeLessThanOrEqual((495 + 9264) / 2);
    expect(stuck.story.times[positionOf(half) + 1]).toBeGreaterThan((495 + 9264) / 2);
  });

  test('neither end is passed', () => {
    expect(positionOf(press(stuck, 'G', '.', '.', 'right'))).toBe(153);
    expect(positionOf(press(stuck, 'home', ',', ',', 'left'))).toBe(0);
  });

  test('there and back is the same place', () => {
    const keys = ['right', 'right', 'left', 'left'];
    expect(positionOf(press(press(stuck, 'left'), ...keys))).toBe(128);
  });
});

describe('one key answers', () => {
  test('L goes to the moment when 0 of 8 serve', () => {
    const low = press(begin('checkout-oom'), 'L');
    expect(low.notice).toBe('lowest: 0 of 8 serving at +112.618s');
    expect(positionOf(low)).toBe(476);
  });

  test('! goes round through what begins to fail, and selects the pod', () => {
    const first = press(begin('rollback-bad-image', 'start'), '!');
    expect(positionOf(first)).toBe(126);
    expect(first.selected).toMatch(/ggmjb$/);
    const round = press(first, '!', '!');
    expect(positionOf(round)).toBe(126);
    expect(round.notice).toBe('from the first failing again');
  });
});

describe('what is open', () => {
  const model = begin('checkout-oom', 'lowest');

  test('esc closes it and never quits; q in a pager closes it too', () => {
    for (const key of ['?', 'w', 'y', 'tab']) {
      const opened = press(model, key);
      expect(opened.open).toBeDefined();
      expect(press(opened, 'esc')).toMatchObject({ open: undefined, finished: false });
    }
    expect(press(model, 'esc', 'esc').finished).toBe(false);
    expect(press(model, 'y', 'q')).toMatchObject({ open: undefined, finished: false });
    expect(press(model, 'q').finished).toBe(true);
    expect(press(model, 'y', 'ctrl+c').finished).toBe(true);
  });

  test('a pager scrolls by its own keys, and not past its ends', () => {
    const yaml = press(model, 'y');
    expect(press(yaml, 'k', 'k').open).toMatchObject({ index: 0 });
    expect(press(yaml, 'j', 'j').open).toMatchObject({ index: 2 });
    const end = press(yaml, 'G');
    expect(press(end, 'j', 'space').open).toEqual(end.open);
    expect(positionOf(press(yaml, 'j', 'G', 'g'))).toBe(positionOf(model));
    expect(positionOf(press(yaml, ','))).toBe(positionOf(model) - 1);
  });

  test('the chooser takes a workload, most troubled first; another key takes the marked one and acts', () => {
    expect(model.workload).toMatch(/checkout$/);
    expect(press(model, 'tab', 'j', 'enter').workload).toMatch(/cart$/);
    expect(press(model, 'tab', '2').workload).toMatch(/cart$/);
    const acted = press(press(model, 'G'), 'tab', 'L');
    expect(acted).toMatchObject({ open: undefined, cursor: { position: 476 } });
  });
});

describe('the prompt', () => {
  const model = begin('rollback-bad-image');
  const type = (text: string): string[] => [':', ...[...text].map(c => (c === ' ' ? 'space' : c)), 'enter'];

  test('goes to a moment', () => {
    expect(positionOf(press(model, ...type('stuck')))).toBe(126);
    expect(positionOf(press(model, ...type('@7')))).toBe(7);
    expect(positionOf(press(model, ...type('rev3')))).toBe(112);
  });

  test('knows the names of commands; keys are text in it', () => {
    expect(press(model, ...type('q')).finished).toBe(true);
    expect(press(model, ':', 'q').finished).toBe(false);
    expect(press(model, ...type('help')).open).toMatchObject({ kind: 'help' });
    expect(press(model, ':', 'a', 'backspace', 'backspace').prompt).toBeUndefined();
    expect(press(model, ':', 'a', 'esc')).toMatchObject({ prompt: undefined, cursor: model.cursor });
  });

  test('says in a line what is no moment, and stays where it is', () => {
    const next = press(model, ...type('nowhere'));
    expect(next.notice).toMatch(/^nowhere: not a moment; write @231/);
    expect(positionOf(next)).toBe(positionOf(model));
  });
});

describe('playing', () => {
  const start = begin('rollback-bad-image', 'start');
  const tick = (model: Model, elapsed: number): Model => update(model, { type: 'tick', elapsed });

  test('goes with the time of the log, and stops at the end', () => {
    const playing = press(start, 'space');
    const later = tick(playing, 1000);
    expect(later.cursor.time).toBe(1495);
    expect(later.story.timeline.entry(positionOf(later)).time).toBeLessThanOrEqual(1495);
    let model = later;
    for (let i = 0; i < 200; i++) model = tick(model, 100);
    expect(model.cursor).toMatchObject({ position: 153, speed: 0 });
  });

  test('space pauses; at the end it plays from the start again; r plays backward', () => {
    expect(press(start, 'space', 'space').cursor.speed).toBe(0);
    expect(press(start, 'G', 'space')).toMatchObject({ cursor: { position: 1, speed: 1 } });
    const back = tick(press(start, 'G', 'r'), 1000);
    expect(back.cursor.time).toBeLessThan(9264);
  });

  test('speed doubles and halves, also while playing', () => {
    expect(press(start, 'space', '+', '+').cursor.speed).toBe(4);
    expect(press(start, '-', 'space').cursor.speed).toBe(0.5);
  });

  test('a silence over two seconds is shortened, and that is said', () => {
    let model = press(begin('checkout-oom', '+17s'), 'space');
    const notices = new Set<string>();
    for (let i = 0; i < 60; i++) {
      model = tick(model, 50);
      notices.add(model.notice);
    }
    // entries @143 at 16.4 s and @144 at 26.5 s: what lies between is cut to two seconds
    expect(model.cursor.time).toBeGreaterThan(26_000);
    expect([...notices].some(notice => /^\d+\.\ds of silence left out$/.test(notice))).toBe(true);
  });

  test('a tick while it stands changes nothing at all', () => {
    expect(tick(start, 1000)).toBe(start);
  });
});

test('j and k go through the pods as the screen lists them', () => {
  const model = begin('rollback-bad-image', '@131');
  const names = ['j', 'j', 'j'].reduce<{ at: Model; seen: (string | undefined)[] }>(
    ({ at, seen }, key) => {
      const next = press(at, key);
      return { at: next, seen: [...seen, next.selected?.slice(-5)] };
    },
    { at: model, seen: [] },
  ).seen;
  expect(names).toEqual(['6v2k8', 'ssbg7', 'bwjl6']);
});

test('the first key takes the hint away', () => {
  const model = begin('rollback-bad-image');
  expect(model.fresh).toBe(true);
  expect(press(model, 'x').fresh).toBe(false);
});
