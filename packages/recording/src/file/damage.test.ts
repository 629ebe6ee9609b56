import { type Entry, type KubeObject, keyOf, type Log, type LogHeader, MemoryLog } from '@playhead/core';
import { type Either, isLeft, isRight } from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { describeError, type RecordingError } from '../errors.ts';
import { SCHEMA } from '../upcast/schema.ts';
import { readHeader } from './header.ts';
import { BLOCK_HEADER, endOf, memorySource } from './layout.ts';
import { type OpenedRecording, readRecording } from './open.ts';
import { portable } from './platform.ts';
import { scan } from './scan.ts';
import { encodeRecording } from './writer.ts';

const HEADER: LogHeader = { start: Date.UTC(2026, 0, 1), origin: 'simulated', writer: 'test', name: 'small' };
const pod = (name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name,
    namespace: 'web',
    uid: '0f8fad5b-d9cb-469f-a165-70867728950e',
    resourceVersion: '7',
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  spec: { containers: [{ name: 'c', image: 'c:1' }] },
  status: {},
});

/** Twelve entries in blocks of four. */
const log = new MemoryLog(
  HEADER,
  Array.from({ length: 12 }, (_, i): Entry => {
    const base = {
      position: i + 1,
      time: i * 10,
      actor: 'scheduler',
      cause: i,
      subject: keyOf('Pod', 'web', `p${i % 6}`),
    };
    if (i < 6) return { ...base, resourceVersion: 7, events: [{ type: 'Created', object: pod(`p${i}`) }] };
    return { ...base, resourceVersion: 8, events: [{ type: 'PodScheduled', node: 'n', at: '2026-01-01T00:00:00Z' }] };
  }),
);
const bytes = encodeRecording(log, { blockEntries: 4 });
const head = readHeader(memorySource(bytes), portable, SCHEMA);
if (head.is !== 'whole') throw new Error('the header of a new file is whole');
const { blocks } = scan(memorySource(bytes), head.file.end, portable, SCHEMA);
const boundaries = [head.file.end, ...blocks.map(endOf)];

const read = (damaged: Uint8Array): Either<RecordingError, OpenedRecording> =>
  readRecording(damaged, { place: 'small.rollout' });

/** What a caller says and exits with. */
function outcome(opened: Either<RecordingError, OpenedRecording>) {
  if (isLeft(opened)) return { exit: 2, lines: [describeError(opened.left)], log: undefined };
  const { warnings, damage, log } = opened.right;
  return {
    exit: damage === undefined ? 0 : 2,
    lines: [...warnings, ...(damage ? [damage] : [])].map(describeError),
    log,
  };
}

function expectPrefix(part: Log | undefined): void {
  for (let position = 1; position <= (part?.length ?? 0); position++)
    expect(part!.entry(position)).toEqual(log.entry(position));
}

const oneLine = (lines: readonly string[]): void => {
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^small\.rollout: [^\n]*[a-z][^\n]*; [^\n]+$/);
};

describe('a whole file', () => {
  test('opens without a word', () => {
    expect(outcome(read(bytes))).toMatchObject({ exit: 0, lines: [], log: { length: 12 } });
    expect(blocks).toHaveLength(3);
  });
});

test('every truncation', () => {
  for (let length = 0; length < bytes.length; length++) {
    const { exit, lines, log: part } = outcome(read(bytes.subarray(0, length)));
    oneLine(lines);
    expectPrefix(part);
    const boundary = boundaries.indexOf(length);
    expect(exit, `byte ${length}`).toBe(boundary < 0 ? 2 : 0);
    // what stands whole before the cut is read
    const whole = boundaries.filter(end => end <= length).length - 1;
    expect(part?.length ?? 0).toBe(Math.max(0, whole) * 4);
    if (length > 0) expect(lines[0]).toContain(`byte ${length}: `);
  }
});

test('every flipped byte', () => {
  for (let at = 0; at < bytes.length; at++) {
    for (const bit of [0x01, 0x80, 0xff]) {
      const flipped = Uint8Array.from(bytes);
      flipped[at] = flipped[at]! ^ bit;
      const opened = read(flipped);
      const { exit, lines, log: part } = outcome(opened);
      expect(exit, `byte ${at}`).toBe(2);
      oneLine(lines);
      expectPrefix(part);
      const hit = blocks.findIndex(block => at >= block.offset && at < endOf(block));
      // the other blocks are read, those behind the damage one by one
      if (isLeft(opened)) throw new Error('a copy of the header is in the index');
      expect(part?.length).toBe(hit < 0 ? 12 : hit * 4);
      for (const [i, block] of blocks.entries())
        for (let p = block.first; p < block.first + 4; p++) {
          const one = opened.right.read(p);
          expect(isRight(one)).toBe(i !== hit);
          if (isRight(one)) expect(one.right).toEqual(log.entry(p));
        }
    }
  }
});

describe('other files', () => {
  const say = (data: Uint8Array | string) =>
    outcome(read(typeof data === 'string' ? new TextEncoder().encode(data) : data)).lines[0];

  test('are named for what they are', () => {
    expect(say('')).toBe(
      'small.rollout: the file is empty; record it again, or import it with `playhead import watch FILE --out NAME.rollout`',
    );
    expect(say('{"t":1}')).toContain('not a .rollout file (it looks like JSON)');
    expect(say('apiVersion: v1')).toContain('not a .rollout file (it looks like YAML)');
    expect(say(Uint8Array.of(0x1f, 0x8b, 8, 0))).toContain('gzip');
    expect(say(crypto.getRandomValues(new Uint8Array(500)).fill(1, 0, 8))).toContain('not a .rollout file');
  });

  test('a block cut out of the middle is damage', () => {
    const [first, , third] = blocks;
    const without = Uint8Array.from([...bytes.subarray(0, endOf(first!)), ...bytes.subarray(third!.offset)]);
    const { exit, lines, log: part } = outcome(read(without));
    expect({ exit, length: part?.length }).toEqual({ exit: 2, length: 4 });
    oneLine(lines);
  });

  test('a block that claims to inflate to far more is refused without making room for it', () => {
    const bomb = Uint8Array.from(bytes);
    const view = new DataView(bomb.buffer);
    const { offset } = blocks[1]!;
    view.setUint32(offset + 8, 0x7fffffff);
    view.setUint32(offset + 36, portable.crc32(bomb.subarray(offset, offset + 36)));
    expect(outcome(read(bomb))).toMatchObject({ exit: 2, log: { length: 4 } });
    view.setUint32(offset + 8, 1 << 27);
    view.setUint32(offset + 36, portable.crc32(bomb.subarray(offset, offset + 36)));
    expect(outcome(read(bomb))).toMatchObject({ exit: 2, log: { length: 4 } });
    expect(BLOCK_HEADER).toBe(40);
  });
});
