import { podTemplateHash } from '@playhead/api';
import type { ControllerRevision, DaemonSet } from '@playhead/core';
import { keyOfObject } from '@playhead/core';
import { expect, test } from 'vitest';
import { NOW } from '../given.ts';
import { seenOf } from '../givenSeen.ts';
import { type GivenPod, podOf, templateOf, words, writtenStatus } from '../givenSets.ts';
import { patchOf } from '../history/revision.ts';
import { Backoff } from './backoff.ts';
import { budgetOf } from './budget.ts';
import { podOn } from './placement.ts';
import { syncDaemonSet } from './sync.ts';

const hashOf = (image: string) => podTemplateHash(templateOf(image), undefined);

function set(image: string, rollingUpdate: object | undefined, spec: object = {}): DaemonSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      name: 'agent',
      namespace: 'default',
      uid: 'd',
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: templateOf(image),
      updateStrategy: rollingUpdate === undefined ? { type: 'OnDelete' } : { type: 'RollingUpdate', rollingUpdate },
      revisionHistoryLimit: 10,
      ...spec,
    },
    status: { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 },
  };
}

const revision = (image: string, number: number): ControllerRevision => ({
  apiVersion: 'apps/v1',
  kind: 'ControllerRevision',
  metadata: {
    name: `agent-${hashOf(image)}`,
    namespace: 'default',
    uid: `r-${image}`,
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
    labels: { 'controller-revision-hash': hashOf(image) },
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent', uid: 'd', controller: true }],
  },
  data: patchOf(templateOf(image)),
  revision: number,
});

const REVISIONS = [revision('v1', 1), revision('v2', 2)];

/** One word for each node: `v1` ready for a minute, `v1*` not ready, `v1-` going, `v1!` failed; `v1+v2*` two; `.` none. */
function look(ds: DaemonSet, nodes: string, revisions: readonly ControllerRevision[] = REVISIONS) {
  const there = nodes.split(' ');
  const pods = there.flatMap((text, at) =>
    text === '.'
      ? []
      : text.split('+').map(pod => {
          const [image, state] = [pod.slice(0, 2), pod.slice(2)];
          const given: GivenPod = {
            name: `${at}-${image}`,
            node: `node-${at}`,
            labels: { 'controller-revision-hash': hashOf(image) },
            ...(state === '' || state === '-' ? { readyFor: 60 } : {}),
            ...(state === '~' ? { readyFor: 1 } : {}),
            ...(state === '-' ? { going: true } : {}),
            ...(state === '!' ? { phase: 'Failed' } : {}),
          };
          return podOf(ds, given);
        }),
  );
  const named = there.map((_, at) => ({ name: `node-${at}`, labels: { zone: at === 0 ? 'a' : 'b' } }));
  return syncDaemonSet(named)(seenOf([ds, ...revisions, ...pods]), NOW, keyOfObject(ds));
}

const absence = (maxUnavailable: number | string) => ({ maxUnavailable, maxSurge: 0 });
const surge = (maxSurge: number | string) => ({ maxUnavailable: 0, maxSurge });

test('a revision, and a pod for each node, tied to it by name', () => {
  expect(words(look(set('v1', absence(1)), '. . .', []))).toEqual([
    `+ ControllerRevision agent-${hashOf('v1')} 1`,
    '+ Pod node-0',
    '+ Pod node-1',
    '+ Pod node-2',
  ]);
});

test('only where its node selector allows; elsewhere pods go', () => {
  const template = { ...templateOf('v1'), spec: { ...templateOf('v1').spec, nodeSelector: { zone: 'b' } } };
  const ds = set('v1', absence(1), { template });
  const mine = { ...revision('v1', 1), data: patchOf(template as never) };
  expect(words(look(ds, 'v1 v1 .', [mine]))).toContain('- Pod 0-v1');
  expect(words(look(ds, 'v1 v1 .', [mine]))).toContain('+ Pod node-2');
  expect(writtenStatus(look(ds, 'v1 v1 .', [mine]))).toMatchObject({
    desiredNumberScheduled: 2,
    numberMisscheduled: 1,
  });
});

test('its pods tolerate what befalls nodes', () => {
  const { tolerations } = podOn(set('v1', absence(1)), 'node-0', 'h').spec;
  expect(tolerations.map((t: { key: string; effect: string }) => `${t.key.split('/')[1]} ${t.effect}`)).toEqual([
    'not-ready NoExecute',
    'unreachable NoExecute',
    'disk-pressure NoSchedule',
    'memory-pressure NoSchedule',
    'pid-pressure NoSchedule',
    'unschedulable NoSchedule',
  ]);
});

test('percentages round up: 20% of 4 is 1; nothing allowed at all is 1 missing', () => {
  expect(budgetOf(set('v1', absence('20%')), 4)).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  expect(budgetOf(set('v1', surge('50%')), 3)).toEqual({ maxSurge: 2, maxUnavailable: 0 });
  expect(budgetOf(set('v1', absence('0%')), 3)).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  expect(budgetOf(set('v1', absence('0%')), 0)).toEqual({ maxSurge: 0, maxUnavailable: 0 });
});

