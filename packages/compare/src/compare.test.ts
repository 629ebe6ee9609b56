import { type Entry, type KubeObject, MemoryLog, readStory, Timeline, translate, upTo } from '@playhead/core';
import { parseScenario, type Scenario, simulate } from '@playhead/simulator';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import {
  compareStrategies,
  deedsOf,
  deedsWhile,
  exactly,
  firstDivergence,
  inDecisions,
  inMeaning,
  measure,
  patchScenario,
  reasonOf,
  stateDiff,
  stateDiffLines,
} from './index.ts';

const TEXT = `
apiVersion: playhead.dev/v1alpha1
kind: Scenario
metadata: {name: update}
spec:
  kubelet:
    - {pull: 100ms, start: 100ms, ready: 800ms, readyGap: 300ms, stop: 600ms}
  files:
    web.yaml:
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 4
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1"}, {name: side, image: "side:1"}]}
  steps:
    - kubectl: apply -f web.yaml
    - until: deployment/web complete
    - kubectl: set image deployment/web web=web:2
    - wait: 300ms
    - until: deployment/web complete
`;

function scenario(text = TEXT): Scenario {
  const parsed = parseScenario(text, 'update.yaml');
  if (E.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left));
  return parsed.right;
}

function right<A>(either: E.Either<unknown, A>): A {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
}

const strategy = (surge: number | string, unavailable: number | string) =>
  `spec: {strategy: {rollingUpdate: {maxSurge: ${surge}, maxUnavailable: ${unavailable}}}}`;

describe('strategies', () => {
  test('more surge costs pods and is quicker; none costs what serves', () => {
    const { workloads, divergence, refused } = right(compareStrategies(scenario(), strategy(4, 0), strategy(0, 1)));
    expect(workloads.map(({ kind, name }) => `${kind}/${name}`)).toEqual(['Deployment/web']);
    const { a, b } = workloads[0]!;
    expect(a).toMatchObject({ lowestServing: { serving: 4, of: 4 }, replicaSecondsLost: 0 });
    expect(b).toMatchObject({ lowestServing: { serving: 3, of: 4 } });
    expect(a!.surgePodSeconds).toBeGreaterThan(b!.surgePodSeconds);
    expect(b!.replicaSecondsLost).toBeGreaterThan(3);
    expect(a!.timeToComplete!).toBeLessThan(b!.timeToComplete!);
    expect(refused).toEqual({ a: [], b: [] });
    // both worlds agree until 3 of the first 4 pods are available: enough where the floor is 3 = 4 − 1, not where it is 4
    const condition = { type: 'Available', status: 'True' };
    expect(divergence!.b!.events).toContainEqual(
      expect.objectContaining({ condition: expect.objectContaining(condition) }),
    );
    expect(reasonOf(divergence!.a!).join('\n')).toContain('available 3 of 4; floor 4');
    expect(reasonOf(divergence!.b!).join('\n')).toContain('available 3 of 4; floor 3');
  });

  test('the same strategy twice never parts, and costs the same', () => {
    const { workloads, divergence } = right(compareStrategies(scenario(), strategy(1, 1), strategy(1, 1), 7));
    expect(divergence).toBeUndefined();
    expect(workloads[0]!.a).toEqual(workloads[0]!.b);
  });

  test('a strategy that is refused says so and measures nothing', () => {
    const { workloads, refused } = right(compareStrategies(scenario(), 'spec: {replicas: -1}', strategy(1, 0)));
    expect(refused.a[0]).toContain('kubectl apply -f web.yaml: The Deployment "web" is invalid');
    expect(workloads[0]).toMatchObject({ a: undefined });
  });
});

