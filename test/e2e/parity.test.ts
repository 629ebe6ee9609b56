import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ONE_LINE, playhead, ROOT, run } from './playhead.ts';

const CREATE = path.join(ROOT, 'test/conformance/recordings/create.rollout');
let folder: string;
let touched: string;

/** The recording, and after its end somebody edits the ReplicaSet that only the Deployment's controller writes. */
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'playhead-parity-'));
  touched = path.join(folder, 'touched.jsonl');
  const lines = playhead(['export', 'watch', CREATE]).stdout.trimEnd().split('\n');
  const last = lines.map(line => JSON.parse(line)).findLast(({ object }) => object?.kind === 'ReplicaSet');
  const { object } = last;
  const metadata = {
    ...object.metadata,
    resourceVersion: '99999999',
    generation: 2,
    managedFields: [
      {
        manager: 'kubectl-edit',
        operation: 'Update',
        apiVersion: 'apps/v1',
        time: '2026-11-22T01:20:46Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:spec': { 'f:replicas': {} } },
      },
    ],
  };
  const hand = {
    t: last.t + 5000,
    type: 'MODIFIED',
    object: { ...object, metadata, spec: { ...object.spec, replicas: 9 } },
  };
  writeFileSync(touched, `${[...lines, JSON.stringify(hand)].join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a recording of untouched controllers passes', async () => {
  const { status, stdout } = await run(['parity', CREATE, '--threshold', '100%']);
  expect({ status, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({
    status: 0,
    last: 'parity 100%: 19 of 19 writes are the same (threshold 100%)',
  });
});

test('a hand on the cluster is shown, and is below the threshold', async () => {
  const { status, stdout } = await run(['parity', touched]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/✗ @\d+ .* kubectl edit .* rs\/nginx-77bc6bd484 .* a hand on the cluster/);
  expect(stdout).toContain('parity 95%: 19 of 20 writes are the same (threshold 99%)');
});

test('-o json has every write, and the score', async () => {
  const { status, stdout } = await run(['parity', touched, '-o', 'json', '--threshold', '0.9']);
  const { score, threshold, controllers, writes } = JSON.parse(stdout);
  expect({ status, score, threshold }).toEqual({ status: 0, score: 0.95, threshold: 0.9 });
  expect(controllers['a hand']).toEqual({ same: 0, otherwise: 0, unexplained: 1, notAsked: 0 });
  expect(writes).toHaveLength(20);
});

test('a threshold that is no share is one line of trouble', async () => {
  const { status, stderr } = await run(['parity', CREATE, '--threshold', '2']);
  expect(status).toBe(2);
  expect(stderr).toMatch(ONE_LINE);
});