test('maxUnavailable 2, 1 new not ready: 1 old goes; with 2 missing none', () => {
  expect(words(look(set('v2', absence(2)), 'v2* v1 v1 v1'))).toEqual(['- Pod 1-v1']);
  expect(words(look(set('v2', absence(2)), 'v2* v1- v1 v1'))).toEqual([]);
  expect(words(look(set('v2', absence(1)), 'v2 v1 v1 v1'))).toEqual(['- Pod 1-v1']);
  expect(words(look(set('v2', absence(1), { minReadySeconds: 5 }), 'v2~ v1 v1 v1'))).toEqual([]);
});

test('old pods that serve nobody go whatever the budget', () => {
  expect(words(look(set('v2', absence(1)), 'v1* v1* v1'))).toEqual(['- Pod 0-v1', '- Pod 1-v1']);
});

test('without surge a node has no second pod, and none new before the old one is gone', () => {
  expect(words(look(set('v1', absence(3)), 'v1+v2 v1 v1', [revision('v2', 1), revision('v1', 2)]))).toEqual([
    '- Pod 0-v2',
  ]);
  expect(words(look(set('v2', absence(1)), 'v1- v2 v2'))).toEqual([]);
});

test('surge: a new one beside the old, which goes once the new one is available', () => {
  expect(words(look(set('v2', surge(1)), 'v1 v1 v1'))).toEqual(['+ Pod node-0']);
  expect(words(look(set('v2', surge(1)), 'v1+v2* v1 v1'))).toEqual([]);
  expect(words(look(set('v2', surge(2)), 'v1+v2* v1 v1'))).toEqual(['+ Pod node-1']);
  expect(words(look(set('v2', surge(1)), 'v1*+v2* v1 v1'))).toContain('- Pod 0-v1');
  expect(words(look(set('v2', surge(1)), 'v1*+v1- v2 v2'))).toEqual(['+ Pod node-0']);
  expect(words(look(set('v2', surge(1)), 'v1- v2 v2'))).toEqual(['+ Pod node-0']);
});

test('OnDelete changes nothing by itself', () => {
  expect(words(look(set('v2', undefined), 'v1 v1 .'))).toEqual(['+ Pod node-2']);
});

test('a rollback raises the number of its revision', () => {
  expect(words(look(set('v1', absence(1)), 'v2 v2 v2'))[0]).toBe(`= ControllerRevision agent-${hashOf('v1')} 3`);
});

test('old revisions beyond the limit go, those of live pods stay', () => {
  const revisions = [revision('v1', 1), revision('v2', 2), revision('v3', 3), revision('v4', 4)];
  const ds = set('v4', absence(1), { revisionHistoryLimit: 1 });
  expect(words(look(ds, 'v4 v4 v4-', revisions)).filter(w => w.includes('Revision'))).toEqual([
    `- ControllerRevision agent-${hashOf('v1')}`,
    `- ControllerRevision agent-${hashOf('v2')}`,
  ]);
  expect(words(look(ds, 'v4 v4 v1-', revisions)).filter(w => w.includes('Revision'))).toEqual([
    `- ControllerRevision agent-${hashOf('v2')}`,
    `- ControllerRevision agent-${hashOf('v3')}`,
  ]);
});

test('the status counts the oldest pod of each node, one that goes too', () => {
  expect(writtenStatus(look(set('v2', absence(1)), 'v2 v1- v2* .'))).toEqual({
    currentNumberScheduled: 3,
    numberMisscheduled: 0,
    desiredNumberScheduled: 4,
    numberReady: 2,
    updatedNumberScheduled: 2,
    numberAvailable: 2,
    numberUnavailable: 2,
    observedGeneration: 1,
  });
});

test('a failed pod goes at once, the next on that node after 1 s, 2 s, 4 s', () => {
  expect(words(look(set('v1', absence(1)), 'v1! v1 v1', [revision('v1', 1)]))).toEqual(['- Pod 0-v1']);
  const ds = set('v1', absence(1));
  const memory = new Map<string, unknown>();
  const seen = Object.assign(seenOf([ds]), { memory: (key: string) => memory.get(key) });
  const fail = (now: number) => {
    const backoff = new Backoff(seen as never, ds, 'node-0');
    const left = backoff.left(now);
    if (left === 0) {
      const write = backoff.next(now) as { key: string; value: unknown };
      memory.set(write.key, write.value);
    }
    return left;
  };
  expect([fail(NOW), fail(NOW + 400), fail(NOW + 1000), fail(NOW + 1500), fail(NOW + 3000), fail(NOW + 3000)]).toEqual([
    0, 600, 0, 1500, 0, 4000,
  ]);
  // forgotten half an hour after the last
  expect([fail(NOW + 1_900_000), fail(NOW + 1_900_000)]).toEqual([0, 1000]);
});

test('a selector that selects everything is refused in words', () => {
  const [decision] = look(set('v1', absence(1), { selector: {} }), 'v1').decisions;
  expect(decision!.write).toMatchObject({ verb: 'say', reason: 'SelectingAll' });
});
