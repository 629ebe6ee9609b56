import path from 'node:path';
import { expect, test } from 'vitest';
import { ONE_LINE, ROOT, run } from './playhead.ts';

const RECORDING = path.join(ROOT, 'scenarios/recordings/rollback-bad-image.rollout');
const OTHER = path.join(ROOT, 'test/conformance/recordings/recreate.rollout');

test('two moments, object by object, field by field; exit code 1', async () => {
  const { status, stdout, stderr } = await run(['diff', RECORDING, '--from', '@126', '--to', '@131']);
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout.split('\n').slice(0, 4)).toEqual([
    '@126 +5.599s → @131 +6.607s: 1.0s, 4 objects differ',
    '~ deploy/nginx',
    '    status.terminatingReplicas: 1 → 0',
    '~ rs/nginx-77bc6bd484',
  ]);
  expect(stdout).toContain('state.waiting.reason: ErrImagePull → ImagePullBackOff');
  expect(stdout).toContain('- pod/nginx-77bc6bd484-zjg7m  ◌ on node-1');
  expect(stdout).not.toMatch(/resourceVersion|managedFields|lastTransitionTime/);
});

test('the same moment: exit code 0, also with the noise', async () => {
  expect(await run(['diff', RECORDING, '--from', '@40', '--to', '@40', '--all', '--events'])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/: 0\.0s, the same\n$/),
  });
});

test('as JSON, an object a line', async () => {
  const { stdout } = await run(['diff', RECORDING, '--from', '@126', '--to', '@131', '-o', 'json']);
  const objects = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(objects.map(({ kind, change }) => `${change} ${kind}`)).toEqual([
    'changed Deployment',
    'changed ReplicaSet',
    'changed Pod',
    'gone Pod',
  ]);
  expect(objects[0].fields).toEqual([{ path: 'status.terminatingReplicas', before: 1, after: 0 }]);
});

test('two logs: where they part, or that they do not', async () => {
  expect(await run(['diff', RECORDING, RECORDING])).toMatchObject({ status: 0, stdout: 'the same deeds in both\n' });
  const { status, stdout } = await run(['diff', RECORDING, OTHER]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^they part after \d+ deeds in common\n.*rollback-bad-image.*\n.*recreate.*\n$/);
});

test.each([
  [[RECORDING, OTHER, '--to', '@3'], /diff: --to is for the moments of one log; leave it, or one of the files, out/],
  [[RECORDING, '--from', 'nowhere'], /--from nowhere: not a moment/],
  [[RECORDING, '--to', '@999'], /--to @999: the log ends at @153/],
  [[RECORDING, 'none.rollout'], /none\.rollout: no such file/],
])('%j is one line of trouble', async (args, says) => {
  const { status, stdout, stderr } = await run(['diff', ...args]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(ONE_LINE);
  expect(stderr).toMatch(says);
});
