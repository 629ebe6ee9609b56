import { keyOf, MemoryLog, readStory, type Story, Timeline } from '@playhead/core';
import { openRecording } from '@playhead/recording';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { initialModel, type Model } from '../model.ts';
import { widthOf } from '../text.ts';
import { update } from '../update.ts';
import { screen } from './screen.ts';

const opened = openRecording(
  new URL('../../../../scenarios/recordings/rollback-bad-image.rollout', import.meta.url).pathname,
);
if (E.isLeft(opened)) throw new Error('the recording does not open');
const { log } = opened.right;

function upTo(length: number): Story {
  const part = new MemoryLog(log.header);
  for (let position = 1; position <= length; position++) part.append(log.entry(position));
  return readStory(new Timeline(part));
}

const noted = new MemoryLog(log.header);
noted.append({ position: 1, time: 5, actor: 'user', cause: 0, events: [{ type: 'Noted', note: 'a \u001b[2J note' }] });

const begin = (story: Story, columns: number, rows: number): Model =>
  initialModel(story, story.workloads[0]?.key, story.length, { columns, rows });
const press = (model: Model, ...keys: string[]): Model =>
  keys.reduce((next, key) => update(next, { type: 'key', key }), model);
const lines = (model: Model): string[] => screen(model).map(row => row.map(({ text }) => text).join(''));

const STORIES: Readonly<Record<string, Story>> = {
  empty: upTo(0),
  'of one entry': upTo(1),
  'without a workload': readStory(new Timeline(noted)),
  whole: upTo(log.length),
};

describe.each(Object.entries(STORIES))('a log that is %s', (_name, story) => {
  test.each([
    [40, 10],
    [60, 12],
    [80, 24],
    [120, 40],
    [160, 45],
    [250, 70],
  ])('fills %i by %i and says something below its head', (columns, rows) => {
    for (const model of [begin(story, columns, rows), press(begin(story, columns, rows), 'h', 'h')]) {
      const drawn = screen(model);
      expect(drawn).toHaveLength(rows - 1);
      for (const row of drawn) expect(widthOf(row)).toBeLessThanOrEqual(columns - 1);
      expect(lines(model)[0]!.trim()).not.toBe('');
      expect(
        lines(model)
          .slice(3, -1)
          .filter(text => text.trim() !== '').length,
      ).toBeGreaterThanOrEqual(2);
    }
  });

  test('takes every key, with the mouse and a paste in between', () => {
    const keys = [...' rhl,.{}[]!L5gGFwyjk?eDdSTYMmnN'.split(''), 'tab', 'enter', 'esc', 'home', 'end'];
    for (const key of keys) {
      const model = press(begin(story, 80, 24), key);
      expect(screen(model)).toHaveLength(23);
      const clicked = update(model, { type: 'mouse', button: 'left', column: 20, row: 4 });
      expect(screen(update(clicked, { type: 'paste', text: 'a\nb' }))).toHaveLength(23);
    }
  });
});

test('the first screen says what one sees and what to press, until a key is pressed', () => {
  const model = begin(STORIES.whole!, 80, 24);
  const [sees, presses] = lines(model).slice(-2);
  expect(sees).toBe(' a row is a pod, time goes to the right, ┃ is now; ● ready ○ pending ✗ failing');
  expect(presses).toBe(' ← → step through what happened   L the lowest moment   ? keys   q quit');
  expect(lines(press(model, ',')).join('\n')).not.toContain('is now');
});

test('a copied command is shown whole, whatever its length', () => {
  const model = { ...begin(STORIES.whole!, 60, 24), selected: keyOf('Pod', 'n'.repeat(60), 'p'.repeat(120)) };
  const asked = press(model, 'Y').asked[0];
  expect(asked).toMatchObject({ type: 'copy' });
  const text = asked?.type === 'copy' ? asked.text : '';
  expect(text.length).toBeGreaterThan(200);
  const told = lines(update(model, { type: 'notice', text: `copied: ${text}` }));
  expect(
    told
      .slice(-8)
      .map(row => row.trim())
      .join('')
      .replaceAll(' ', ''),
  ).toContain(text.replaceAll(' ', ''));
});
