import type { Entry, KubeObject, Log } from '@playhead/core';
import { type Either, isLeft } from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { describeError, type RecordingError } from '../errors.ts';
import { exportWatch } from './export.ts';
import { importWatch, importWatchStream } from './import.ts';

const right = <A>(either: Either<RecordingError, A>): A => {
  if (isLeft(either)) throw new Error(describeError(either.left));
  return either.right;
};
const entriesOf = (log: Log): Entry[] => Array.from({ length: log.length }, (_, i) => log.entry(i + 1));

interface Managed {
  manager: string;
  time: string;
  subresource?: string;
  operation?: string;
  fieldsV1?: object;
}

function object(
  kind: string,
  name: string,
  version: number,
  fields: Record<string, unknown> = {},
  managed: Managed[] = [],
) {
  const { metadata, ...rest } = fields;
  return {
    apiVersion: kind === 'Pod' || kind === 'Event' ? 'v1' : 'apps/v1',
    kind,
    metadata: {
      name,
      namespace: 'web',
      uid: `${kind}-${name}`,
      resourceVersion: String(version),
      creationTimestamp: '2026-01-01T00:00:01Z',
      ...(managed.length === 0 ? {} : { managedFields: managed.map(m => ({ operation: 'Update', ...m })) }),
      ...(metadata as object | undefined),
    },
    ...rest,
  };
}
const owned = (kind: string, name: string) => ({
  ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid: `${kind}-${name}`, controller: true }],
});
const line = (t: number, type: string, what: unknown) => JSON.stringify({ t, type, object: what });
const actors = (lines: string[]) => entriesOf(right(importWatch(lines))).map(entry => entry.actor);

describe('writers that no managed field names', () => {
  const size = (time: string, fields: object): Managed => ({
    manager: 'kubectl-client-side-apply',
    time,
    fieldsV1: fields,
  });
  const status = (time: string): Managed => ({ manager: 'kube-controller-manager', time, subresource: 'status' });

  test('scaled to 0: whoever owned the size has lost it to nobody', () => {
    const spec = { 'f:spec': { 'f:replicas': {}, 'f:template': {} } };
    const rest = { 'f:spec': { 'f:template': {} } };
    const at = '2026-01-01T00:00:01Z';
    const lines = [
      line(
        1,
        'ADDED',
        object('Deployment', 'web', 5, { spec: { replicas: 2 }, status: {} }, [size(at, spec), status(at)]),
      ),
      line(
        9,
        'MODIFIED',
        object('Deployment', 'web', 6, { spec: { replicas: 0 }, status: {} }, [size(at, rest), status(at)]),
      ),
    ];
    expect(actors(lines)[1]).toBe('kubectl scale');
  });

  test('no grace left: its kubelet has stopped the pod', () => {
    const going = (version: number, grace: number) =>
      object('Pod', 'a', version, {
        metadata: {
          ...owned('ReplicaSet', 'rs'),
          deletionTimestamp: '2026-01-01T00:00:31Z',
          deletionGracePeriodSeconds: grace,
        },
        spec: { nodeName: 'node-2' },
        status: {},
      });
    expect(actors([line(1, 'ADDED', going(5, 30)), line(9, 'MODIFIED', going(6, 0))])[1]).toBe('kubelet node-2');
  });

  test('let go while its owner goes: orphaned by the garbage collector', () => {
    const leaving = { deletionTimestamp: '2026-01-01T00:00:05Z', finalizers: ['orphan'] };
    const lines = [
      line(1, 'ADDED', object('Deployment', 'web', 5, { metadata: leaving, spec: { replicas: 1 }, status: {} })),
      line(
        2,
        'ADDED',
        object('ReplicaSet', 'rs', 6, { metadata: owned('Deployment', 'web'), spec: { replicas: 1 }, status: {} }),
      ),
      line(9, 'MODIFIED', object('ReplicaSet', 'rs', 7, { spec: { replicas: 1 }, status: {} })),
    ];
    expect(actors(lines)[2]).toBe('garbage-collector');
  });
});

