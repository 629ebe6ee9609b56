import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ONE_LINE, playhead, run } from './playhead.ts';

const OOM = 'scenarios/recordings/checkout-oom.rollout';
const BAD = 'scenarios/recordings/rollback-bad-image.rollout';
const UNDO = ['--', 'kubectl', 'rollout', 'undo', 'deployment/nginx'];
const folder = mkdtempSync(path.join(tmpdir(), 'playhead-divert-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('says what had followed beside what did, and what it assumed', async () => {
  const { status, stdout, stderr } = await run([
    ...['divert', OOM, '--at', 'lowest', '--', 'kubectl', 'rollout', 'undo', 'deployment/checkout'],
  ]);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toBe(`what if: checkout-oom is left at @476 +112.618s
  $ kubectl rollout undo deployment/checkout
    deployment.apps/checkout rolled back
  assumes checkout:1.8.2 is ready 8.0 s after it is placed, as it did here
  it comes to rest complete, 23.8s later

deploy/checkout          what if                    really
  complete               after 23.8s                after 43.8s
  lowest serving         0 of 8                     0 of 8
  replica-seconds lost   98.7 replica·s             165.9 replica·s
  at the end             8 of 8 serving, complete   8 of 8 serving, complete
`);
});

test('writes the diversion as a file like any other, which says where it left which', async () => {
  const file = path.join(folder, 'undone.rollout');
  expect((await run(['divert', BAD, '--at', '@135', '--out', file, ...UNDO])).status).toBe(0);
  const info = JSON.parse((await run(['info', file, '-o', 'json'])).stdout);
  expect(info.diverted).toEqual({
    from: 'rollback-bad-image',
    position: 135,
    commands: ['kubectl rollout undo deployment/nginx'],
  });
  expect((await run(['get', 'deploy', file])).stdout).toContain('nginx   3/3     3            3');
  expect((await run(['info', file])).stdout).toContain(
    'diverted   from rollback-bad-image at @135: kubectl rollout undo',
  );
  const twice = path.join(folder, 'again.rollout');
  await run(['divert', BAD, '--at', '@135', '--out', twice, ...UNDO]);
  expect(readFileSync(twice).equals(readFileSync(file))).toBe(true);
});

test('nothing done: does it heal by itself?', async () => {
  const { status, stdout } = await run(['divert', BAD, '--at', '@135']);
  expect(status).toBe(1);
  expect(stdout).toContain('  nothing is done\n  it is not complete, and nothing changes any more\n');
  expect(stdout).toContain('  complete               never ');
});

test('several commands, a file, JSON', async () => {
  const { status, stdout } = await run([
    ...['divert', BAD, '--at', '@135', '-o', 'json', ...UNDO],
    ...['--then', 'kubectl', 'scale', 'deployment/nginx', '--replicas=5'],
  ]);
  const told = JSON.parse(stdout);
  expect([status, told.rest, told.commands.length, told.left.position]).toEqual([0, 'complete', 2, 135]);
  expect(told.workloads).toMatchObject([{ diverted: { serving: 5, desired: 5 }, really: { serving: 3 } }]);
});

test.each([
  ['a refused command', ['--', 'kubectl', 'rollout', 'undo', 'deployment/nginx', '--to-revision=9'], 1],
  ['a word that is no command', ['undo'], 2],
  ['a moment that is none', ['--at', 'rev9', ...UNDO], 2],
  ['a manifest that is not there', ['--', 'kubectl', 'apply', '-f', 'none.yaml'], 2],
])('%s', async (_, words, exitCode) => {
  const { status, stdout, stderr } = await run(['divert', BAD, ...words]);
  expect(status).toBe(exitCode);
  if (exitCode === 2) expect([stdout, ONE_LINE.test(stderr)]).toEqual(['', true]);
  else expect(stdout).toContain('error: unable to find specified revision 9 in history');
});

test('the built command does it too, and writes nothing where it cannot', () => {
  const file = path.join(folder, 'no/such/folder.rollout');
  const { status, stderr } = playhead(['divert', BAD, '--at', '@135', '--out', file, ...UNDO]);
  expect([status, ONE_LINE.test(stderr), existsSync(file)]).toEqual([2, true, false]);
});
