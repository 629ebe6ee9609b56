import { beforeAll, describe, expect, test } from 'vitest';
import { ONE_LINE, run } from './playhead.ts';

const BAD_IMAGE = 'scenarios/recordings/rollback-bad-image.rollout';
const OOM = 'scenarios/recordings/checkout-oom.rollout';

const lines = async (args: readonly string[]): Promise<{ status: number | null; lines: string[] }> => {
  const { status, stdout } = await run(['why', ...args]);
  return { status, lines: stdout.trimEnd().split('\n') };
};

// what the command loads when it is first asked takes a busy machine longer than a test may
beforeAll(() => lines([BAD_IMAGE, '--at', '@54']), 120_000);

describe('an entry of a real recording', () => {
  test('has the rule, its sums, upstream’s function, other outcomes, and the causes back to the command', async () => {
    const { status, lines: told } = await lines([BAD_IMAGE, '--at', '@54']);
    expect(status).toBe(0);
    expect(told.slice(0, 12)).toEqual([
      '@54  +3.204s  deployment-controller  rs/nginx-77bc6bd484  3 → 2',
      '',
      '  decided       enough pods are available: old ones may go',
      '                floor 3 = 3 − maxUnavailable 0 (25% of 3 = 0.75, down to 0)',
      '                may go 1 = 4 existing − 3 floor − 0 new not available',
      '                budget 1 = 4 available − floor; of nginx-77bc6bd484 1 go',
      '  upstream      rolling.go scaleDownOldReplicaSetsForRollingUpdate',
      '  seen          the state at @53, as its caches had it',
      '  if it were    maxUnavailable 34% instead of 25%: 2 old go, not 1',
      '                5 available instead of 4: 2 old go, not 1',
      '                3 available instead of 4: no old one goes, not 1',
      '  came of       @53     +3.201s  replicaset-controller  rev 2  available 1, ready 1',
    ]);
    expect(told.find(line => line.includes('began with'))).toBe(
      '  began with    @37     +2.169s  kubectl set image      nginx  nginx:1.14.2 → nginx:1.16.1',
    );
  });

  test('that no controller decides says so', async () => {
    const { lines: told } = await lines([BAD_IMAGE, '--at', 'stuck']);
    expect(told[2]).toBe('  why           a kubelet reports what its containers do; no controller decides it');
  });

  test('is found by its object: the last write to it until then', async () => {
    const { lines: told } = await lines([BAD_IMAGE, 'rs/nginx-77bc6bd484', '--at', '@58']);
    expect(told[0]).toContain('@54 ');
  });

  test('as JSON: the receipt, what else could have come out, the causes by position', async () => {
    const { stdout } = await run(['why', BAD_IMAGE, '--at', '@54', '-o', 'json']);
    const { entry, workload } = JSON.parse(stdout);
    expect(entry).toMatchObject({
      position: 54,
      how: 'decided',
      rule: 'deployment.scaleDownOld',
      lookedAt: 53,
      inputs: { availableNow: 4, maxUnavailable: '25%', count: 1 },
      instead: [{ input: 'maxUnavailable', from: '25%', to: '34%', outcome: 2 }, {}, {}],
    });
    expect(entry.causes.at(-1)).toMatchObject({ position: 37, actor: 'kubectl set image' });
    expect(workload.phase).toBe('rolling');
  });
});

describe('--stuck', () => {
  test('at the end of a rollout gone well: it waits for nothing', async () => {
    const { status, lines: told } = await lines([BAD_IMAGE, '--stuck']);
    expect({ status, told }).toEqual({
      status: 0,
      told: ['● deploy/nginx waits for nothing: complete since +8.646s, for 0.6s, 3 of 3 pods serving'],
    });
  });

  test('in the middle of a bad image: what it waits for, since when, the error, the deadline, the way out', async () => {
    const { status, lines: told } = await lines([BAD_IMAGE, '--stuck', '--at', 'end-1s']);
    expect(status).toBe(1);
    expect(told[0]).toBe('✗ deploy/nginx is stuck since +5.599s, for 1.0s: rev 3: 0 of 1 ready, image not found');
    const text = told.join('\n');
    expect(text).toContain('it said       @126 failed to pull … image "nginx:bad-1.161": not found');
    expect(text).toContain('Progressing=True until +10m05s');
    expect(text).toContain('way out       kubectl rollout undo deployment/nginx → rev 2; serving stays 3');
  });

  test('of several workloads the one that serves nobody comes first, and decides', async () => {
    const { status, lines: told } = await lines([OOM, '--stuck', '--at', 'lowest']);
    expect(status).toBe(1);
    expect(told[0]).toMatch(/^✗ deploy\/checkout serves nobody since \+112\.618s/);
    expect((await lines([OOM, 'deploy/cart', '--stuck', '--at', 'lowest'])).status).toBe(0);
  });

  test('as JSON', async () => {
    const { status, stdout } = await run(['why', BAD_IMAGE, '--stuck', '--at', 'stuck', '-o', 'json']);
    expect(status).toBe(1);
    const { stuck, workloads } = JSON.parse(stdout);
    expect(stuck).toBe(true);
    expect(workloads[0]).toMatchObject({ phase: 'stuck', stuck: true, since: { position: 126, time: 5599 } });
  });
});

describe('what cannot be answered is one line', () => {
  test.each([
    [[BAD_IMAGE, 'deploy/other'], /has no deploy\/other; `playhead get all .*` lists what is there/],
    [[BAD_IMAGE, 'nginx'], /nginx: is no object; write a kind and a name, as deploy\/nginx/],
    [[BAD_IMAGE, 'rs/nginx-ddb59745f', '--at', 'start'], /does not exist before @\d+; choose a later --at/],
    [[BAD_IMAGE, '--stuck', '-n', 'other'], /no such workload/],
    [[BAD_IMAGE, '--at', 'never'], /never/],
  ])('%j', async (args, says) => {
    const { status, stdout, stderr } = await run(['why', ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toMatch(says);
  });
});
