import { describe, expect, test } from 'vitest';
import { ONE_LINE, run } from './playhead.ts';

const FILE = 'scenarios/recordings/checkout-oom.rollout';
const lines = (text: string): string[] => text.trimEnd().split('\n');

describe('when', () => {
  test('every time that it was so, how long, and by which entry', async () => {
    const { status, stdout } = await run(['when', 'serving < floor', FILE]);
    expect(status).toBe(0);
    expect(lines(stdout)).toEqual([
      '  @1    +0.578s  for 11.6s  kubectl apply  checkout  created, 8 × checkout:1.8.2',
      '@371   +60.964s  for 28.2s  kubelet node-1  4cwwm  ✗ CrashLoopBackOff (OOMKilled, exit 137)',
      '@455   +97.983s  for 38.3s  kubelet node-1  4cwwm  ✗ CrashLoopBackOff (OOMKilled, exit 137)',
      '@689  +145.705s  for 5.8s   kubelet node-2  stj8k  ✗ CrashLoopBackOff (OOMKilled, exit 137)',
      '4 times, 1m24s in all: serving < floor (deploy/checkout)',
    ]);
  });

  test.each<[args: string[], status: number, last: string]>([
    [
      ['serving < floor', FILE, '--last'],
      0,
      '@689  +145.705s  for 5.8s  kubelet node-2  stj8k  ✗ CrashLoopBackOff (OOMKilled, exit 137)',
    ],
    [['serving > 80', FILE], 1, 'never: serving > 80 (deploy/checkout), 766 entries'],
    [['serving > 80', FILE, '--last'], 1, 'never: serving > 80 (deploy/checkout), 766 entries'],
    [['serving > 80', FILE, '--never'], 0, 'never: serving > 80 (deploy/checkout), 766 entries'],
    [['serving < 1', FILE, '--never'], 1, 'not never, and here first: serving < 1 (deploy/checkout)'],
    [['serving < 1', FILE, '--never', '--from', 'end-10s'], 0, 'never: serving < 1 (deploy/checkout), 25 entries'],
    [['serving >= 0', FILE, '--always'], 0, 'always: serving >= 0 (deploy/checkout), 766 entries'],
    [
      ['serving >= floor', FILE, '--always', '--from', 'rev2'],
      1,
      'not always, and here first not: serving >= floor (deploy/checkout)',
    ],
    [['cart.serving = 3', FILE, '--always', '--from', '@99'], 0, 'always: cart.serving = 3, 668 entries'],
    [
      ['image', FILE, '--last'],
      0,
      '@513  +132.767s  registry.shop.example/checkout:1.8.2  kubectl rollout undo  checkout  checkout:1.9.0 → checkout:1.8.2',
    ],
    [
      ['deployment/cart.spec.template', FILE, '--from', '@200'],
      1,
      'never changed: deployment/cart.spec.template, 567 entries',
    ],
    [['event(ScaledUp)', FILE], 0, '9 entries: event(ScaledUp)'],
    [['pods(phase=Pending) >= 2', FILE, '--from', 'end'], 1, 'never: pods(phase=Pending) >= 2, 1 entry'],
  ])('%j: exit %i', async (args, status, last) => {
    const said = await run(['when', ...args]);
    expect({ status: said.status, last: lines(said.stdout).at(-1), stderr: said.stderr }).toEqual({
      status,
      last,
      stderr: '',
    });
  });

  test('-o json says the same', async () => {
    const { status, stdout } = await run(['when', 'phase = outage', FILE, '-o', 'json']);
    expect({ status, told: JSON.parse(stdout) }).toEqual({
      status: 0,
      told: {
        query: 'phase = outage',
        workload: 'deploy/checkout',
        type: 'truth',
        held: true,
        so: 'sometimes',
        from: { position: 1, time: 578 },
        to: { position: 766, time: 164471 },
        times: [{ from: { position: 476, time: 112618 }, to: { position: 484, time: 118694 }, ms: 8980 }],
        changes: [],
      },
    });
    const changes = JSON.parse((await run(['when', 'revision', FILE, '-o', 'json'])).stdout).changes;
    expect(changes.map(({ value }: { value: unknown }) => value)).toEqual([0, 1, 2, 3]);
  });

  test.each<[args: string[], line: string]>([
    [['available <', FILE], 'available <: expected a number at column 12, got the end; see playhead when --help'],
    [
      ['avalable < 3', FILE],
      'avalable < 3: column 1: avalable is no word: did you mean available?; see playhead when --help',
    ],
    [
      ['available', FILE, '--always'],
      'available: expected a comparison, as available < 3, at column 10, got the end; see playhead when --help',
    ],
    [
      ['serving < 3', FILE, '--always', '--never'],
      'when: --always and --never ask different things; leave one of them',
    ],
    [
      ['serving < 3', FILE, '--from', 'end', '--to', 'start'],
      'when: --from is @766, after --to, which is @1; exchange them',
    ],
    [['serving < 3', FILE, '--from', 'rev9'], '--from rev9: there is no such revision; there are rev1, rev2, rev3'],
    [['serving < 3'], 'when: expected EXPR FILE|SCENARIO, got "serving < 3": see playhead when --help'],
    [['serving < 3', 'nowhere.rollout'], 'nowhere.rollout: no such file; check the path'],
  ])('%j is one line of trouble', async (args, line) => {
    const { status, stdout, stderr } = await run(['when', ...args]);
    expect(stderr).toMatch(ONE_LINE);
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: `playhead: ${line}\n` });
  });

  test('--help has the whole language', async () => {
    const { status, stdout } = await run(['when', '--help']);
    expect(status).toBe(0);
    for (const written of [
      'serving',
      'pods(FILTER, …)',
      'revision',
      '….conditions[type=Available].status',
      'not and or',
    ])
      expect(stdout).toContain(`  ${written}`);
  });
});
