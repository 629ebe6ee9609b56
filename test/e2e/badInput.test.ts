/** Whatever is wrong with what comes in: one clear line that names the place and the way out, and nothing raw. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { type Entry, MemoryLog } from '@playhead/core';
import { encodeRecording, openRecording, SCHEMA_VERSION } from '@playhead/recording';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { BIN, inFolder, ONE_LINE, type Ran, ROOT, run } from './playhead.ts';

const RECORDING = path.join(ROOT, 'scenarios/recordings/rollback-bad-image.rollout');
const SCENARIO = path.join(ROOT, 'scenarios/rolling-update.yaml');

/** Control characters that a terminal obeys, and what turns the direction of writing. */
const RAW = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

function expectTrouble(ran: Ran, says: RegExp): void {
  expect(ran.stderr).toMatch(ONE_LINE);
  expect(ran.stderr).toMatch(says);
  expect(ran.stderr).not.toMatch(/a fault in Playhead|\n\s+at /);
  expect(ran.status).toBe(2);
}

describe('files', () => {
  test.each([
    [['info', 'no-such.rollout'], /^playhead: no-such\.rollout: no such file; check the path/],
    [['run', 'no-such.yaml'], /^playhead: no-such\.yaml: no such file/],
    [['log', 'scenarios'], /^playhead: scenarios: is a directory; name a \.rollout file/],
    [['import', 'watch', 'scenarios', '--out', '/tmp/x.rollout'], /^playhead: scenarios: is a directory/],
    [['import', 'watch', 'none.jsonl', '--out', '/tmp/x.rollout'], /^playhead: none\.jsonl: no such file/],
    [['import', 'watch', SCENARIO], /--out is missing; .*rolling-update\.rollout/],
    [['import', 'pcap', 'x', '--out', 'y'], /"pcap" is not a format it knows; write watch/],
    [['import', 'watch', SCENARIO, '--out', '/tmp/x.rollout'], /rolling-update\.yaml:1: not whole JSON/],
    [['info', 'package.json'], /^playhead: package\.json:\d+: /],
    [['compare', SCENARIO, '--a', RECORDING, '--b', RECORDING], /rollback-bad-image\.rollout: is not text/],
    [['compare', SCENARIO, '--a', SCENARIO], /--b is missing/],
    [['fixture', 'verify', 'no-such'], /^playhead: no-such: no such file/],
    [['fixture', 'verify', 'scenarios'], /^playhead: scenarios\/fixture\.json: is missing/],
    [['run', SCENARIO, '--seed', 'x'], /--seed x: expected a whole number/],
    [['run', SCENARIO, '--out', '/no/such/folder/x.rollout'], /^playhead: \/no\/such\/folder\/x\.rollout: /],
    [['get', 'pods', RECORDING, '--at', 'yesterday'], /--at yesterday: not a moment; write @231, \+7\.4s/],
    [['get', 'pods', RECORDING, '--at', '@9999'], /@9999: the log ends at @\d+/],
    [['get', 'pods', RECORDING, '-o', 'yml'], /-o yml: not a form it knows; write table/],
  ])('%j', async (args, says) => expectTrouble(await run(args), says));

  test('an empty file', () =>
    inFolder(async folder => {
      const file = path.join(folder, 'empty.rollout');
      writeFileSync(file, '');
      expectTrouble(await run(['info', file]), /empty\.rollout: the file is empty/);
      expectTrouble(await run(['run', file]), /empty\.rollout: the file is empty/);
      expectTrouble(await run(['info', '-']), /standard input: is empty/);
    }));

  test('a full disk', async () => {
    expectTrouble(
      await run(['run', SCENARIO, '--out', '/dev/full']),
      /^playhead: \/dev\/full: no space left on the disk/,
    );
    const command = `'${process.execPath}' '${BIN}' log '${RECORDING}' > /dev/full`;
    const { status, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
    expectTrouble({ status, stderr, stdout: '' }, /standard output: no space left on the disk/);
    expectTrouble(await run(['fixture', 'record', SCENARIO, '--out', '/proc/none']), /^playhead: \/proc\/none/);
  });

  test('a reader that leaves is not an error', async () => {
    const command = `'${process.execPath}' '${BIN}' run '${SCENARIO}' --format watch | head -n 1`;
    const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], { encoding: 'utf8' });
    expect({ status, stderr, lines: stdout.split('\n').length }).toEqual({ status: 0, stderr: '', lines: 2 });
  });
});

