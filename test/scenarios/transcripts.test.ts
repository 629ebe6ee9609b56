/**
 * Each scenario against its approved transcript. Where one differs because behaviour changed on purpose:
 * `npm run rewrite`, then read the difference, and commit only what you understand and want.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Timeline, transcript } from '@playhead/core';
import { parseScenario, simulate } from '@playhead/simulator';
import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { ROOT } from '../e2e/playhead.ts';

const FOLDER = path.join(ROOT, 'scenarios');
const names = (ending: string) =>
  readdirSync(FOLDER)
    .filter(file => file.endsWith(ending))
    .map(file => file.slice(0, -ending.length))
    .sort();

test.each(names('.yaml'))('%s does what its transcript says', async name => {
  const parsed = parseScenario(readFileSync(path.join(FOLDER, `${name}.yaml`), 'utf8'), `${name}.yaml`);
  if (E.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left));
  const lines = [...transcript(new Timeline(simulate(parsed.right)))];
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(path.join(FOLDER, `${name}.transcript`));
});

test('every transcript has its scenario', () => {
  expect(names('.transcript')).toEqual(names('.yaml'));
});
