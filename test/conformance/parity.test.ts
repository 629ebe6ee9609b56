/** What a real control plane’s controllers wrote, and whether ours would have: every recording kept here. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parityOf } from '@playhead/compare';
import { openRecording } from '@playhead/recording';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../e2e/playhead.ts';

const FOLDERS = ['test/conformance/recordings', 'scenarios/recordings'].map(folder => path.join(ROOT, folder));
const FILES = FOLDERS.flatMap(folder =>
  readdirSync(folder)
    .filter(name => name.endsWith('.rollout'))
    .map(name => [name, path.join(folder, name)] as const),
);

describe.each(FILES)('%s', (_, file) => {
  test('99 of 100 writes of its controllers are ours too', () => {
    const opened = openRecording(file);
    if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
    const { score, writes } = parityOf(opened.right.log);
    opened.right.close();
    const apart = writes.filter(({ sign }) => sign === 'otherwise' || sign === 'unexplained');
    const lines = apart.map(
      ({ position, actor, key, sign, differs }) => `@${position} ${actor} ${key} ${sign}: ${differs}`,
    );
    expect(score, lines.join('\n')).toBeGreaterThanOrEqual(0.99);
    expect(writes.length).toBeGreaterThan(5);
  });
});
