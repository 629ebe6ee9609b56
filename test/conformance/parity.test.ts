/** What a real control plane’s controllers wrote, and whether ours would have: every recording kept here. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { explainer, parityOf } from '@playhead/compare';
import { Timeline } from '@playhead/core';
import { openRecording } from '@playhead/recording';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../e2e/playhead.ts';

const FOLDERS = ['test/conformance/recordings', 'test/conformance/stories', 'scenarios/recordings'].map(folder =>
  path.join(ROOT, folder),
);
/** Recordings watch no Nodes: what taints and cordons did there has no cause in them, so only simulated.test.ts holds it. */
const BY_TAINTS = /^nodes\./;
const FILES = FOLDERS.flatMap(folder =>
  readdirSync(folder)
    .filter(name => name.endsWith('.rollout') && !BY_TAINTS.test(name))
    .map(name => [name, path.join(folder, name)] as const),
);

const HOW = { same: 'decided', otherwise: 'otherwise', unexplained: 'unexplained' };

describe.each(FILES)('%s', (_, file) => {
  test('99 of 100 writes of its controllers are ours too', () => {
    const opened = openRecording(file);
    if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
    const { log } = opened.right;
    const { score, writes } = parityOf(log);
    const explain = explainer(new Timeline(log));
    // one at a time, from the nearest state, the same receipts come out as in the whole walk: some ten of each recording
    const some = writes.filter((_, i) => i % Math.ceil(writes.length / 10) === 0);
    for (const { sign, position, why } of some) {
      const explained = explain(position);
      const receipt = explained.how === 'decided' || explained.how === 'otherwise' ? explained.receipt : undefined;
      if (sign !== 'not asked') expect([position, explained.how, receipt]).toEqual([position, HOW[sign], why]);
    }
    opened.right.close();
    const apart = writes.filter(({ sign }) => sign === 'otherwise' || sign === 'unexplained');
    const lines = apart.map(
      ({ position, actor, key, sign, differs }) => `@${position} ${actor} ${key} ${sign}: ${differs}`,
    );
    expect(score, lines.join('\n')).toBeGreaterThanOrEqual(0.99);
    expect(writes.length).toBeGreaterThan(5);
  });
});
