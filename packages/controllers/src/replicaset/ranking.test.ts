import type { Pod } from '@playhead/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PodIndex } from '../podIndex.ts';
import { chooseToDelete, compareForDeletion } from './ranking.ts';

const NOW = Date.parse('2026-01-01T01:00:00Z');
const before = (seconds: number) => new Date(NOW - seconds * 1000).toISOString().replace('.000Z', 'Z');

interface Shape {
  node?: string;
  phase?: string;
  readyFor?: number;
  age?: number;
  restarts?: number;
  cost?: string;
}

const OWNER = [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid: 'owner', controller: true }];

function pod(uid: string, { node, phase = 'Running', readyFor, age = 100, restarts = 0, cost }: Shape): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: uid,
      namespace: 'default',
      uid,
      resourceVersion: '1',
      creationTimestamp: before(age),
      ownerReferences: OWNER,
      ...(cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
    },
    spec: { containers: [], ...(node === undefined ? {} : { nodeName: node }) },
    status: {
      phase,
      conditions:
        readyFor === undefined ? [] : [{ type: 'Ready', status: 'True', lastTransitionTime: before(readyFor) }],
      containerStatuses: [{ restartCount: restarts }],
    },
  } as unknown as Pod;
}

function indexOf(pods: readonly Pod[]): PodIndex {
  const index = new PodIndex();
  for (const after of pods) index.see({ key: `Pod/default/${after.metadata.name}` as never, before: undefined, after });
  return index;
}

const names = (pods: readonly Pod[]) => pods.map(p => p.metadata.name).sort();

describe('which pods go first', () => {
  it('unplaced, then not ready, then from the crowded node: 5 to 3', () => {
    const pods = [
      pod('a', { phase: 'Pending' }),
      pod('b', { node: 'n2' }),
      pod('c', { node: 'n1', readyFor: 50 }),
      pod('d', { node: 'n1', readyFor: 50 }),
      pod('e', { node: 'n2', readyFor: 50 }),
    ];
    const onNode = new Map([
      ['n1', 2],
      ['n2', 1],
    ]);
    const owned = indexOf(pods).of('owner');
    expect(names(chooseToDelete({ owned, released: [], adopted: [] }, onNode, 2, NOW))).toEqual(['a', 'b']);
    expect(names(chooseToDelete({ owned, released: [], adopted: [] }, onNode, 4, NOW))).toEqual(['a', 'b', 'c', 'd']);
  });
  it('counts what is taken in, and not what is let go', () => {
    const ready = [pod('a', { node: 'n1', readyFor: 10 }), pod('b', { node: 'n1', readyFor: 60 })];
    const stray = pod('stray', {});
    const owned = indexOf(ready).of('owner');
    expect(names(chooseToDelete({ owned, released: [], adopted: [stray] }, new Map(), 1, NOW))).toEqual(['stray']);
    expect(names(chooseToDelete({ owned, released: [ready[0]!], adopted: [stray] }, new Map(), 2, NOW))).toEqual([
      'b',
      'stray',
    ]);
  });

  it('the younger by powers of two: 30 s before 40 s, but 20 s and 30 s by uid', () => {
    const rank = () => 0;
    const at = (uid: string, readyFor: number) => pod(uid, { node: 'n', readyFor });
    expect(compareForDeletion(at('b', 30), at('a', 40), rank, NOW)).toBeLessThan(0);
    expect(compareForDeletion(at('b', 20), at('a', 30), rank, NOW)).toBeGreaterThan(0);
  });

  it('a lower deletion cost beats everything after readiness; one with a leading zero does not count', () => {
    const rank = (p: Pod) => (p.metadata.uid === 'a' ? 9 : 1);
    const a = pod('a', { node: 'n', readyFor: 10 });
    expect(compareForDeletion(pod('b', { node: 'm', readyFor: 900, cost: '-5' }), a, rank, NOW)).toBeLessThan(0);
    expect(compareForDeletion(pod('b', { node: 'm', readyFor: 900, cost: '-05' }), a, rank, NOW)).toBeGreaterThan(0);
  });

  it('chooses what sorting everything would choose', () => {
    const shape = fc.record(
      {
        node: fc.constantFrom('n1', 'n2', 'n3'),
        readyFor: fc.integer({ min: 1, max: 1000 }),
        restarts: fc.integer({ min: 0, max: 2 }),
        cost: fc.constantFrom('5', '-1'),
      },
      { requiredKeys: ['node'] },
    );
    fc.assert(
      fc.property(fc.array(shape, { minLength: 1, maxLength: 40 }), fc.nat(40), (shapes, count) => {
        const pods = shapes.map((s, i) => pod(`p${String(i).padStart(2, '0')}`, s as Shape));
        const onNode = new Map<string, number>();
        for (const p of pods) onNode.set(p.spec.nodeName!, (onNode.get(p.spec.nodeName!) ?? 0) + 1);
        const rank = (p: Pod) => onNode.get(p.spec.nodeName!)!;
        const slow = [...pods].sort((x, y) => compareForDeletion(x, y, rank, NOW)).slice(0, count);
        const quick = chooseToDelete(
          { owned: indexOf(pods).of('owner'), released: [], adopted: [] },
          onNode,
          count,
          NOW,
        );
        expect(names(quick)).toEqual(names(slow));
      }),
    );
  });
});
