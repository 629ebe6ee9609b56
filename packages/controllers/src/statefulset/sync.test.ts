import type { ControllerRevision, KubeObject, StatefulSet } from '@playhead/core';
import { keyOfObject } from '@playhead/core';
import { expect, test } from 'vitest';
import { NOW } from '../given.ts';
import { seenOf } from '../givenSeen.ts';
import { type GivenPod, podOf, templateOf, words, writtenStatus } from '../givenSets.ts';
import { patchOf, patchText, revisionHash, revisionName } from '../history/revision.ts';
import { syncStatefulSet } from './sync.ts';

const nameOf = (image: string) => revisionName('web', revisionHash(patchText(templateOf(image)), 0));

function set(image: string, spec: object = {}, status: object = {}): StatefulSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: {
      name: 'web',
      namespace: 'default',
      uid: 's',
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    spec: {
      replicas: 3,
      serviceName: 'web',
      selector: { matchLabels: { app: 'web' } },
      template: templateOf(image),
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: 1 } },
      revisionHistoryLimit: 10,
      ...spec,
    },
    status: { currentRevision: nameOf('v1'), ...status },
  } as StatefulSet;
}

const revision = (image: string, number: number): ControllerRevision =>
  ({
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: nameOf(image),
      namespace: 'default',
      uid: `r-${image}`,
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 's', controller: true }],
    },
    data: patchOf(templateOf(image)),
    revision: number,
  }) as ControllerRevision;

/** Pods by ordinal: `v1` ready for a minute, `v1 pending`, `v1 going`, `v1 Failed`; `-` none. */
function look(owner: StatefulSet, pods: readonly string[], revisions: readonly ControllerRevision[]) {
  const made = pods.flatMap((text, ordinal): KubeObject[] => {
    const [image, state] = text.split(' ');
    if (image === '-') return [];
    const name = `web-${ordinal}`;
    const given: GivenPod = {
      name,
      labels: { 'controller-revision-hash': nameOf(image!), 'statefulset.kubernetes.io/pod-name': name },
      ...(state === undefined || state === 'going' ? { readyFor: 60 } : {}),
      ...(state === 'fresh' ? { readyFor: 1 } : {}),
      ...(state === 'going' ? { going: true } : {}),
      ...(state === 'Failed' ? { phase: 'Failed' } : {}),
    };
    return [podOf(owner, given)];
  });
  return syncStatefulSet(seenOf([owner, ...revisions, ...made]), NOW, keyOfObject(owner));
}

const one = [revision('v1', 1)];
const two = [revision('v1', 1), revision('v2', 2)];

test('the first look keeps the template as revision 1 and makes the first pod only', () => {
  expect(words(look(set('v1'), [], []))).toEqual([`+ ControllerRevision ${nameOf('v1')} 1`, '+ Pod web-0']);
});

test('in order: each pod after those before it are available', () => {
  expect(words(look(set('v1'), ['v1'], one))).toEqual(['+ Pod web-1']);
  expect(words(look(set('v1'), ['v1 pending'], one))).toEqual([]);
  expect(words(look(set('v1', { minReadySeconds: 5 }), ['v1 fresh'], one))).toEqual([]);
  expect(look(set('v1', { minReadySeconds: 5 }), ['v1 fresh'], one).askAgainIn).toBe(4000);
  expect(words(look(set('v1'), ['v1', 'v1', 'v1 going'], one))).toEqual([]);
});

test('Parallel: all at once, also past a pod that is not ready', () => {
  const parallel = { podManagementPolicy: 'Parallel' };
  expect(words(look(set('v1', parallel), ['v1 pending'], one))).toEqual(['+ Pod web-1', '+ Pod web-2']);
  expect(words(look(set('v1', { ...parallel, replicas: 1 }), ['v1', 'v1', 'v1'], one))).toEqual([
    '- Pod web-2',
    '- Pod web-1',
  ]);
});

test('ordinals may start elsewhere', () => {
  expect(words(look(set('v1', { ordinals: { start: 2 }, replicas: 2 }), ['-', '-', 'v1'], one))).toEqual([
    '+ Pod web-3',
  ]);
});

test('a pod that ended makes way', () => {
  expect(words(look(set('v1'), ['v1', 'v1 Failed', 'v1'], one))).toEqual(['- Pod web-1']);
});

test('an update takes the highest ordinal first, one at a time', () => {
  expect(words(look(set('v2'), ['v1', 'v1', 'v1'], one))).toEqual([
    `+ ControllerRevision ${nameOf('v2')} 2`,
    '- Pod web-2',
  ]);
  expect(words(look(set('v2'), ['v1', 'v1', 'v2'], two))).toEqual(['- Pod web-1']);
  expect(words(look(set('v2'), ['v1', 'v1', '-'], two))).toEqual(['+ Pod web-2']);
});

