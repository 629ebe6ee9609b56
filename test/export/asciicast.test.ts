/** An asciicast is played by a terminal emulator: its last screen is the screen of its last moment. */
import path from 'node:path';
import { type Log, readStory, Timeline } from '@playhead/core';
import { openRecording } from '@playhead/recording';
import { castOf, renderScreen } from '@playhead/terminal';
import xterm from '@xterm/headless';
import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { ROOT } from '../e2e/playhead.ts';

function log(): Log {
  const opened = openRecording(path.join(ROOT, 'scenarios/recordings/rollback-bad-image.rollout'));
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
  return opened.right.log;
}

function cast(options: Parameters<typeof castOf>[1]): { header: unknown; events: [number, string, string][] } {
  const lines = castOf(readStory(new Timeline(log())), options);
  if (E.isLeft(lines)) throw new Error(lines.left);
  const [header, ...events] = [...lines.right].map(line => JSON.parse(line));
  return { header, events };
}

test('ends on the screen of its last moment, and has a mark at each command and failure', async () => {
  const { header, events } = cast({ from: '@100', to: '@131' });
  expect(header).toMatchObject({ version: 3, term: { cols: 80, rows: 24 }, title: 'rollback-bad-image' });
  const terminal = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  for (const [, code, data] of events) if (code === 'o') await new Promise<void>(done => terminal.write(data, done));
  const { active } = terminal.buffer;
  const shown = Array.from({ length: 23 }, (_, y) => (active.getLine(y)?.translateToString(true) ?? '').trimEnd());
  const screen = renderScreen(log(), { at: '@131' });
  expect(shown).toEqual(E.isRight(screen) && screen.right.split('\n'));
  expect(events.filter(([, code]) => code === 'm').map(([, , label]) => label)).toEqual([
    '@112 kubectl set image',
    '@126 ggmjb ✗ ErrImagePull',
    '@131 ggmjb ErrImagePull → ImagePullBackOff',
  ]);
});

test('plays at real gaps: twice the speed is half the time; intervals are of the event before', () => {
  const seconds = (speed: number): number =>
    cast({ from: '@100', to: '@131', speed }).events.reduce((sum, [interval]) => sum + interval, 0) - 2;
  // from +5.1 s to +6.607 s of the log, in frames of 50 ms
  const whole = seconds(1);
  expect(whole).toBeGreaterThan(1);
  expect(Math.abs(whole - 2 * seconds(2))).toBeLessThanOrEqual(0.1);
});

test.each([
  [{ from: '@131', to: '@100' }, '@131 to @100: there is nothing between them; give an earlier --from'],
  [{ from: 'rev9' }, 'rev9: there is no such revision; there are rev1, rev2, rev3, rev4'],
])('%j is a line', (options, line) => {
  expect(castOf(readStory(new Timeline(log())), options)).toEqual(E.left(line));
});
