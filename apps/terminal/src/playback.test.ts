import { MemoryLog, readStory, Timeline } from '@playhead/core';
import { firstValueFrom, from, of, Subject, throwError } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { expect, test } from 'vitest';
import type { Message } from './message.ts';
import { initialModel, type Model } from './model.ts';
import { startSession } from './playback.ts';

/** Three notes, a second apart. */
function model(): Model {
  const log = new MemoryLog({ start: 0, origin: 'simulated', writer: '', name: 'notes' });
  for (const position of [1, 2, 3])
    log.append({
      position,
      time: position * 1000,
      actor: 'recorder',
      cause: 0,
      events: [{ type: 'Noted', note: `note ${position}` }],
    });
  return initialModel(readStory(new Timeline(log)), undefined, 1, { columns: 80, rows: 24 });
}

test('while it plays time passes in ticks; once it stands nothing is asked of the clock', () => {
  const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  scheduler.run(() => {
    const keys = new Subject<Message>();
    const session = startSession(model(), keys, undefined, scheduler);
    const seen: number[] = [];
    session.models.subscribe(({ cursor }) => seen.push(cursor.position));
    keys.next({ type: 'key', key: 'space' });
    scheduler.schedule(() => {
      expect(session.models.value.cursor).toMatchObject({ position: 3, speed: 0 });
      const frames = seen.length;
      scheduler.schedule(() => {
        expect(seen.length).toBe(frames);
        session.stop();
      }, 5000);
    }, 2500);
  });
});

test('a log that cannot be read on ends the session with what was wrong', () => {
  const start = model();
  const broken = { ...start, story: { ...start.story, timeline: null as never } };
  const session = startSession(broken, of<Message>({ type: 'key', key: '.' }));
  let error: unknown;
  session.failed.subscribe({
    error: caught => {
      error = caught;
    },
  });
  expect(error).toBeInstanceOf(TypeError);
});

test('what fails in an effect, at once or later, ends the session with it', async () => {
  const faults = [
    () => {
      throw new Error('at once');
    },
    () => throwError(() => new Error('at once')),
    () => from(Promise.reject(new Error('at once'))),
  ];
  for (const fault of faults) {
    const keys = new Subject<Message>();
    const session = startSession(model(), keys, fault);
    const failed = firstValueFrom(session.failed);
    keys.next({ type: 'key', key: 'ctrl+z' });
    await expect(failed).rejects.toThrow('at once');
    session.stop();
  }
});