test('maxUnavailable 50% of 3 is 1, rounded down; 2 with one missing leaves 1', () => {
  const rolling = (maxUnavailable: number | string, partition = 0) => ({
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition, maxUnavailable } },
  });
  expect(words(look(set('v2', rolling('50%')), ['v1', 'v1', 'v1'], two))).toEqual(['- Pod web-2']);
  expect(words(look(set('v2', rolling(2)), ['v1', 'v1', 'v1'], two))).toEqual(['- Pod web-2', '- Pod web-1']);
  expect(words(look(set('v2', rolling(2)), ['v1', 'v1', 'v2 pending'], two))).toEqual(['- Pod web-1']);
  expect(words(look(set('v2', rolling(2, 2)), ['v1', 'v1', 'v1'], two))).toEqual(['- Pod web-2']);
});

test('below the partition a pod comes back as it was', () => {
  const spec = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } };
  const [create] = look(set('v2', spec), ['-', 'v1', 'v2'], two).decisions;
  const write = create!.write as { object: KubeObject };
  expect(write.object.metadata.labels!['controller-revision-hash']).toBe(nameOf('v1'));
  expect(write.object.spec.containers[0].image).toBe('v1');
});

test('OnDelete deletes nothing, and makes what is missing anew', () => {
  const spec = { updateStrategy: { type: 'OnDelete' } };
  expect(words(look(set('v2', spec), ['v1', 'v1', 'v1'], two))).toEqual([]);
  const [create] = look(set('v2', spec), ['v1', 'v1', '-'], two).decisions;
  expect((create!.write as { object: KubeObject }).object.spec.containers[0].image).toBe('v2');
});

test('a rollback raises the number of the revision, and is stuck behind a bad pod', () => {
  const verdict = look(set('v1'), ['v1', 'v1', 'v2 pending'], two);
  expect(words(verdict)).toEqual([`= ControllerRevision ${nameOf('v1')} 3`]);
});

test('scaling down comes before updating, one at a time from the top, and waits for what is not ready', () => {
  expect(words(look(set('v2', { replicas: 1 }), ['v1', 'v1', 'v1'], two))).toEqual(['- Pod web-2']);
  expect(words(look(set('v1', { replicas: 1 }), ['v1', 'v1', 'v1 going'], one))).toEqual([]);
  expect(words(look(set('v1', { replicas: 1 }), ['v1', 'v1 pending', 'v1 pending'], one))).toEqual([]);
  expect(words(look(set('v1', { replicas: 1 }), ['v1', 'v1', 'v1 pending'], one))).toEqual(['- Pod web-2']);
});

test('the status: 3 updated, ready and there makes the update revision current', () => {
  expect(writtenStatus(look(set('v2'), ['v2', 'v2', 'v2'], two))).toEqual({
    observedGeneration: 1,
    replicas: 3,
    readyReplicas: 3,
    currentReplicas: 3,
    updatedReplicas: 3,
    availableReplicas: 3,
    currentRevision: nameOf('v2'),
    updateRevision: nameOf('v2'),
    collisionCount: 0,
  });
});

test('the status counts a pod down that the same look deletes, and one that goes as there and ready', () => {
  expect(writtenStatus(look(set('v2'), ['v1', 'v1', 'v1'], two))).toMatchObject({ replicas: 3, currentReplicas: 2 });
  expect(writtenStatus(look(set('v2'), ['v1', 'v1', 'v1 going'], two))).toMatchObject({
    replicas: 3,
    readyReplicas: 3,
    availableReplicas: 3,
    currentReplicas: 2,
  });
});

test('of unused revisions as many are kept as the limit says, the newest', () => {
  const revisions = [revision('v0', 1), revision('v1', 2), revision('v2', 3), revision('v3', 4)];
  const status = { currentRevision: nameOf('v3') };
  const spec = { revisionHistoryLimit: 1 };
  expect(words(look(set('v3', spec, status), ['v3', 'v3', 'v1'], revisions))).toEqual([
    '- Pod web-2',
    `- ControllerRevision ${nameOf('v0')}`,
  ]);
});

test('a name that belongs to another template is left to it', () => {
  const other = { ...revision('v1', 1), data: patchOf(templateOf('another')) };
  const status = writtenStatus(look(set('v1', {}, { currentRevision: '' }), [], [other]));
  expect(status).toMatchObject({ collisionCount: 1 });
});

test('left behind: a set that is going takes nothing back in, the next of its name takes in all', () => {
  const { ownerReferences: _none, ...metadata } = revision('v1', 1).metadata;
  const orphan = { ...revision('v1', 1), metadata: { ...metadata, labels: { app: 'web' } } };
  const going = { ...set('v1'), metadata: { ...set('v1').metadata, deletionTimestamp: '2026-01-01T00:10:00Z' } };
  expect(look(going, ['v1'], [orphan])).toEqual({ decisions: [], askAgainSoon: true });
  expect(words(look(set('v1'), ['v1', 'v1', 'v1'], [orphan]))).toEqual([`~ ControllerRevision ${nameOf('v1')}`]);
});