describe('scenarios', () => {
  const good = readFileSync(SCENARIO, 'utf8');
  test.each([
    [
      'a wrong value',
      good.replace('ready: 800ms', 'ready: soon'),
      /x\.yaml:15: spec\.kubelet\.1\.ready: expected .*got "soon"/,
    ],
    [
      'a wrong field',
      good.replace('stop: 600ms', 'stopp: 600ms'),
      /x\.yaml:17: spec\.kubelet\.1\.stopp: unknown field/,
    ],
    ['no steps', good.slice(0, good.indexOf('  steps:')), /x\.yaml:5: spec\.steps: missing/],
    [
      'a wait that is none',
      good.replace('nginx complete', 'nginx finished'),
      /x\.yaml:\d+: spec\.steps\.1\.until: cannot wait for/,
    ],
    ['broken YAML', good.replace('metadata:', 'metadata: ['), /x\.yaml:\d+: /],
    ['another kind', good.replace('kind: Scenario', 'kind: Deployment'), /x\.yaml:2: kind: expected/],
    ['another version', good.replace('v1alpha1', 'v9'), /x\.yaml:1: apiVersion: expected/],
    ['not YAML at all', 'hello', /x\.yaml:1: /],
  ])('%s', (_, text, says) =>
    inFolder(async folder => {
      writeFileSync(path.join(folder, 'x.yaml'), text);
      expectTrouble(await run(['run', 'x.yaml'], { cwd: folder }), says);
    }),
  );

  test.each([
    [
      'no such Deployment',
      'metadata: {name: other}\nspec: {replicas: 2}',
      /a\.yaml: no Deployment "other" among .*Deployment\/nginx/,
    ],
    ['nothing', '', /a\.yaml: the file is empty/],
    ['a list', '- 1', /a\.yaml: expected a map of fields/],
    ['broken YAML', 'spec: {', /a\.yaml: not YAML: /],
  ])('a patch: %s', (_, text, says) =>
    inFolder(async folder => {
      writeFileSync(path.join(folder, 'a.yaml'), text);
      expectTrouble(await run(['compare', SCENARIO, '--a', 'a.yaml', '--b', 'a.yaml'], { cwd: folder }), says);
    }),
  );
});

describe('damaged recordings', () => {
  const bytes = readFileSync(RECORDING);
  const withBytes = (damaged: Uint8Array, check: (file: string) => Promise<void>) =>
    inFolder(async folder => {
      const file = path.join(folder, 'x.rollout');
      writeFileSync(file, damaged);
      await check(file);
    });
  /** The index begins with "INDX". */
  const blocksEnd = bytes.lastIndexOf('INDX');

  test('cut at the end of a block it opens with a warning', () =>
    withBytes(bytes.subarray(0, blocksEnd), async file => {
      const { status, stdout, stderr } = await run(['log', file]);
      expect({ status, stdout }).toEqual({ status: 0, stdout: (await run(['log', RECORDING])).stdout });
      expect(stderr).toMatch(/^playhead: warning: .*x\.rollout: byte \d+: the file ends without its index[^\n]*\n$/);
    }));

  test.each([30, 120, blocksEnd - 1, bytes.length - 1])('cut at byte %i: what is whole is shown', at =>
    withBytes(bytes.subarray(0, at), async file => {
      const ran = await run(['log', file]);
      expectTrouble(ran, /x\.rollout: byte \d+: /);
      expect((await run(['log', RECORDING])).stdout.startsWith(ran.stdout)).toBe(true);
    }),
  );

  test.each([0, 5, 9, 15, 25, 200, 1000, blocksEnd + 2, blocksEnd + 30, bytes.length - 3])(
    'a flipped byte at %i',
    async at => {
      const flipped = Uint8Array.from(bytes);
      flipped[at] = flipped[at]! ^ 0x41;
      await withBytes(flipped, async file => expectTrouble(await run(['info', file]), /x\.rollout: /));
    },
  );

  test('a newer schema version', async () => {
    const newer = Buffer.from(bytes);
    newer.writeUInt16BE(SCHEMA_VERSION + 1, 8);
    const header = newer.subarray(18, 18 + newer.readUInt32BE(10));
    newer.writeUInt32BE(crc32(header, crc32(newer.subarray(8, 14))), 14);
    await withBytes(newer, async file =>
      expectTrouble(await run(['info', file]), /written by a newer Playhead: .*upgrade Playhead/),
    );
  });

  test('an unknown event type', async () => {
    const opened = openRecording(RECORDING);
    if (E.isLeft(opened)) throw new Error('the recording does not open');
    const { log } = opened.right;
    const entries = Array.from({ length: 9 }, (_, i) => log.entry(i + 1));
    const odd = { ...entries[4]!, events: [{ type: 'PodExploded', at: 'noon' }] } as unknown as Entry;
    const encoded = encodeRecording(new MemoryLog(log.header, entries.with(4, odd)));
    opened.right.close();
    await withBytes(encoded, async file => {
      const ran = await run(['log', file]);
      expectTrouble(ran, /x\.rollout: .*PodExploded/);
      expect(ran.stdout.split('\n')).toHaveLength(5);
    });
  });
});

