import type { ControllerRevision, PodTemplate } from '@playhead/core';
import { expect, test } from 'vitest';
import { goJson, patchText, revisionHash, revisionName, sortRevisions, templateOf } from './revision.ts';

const template = (image: string): PodTemplate => ({
  metadata: { labels: { app: 'web' } },
  spec: {
    containers: [
      {
        name: 'nginx',
        image,
        resources: {},
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
        imagePullPolicy: 'IfNotPresent',
      },
    ],
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  },
});

test('revisions have the names that a real controller gave them', () => {
  const named = (image: string) => revisionName('web', revisionHash(patchText(template(image)), 0));
  expect(named('nginx:1.14.2')).toBe('web-7bdd5d4d9');
  expect(named('nginx:1.16.1')).toBe('web-6795dc45bb');
});

test('a collision count makes another name, and a long owner is cut to 223 characters', () => {
  const text = patchText(template('nginx:1.14.2'));
  expect(revisionHash(text, 1)).not.toBe(revisionHash(text, 0));
  expect(revisionName('x'.repeat(250), 'abc')).toBe(`${'x'.repeat(223)}-abc`);
});

test('JSON is written as Go writes it', () => {
  expect(goJson({ b: [1, 'a<b&c>'], a: { $patch: 'x' }, c: null, d: true, gone: undefined })).toBe(
    '{"a":{"$patch":"x"},"b":[1,"a\\u003cb\\u0026c\\u003e"],"c":null,"d":true}',
  );
});

test('a patch gives its template back', () => {
  const data = JSON.parse(patchText(template('v1')));
  expect(templateOf({ data } as never)).toEqual(template('v1'));
});

test('by number, then age, then name', () => {
  const revision = (name: string, number: number, creationTimestamp: string) =>
    ({ metadata: { name, creationTimestamp }, revision: number }) as ControllerRevision;
  const all = [revision('d', 2, '2'), revision('c', 2, '1'), revision('b', 2, '1'), revision('a', 1, '9')];
  expect(sortRevisions(all).map(r => r.metadata.name)).toEqual(['a', 'b', 'c', 'd']);
});