describe('import', () => {
  test('a line is an entry; blank lines and bookmarks are none', () => {
    const pod = object('Pod', 'a', 5, { spec: {}, status: {} });
    const lines = [
      line(1200, 'ADDED', pod),
      '',
      JSON.stringify({ type: 'BOOKMARK', object: {} }),
      JSON.stringify({ t: 1300, step: 0, command: 'kubectl x', exitCode: 1, stdout: '', stderr: 'no' }),
      JSON.stringify({ t: 1400, note: 'waited in vain' }),
      line(1500, 'DELETED', {
        ...pod,
        metadata: { ...pod.metadata, resourceVersion: '9' },
        status: { phase: 'Failed' },
      }),
    ];
    const log = right(importWatch(lines, { place: 'x/y.jsonl' }));
    expect(log.header).toEqual({
      start: Date.UTC(2025, 11, 31, 23, 59, 59, 800),
      origin: 'recorded',
      writer: 'kubernetes',
      name: 'y',
    });
    expect(entriesOf(log).map(({ position, time, events }) => [position, time, ...events.map(e => e.type)])).toEqual([
      [1, 1200, 'Created'],
      [2, 1300, 'CommandRefused'],
      [3, 1400, 'Noted'],
      [4, 1500, 'PodFinished', 'Deleted'],
    ]);
    const kept = lines.filter(text => text.startsWith('{"t"'));
    expect([...exportWatch(log)].map(text => JSON.parse(text))).toEqual(kept.map(text => JSON.parse(text)));
  });

  test('a stream gives the same', async () => {
    async function* stream() {
      yield line(1200, 'ADDED', object('Pod', 'a', 5));
    }
    expect(entriesOf(right(await importWatchStream(stream())))).toHaveLength(1);
  });

  test('kubectl’s own lines have no time: managedFields give it', () => {
    const at = (time: string): Managed[] => [{ manager: 'kubelet', time, subresource: 'status' }];
    const lines = ['2026-01-01T00:00:05Z', '2026-01-01T00:00:09Z', '2026-01-01T00:00:07Z'].map((time, i) =>
      JSON.stringify({
        type: i === 0 ? 'ADDED' : 'MODIFIED',
        object: object('Pod', 'a', i + 1, { status: { i } }, at(time)),
      }),
    );
    const log = right(importWatch(lines));
    expect(log.header.start).toBe(Date.UTC(2026, 0, 1, 0, 0, 5));
    expect(entriesOf(log).map(entry => entry.time)).toEqual([0, 4000, 4000]);
  });

  test('a resourceVersion that is no number is kept', () => {
    const lines = ['x1', 'x2'].map((resourceVersion, i) => {
      const pod = object('Pod', 'a', 1);
      return line(i, i === 0 ? 'ADDED' : 'MODIFIED', { ...pod, metadata: { ...pod.metadata, resourceVersion } });
    });
    const log = right(importWatch(lines));
    expect([...exportWatch(log)].map(text => JSON.parse(text).object.metadata.resourceVersion)).toEqual(['x1', 'x2']);
  });

  test('an object that is not of the form its kind has loses nothing', () => {
    const odd = [
      { spec: 1 },
      { status: { containerStatuses: 'none', conditions: 3 } },
      { spec: { containers: {} }, status: [] },
    ];
    const lines = odd.map((fields, i) => line(i, i === 0 ? 'ADDED' : 'MODIFIED', object('Pod', 'a', i, fields)));
    expect([...exportWatch(right(importWatch(lines)))].map(text => JSON.parse(text))).toEqual(
      lines.map(text => JSON.parse(text)),
    );
  });

  test.each([
    ['{"t":1,"type":"ADDED","obj', /^f\.jsonl:2: not whole JSON .*; was the recording cut off\? /],
    ['[]', /^f\.jsonl:2: expected an object with "type", "step" or "note"$/],
    ['{"t":1}', /^f\.jsonl:2: expected an object with/],
    ['{"t":1,"type":"GONE","object":{}}', /^f\.jsonl:2: type: expected one of ADDED, MODIFIED, DELETED, got "GONE"/],
    ['{"t":1,"type":"ADDED"}', /^f\.jsonl:2: object: expected a Kubernetes object, got nothing/],
    [
      '{"t":1,"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{}}}',
      /^f\.jsonl:2: object\.metadata\.name: expected text, got nothing/,
    ],
    [
      '{"t":1,"step":0,"command":"x","exitCode":"a","stdout":"","stderr":""}',
      /^f\.jsonl:2: exitCode: expected a whole/,
    ],
    ['{"t":1,"note":"a","__proto__":{"x":1}}', /^f\.jsonl:2: __proto__: is not a field this version knows/],
    ['{"t":"soon","note":"a"}', /^f\.jsonl:2: t: expected a number, got "soon"/],
  ])('a bad line: %s', (bad, says) => {
    const read = importWatch(['', bad, ''], { place: 'f.jsonl' });
    expect(isLeft(read) && describeError(read.left)).toMatch(says);
    expect(isLeft(read) && describeError(read.left)).not.toContain('\n');
  });
});