describe('patches', () => {
  const files = (patch: string) => right(patchScenario(scenario(), patch)).scenario.files['web.yaml']!;

  test('lists of containers merge by name, null takes away', () => {
    const text = files('spec: {template: {spec: {containers: [{name: side, image: "side:2"}]}}, replicas: null}');
    expect(text).toContain('image: web:1');
    expect(text).toContain('image: side:2');
    expect(text).not.toContain('replicas');
  });

  test.each([
    [
      'metadata: {name: other}',
      'no Deployment "other" among the scenario’s manifests (Deployment/web); name one of them',
    ],
    ['kind: StatefulSet', 'no StatefulSet among the scenario’s manifests (Deployment/web); name one of them'],
    ['', 'holds no patch; write fields of the Deployment, as spec: {strategy: …}'],
    ['- 1', 'expected a map of fields'],
  ])('%s', (patch, message) => {
    expect(patchScenario(scenario(), patch)).toEqual(E.left(message));
  });
});

describe('measures', () => {
  /** 2 wanted; from 1 s to 4 s one of them does not serve; from 2 s on a third exists. */
  test('sums are over time', () => {
    const log = new MemoryLog({ start: 0, origin: 'simulated', writer: 'test', name: 'sums' });
    const objects = new Map<string, KubeObject>();
    const write = (time: number, kind: string, name: string, fields: object | undefined) => {
      const before = objects.get(`${kind}/${name}`);
      const after = fields === undefined ? undefined : make(kind, name, fields);
      if (after === undefined) objects.delete(`${kind}/${name}`);
      else objects.set(`${kind}/${name}`, after);
      const subject = `${kind}/n/${name}` as NonNullable<Entry['subject']>;
      log.append({
        position: log.length + 1,
        time,
        actor: 'test',
        cause: 0,
        subject,
        events: translate(before, after),
      });
    };
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } };
    write(0, 'Deployment', 'web', {
      spec: { replicas: 2, selector: {}, template, strategy: { type: 'RollingUpdate' } },
      status: {},
    });
    write(0, 'ReplicaSet', 'web-1', { owner: 'Deployment/web', spec: { replicas: 2, template }, status: {} });
    const pod = (ready: boolean) => ({
      owner: 'ReplicaSet/web-1',
      spec: { containers: [{ name: 'web', image: 'web:1' }] },
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
    });
    write(0, 'Pod', 'p1', pod(true));
    write(0, 'Pod', 'p2', pod(true));
    write(1000, 'Pod', 'p2', pod(false));
    write(2000, 'Pod', 'p3', pod(false));
    write(4000, 'Pod', 'p2', pod(true));
    write(6000, 'Pod', 'p3', undefined);
    const story = readStory(new Timeline(log));
    expect(measure(story, story.workloads[0]!)).toMatchObject({
      lowestServing: { serving: 0, time: 0 },
      replicaSecondsLost: 1 * 3,
      surgePodSeconds: 1 * 4,
      timeToComplete: null,
    });
  });

  function make(kind: string, name: string, { owner, ...rest }: { owner?: string }): KubeObject {
    const [ownerKind = '', ownerName = ''] = owner?.split('/') ?? [];
    const reference = {
      apiVersion: 'apps/v1',
      kind: ownerKind,
      name: ownerName,
      uid: `uid-${ownerName}`,
      controller: true,
    };
    const metadata = {
      name,
      namespace: 'n',
      uid: `uid-${name}`,
      resourceVersion: '1',
      creationTimestamp: '1970-01-01T00:00:00Z',
    };
    return {
      apiVersion: 'apps/v1',
      kind,
      metadata: { ...metadata, ...(owner === undefined ? {} : { ownerReferences: [reference] }) },
      ...rest,
    };
  }
});