describe('fixtures', () => {
  test('each sort of damage is one line', () =>
    inFolder(async folder => {
      const fixture = path.join(folder, 'f');
      const again = async () => expect((await run(['fixture', 'record', SCENARIO, '--out', fixture])).status).toBe(0);
      await again();
      expect(await run(['fixture', 'verify', fixture])).toMatchObject({ status: 0, stderr: '' });
      for (const file of ['log.rollout', 'transcript.txt', 'states.json', 'scenario.yaml', 'fixture.json']) {
        writeFileSync(path.join(fixture, file), 'something else');
        expectTrouble(
          await run(['fixture', 'verify', fixture]),
          new RegExp(`f/${file.replace('.', '\\.')}: is not .*; restore`),
        );
        await again();
      }
      mkdirSync(path.join(folder, 'nothing'));
      expectTrouble(await run(['fixture', 'verify', path.join(folder, 'nothing')]), /fixture\.json: is missing/);
    }));
});

describe('text that a terminal would obey', () => {
  const evil = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202eabc';
  const line = (object: object) => JSON.stringify({ t: 1, type: 'ADDED', object });
  const metadata = { namespace: 'n', uid: 'u', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, name: 'p', labels: { app: evil }, annotations: { note: evil } },
    spec: { containers: [{ name: 'c', image: evil }] },
    status: {
      phase: evil,
      containerStatuses: [
        {
          name: 'c',
          image: evil,
          imageID: '',
          ready: false,
          restartCount: 0,
          state: { waiting: { reason: evil, message: evil } },
          lastState: {},
        },
      ],
    },
  };
  const lines = [
    line(pod),
    JSON.stringify({ t: 2, note: evil }),
    JSON.stringify({ t: 3, step: 0, command: evil, exitCode: 1, stdout: evil, stderr: evil }),
  ];

  test.each([
    ['info', 'FILE'],
    ['log', 'FILE'],
    ['log', 'FILE', '-o', 'json'],
    ['get', 'pods', 'FILE'],
    ['get', 'pods', 'FILE', '-o', 'wide', '--show-labels'],
    ['get', 'pods', 'FILE', '-o', 'yaml'],
    ['get', 'pods', 'FILE', '-o', 'json'],
    ['get', 'pod', 'p', 'FILE', '-o', 'jsonpath={.metadata.labels.app}'],
    ['describe', 'pod', 'p', 'FILE'],
    ['export', 'watch', 'FILE'],
  ])('%s %s %s %s', (...args) =>
    inFolder(async folder => {
      writeFileSync(path.join(folder, 'evil.jsonl'), lines.join('\n'));
      const ran = await run(
        args.map(word => (word === 'FILE' ? 'evil.jsonl' : word)),
        { cwd: folder },
      );
      expect(ran).toMatchObject({ status: 0, stderr: '' });
      if (args[0] !== 'info') expect(ran.stdout).toContain('owned');
      expect(ran.stdout.replaceAll('\n', '')).not.toMatch(RAW);
    }),
  );

  test('JSON keeps the value exactly', () =>
    inFolder(async folder => {
      writeFileSync(path.join(folder, 'evil.jsonl'), lines.join('\n'));
      const { stdout } = await run(['get', 'pod', 'p', 'evil.jsonl', '-o', 'json'], { cwd: folder });
      expect(JSON.parse(stdout).metadata.labels.app).toBe(evil);
      const exported = (await run(['export', 'watch', 'evil.jsonl'], { cwd: folder })).stdout.split('\n');
      expect(JSON.parse(exported[0]!).object).toEqual(pod);
    }));

  test('an error that repeats it', async () => {
    expectTrouble(await run(['info', 'a\u001b[2Jb']), /no such file/);
    expect((await run(['info', 'a\u001b[2Jb'])).stderr.replaceAll('\n', '')).not.toMatch(RAW);
    expect((await run(['\u001b[2J'])).stderr.replaceAll('\n', '')).not.toMatch(RAW);
  });

  test('a scenario whose names and messages hold it', () =>
    inFolder(async folder => {
      const text = readFileSync(SCENARIO, 'utf8')
        .replace('name: rolling-update', `name: ${JSON.stringify(evil)}`)
        .replace('kubectl: get rs', `kubectl: ${JSON.stringify(`get rs ${evil}`)}`);
      writeFileSync(path.join(folder, 'evil.yaml'), text);
      for (const args of [
        ['run', 'evil.yaml'],
        ['info', 'evil.yaml'],
      ]) {
        const { status, stdout, stderr } = await run(args, { cwd: folder });
        expect(status).toBe(0);
        expect((stdout + stderr).replaceAll('\n', '')).not.toMatch(RAW);
      }
    }));
});
