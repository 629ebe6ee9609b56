import { readStory, type Story, Timeline, timeAt } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { begin, kept, press } from './given.ts';
import type { Model, Parting } from './model.ts';
import { withBeside } from './print.ts';
import { update } from './update.ts';

/** Two real recordings; of their deeds the first ten count as the same. */
function two(at: string): Model {
  const model = begin('rollback-bad-image', at, { columns: 160, rows: 45 }, ['a']);
  const [a, b] = [model.story, readStory(new Timeline(kept('checkout-oom')))];
  const deeds = ({ meaning }: Story) => [...meaning];
  const parting: Parting = { a: deeds(a), b: deeds(b), shared: 10 };
  const both = withBeside(model, { log: b.timeline.log, opened: ['b'], part: () => parting }, b);
  if (E.isLeft(both)) throw new Error(both.left);
  return both.right;
}
const other = (model: Model): Model => model.beside!.other;
const sinceChange = (model: Model): number => {
  const workload = model.story.workloads[0]!;
  return model.cursor.time - timeAt(model.story, workload.rollouts[1]!.start);
};

describe('two recordings on one clock', () => {
  test('the other stands at the same time since the change', () => {
    const model = press(two('@70'), '.', '.');
    const { story, cursor } = other(model);
    expect(sinceChange(other(model))).toBe(sinceChange(model));
    expect(story.times[cursor.position]).toBeLessThanOrEqual(cursor.time);
    expect(story.times[cursor.position + 1] ?? Number.POSITIVE_INFINITY).toBeGreaterThan(cursor.time);
  });

  test('by event the other has done as many deeds', () => {
    const model = press(two('@70'), 'A', '.');
    const { a, b } = model.beside!.parting;
    const done = a.filter(position => position <= model.cursor.position).length;
    expect(b.indexOf(other(model).cursor.position)).toBe(done - 1);
  });

  test('tab looks at the other, and back again', () => {
    const model = two('@70');
    const there = press(model, 'tab');
    expect(there.label).toBe('B');
    expect(there.cursor.position).toBe(other(model).cursor.position);
    expect(press(there, 'tab').cursor.position).toBe(70);
  });

  test('x goes to the first deed of either that the other has not done', () => {
    const model = press(two('@1'), 'x');
    const { a, b, shared } = model.beside!.parting;
    expect([model.cursor.position, other(model).cursor.position]).toEqual([a[shared], b[shared]]);
  });

  test.each([
    ['forward', '@1', 'space'],
    ['backward', 'end', 'r'],
  ])('playing %s stops where they part, and goes on when asked', (_way, at, key) => {
    let model = press(two(at), key);
    for (let i = 0; i < 2000 && model.cursor.speed !== 0; i++) model = update(model, { type: 'tick', elapsed: 50 });
    const { a, shared } = model.beside!.parting;
    expect(model.cursor.position).toBe(a[shared]);
    model = press(model, key);
    model = update(model, { type: 'tick', elapsed: 1500 });
    expect(model.cursor.position).not.toBe(a[shared]);
  });
});
