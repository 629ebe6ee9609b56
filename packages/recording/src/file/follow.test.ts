import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { SCHEMA } from '../upcast/schema.ts';
import { type Growth, Tail } from './follow.ts';
import { readHeader } from './header.ts';
import { memorySource } from './layout.ts';
import { readRecording } from './open.ts';
import { portable } from './platform.ts';
import { encodeRecording } from './writer.ts';

const kept = readFileSync(
  fileURLToPath(new URL('../../../../scenarios/recordings/rollback-bad-image.rollout', import.meta.url)),
);
const opened = readRecording(kept);
if (E.isLeft(opened)) throw new Error('the recording does not open');
const { log } = opened.right;
const whole = encodeRecording(log, { blockEntries: 20 });

/** A file that has so many of these bytes now. */
function growing(bytes: Uint8Array, size = 0) {
  const source = {
    size,
    read: (offset: number, length: number) =>
      bytes.subarray(offset, Math.max(offset, Math.min(source.size, offset + length))),
  };
  return source;
}

function tailOf(bytes: Uint8Array, told = 0) {
  const header = readHeader(memorySource(bytes), portable, SCHEMA);
  if (header.is !== 'whole') throw new Error('no header');
  const source = growing(bytes, header.file.end);
  return { source, tail: new Tail(source, header.file, { platform: portable, place: 'x', told }) };
}

test('byte by byte: each block once it is whole, the end once the index is, and never an error', () => {
  const { source, tail } = tailOf(whole);
  const seen: Growth[] = [];
  for (; source.size <= whole.length; source.size++) {
    const looked = tail.look();
    if (E.isLeft(looked)) throw new Error(`at ${source.size}: ${JSON.stringify(looked.left)}`);
    if (looked.right !== undefined) seen.push(looked.right);
  }
  expect(seen.map(({ log: { length } }) => length)).toEqual([20, 40, 60, 80, 100, 120, 140, 153, 153]);
  expect(seen.map(({ finished }) => finished)).toEqual([...Array(8).fill(false), true]);
  // a log handed out before is as it was, and can still be read
  expect(seen[0]!.log.length).toBe(20);
  for (let position = 1; position <= log.length; position++)
    expect(seen[8]!.log.entry(position)).toEqual(log.entry(position));
});

test('what is known already is not told again', () => {
  const { source, tail } = tailOf(whole, 140);
  source.size = whole.length;
  const looked = tail.look();
  expect(E.isRight(looked) && looked.right?.log.length).toBe(153);
  expect(tailOf(whole, 153).tail.look()).toEqual(E.right(undefined));
});

test('a file that was cut, and bytes that never become a block, are told', () => {
  const cut = tailOf(whole);
  cut.source.size = whole.length;
  cut.tail.look();
  cut.source.size = 10;
  expect(cut.tail.look()).toMatchObject({ left: { kind: 'damaged', what: 'the file was cut or written anew' } });

  const wrong = whole.slice();
  wrong.fill(0x41, wrong.length - 300);
  const bad = tailOf(wrong);
  bad.source.size = wrong.length;
  bad.tail.look();
  expect(bad.tail.look()).toMatchObject({ left: { kind: 'damaged' } });
});
