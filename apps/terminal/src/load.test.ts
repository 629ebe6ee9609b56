import { PassThrough } from 'node:stream';
import { MemoryLog, StoryBuilder, Timeline, upTo } from '@playhead/core';
import { expect, test } from 'vitest';
import { loadStory } from './load.ts';

const LENGTH = 12_000;
const log = new MemoryLog(
  { start: 0, origin: 'simulated', writer: 'test', name: 'long' },
  Array.from({ length: LENGTH }, (_, i) => ({
    position: i + 1,
    time: i,
    actor: 'playhead',
    cause: 0,
    events: [{ type: 'Noted' as const, note: 'n' }],
  })),
);

function terminal() {
  const raw: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (on: boolean) => raw.push(on) });
  let written = '';
  const stdout = { write: (text: string) => (written += text) };
  return {
    raw,
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    press: (key: string) => stdin.write(key),
    written: () => written,
  };
}

test('while a long log is read it says how far it is, and hands over what is to be kept', async () => {
  const { stdin, stdout, raw, written } = terminal();
  const kept: number[] = [];
  const story = await loadStory(new StoryBuilder(new Timeline(log)), LENGTH, {
    stdin,
    stdout,
    keep: ({ length }) => kept.push(length),
  });
  expect(story?.length).toBe(LENGTH);
  expect(kept).toEqual([LENGTH]);
  expect(written()).toContain('reading 12000 entries: 41%   q quits');
  // nothing of it stays, and the terminal is as it was
  expect(written().endsWith('\r\u001b[K')).toBe(true);
  expect(raw).toEqual([true, false]);
});

test.each(['q', '\u0003'])('%j leaves it meanwhile', async key => {
  const { stdin, stdout, raw, press } = terminal();
  press(key);
  expect(await loadStory(new StoryBuilder(new Timeline(log)), LENGTH, { stdin, stdout })).toBeUndefined();
  expect(raw).toEqual([true, false]);
});

test('what goes wrong meanwhile is handed on, and the terminal is as it was', async () => {
  const { stdin, stdout, raw, written } = terminal();
  const damaged = { ...upTo(log, LENGTH), entry: (position: number) => log.entry(position === 7000 ? 0 : position) };
  await expect(loadStory(new StoryBuilder(new Timeline(damaged)), LENGTH, { stdin, stdout })).rejects.toThrow('@0');
  expect(raw).toEqual([true, false]);
  expect(written().endsWith('\r\u001b[K')).toBe(true);
});

test('a terminal that goes away meanwhile ends it', async () => {
  const { stdin, stdout } = terminal();
  setImmediate(() => stdin.emit('error', Object.assign(new Error('read EIO'), { code: 'EIO' })));
  expect(await loadStory(new StoryBuilder(new Timeline(log)), LENGTH, { stdin, stdout })).toBeUndefined();
});
