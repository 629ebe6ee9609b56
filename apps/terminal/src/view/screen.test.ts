import { keyOf, MemoryLog, readStory, type Story, Timeline } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { kept, press } from '../given.ts';
import { castOf } from '../leave/cast.ts';
import { screenSvg } from '../leave/screenFile.ts';
import { initialModel, type Model } from '../model.ts';
import { widthOf } from '../text.ts';
import { update } from '../update.ts';
import { screen } from './screen.ts';

const log = kept('rollback-bad-image');

function upTo(length: number): Story {
  const part = new MemoryLog(log.header);
  for (let position = 1; position <= length; position++) part.append(log.entry(position));
  return readStory(new Timeline(part));
}

const noted = new MemoryLog(log.header);
noted.append({ position: 1, time: 5, actor: 'user', cause: 0, events: [{ type: 'Noted', note: 'a \u001b[2J note' }] });

const begin = (story: Story, columns: number, rows: number): Model =>
  initialModel(story, story.workloads[0]?.key, story.length, { columns, rows });
const lines = (model: Model): string[] => screen(model).map(row => row.map(({ text }) => text).join(''));

/** The same rollout with names, words and messages that would do harm. */
const HOSTILE = 'n\u001b[2J\u202eg\u200b\u0007\u009b31m\u2028漢👩‍🚀;rm -rf ~\n`x`';
const harmful = new MemoryLog({ ...log.header, name: HOSTILE, writer: HOSTILE });
for (let position = 1; position <= log.length; position++) {
  const text = JSON.stringify(log.entry(position)).replace(
    /nginx|node-|ErrImagePull|Progressing|user|Back-off/g,
    word => JSON.stringify(`${HOSTILE}${word}${'long'.repeat(20)}`).slice(1, -1),
  );
  harmful.append(JSON.parse(text));
}

const STORIES: Readonly<Record<string, Story>> = {
  empty: upTo(0),
  'of one entry': upTo(1),
  'without a workload': readStory(new Timeline(noted)),
  whole: upTo(log.length),
  hostile: readStory(new Timeline(harmful)),
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

describe('names, words and messages that would do harm', () => {
  const harm = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u2028\u202e]/;
  const story = STORIES.hostile!;
  const model = press(begin(story, 120, 40), '!');

  test('are shown harmlessly on every screen, in every pane and prompt', () => {
    expect(lines(model).join('\n')).toContain('␛[2J');
    for (const keys of ['h', 'w', 'y', 'D', 'd', 'e', '?', 'tab', 'S', 'T', ':', '/', 'n', 'b', 'ma']) {
      const shown = press(model, ...keys);
      const pasted = update(shown, { type: 'paste', text: HOSTILE });
      for (const one of [shown, pasted, update(shown, { type: 'notice', text: HOSTILE })])
        expect(lines(one).join('\n')).not.toMatch(harm);
    }
  });

  test('are harmless in a picture, and in an asciicast', () => {
    expect(screenSvg(model)).not.toMatch(harm);
    const cast = castOf(readStory(new Timeline(harmful)), { from: '@126', to: '@136' });
    if (E.isLeft(cast)) throw new Error(cast.left);
    // without the escapes that the frames themselves are made of
    const own = /^\u001b\[\?25[hl](?:\u001b\[2J)?|\u001b\[(?:\?2026[hl]|\d+;1H|[0-9;]*m|K)/g;
    const told = [...cast.right].map(text => {
      const line = JSON.parse(text);
      return Array.isArray(line) ? String(line[2]).replace(own, '') : String(line.title);
    });
    expect(told.length).toBeGreaterThan(5);
    for (const text of told) expect(text).not.toMatch(harm);
  });

  test('are not put where a shell would take them from', () => {
    const copied = press(model, 'Y');
    expect(copied.asked).toEqual([]);
    expect(copied.notice).toMatch(/^not copied/);
  });
});