describe('who wrote', () => {
  const by = (manager: string, time: string, more: Partial<Managed> = {}): Managed => ({ manager, time, ...more });
  const [T1, T2] = ['2026-01-01T00:00:01Z', '2026-01-01T00:00:02Z'];
  const template = (image: string) => ({ spec: { containers: [{ name: 'c', image }] } });
  const deployment = (version: number, spec: object, managed: Managed[], more: object = {}) =>
    object(
      'Deployment',
      'd',
      version,
      { spec: { replicas: 1, template: template('a'), ...spec }, status: {}, ...more },
      managed,
    );

  test('commands, by the manager that changed and what it did', () => {
    const apply = by('kubectl-client-side-apply', T1);
    const steps: [object, Managed[], string][] = [
      [{}, [apply], 'kubectl apply'],
      [{ template: template('b') }, [apply, by('kubectl-set', T2)], 'kubectl set image'],
      [{ template: template('b'), replicas: 3 }, [apply, by('kubectl', T2, { subresource: 'scale' })], 'kubectl scale'],
      [
        { template: template('b'), replicas: 3, paused: true },
        [apply, by('kubectl-rollout', T2)],
        'kubectl rollout pause',
      ],
      [{ template: template('b'), replicas: 3 }, [apply], 'kubectl rollout resume'],
      [{ template: template('c'), replicas: 3 }, [apply, by('kubectl', T2)], 'kubectl rollout undo'],
      [{ template: template('c'), replicas: 4 }, [apply, by('helm', T2)], 'helm'],
      [
        { template: template('c'), replicas: 5 },
        [apply, by('helm', T2), by('kube-controller-manager', T2, { subresource: 'scale' })],
        'horizontal-pod-autoscaler',
      ],
    ];
    const lines = steps.map(([spec, managed], i) =>
      line(i, i === 0 ? 'ADDED' : 'MODIFIED', deployment(i + 1, spec, managed)),
    );
    expect(actors(lines)).toEqual(steps.map(([, , who]) => who));
  });

  test('the controllers of one manager, by kind, subresource and owner', () => {
    const kcm = (time: string, subresource?: string) =>
      by('kube-controller-manager', time, subresource === undefined ? {} : { subresource });
    const set = (version: number, fields: object, managed: Managed[]) =>
      object('ReplicaSet', 's', version, { metadata: owned('Deployment', 'd'), ...fields }, managed);
    const pod = (version: number, fields: Record<string, unknown>, managed: Managed[]) =>
      object(
        'Pod',
        'p',
        version,
        { ...fields, metadata: { ...owned('ReplicaSet', 's'), ...(fields.metadata as object) } },
        managed,
      );
    const [kubelet, node] = [by('kubelet', T2, { subresource: 'status' }), { nodeName: 'node-1' }];
    const bound = { conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: T1 }] };
    const going = { deletionTimestamp: T2, deletionGracePeriodSeconds: 30 };
    expect(
      actors([
        line(0, 'ADDED', set(1, { spec: { replicas: 1 }, status: {} }, [kcm(T1)])),
        line(1, 'ADDED', pod(2, { spec: {}, status: {} }, [kcm(T1)])),
        line(2, 'MODIFIED', pod(3, { spec: node, status: bound }, [kcm(T1)])),
        line(3, 'MODIFIED', pod(4, { spec: node, status: { ...bound, phase: 'Running' } }, [kcm(T1), kubelet])),
        line(4, 'MODIFIED', set(5, { spec: { replicas: 1 }, status: { replicas: 1 } }, [kcm(T1), kcm(T1, 'status')])),
        // seen before the ReplicaSet's smaller size, which came first
        line(
          5,
          'MODIFIED',
          pod(7, { metadata: going, spec: node, status: { ...bound, phase: 'Running' } }, [kcm(T1), kubelet]),
        ),
        line(6, 'MODIFIED', set(6, { spec: { replicas: 0 }, status: { replicas: 1 } }, [kcm(T2), kcm(T1, 'status')])),
        line(
          7,
          'DELETED',
          pod(8, { metadata: going, spec: node, status: { ...bound, phase: 'Running' } }, [kcm(T1), kubelet]),
        ),
      ]),
    ).toEqual([
      'deployment-controller',
      'replicaset-controller',
      'scheduler',
      'kubelet node-1',
      'replicaset-controller',
      'replicaset-controller',
      'deployment-controller',
      'kubelet node-1',
    ]);
  });

  test('a pod deleted while its ReplicaSet wanted it was deleted by a hand', () => {
    const set = object('ReplicaSet', 's', 1, { spec: { replicas: 1 } });
    const pod = object('Pod', 'p', 2, { metadata: owned('ReplicaSet', 's'), spec: {}, status: {} });
    const going = { ...pod, metadata: { ...pod.metadata, resourceVersion: '3', deletionTimestamp: T2 } };
    expect(actors([line(0, 'ADDED', set), line(1, 'ADDED', pod), line(2, 'MODIFIED', going)])[2]).toBe(
      'kubectl delete',
    );
  });

  test('a template that an earlier ReplicaSet has is a rollback to its revision', () => {
    const REVISION = 'deployment.kubernetes.io/revision';
    const set = (name: string, version: number, image: string, revision: string): KubeObject =>
      object('ReplicaSet', name, version, {
        metadata: { ...owned('Deployment', 'd'), annotations: { [REVISION]: revision } },
        spec: { template: { ...template(image), metadata: { labels: { app: 'x', 'pod-template-hash': name } } } },
      }) as unknown as KubeObject;
    const whole = (image: string) => ({ template: { ...template(image), metadata: { labels: { app: 'x' } } } });
    const log = right(
      importWatch([
        line(0, 'ADDED', deployment(1, whole('a'), [])),
        line(1, 'ADDED', set('one', 2, 'a', '1')),
        line(2, 'ADDED', set('two', 3, 'b', '2')),
        line(3, 'MODIFIED', deployment(4, whole('b'), [])),
        line(4, 'MODIFIED', deployment(5, whole('a'), [])),
      ]),
    );
    // revision 2 is the newest: going on to it is no way back
    expect(log.entry(4).events).toMatchObject([{ type: 'TemplateChanged' }]);
    expect(log.entry(5).events).toMatchObject([{ type: 'RolledBack', toRevision: 1 }]);
  });
});
