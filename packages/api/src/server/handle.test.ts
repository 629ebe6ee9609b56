import type { ClusterView, KubeObject } from '@playhead/core';
import { keyOf, keyOfObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { beforeEach, expect, test } from 'vitest';
import type { Handled, Request, ServerContext } from '../request.ts';
import { handle } from './handle.ts';

const NOW = Date.UTC(2026, 0, 1);
let store: Map<string, KubeObject>;
let made = 0;
let version = 0;

const view: ClusterView = {
  position: 0,
  time: 0,
  get: key => store.get(key),
  list: (kind, namespace) =>
    [...store.values()].filter(o => o.kind === kind && (namespace === undefined || o.metadata.namespace === namespace)),
  kinds: () => [...new Set([...store.values()].map(o => o.kind))],
  dependents: () => [],
  memory: () => undefined,
  memories: () => [],
};
const context: ServerContext = {
  now: NOW,
  uid: () => `uid-${++made}`,
  suffix: () => `${10000 + ++made}`,
  clusterIP: () => '10.0.0.9',
};

beforeEach(() => {
  store = new Map();
  made = 0;
  version = 0;
});

/** Asks, and writes what follows with the next version, as the simulator does. */
function ask(request: Request): Handled {
  const answer = handle(view, request, context);
  if (E.isLeft(answer)) throw new Error(`${answer.left.code} ${answer.left.message}`);
  for (const { before, after } of answer.right.writes) {
    if (after === undefined) store.delete(keyOfObject(before!));
    else
      store.set(keyOfObject(after), {
        ...after,
        metadata: { ...after.metadata, resourceVersion: String(++version) },
      });
  }
  return answer.right;
}

const refusal = (request: Request) => {
  const answer = handle(view, request, context);
  return E.isLeft(answer) ? `${answer.left.code} ${answer.left.reason}: ${answer.left.message}` : 'not refused';
};

const object = (value: object): KubeObject => value as KubeObject;
const deployment = object({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'd', annotations: { a: '1' } },
  spec: {
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'x' }] } },
  },
});
const pod = (name: string, more: object = {}): KubeObject =>
  object({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'c', image: 'x' }], ...more },
  });
const get = (kind: string, name: string): KubeObject => store.get(keyOf(kind, 'default', name))!;
const at = { kind: 'Deployment', namespace: 'default', name: 'd' } as const;

test('a write that changes nothing is none, and what did not change stays identical', () => {
  ask({ verb: 'create', object: deployment });
  const before = get('Deployment', 'd');
  expect(ask({ verb: 'update', object: JSON.parse(JSON.stringify(before)) }).writes).toEqual([]);
  ask({ verb: 'patch', ...at, patchType: 'merge', patch: { spec: { replicas: 3 } } });
  const after = get('Deployment', 'd');
  expect([after.spec.replicas, after.metadata.generation]).toEqual([3, 2]);
  expect(after.spec.template).toBe(before.spec.template);
  expect(after.metadata.labels).toBe(before.metadata.labels);
});

test('the generation of a Deployment follows spec and annotations, not labels and status', () => {
  ask({ verb: 'create', object: deployment });
  const generation = (patch: unknown, subresource?: 'status'): number | undefined => {
    ask({ verb: 'patch', ...at, patchType: 'strategic', patch, ...(subresource ? { subresource } : {}) });
    return get('Deployment', 'd').metadata.generation;
  };
  expect(generation({ metadata: { labels: { x: 'y' } } })).toBe(1);
  expect(generation({ metadata: { annotations: { b: '2' } } })).toBe(2);
  expect(generation({ spec: { paused: true } })).toBe(3);
  expect(generation({ spec: { paused: false }, status: { replicas: 2 } }, 'status')).toBe(3);
  expect([get('Deployment', 'd').spec.paused, get('Deployment', 'd').status.replicas]).toEqual([true, 2]);
});

test('a stale update is refused, and so is what is not there or there already', () => {
  ask({ verb: 'create', object: deployment });
  const old = get('Deployment', 'd');
  ask({ verb: 'patch', ...at, patchType: 'merge', patch: { spec: { replicas: 3 } }, subresource: 'scale' });
  expect(get('Deployment', 'd').spec.replicas).toBe(3);
  expect(refusal({ verb: 'update', object: { ...old, spec: { ...old.spec, replicas: 4 } } })).toBe(
    '409 Conflict: Operation cannot be fulfilled on deployments.apps "d": the object has been modified; please apply your changes to the latest version and try again',
  );
  expect(refusal({ verb: 'get', kind: 'Pod', namespace: 'default', name: 'p' })).toBe(
    '404 NotFound: pods "p" not found',
  );
  expect(refusal({ verb: 'create', object: deployment })).toBe(
    '409 AlreadyExists: deployments.apps "d" already exists',
  );
});

