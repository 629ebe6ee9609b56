import { describe, expect, test } from 'vitest';
import { readScenario } from '../runs.ts';
import type { Connection } from './connection.ts';
import { assertFit } from './fitness.ts';

const LEASES = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';
const METRICS = '/apis/metrics.k8s.io/v1beta1';

const named = (name: string, spec = {}) => ({ metadata: { name }, spec });
const NODES = { items: ['node-0', 'node-1', 'node-2'].map(name => named(name)) };

/** A cluster that has three nodes and nothing else but what is said. */
const cluster = (answers: Readonly<Record<string, unknown>>): Connection =>
  ({
    request: async (_: string, path: string) => ({ '/api/v1/nodes': NODES, ...answers })[path],
  }) as unknown as Connection;

const { scenario } = readScenario('rolling-update');
const loaded = readScenario('hpa-load').scenario;

describe('a cluster that a scenario is played on', () => {
  test('has its nodes and no kubelets', async () => {
    await expect(assertFit(cluster({}), scenario)).resolves.toBeUndefined();
    const long = named('node-0', { renewTime: '2026-01-01T00:00:00.000000Z' });
    await expect(assertFit(cluster({ [LEASES]: { items: [long] } }), scenario)).resolves.toBeUndefined();
  });

  test('is refused where a kubelet would run the pods', async () => {
    const alive = named('worker-1', { renewTime: new Date().toISOString() });
    await expect(assertFit(cluster({ [LEASES]: { items: [alive] } }), scenario)).rejects.toThrow('worker-1');
  });

  test('is refused where pods could not be placed', async () => {
    const two = { items: NODES.items.slice(1) };
    await expect(assertFit(cluster({ '/api/v1/nodes': two }), scenario)).rejects.toThrow(
      'rolling-update needs the nodes node-0 (8 cpu, 16Gi, 110 pods)',
    );
  });

  test('is refused where a load cannot be told', async () => {
    await expect(assertFit(cluster({}), loaded)).rejects.toThrow('metrics.k8s.io/v1beta1');
    await expect(assertFit(cluster({ [METRICS]: {} }), loaded)).resolves.toBeUndefined();
  });
});
