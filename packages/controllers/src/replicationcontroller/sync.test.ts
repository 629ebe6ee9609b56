import { ClusterState, type KubeObject, keyOfObject } from '@playhead/core';
import { expect, it } from 'vitest';
import { PodIndex } from '../podIndex.ts';
import { syncReplicationController } from './sync.ts';

const RC = {
  apiVersion: 'v1',
  kind: 'ReplicationController',
  metadata: {
    name: 'kubia',
    namespace: 'default',
    uid: 'rc',
    resourceVersion: '1',
    creationTimestamp: '',
    generation: 1,
  },
  spec: {
    replicas: 3,
    selector: { app: 'kubia' },
    template: { metadata: { labels: { app: 'kubia' } }, spec: { containers: [{ name: 'c', image: 'kubia:v1' }] } },
  },
  status: { replicas: 0 },
} as unknown as KubeObject;

function look() {
  const state = ClusterState.empty();
  const entry = { position: 1, time: 0, actor: 'test', cause: 0, subject: keyOfObject(RC), resourceVersion: 1 };
  state.apply({ ...entry, events: [{ type: 'Created', object: RC }] });
  const seen = Object.assign(state, { pods: new PodIndex(), expectationsMet: () => true });
  return syncReplicationController(seen, 0, keyOfObject(RC)).decisions.map(decision => decision.write);
}

it('makes 3 missing pods in batches of 1 and 2, owned by the ReplicationController', () => {
  const made = look().flatMap(write => (write.verb === 'together' ? [write.decisions] : []));
  expect(made.map(batch => batch.length)).toEqual([1, 2]);
  const [first] = made[0]!;
  if (first?.write.verb !== 'create') throw new Error('no pod is made');
  expect(first.write.object.metadata.ownerReferences).toEqual([
    {
      apiVersion: 'v1',
      kind: 'ReplicationController',
      name: 'kubia',
      uid: 'rc',
      controller: true,
      blockOwnerDeletion: true,
    },
  ]);
});

it('writes its status with its plain selector and without terminatingReplicas', () => {
  const status = look().find(write => write.verb === 'updateStatus');
  if (status?.verb !== 'updateStatus') throw new Error('no status is written');
  expect(status.object.spec.selector).toEqual({ app: 'kubia' });
  expect(status.object.status).toEqual({ replicas: 0, observedGeneration: 1 });
});
