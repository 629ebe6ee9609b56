import { MemoryLog, readStory, type Story, Timeline } from '@playhead/core';
import { describe, expect, test } from 'vitest';
import { kept, press } from '../given.ts';
import { initialModel, type Model } from '../model.ts';
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
  return { ...model, live: { follows: true } };
}

const grown = (model: Model, length: number, finished = false): Model =>
  update(model, { type: 'grown', story: upTo(length), finished });
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
    expect(press(model, 'F').notice).toBe('this log is whole: nothing more is written to it');
  });

  test('what cannot be read on is told, and what was read stays', () => {
    const model = update(live(60), { type: 'lostEnd', why: 'x: cut' });
    expect(model.notice).toBe('nothing more can be read: x: cut');
    expect(model.story.length).toBe(60);
  });

  test('an empty log takes the first workload that comes', () => {
    const model = grown(live(0), 60);
    expect(model.workload).toBe('Deployment/rollback-bad-image-yybg/nginx');
    expect(model.cursor.position).toBe(60);
  });
});
