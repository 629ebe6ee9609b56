import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT, run } from './playhead.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'playhead-index-'));
afterAll(() => rmSync(folder, { recursive: true }));
const kept = path.join(ROOT, 'scenarios/recordings/checkout-oom.rollout');

test('a file that was indexed says and shows what it did before, and holds the same entries', async () => {
  const file = path.join(folder, 'indexed.rollout');
  copyFileSync(kept, file);
  const asked = [
    ['open', file, '--print', '--at', 'lowest', '--size', '160x45'],
    ['log', file, '-o', 'json'],
    ['get', 'all', file, '--at', '@400'],
  ];
  const before = [];
  for (const words of asked) before.push(await run(words));
  const indexed = await run(['index', file]);
  expect(indexed).toMatchObject({ status: 0, stderr: '' });
  expect(indexed.stdout).toMatch(/^.*indexed\.rollout: 766 entries, \d+ bytes beside them; it opens at once now\n$/);
  expect(readFileSync(file).length).toBeGreaterThan(readFileSync(kept).length);
  for (const [i, words] of asked.entries()) expect(await run(words)).toEqual(before[i]);
});

test('what is no .rollout file is not indexed, and neither is a damaged one', async () => {
  const scenario = await run(['index', 'scenarios/rolling-update.yaml']);
  expect(scenario).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'playhead: scenarios/rolling-update.yaml: not a .rollout file; write one of it with run --out or import --out\n',
  });
  const file = path.join(folder, 'damaged.rollout');
  const bytes = readFileSync(kept);
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  writeFileSync(file, bytes);
  const damaged = await run(['index', file]);
  expect(damaged.status).toBe(2);
  expect(damaged.stderr.trim().split('\n').at(-1)).toMatch(/damaged\.rollout: nothing was written: a damaged file/);
  expect(readFileSync(file)).toEqual(bytes);
});
