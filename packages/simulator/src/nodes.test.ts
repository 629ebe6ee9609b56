import type { Pod } from '@playhead/core';
import { Timeline } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { isAboutNodes } from './nodes.ts';
import { parseScenario } from './scenario/parse.ts';
import { simulate } from './simulate.ts';

const workload = (kind: string, spec: object) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'x' },
  spec: {
    ...spec,
    selector: { matchLabels: { app: 'x' } },
    template: { metadata: { labels: { app: 'x' } }, spec: { containers: [{ name: 'c', image: 'app:v1' }] } },
  },
});

/** Where the pods are after the steps that follow an apply, and what the commands said. */
function after(manifest: object, ...steps: (string | number)[]) {
  const file = {
    apiVersion: 'playhead.dev/v1alpha1',
    kind: 'Scenario',
    metadata: { name: 'nodes' },
    spec: {
      files: { 'x.yaml': manifest },
      kubelet: [{ ready: '100ms', readyGap: '0s', stop: '200ms' }],
      steps: ['apply -f x.yaml', 1000, ...steps, 3000].map(step =>
        typeof step === 'number' ? { wait: `${step}ms` } : { kubectl: step },
      ),
    },
  };
  const parsed = parseScenario(JSON.stringify(file), 'nodes');
  if (E.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left));
  const log = simulate(parsed.right);
  const state = new Timeline(log).stateAt(log.length);
  const said = Array.from({ length: log.length }, (_, i) => log.entry(i + 1)).flatMap(({ events }) =>
    events.flatMap(e => ('stdout' in e ? [`${e.stdout}${e.stderr}`.trim()] : [])),
  );
  const nodes = (state.list('Pod') as Pod[]).map(({ spec }) => spec.nodeName ?? '–').sort();
  return { nodes, said, known: state.list('Node').length };
}

const three = workload('Deployment', { replicas: 3 });

test('a log holds nodes only where a command is about them', () => {
  expect(['cordon node-1', 'get nodes', 'get no,pods', 'label node/node-0 a=b'].map(isAboutNodes)).not.toContain(false);
  expect(['get pods -o wide', 'apply -f nodes.yaml', 'get deploy'].map(isAboutNodes)).not.toContain(true);
  expect(after(three).known).toBe(0);
  expect(after(three, 'get nodes').known).toBe(3);
});

test('no new pod comes to a cordoned node, and what is there stays', () => {
  const { nodes, said } = after(three, 'cordon node-1', 'cordon node-1', 'scale deploy/x --replicas=7');
  expect(nodes.filter(node => node === 'node-1')).toHaveLength(1);
  expect(said).toContain('node/node-1 cordoned');
  expect(said).toContain('node/node-1 already cordoned');
  const back = after(three, 'cordon node-1', 'uncordon node-1', 'scale deploy/x --replicas=6').nodes;
  expect(back.filter(node => node === 'node-1')).toHaveLength(2);
});

test('where every node is tainted pods wait until one is not', () => {
  const taints = 'taint nodes node-0 node-1 node-2 only=a:NoSchedule';
  const full = after(three, taints, 'scale deploy/x --replicas=5', 1000);
  expect(full.nodes.filter(node => node === '–')).toHaveLength(2);
  const freed = after(three, taints, 'scale deploy/x --replicas=5', 1000, 'taint nodes node-2 only-', 2000);
  expect(freed.nodes).toEqual(['node-0', 'node-1', 'node-2', 'node-2', 'node-2']);
  expect(freed.said.at(-1)).toBe('node/node-2 untainted');
});

test('a drained node is empty, its pods are made elsewhere', () => {
  const { nodes, said } = after(three, 'drain node-2');
  expect(nodes).not.toContain('node-2');
  expect(nodes).toHaveLength(3);
  expect(said.at(-1)).toMatch(
    /^node\/node-2 cordoned\nevicting pod default\/x-\S+\npod\/x-\S+ evicted\nnode\/node-2 drained$/,
  );
});

test('pods of a DaemonSet stay where no new one may come, leave where none may run, and come back', () => {
  const daemons = workload('DaemonSet', {});
  const taint = (effect: string) => `taint nodes node-0 only=a:${effect}`;
  expect(after(daemons, taint('NoSchedule')).nodes).toHaveLength(3);
  expect(after(daemons, taint('NoExecute')).nodes).toEqual(['node-1', 'node-2']);
  expect(after(daemons, taint('NoExecute'), 1000, 'taint nodes node-0 only-').nodes).toHaveLength(3);
  expect(after(daemons, taint('NoSchedule'), 'delete pods -l app=x').nodes).toEqual(['node-1', 'node-2']);
  expect(after(daemons, 'cordon node-0', 'delete pods -l app=x').nodes).toHaveLength(3);
});

test('drain says what it may not take', () => {
  const { said } = after(workload('DaemonSet', {}), 'drain node-1');
  expect(said.at(-1)).toMatch(
    /error: unable to drain node "node-1" due to error: cannot delete DaemonSet-managed Pods \(use --ignore-daemonsets to ignore\): default\/x-\S+, continuing command\.\.\.\nThere are pending nodes to be drained:\n node-1\ncannot delete DaemonSet-managed Pods/,
  );
});