describe('logs and states', () => {
  const [one, again, other] = [1, 1, 2].map(seed => simulate(scenario(), { seed }));

  test('the same seed gives the same log to the last field; another seed other names, and the same deeds', () => {
    expect(firstDivergence(one!, again!, exactly)).toBeUndefined();
    expect(firstDivergence(one!, other!, exactly)).toBeDefined();
  });

  test('a log cut anywhere parts from itself exactly there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: one!.length - 1 }), length => {
        const cut = new MemoryLog(
          one!.header,
          Array.from({ length }, (_, i) => one!.entry(i + 1)),
        );
        const parted = firstDivergence(one!, cut, exactly)!;
        expect(parted).toEqual({ a: one!.entry(length + 1), b: undefined, shared: length });
      }),
      { numRuns: 30 },
    );
  });

  test('generated names do not matter to what was done', () => {
    const renamed = new MemoryLog(
      one!.header,
      JSON.parse(
        JSON.stringify(Array.from({ length: one!.length }, (_, i) => one!.entry(i + 1))).replace(
          /(web-[0-9a-f]+)-(\w{5})\b/g,
          '$1-x$2',
        ),
      ),
    );
    expect(firstDivergence(one!, renamed, exactly)).toBeDefined();
    expect(firstDivergence(one!, renamed, inMeaning)).toBeUndefined();
  });

  test('a state differs from itself in nothing, and from another in what lies between', () => {
    const timeline = new Timeline(one!);
    const end = timeline.stateAt(timeline.length);
    expect(stateDiff(end, timeline.stateAt(timeline.length))).toEqual({ added: [], removed: [], changed: [] });
    const lines = stateDiffLines(stateDiff(timeline.stateAt(0), end));
    expect(lines).toContain('+ Deployment/default/web');
    const scaled = one!.length;
    const position = Array.from({ length: scaled }, (_, i) => i + 1).find(p =>
      one!.entry(p).events.some(e => e.type === 'ScaledDown'),
    )!;
    expect(stateDiffLines(stateDiff(timeline.stateAt(position - 1), timeline.stateAt(position)))).toContainEqual(
      expect.stringMatching(/^~ ReplicaSet\/default\/web-\w+ spec\.replicas: 4 → 3$/),
    );
  });
});

test('the deeds of two logs are the same until they part; those of one log twice to the end', () => {
  const { logs, divergence } = right(compareStrategies(scenario(), strategy(2, 0), strategy(1, 0)));
  const { a, b, shared } = deedsOf(logs.a, logs.b, inMeaning);
  expect([shared, a[shared], b[shared]]).toEqual([
    divergence?.shared,
    divergence?.a?.position,
    divergence?.b?.position,
  ]);
  const same = deedsOf(logs.a, logs.a, inMeaning);
  expect([same.a.length, same.b.length]).toEqual([same.shared, same.shared]);
});

test('the deeds of logs that grow, in whatever steps, are those of the logs at once', () => {
  const { logs } = right(compareStrategies(scenario(), strategy(2, 0), strategy(1, 0)));
  for (const essence of [inMeaning, inDecisions]) {
    const read = deedsWhile(essence);
    for (let [a, b] = [0, 0]; a < logs.a.length || b < logs.b.length; a += 7, b += 5) {
      const [x, y] = [upTo(logs.a, Math.min(a, logs.a.length)), upTo(logs.b, Math.min(b, logs.b.length))];
      expect(read(x, y)).toEqual(deedsOf(x, y, essence));
    }
    expect(read(logs.a, logs.b)).toEqual(deedsOf(logs.a, logs.b, essence));
  }
});

test('decisions leave out pods and status: the order of those is no two runs’ own', () => {
  const log = simulate(scenario(), { seed: 1 });
  const { a } = deedsOf(log, log, inDecisions);
  const kinds = new Set(a.map(position => log.entry(position).subject?.split('/')[0]));
  expect([...kinds]).toEqual(['Deployment', 'ReplicaSet']);
  const other = simulate(scenario(), { seed: 2 });
  const [strict, loose] = [deedsOf(log, other, inMeaning), deedsOf(log, other, inDecisions)];
  expect(loose.shared / loose.a.length).toBeGreaterThanOrEqual(strict.shared / strict.a.length);
});
