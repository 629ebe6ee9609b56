import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Entry, LogHeader } from '@playhead/core';
import { MemoryLog } from '@playhead/core';
import { type Either, isLeft } from 'fp-ts/lib/Either.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeError, RecordingDamage, type RecordingError } from '../errors.ts';
import { createRecording, openRecording, resumeRecording, writeRecording } from './node.ts';
import { encodeRecording } from './writer.ts';

const HEADER: LogHeader = { start: 0, origin: 'recorded', writer: 'test', name: 'n' };
const note = (position: number): Entry => ({
  position,
  time: position,
  actor: 'user',
  cause: 0,
  events: [{ type: 'Noted', note: `note ${position} ${'x'.repeat(position % 50)}` }],
});
const notes = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => note(from + i));

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'playhead-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));
const at = (name: string) => path.join(folder, name);

const right = <A>(either: Either<RecordingError, A>): A => {
  if (isLeft(either)) throw new Error(describeError(either.left));
  return either.right;
};
const said = (either: Either<RecordingError, unknown>): string =>
  isLeft(either) ? describeError(either.left) : 'nothing';

describe('files', () => {
  test('a log comes back, and is the same file as its bytes', () => {
    const log = new MemoryLog(HEADER, notes(1, 10_000));
    expect(right(writeRecording(at('a.rollout'), log))).toMatchObject({ entries: 10_000 });
    expect(fs.readFileSync(at('a.rollout'))).toEqual(Buffer.from(encodeRecording(log)));
    for (const check of ['index', 'checksums', 'entries'] as const) {
      const opened = right(openRecording(at('a.rollout'), { check }));
      expect(opened).toMatchObject({ schemaVersion: 1, warnings: [], readable: [{ first: 1, last: 10_000 }] });
      expect('damage' in opened).toBe(false);
      // forward, backward and anywhere: blocks come and go
      for (const position of [1, 10_000, 4096, 4097, 1, 8192, 8193, 5000]) {
        expect(opened.log.entry(position)).toEqual(note(position));
        expect(opened.read(position)).toEqual({ _tag: 'Right', right: note(position) });
      }
      expect(() => opened.log.entry(0)).toThrow('@0: outside the log (1..10000)');
      expect(() => opened.log.entry(10_001)).toThrow('outside the log');
      opened.close();
    }
  });

  test('what was flushed is there when the writer never finishes', () => {
    const writer = right(createRecording(at('a.rollout'), HEADER));
    for (const entry of notes(1, 5)) right(writer.append(entry));
    right(writer.flush());
    right(writer.append(note(6)));
    const opened = right(openRecording(at('a.rollout')));
    expect(opened.log.length).toBe(5);
    expect(opened.warnings.map(describeError)).toEqual([
      expect.stringMatching(/a\.rollout: byte \d+: the file ends without its index.*@1\.\.@5 can still be read/),
    ]);
    opened.close();
  });

  test('a file goes on where it ended; a torn tail is cut off and said', () => {
    right(writeRecording(at('a.rollout'), new MemoryLog(HEADER, notes(1, 3))));
    const first = right(resumeRecording(at('a.rollout')));
    expect(first).toMatchObject({ length: 3, header: HEADER });
    right(first.writer.append(note(4)));
    right(first.writer.finish());
    const whole = fs.readFileSync(at('a.rollout'));
    const indexAt = whole.lastIndexOf('INDX');
    fs.writeFileSync(at('a.rollout'), whole.subarray(0, indexAt - 3));
    const second = right(resumeRecording(at('a.rollout')));
    expect(second.length).toBe(3);
    expect(second.cut && describeError(second.cut)).toMatch(/cut off inside a block; @1\.\.@3 can still be read/);
    for (const entry of notes(4, 6)) right(second.writer.append(entry));
    right(second.writer.finish());
    const opened = right(openRecording(at('a.rollout')));
    expect(opened).toMatchObject({ warnings: [], readable: [{ first: 1, last: 6 }] });
    expect(Array.from({ length: 6 }, (_, i) => opened.log.entry(i + 1))).toEqual(notes(1, 6));
    opened.close();
  });

  test('a file damaged in the middle does not go on', () => {
    const bytes = encodeRecording(new MemoryLog(HEADER, notes(1, 30)), { blockEntries: 10 });
    const middle = bytes.length >> 1;
    bytes[middle] = bytes[middle]! ^ 0xff;
    fs.writeFileSync(at('a.rollout'), bytes);
    expect(said(resumeRecording(at('a.rollout')))).toMatch(/a\.rollout: byte \d+: .*can still be read/);
  });

  test('a block that goes bad after it was indexed is thrown as its one line', () => {
    fs.writeFileSync(at('a.rollout'), encodeRecording(new MemoryLog(HEADER, notes(1, 30)), { blockEntries: 10 }));
    const opened = right(openRecording(at('a.rollout'), { check: 'index' }));
    const file = fs.openSync(at('a.rollout'), 'r+');
    fs.writeSync(file, 'xxxx', fs.statSync(at('a.rollout')).size >> 1);
    fs.closeSync(file);
    expect(() => notes(1, 30).map(({ position }) => opened.log.entry(position))).toThrow(RecordingDamage);
    opened.close();
  });
});

describe('what cannot be read or written is said in one line', () => {
  test('reading', () => {
    expect(said(openRecording(folder))).toBe(`${folder}: is a directory; name a .rollout file in it`);
    expect(said(openRecording(at('none')))).toBe(`${at('none')}: no such file; check the path`);
    fs.writeFileSync(at('empty'), '');
    expect(said(openRecording(at('empty')))).toContain('the file is empty');
  });

  test('writing', () => {
    const log = new MemoryLog(HEADER, notes(1, 3));
    expect(said(writeRecording(folder, log))).toContain('is a directory');
    expect(said(writeRecording(at('no/such/a.rollout'), log))).toContain('its folder does not exist');
  });

  test.runIf(fs.existsSync('/dev/full'))('a full disk, and everything after it', () => {
    expect(said(writeRecording('/dev/full', new MemoryLog(HEADER, notes(1, 3))))).toBe(
      '/dev/full: no space left on the disk; free some, or choose another place with --out',
    );
  });

  test('names and texts with control characters are shown without them', () => {
    expect(said(openRecording('a\u001b[31m\nb\u202e'))).toBe('a\\x1b[31m\\x0ab\\u{202e}: no such file; check the path');
  });
});
