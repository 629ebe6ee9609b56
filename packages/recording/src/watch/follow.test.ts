import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Entry, Log } from '@playhead/core';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, expect, test } from 'vitest';
import { describeError, type RecordingError } from '../errors.ts';
import { openRecording } from '../file/node.ts';
import { exportWatch } from './export.ts';
import { followWatch } from './follow.ts';
import { importWatch } from './import.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'playhead-follow-watch-'));
afterAll(() => rmSync(folder, { recursive: true }));

const right = <A>(either: E.Either<RecordingError, A>): A => {
  if (E.isLeft(either)) throw new Error(describeError(either.left));
  return either.right;
};
const kept = fileURLToPath(new URL('../../../../scenarios/recordings/rollback-bad-image.rollout', import.meta.url));
const lines = [...exportWatch(right(openRecording(kept)).log)];
/** With a character of several bytes, which a cut may go through. */
const bytes = Buffer.from(`${lines.join('\n')}\n{"note":"Ende – für heute"}\n`);

/** What an entry does; who wrote it and why is guessed from the lines around it. */
const deeds = (log: Log) =>
  Array.from({ length: log.length }, (_, i) => {
    const { position, time, subject, events }: Entry = log.entry(i + 1);
    return { position, time, subject, events };
  });
const atOnce = right(importWatch(bytes.toString().split('\n')));

let files = 0;
const fileOf = (begin: Uint8Array): string => {
  const file = path.join(folder, `${files++}.jsonl`);
  writeFileSync(file, begin);
  return file;
};

test('in whatever pieces the bytes come, each line is an entry once it is whole, and all are those of the file at once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { minLength: 1, maxLength: 12 }), cuts => {
      const ends = [...cuts.sort((a, b) => a - b), bytes.length];
      const file = fileOf(bytes.subarray(0, ends[0]));
      const { log, followed } = right(followWatch(file));
      let last = log;
      const see = (): void => {
        const grown = right(followed.look());
        if (grown === undefined) return;
        expect(grown.finished).toBe(false);
        expect(grown.log.length).toBeGreaterThan(last.length);
        last = grown.log;
      };
      ends.slice(1).forEach((end, i) => {
        appendFileSync(file, bytes.subarray(ends[i]!, end));
        see();
      });
      for (let i = 0; i < 4; i++) see();
      followed.close();
      expect(deeds(last)).toEqual(deeds(atOnce));
      expect(last.header.start).toBe(atOnce.header.start);
    }),
    { numRuns: 25 },
  );
});

test('a whole last line without its end is taken; its end then is no line', () => {
  const file = fileOf(Buffer.from('{"note":"one"}\n{"note":"two"}'));
  const { log, followed } = right(followWatch(file));
  expect(log.length).toBe(2);
  appendFileSync(file, '\n{"note":"three"}\n{"note');
  for (let i = 0; i < 3; i++) followed.look();
  appendFileSync(file, '":"four"}\nnonsense\n');
  expect(followed.look()).toMatchObject({ left: { kind: 'bad line', line: 5 } });
  followed.close();
});

test('a line is held back for three looks, for what comes after it may say why it came', () => {
  const file = fileOf(Buffer.from('{"note":"one"}\n'));
  const { followed } = right(followWatch(file));
  appendFileSync(file, '{"note":"two"}\n');
  const seen = Array.from({ length: 5 }, () => right(followed.look())?.log.length);
  expect(seen).toEqual([undefined, undefined, undefined, 2, undefined]);
  followed.close();
});

test('a file that was cut is told, and one that cannot be opened or read', () => {
  const file = fileOf(bytes);
  const { followed } = right(followWatch(file));
  truncateSync(file, 10);
  expect(followed.look()).toMatchObject({ left: { kind: 'damaged', what: 'the file was cut or written anew' } });
  followed.close();
  expect(followWatch(path.join(folder, 'none'))).toMatchObject({ left: { kind: 'cannot open' } });
  expect(followWatch(fileOf(Buffer.from('nonsense\n')))).toMatchObject({ left: { kind: 'bad line', line: 1 } });
});