test('nothing is made in a namespace that is not there', () => {
  store.set('Namespace//default', object({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } }));
  expect(refusal({ verb: 'create', object: deployment, namespace: 'nons' })).toBe(
    '404 NotFound: namespaces "nons" not found',
  );
  expect(ask({ verb: 'create', object: deployment }).writes).toHaveLength(1);
});

test.each([
  ['strategic', [], 'json: cannot unmarshal array into Go value of type map[string]interface {}'],
  ['merge', [], 'error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}'],
  ['json', {}, 'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp'],
  ['strategic', { metadata: { name: 'e' } }, 'the name of the object (e) does not match the name on the URL (d)'],
  [
    'strategic',
    { metadata: { namespace: 'other' } },
    'the namespace of the provided object does not match the namespace sent on the request',
  ],
  ['strategic', { spec: { $retainKeys: ['x'], replicas: 1 } }, 'invalid patch format of retainKeys'],
  [
    'strategic',
    { spec: { template: { spec: { containers: [{ image: 'y' }] } } } },
    'map: map[image:y] does not contain declared merge key: name',
  ],
  [
    'strategic',
    { spec: { replicas: 'x' } },
    ' "" is invalid: patch: Invalid value: "map[spec:map[replicas:x]]": unrecognized type: int32',
  ],
  [
    'strategic',
    { spec: { replicas: 1.5 } },
    ' "" is invalid: patch: Invalid value: "map[spec:map[replicas:1.5]]": cannot convert float64 to int32',
  ],
  [
    'strategic',
    { metadata: { labels: { a: 1 } } },
    ' "" is invalid: patch: Invalid value: "map[metadata:map[labels:map[a:1]]]": cannot convert int64 to string',
  ],
  [
    'strategic',
    { spec: { template: { metadata: 'x' } } },
    ' "" is invalid: patch: Invalid value: "map[spec:map[template:map[metadata:x]]]": cannot restore struct from: string',
  ],
  [
    'strategic',
    { metadata: { uid: 'zzz' } },
    'Deployment.apps "d" is invalid: metadata.uid: Invalid value: "zzz": field is immutable',
  ],
  [
    'strategic',
    { spec: { selector: { matchLabels: { q: 'r' } } } },
    'Deployment.apps "d" is invalid: [spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match template `labels`, spec.selector: Invalid value: {"matchLabels":{"a":"b","q":"r"}}: field is immutable]',
  ],
  [
    'merge',
    { spec: { strategy: { type: 'Foo' } } },
    'Deployment.apps "d" is invalid: spec.strategy: Unsupported value: {"Type":"Foo","RollingUpdate":{"MaxUnavailable":"25%","MaxSurge":"25%"}}: supported values: "Recreate", "RollingUpdate"',
  ],
  [
    'merge',
    { spec: { template: null } },
    'Deployment.apps "d" is invalid: [spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`, spec.template.spec.containers: Required value]',
  ],
  [
    'json',
    [{ op: 'test', path: '/spec/replicas', value: 5 }],
    'the server rejected our request due to an error in our request',
  ],
  ['json', [{ op: 'remove', path: '/spec/nope' }], 'the server rejected our request due to an error in our request'],
] as const)('%s patch %j is refused in the words of a real server', (patchType, patch, words) => {
  ask({ verb: 'create', object: deployment });
  expect(refusal({ verb: 'patch', ...at, patchType, patch }).replace(/^\d+ \w*: /, '')).toBe(words);
});

test('unknown fields of a patch are warned of, and refused where asked', () => {
  ask({ verb: 'create', object: deployment });
  const patch = { spec: { foo: 1 } };
  expect(ask({ verb: 'patch', ...at, patchType: 'strategic', patch })).toMatchObject({
    writes: [],
    warnings: ['unknown field "spec.foo"'],
  });
  expect(refusal({ verb: 'patch', ...at, patchType: 'strategic', patch, fieldValidation: 'Strict' })).toBe(
    '422 Invalid:  "" is invalid: patch: Invalid value: "map[spec:map[foo:1]]": strict decoding error: unknown field "spec.foo"',
  );
  expect(
    ask({ verb: 'patch', ...at, patchType: 'json', patch: [{ op: 'replace', path: '/spec/paused', value: true }] })
      .writes,
  ).toHaveLength(1);
});

