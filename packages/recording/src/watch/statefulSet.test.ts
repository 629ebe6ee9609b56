import type { KubeObject, ObjectMeta } from '@playhead/core';
import { expect, test } from 'vitest';
import { StatefulSets } from './statefulSet.ts';

type Given = Omit<Partial<KubeObject>, 'metadata'> & {
  readonly revision?: number;
  readonly meta?: Partial<ObjectMeta>;
};

const object = (kind: string, name: string, version: number, { meta, ...more }: Given): KubeObject => ({
  apiVersion: 'apps/v1',
  kind,
  ...more,
  metadata: { creationTimestamp: '', ...meta, name, uid: `uid-${name}`, resourceVersion: String(version) },
});
const owned = {
  ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'uid-web', controller: true }],
};
const revision = (name: string, version: number, number: number): KubeObject =>
  object('ControllerRevision', name, version, { revision: number, meta: owned });
const pod = (name: string, of: string, phase = 'Running'): KubeObject =>
  object('Pod', name, 1, { meta: { ...owned, labels: { 'controller-revision-hash': of } }, status: { phase } });

function sets(...spec: readonly object[]): StatefulSets {
  const noted = new StatefulSets();
  spec.forEach((one, i) => {
    noted.note(object('StatefulSet', 'web', 10 + 10 * i, { spec: one }));
  });
  noted.note(revision('web-a', 11, 1));
  noted.note(revision('web-b', 21, 2));
  return noted;
}

test('a pod of the newest revision that is wanted was deleted by somebody else', () => {
  const noted = sets({ replicas: 3 });
  expect(noted.mayDelete(pod('web-2', 'web-b'), 'uid-web', 30)).toBe(false);
  expect(noted.mayDelete(pod('web-2', 'web-a'), 'uid-web', 30)).toBe(true);
  // before the second revision was made
  expect(noted.mayDelete(pod('web-2', 'web-a'), 'uid-web', 20)).toBe(false);
  expect(noted.mayDelete(pod('web-2', 'web-b', 'Failed'), 'uid-web', 30)).toBe(true);
});

test('what is not wanted any more goes by the controller: 2 of 3 from version 20 on, counted from ordinal 1', () => {
  const noted = sets({ replicas: 3, ordinals: { start: 1 } }, { replicas: 2, ordinals: { start: 1 } });
  expect(noted.mayDelete(pod('web-3', 'web-b'), 'uid-web', 22)).toBe(true);
  expect(noted.mayDelete(pod('web-2', 'web-b'), 'uid-web', 22)).toBe(false);
});

test('the partition and OnDelete spare what is old', () => {
  const rollingUpdate = { type: 'RollingUpdate', rollingUpdate: { partition: 1 } };
  expect(sets({ replicas: 2, updateStrategy: rollingUpdate }).mayDelete(pod('web-0', 'web-a'), 'uid-web', 30)).toBe(
    false,
  );
  expect(sets({ replicas: 2, updateStrategy: rollingUpdate }).mayDelete(pod('web-1', 'web-a'), 'uid-web', 30)).toBe(
    true,
  );
  expect(
    sets({ replicas: 2, updateStrategy: { type: 'OnDelete' } }).mayDelete(pod('web-1', 'web-a'), 'uid-web', 30),
  ).toBe(false);
});

test('a recording that has neither the set nor its revisions does not tell', () => {
  const noted = new StatefulSets();
  expect(noted.mayDelete(pod('web-0', 'web-a'), 'uid-web', 30)).toBe(true);
  noted.note(object('StatefulSet', 'web', 10, { spec: { replicas: 1 } }));
  expect(noted.mayDelete(pod('web-0', 'web-a'), 'uid-web', 30)).toBe(true);
});
