import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ClusterState, foldEntry, type KubeObject, keyOfObject, type Log, MemoryLog } from '@playhead/core';
import {
  describeError,
  encodeRecording,
  exportWatch,
  importWatch,
  openRecording,
  readRecording,
} from '@playhead/recording';
import fc from 'fast-check';
import { isLeft } from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { entries, header } from '../support/arbitraries.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const read = (bytes: Uint8Array) => {
  const opened = readRecording(bytes);
  if (isLeft(opened)) throw new Error(describeError(opened.left));
  const { damage, warnings, log } = opened.right;
  expect({ damage, warnings }).toEqual({ damage: undefined, warnings: [] });
  return log;
};
const all = (log: Log) => Array.from({ length: log.length }, (_, i) => log.entry(i + 1));

describe('law 4: decode after encode is the identity', () => {
  test('for any log, however it is cut into blocks', () => {
    fc.assert(
      fc.property(header, entries({ maxLength: 20 }), fc.integer({ min: 1, max: 8 }), (head, list, blockEntries) => {
        const log = read(encodeRecording(new MemoryLog(head, list), { blockEntries }));
        expect(log.header).toEqual(head);
        expect(all(log)).toEqual(list);
      }),
      { numRuns: 150 },
    );
  });
});

/**
 * The first 24 bits of the SHA-256 of every line that the recorder wrote, keys sorted: made from its own files, before
 * anything here had read them, so this is what the API server had sent and not what we made of it.
 */
const SENT = JSON.parse(readFileSync(path.join(ROOT, 'test/laws/recordedLines.json'), 'utf8')) as Record<
  string,
  string
>;

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, item]) => [key, sorted(item)]),
        )
      : value;
const digest = (line: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(line)))
    .digest('hex')
    .slice(0, 6);

const FILES = ['scenarios/recordings', 'test/conformance/recordings'].flatMap(folder =>
  readdirSync(path.join(ROOT, folder))
    .filter(file => file.endsWith('.rollout'))
    .map(file => path.join(folder, file)),
);

describe('law 4: the fold of a recording is what the API server had sent', () => {
  test('each recording that is kept has its digest, and each digest its recording', () => {
    expect(FILES.map(file => path.basename(file, '.rollout')).sort()).toEqual(Object.keys(SENT).sort());
  });

  test.each(FILES)('%s: every object at every step', file => {
    const name = path.basename(file, '.rollout');
    const opened = openRecording(path.join(ROOT, file));
    if (isLeft(opened)) throw new Error(describeError(opened.left));
    const { log } = opened.right;
    const lines = [...exportWatch(log)].map(line => JSON.parse(line) as { type?: string; object?: KubeObject });
    expect(lines).toHaveLength(log.length);
    const state = ClusterState.empty();
    for (const [i, line] of lines.entries()) {
      const entry = log.entry(i + 1);
      expect(digest(line), `${name} line ${i + 1}`).toBe(SENT[name]!.slice(i * 6, i * 6 + 6));
      // the exported object is the state's own, not another way to it
      const before = entry.subject === undefined ? undefined : state.get(entry.subject);
      expect(foldEntry(before, entry)).toEqual(state.apply(entry)?.after);
      if (line.object === undefined || line.type === 'DELETED') continue;
      expect(JSON.parse(JSON.stringify(state.get(keyOfObject(line.object))))).toEqual(line.object);
    }
    opened.right.close();
  });

  test('importing what was exported gives the same entries', () => {
    for (const file of FILES.filter(file => !file.includes('hundred'))) {
      const opened = openRecording(path.join(ROOT, file));
      if (isLeft(opened)) throw new Error(describeError(opened.left));
      const { log } = opened.right;
      const again = importWatch(exportWatch(log), { name: log.header.name, writer: log.header.writer });
      if (isLeft(again)) throw new Error(describeError(again.left));
      expect(again.right.header).toEqual(log.header);
      expect(all(again.right)).toEqual(all(log));
      opened.right.close();
    }
  });
});
