import { MemoryLog, readStory, type Story, Timeline } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { kept, press } from '../given.ts';
import { initialModel, type Model } from '../model.ts';
import { type BesideOptions, withBeside } from '../print.ts';
import { update } from '../update.ts';
import { screen } from '../view/screen.ts';

const log = kept('rollback-bad-image');

/** The story of the first so many entries. */
function upTo(length: number): Story {
  const part = new MemoryLog(log.header);
  for (let position = 1; position <= length; position++) part.append(log.entry(position));
  return readStory(new Timeline(part));
}

function live(length: number): Model {
  const story = upTo(length);
  const model = initialModel(story, story.workloads[0]?.key, length, { columns: 120, rows: 40 });
  return { ...model, live: { follows: true, silentFor: 0 } };
}

const grown = (model: Model, length: number, finished = false): Model =>
  update(model, { type: 'grown', which: 'A', story: upTo(length), finished });
const text = (model: Model): string =>
  screen(model)
    .map(row => row.map(({ text }) => text).join(''))
    .join('\n');
const head = (model: Model): string =>
  screen(model)[0]!
    .map(({ text }) => text)
    .join('');

describe('a log that grows', () => {
  test('at the end the playhead goes on with it', () => {
    const model = grown(live(60), 90);
    expect(model.cursor.position).toBe(90);
    expect(head(model)).toMatch(/@90\/90 .*live$/);
  });

  test('elsewhere it stays, and the head says how many entries are beyond', () => {
    const back = press(live(60), ',', ',');
    const model = grown(back, 90);
    expect(model.cursor).toEqual(back.cursor);
    expect(head(model)).toMatch(/@58\/90 .*live \+32$/);
  });

  test.each(['G', 'end', 'F'])('%s goes to the end again, and on with it', key => {
    const model = press(grown(press(live(60), ','), 90), key);
    expect(model.cursor.position).toBe(90);
    expect(grown(model, 100).cursor.position).toBe(100);
  });

  test('F at the end stays there', () => {
    const model = grown(press(live(60), 'F'), 90);
    expect(model.cursor.position).toBe(60);
    expect(press(model, 'F').cursor.position).toBe(90);
  });

  test('the end is told once; F then has nothing to follow', () => {
    const model = grown(live(60), 153, true);
    expect(model.notice).toBe('its writer has finished: 153 entries');
    expect(head(model)).not.toContain('live');
    expect(press(model, 'F').notice).toBe('nothing more is written to this log: there is no end to follow');
  });

  test('what cannot be read on is told, and what was read stays', () => {
    const model = update(live(60), { type: 'lostEnd', which: 'A', why: 'x: cut' });
    expect(model.notice).toBe('nothing more can be read: x: cut');
    expect(model.story.length).toBe(60);
  });

  test('an empty log takes the first workload that comes', () => {
    const model = grown(live(0), 60);
    expect(model.workload).toBe('Deployment/rollback-bad-image-yybg/nginx');
    expect(model.cursor.position).toBe(60);
  });
});

describe('two logs that grow', () => {
  const parting = (shared: number) => ({ a: [1, 2, 3], b: [1, 2, 3], shared });

  function two(a: number, b: number): Model {
    const beside: BesideOptions = { log: upTo(b).timeline.log, opened: ['b'], part: () => parting(1) };
    const both = withBeside(live(a), beside, upTo(b));
    if (E.isLeft(both)) throw new Error(both.left);
    const other = { ...both.right.beside!.other, live: { follows: true, silentFor: 0 } };
    return { ...both.right, beside: { ...both.right.beside!, other } };
  }
  const more = (model: Model, which: 'A' | 'B', length: number, finished = false): Model =>
    update(model, { type: 'grown', which, story: upTo(length), finished, parting: parting(2) });
  const at = (model: Model) => [model.cursor.position, model.beside!.other.cursor.position];

  test('who stands at the end goes on with whichever is written', () => {
    const model = press(two(60, 60), 'F', 'F');
    expect(at(more(model, 'A', 90))).toEqual([90, 60]);
    expect(at(more(model, 'B', 90))).toEqual([60, 90]);
    expect(at(more(more(model, 'B', 90), 'A', 100))).toEqual([100, 90]);
  });

  test('who went back stays, and both heads say how much is beyond', () => {
    const model = press(two(60, 60), ',', ',', ',');
    const [a, b] = at(model);
    const next = more(more(model, 'B', 90), 'A', 100);
    expect(at(next)).toEqual([a, b]);
    const shown = text(next);
    expect(shown).toContain(`live +${100 - a!}`);
    expect(shown).toContain(`live +${90 - b!}`);
  });

  test('the other, which waited at its end for more, is brought to where this one stands', () => {
    const model = press(two(60, 40), ',');
    expect(at(model)).toEqual([59, 40]);
    expect(at(more(model, 'B', 90))).toEqual([59, 59]);
  });

  test('where they part is known anew', () => {
    expect(more(two(60, 60), 'B', 90).beside!.parting.shared).toBe(2);
  });

  test('F stays with both, and goes on with both', () => {
    const stays = press(two(60, 60), 'F', 'F', 'F');
    expect(at(more(more(stays, 'B', 90), 'A', 90))).toEqual([60, 60]);
    expect(at(press(more(more(stays, 'B', 90), 'A', 100), 'F'))).toEqual([100, 90]);
  });

  test('one that has ended says so, and the other is followed on', () => {
    const ended = more(press(two(60, 60), 'F', 'F'), 'A', 153, true);
    expect(ended.notice).toBe('A: its writer has finished: 153 entries');
    expect(at(more(ended, 'B', 100))).toEqual([153, 100]);
  });
});

test('a log to which nothing is written says so, and since when', () => {
  const silent = (silentFor: number): Model => update(live(60), { type: 'silent', which: 'A', silentFor });
  expect(head(silent(4_900))).toMatch(/live$/);
  expect(head(silent(43_000))).toMatch(/live · silent 40s$/);
  expect(head({ ...silent(43_000), columns: 80 })).toMatch(/ {2}silent 40s$/);
  expect(head(silent(7_500_000))).toMatch(/live · silent 2h$/);
  expect(head(press(silent(43_000), ','))).toMatch(/live \+1 · silent 40s$/);
  expect(head(grown(silent(43_000), 90))).toMatch(/live$/);
});

test('a log that was only looked at is followed once it grows', () => {
  const model = { ...live(60), live: undefined };
  expect(head(update(model, { type: 'silent', which: 'A', silentFor: 43_000 }))).not.toContain('silent');
  expect(head(grown(model, 90))).toMatch(/@90\/90 .*live$/);
});
