import { expect, test } from 'vitest';
import { nodeObject } from './node.ts';
import { Scheduler } from './schedule.ts';

const room = { cpu: 8, memory: 1024, pods: 10 };
const pod = {
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: { name: 'p', namespace: 'n', uid: 'u', resourceVersion: '1' },
  spec: { containers: [] },
  status: {},
} as never;

test('a tainted node is avoided, told of, and used again once the taint is gone', () => {
  const node = { name: 'a', ...room };
  const scheduler = new Scheduler([{ ...node, taints: [{ key: 'only', effect: 'NoSchedule' }] }]);
  expect(scheduler.place(pod, () => 0)).toEqual({
    unschedulable: expect.stringContaining('1 node(s) had untolerated taint(s)'),
  });
  const after = nodeObject(node, 'n', '2026-01-01T00:00:00Z');
  expect(scheduler.seeNode({ key: 'Node//a' as never, before: undefined, after })).toBe(true);
  expect(scheduler.place(pod, () => 0)).toEqual({ node: 'a' });
});

test('PreferNoSchedule speaks against a node, but not if all have it', () => {
  const soft = { key: 'soft', effect: 'PreferNoSchedule' };
  const scheduler = new Scheduler([
    { name: 'a', ...room, taints: [soft] },
    { name: 'b', ...room, cpu: 1 },
  ]);
  expect(scheduler.place(pod, () => 0)).toEqual({ node: 'b' });
  expect(new Scheduler([{ name: 'a', ...room, taints: [soft] }]).place(pod, () => 0)).toEqual({ node: 'a' });
});