test('a pod gets what a pod gets, and pods of one template share their spec', () => {
  const { spec } = pod('p');
  const create = (): KubeObject =>
    ask({ verb: 'create', object: object({ apiVersion: 'v1', kind: 'Pod', metadata: { generateName: 'web-' }, spec }) })
      .object!;
  const [one, two] = [create(), create()];
  expect(one.metadata).toMatchObject({ generateName: 'web-', namespace: 'default', generation: 1 });
  expect(one.metadata.name).toMatch(/^web-\d{5}$/);
  expect(one.spec).toMatchObject({ priority: 0, preemptionPolicy: 'PreemptLowerPriority', enableServiceLinks: true });
  expect(one.spec.tolerations).toHaveLength(2);
  expect(one.status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' });
  expect(two.spec).toBe(one.spec);
});

test('a pod on a node is asked to go, shown once more, and gone; one without a node is gone at once', () => {
  ask({ verb: 'create', object: pod('p', { nodeName: 'node-0' }) });
  ask({ verb: 'create', object: pod('q') });
  const remove = (name: string, gracePeriodSeconds?: number): Handled =>
    ask({
      verb: 'delete',
      kind: 'Pod',
      namespace: 'default',
      name,
      ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
    });
  expect(remove('p').writes).toHaveLength(1);
  expect(get('Pod', 'p').metadata).toMatchObject({
    generation: 2,
    deletionTimestamp: '2026-01-01T00:00:30Z',
    deletionGracePeriodSeconds: 30,
  });
  expect(remove('p').writes).toEqual([]);
  const last = remove('p', 0).writes;
  expect(last.map(write => write.after?.metadata.deletionGracePeriodSeconds)).toEqual([0, undefined]);
  expect(remove('q').writes.map(write => write.after === undefined)).toEqual([false, true]);
  expect(store.size).toBe(0);
});

test('what propagation makes of a delete', () => {
  const remove = (propagationPolicy: 'Background' | 'Foreground' | 'Orphan'): KubeObject | undefined => {
    store.clear();
    ask({ verb: 'create', object: deployment });
    ask({ verb: 'delete', ...at, propagationPolicy });
    return store.get(keyOf('Deployment', 'default', 'd'));
  };
  expect(remove('Background')).toBeUndefined();
  expect(remove('Foreground')!.metadata).toMatchObject({
    finalizers: ['foregroundDeletion'],
    deletionTimestamp: '2026-01-01T00:00:00Z',
    deletionGracePeriodSeconds: 0,
    generation: 2,
  });
  const waiting = remove('Orphan')!;
  expect(waiting.metadata.finalizers).toEqual(['orphan']);
  const { finalizers: _gone, ...metadata } = waiting.metadata;
  ask({ verb: 'update', object: { ...waiting, metadata } });
  expect(store.size).toBe(0);
});

test('a delete of another uid is refused', () => {
  ask({ verb: 'create', object: deployment });
  expect(refusal({ verb: 'delete', ...at, uid: 'zzz' })).toBe(
    '409 Conflict: Operation cannot be fulfilled on Deployment.apps "d": the UID in the precondition (zzz) does not match the UID in record (uid-1). The object might have been deleted and then recreated',
  );
});

function withQuota(hard: Record<string, string>, used: Record<string, string> | undefined): void {
  ask({
    verb: 'create',
    object: object({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard } }),
  });
  if (used === undefined) {
    ask({ verb: 'update', subresource: 'status', object: { ...get('ResourceQuota', 'q'), status: { hard } } });
    return;
  }
  ask({ verb: 'update', subresource: 'status', object: { ...get('ResourceQuota', 'q'), status: { hard, used } } });
}

test('a quota is charged before the pod is written, and refuses what would exceed it', () => {
  withQuota({ pods: '2' }, { pods: '0' });
  expect(ask({ verb: 'create', object: pod('a') }).writes.map(write => write.after?.kind)).toEqual([
    'ResourceQuota',
    'Pod',
  ]);
  ask({ verb: 'create', object: pod('b') });
  expect(get('ResourceQuota', 'q').status.used).toEqual({ pods: '2' });
  expect(refusal({ verb: 'create', object: pod('x') })).toBe(
    '403 Forbidden: pods "x" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2',
  );
});

test.each([
  [{ 'requests.cpu': '1' }, { 'requests.cpu': '0' }, 'failed quota: q: must specify requests.cpu for: c'],
  [
    { 'limits.memory': '1Gi', 'requests.cpu': '1' },
    { 'limits.memory': '0', 'requests.cpu': '0' },
    'failed quota: q: must specify limits.memory for: c; requests.cpu for: c',
  ],
  [{ pods: '1' }, undefined, 'status unknown for quota: q, resources: pods'],
] as const)('a quota of %j', (hard, used, words) => {
  withQuota(hard, used);
  expect(refusal({ verb: 'create', object: pod('x') })).toBe(`403 Forbidden: pods "x" is forbidden: ${words}`);
});
