/**
 * Screens as a person approved them, drawn without a terminal from kept recordings of a real control plane. After a
 * change that is meant: `npx vitest run test/screens -u`, then read what changed.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Log } from '@playhead/core';
import { openRecording } from '@playhead/recording';
import { parseScenario, simulate } from '@playhead/simulator';
import { renderScreen } from '@playhead/terminal';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../e2e/playhead.ts';

interface Shown {
  readonly name: string;
  readonly file: string;
  readonly at: string;
  readonly columns: number;
  readonly rows: number;
  readonly ascii?: boolean;
  /** A workload or Service other than the most troubled workload. */
  readonly on?: string;
}

const KEPT = 'scenarios/recordings';
const REAL = 'test/conformance/recordings';
const small = { columns: 80, rows: 24 };
const middle = { columns: 120, rows: 40 };
const large = { columns: 160, rows: 45 };
const largest = { columns: 250, rows: 70 };

const SCREENS: readonly Shown[] = [
  { name: 'stuck', file: `${KEPT}/rollback-bad-image`, at: '@131', ...small },
  { name: 'stuck', file: `${KEPT}/rollback-bad-image`, at: '@131', ...large },
  { name: 'stuck', file: `${KEPT}/rollback-bad-image`, at: '@131', ...middle },
  { name: 'stuck-ascii', file: `${KEPT}/rollback-bad-image`, at: '@131', ...small, ascii: true },
  { name: 'rolling', file: `${KEPT}/rollback-bad-image`, at: '@77', ...small },
  { name: 'undone', file: `${KEPT}/rollback-bad-image`, at: 'end', ...small },
  { name: 'hundred', file: `${KEPT}/hundred`, at: '@2147', ...small },
  { name: 'hundred', file: `${KEPT}/hundred`, at: '@2147', ...large },
  { name: 'hundred', file: `${KEPT}/hundred`, at: '@2147', ...middle },
  { name: 'outage', file: `${KEPT}/checkout-oom`, at: 'lowest', ...small },
  { name: 'outage', file: `${KEPT}/checkout-oom`, at: 'lowest', ...large },
  { name: 'outage', file: `${KEPT}/checkout-oom`, at: 'lowest', ...middle },
  { name: 'outage', file: `${KEPT}/checkout-oom`, at: 'lowest', ...largest },
  { name: 'paused', file: `${KEPT}/search-canary`, at: '@125', ...small },
  { name: 'grown', file: `${KEPT}/search-canary`, at: '@250', ...small },
  { name: 'quota', file: `${REAL}/quota-exceeded`, at: 'stuck', ...small },
  { name: 'statefulset', file: `${REAL}/statefulset`, at: '@62', ...small },
  { name: 'statefulset', file: `${REAL}/statefulset`, at: '@62', ...large },
  { name: 'autoscaler', file: `${REAL}/hpa-load`, at: '@67', ...small },
  { name: 'autoscaler', file: `${REAL}/hpa-load`, at: '@67', ...large },
  { name: 'autoscaler', file: `${REAL}/hpa-load`, at: '@67', ...middle },
  { name: 'daemonset', file: `${REAL}/daemonset`, at: '@60', ...small },
  { name: 'daemonset-stuck', file: `${REAL}/daemonset-bad-image`, at: 'end', ...small },
  { name: 'job', file: `${REAL}/job`, at: '@34', ...small },
  { name: 'job-failed', file: `${REAL}/job-failure-policy`, at: 'end', ...small },
  { name: 'cronjob', file: `${REAL}/cronjob`, at: '@30', ...small },
  { name: 'service', file: `${REAL}/service-canary`, at: '@120', ...small },
  { name: 'service', file: `${REAL}/service-canary`, at: '@120', ...large },
  { name: 'canary', file: `${REAL}/service-canary`, at: '@120', on: 'svc/nginx-svc', ...small },
  { name: 'canary', file: `${REAL}/service-canary`, at: '@95', on: 'svc/nginx-svc', ...large },
  { name: 'traffic', file: 'scenarios/lost-requests.yaml', at: '+15.2s', ...small },
  { name: 'lost', file: 'scenarios/lost-requests.yaml', at: '+15.2s', on: 'svc/web', ...small },
  { name: 'lost', file: 'scenarios/lost-requests.yaml', at: '+15.2s', on: 'svc/web', ...middle },
  { name: 'lost', file: 'scenarios/lost-requests.yaml', at: '+12s', on: 'svc/web', ...large },
  { name: 'recreate', file: `${REAL}/recreate`, at: '@48', ...small },
];

function logOf(file: string): Log {
  if (file.endsWith('.yaml')) {
    const parsed = parseScenario(readFileSync(path.join(ROOT, file), 'utf8'), file);
    if (E.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left));
    return simulate(parsed.right);
  }
  const opened = openRecording(path.join(ROOT, `${file}.rollout`));
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
  return opened.right.log;
}

function draw({ file, ...options }: Shown): string {
  const screen = renderScreen(logOf(file), options);
  if (E.isLeft(screen)) throw new Error(screen.left);
  return screen.right;
}

describe.each(SCREENS)('$name $columns×$rows', shown => {
  test('is as approved', async () => {
    const file = path.join(ROOT, `test/screens/${shown.name}-${shown.columns}x${shown.rows}.txt`);
    await expect(`${draw(shown)}\n`).toMatchFileSnapshot(file);
  });

  test('fits, with a row to spare', () => {
    const lines = draw(shown).split('\n');
    expect(lines).toHaveLength(shown.rows - 1);
    for (const line of lines) expect([...line].length).toBeLessThan(shown.columns);
  });
});

test.each([
  [40, 10],
  [60, 16],
  [80, 24],
  [100, 30],
  [129, 40],
  [132, 37],
  [250, 80],
])('%ix%i holds every screen, at the start, in the middle and at the end', (columns, rows) => {
  for (const file of [`${KEPT}/rollback-bad-image`, `${KEPT}/checkout-oom`])
    for (const at of ['@0', 'start', '@100', 'end']) {
      const lines = draw({ name: '', file, at, columns, rows }).split('\n');
      expect(lines.length).toBe(rows - 1);
      for (const line of lines) expect([...line].length).toBeLessThan(columns);
    }
});

test('with NO_COLOR nothing but words and signs is written; with colour the words are the same', () => {
  const opened = openRecording(path.join(ROOT, `${KEPT}/checkout-oom.rollout`));
  if (E.isLeft(opened)) throw new Error('damaged');
  const [plain, coloured] = [false, true].map(color => {
    const screen = renderScreen(opened.right.log, { at: 'lowest', color });
    return E.isRight(screen) ? screen.right : '';
  });
  expect(plain).not.toContain('\u001b');
  expect(coloured).toContain('\u001b[31m');
  expect(coloured!.replace(/\u001b\[[\d;]*m/g, '').replace(/ +$/gm, '')).toBe(plain);
});
