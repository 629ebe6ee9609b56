import type { KubeObject } from '@playhead/core';
import { describe, expect, test } from 'vitest';
import { age } from './age.ts';
import { toJson } from './json.ts';
import { jsonpath } from './jsonpath.ts';
import { sortObjects } from './sortBy.ts';
import { printTable } from './table.ts';
import { TabWriter, tabbed, tableWriter } from './tabWriter.ts';
import { toYaml } from './yaml.ts';

const SECOND = 1000;
const HOUR = 3600;

test.each([
  [-2, '<invalid>'],
  [-1, '0s'],
  [0, '0s'],
  [119, '119s'],
  [120, '2m'],
  [125, '2m5s'],
  [599, '9m59s'],
  [600, '10m'],
  [10799, '179m'],
  [3 * HOUR, '3h'],
  [3 * HOUR + 300, '3h5m'],
  [8 * HOUR, '8h'],
  [47 * HOUR, '47h'],
  [48 * HOUR, '2d'],
  [50 * HOUR, '2d2h'],
  [191 * HOUR, '7d23h'],
  [192 * HOUR, '8d'],
  [934 * 24 * HOUR, '2y204d'],
])('%i seconds are %s', (seconds, text) => expect(age(seconds * SECOND)).toBe(text));

describe('columns', () => {
  test('a block of lines shares its widths, a line without the cell ends it', () =>
    expect(tabbed('a\tb\tc\nlonger\tx\nplain\nq\tr\n')).toBe('a       b  c\nlonger  x\nplain\nq  r\n'));

  test('a table keeps the widths of what it printed before', () => {
    const writer = tableWriter();
    writer.write('NAME\tAGE\nlonger-name\t1s\n');
    expect(writer.flush()).toBe('NAME          AGE\nlonger-name   1s\n');
    writer.write('x\t2s\n');
    expect(writer.flush()).toBe('x             2s\n');
  });

  test('width is counted in characters', () => {
    const writer = new TabWriter({ minWidth: 0, padding: 1 });
    writer.write('é\tx\n😀\ty\n');
    expect(writer.flush()).toBe('é x\n😀 y\n');
  });
});

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'web',
    namespace: 'shop',
    uid: '1',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
    labels: { 'example.com/tier': 'front', app: 'web' },
  },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['y', 'x'] }] },
    template: {
      spec: {
        containers: [
          { name: 'web', image: 'web:1', ports: [{ containerPort: 80 }, { containerPort: 443 }] },
          { name: 'side', image: 'side:2' },
        ],
      },
    },
  },
  status: { readyReplicas: 2, updatedReplicas: 1, availableReplicas: 2 },
} as unknown as KubeObject;

const now = Date.parse('2026-01-01T00:00:05Z');

describe('tables', () => {
  test('wide, with kind, namespaces and labels', () =>
    expect(
      printTable('Deployment', [deployment], {
        now,
        wide: true,
        withKind: true,
        namespaces: true,
        labelColumns: ['example.com/tier', 'none'],
        showLabels: true,
      }),
    ).toBe(
      'NAMESPACE   NAME                  READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES         SELECTOR             TIER    NONE   LABELS\n' +
        'shop        deployment.apps/web   2/3     1            2           5s    web,side     web:1,side:2   a in (x,y),app=web   front          app=web,example.com/tier=front\n',
    ));

  test('nothing for nothing', () => expect(printTable('Pod', [], { now })).toBe(''));

  test('a cell ends at its first line break, and steers no terminal', () => {
    const event = {
      ...deployment,
      kind: 'Event',
      type: 'Warning',
      reason: 'R\x1b[31m',
      message: 'first\nsecond',
      involvedObject: { kind: 'Pod', name: 'p' },
      lastTimestamp: '2026-01-01T00:00:00Z',
    } as unknown as KubeObject;
    expect(printTable('Event', [event], { now, noHeaders: true })).toBe('5s    Warning   R^[[31m   pod/p   first...\n');
  });
});

describe('JSONPath', () => {
  test.each([
    ['{.spec.replicas} {.status.readyReplicas}', '3 2'],
    ['{range .spec.template.spec.containers[*]}{.name}{"\\t"}{.image}{"\\n"}{end}', 'web\tweb:1\nside\tside:2\n'],
    ['{.spec.template.spec.containers[?(@.name=="side")].image}', 'side:2'],
    ['{.spec.template.spec.containers[0].ports[?(@.containerPort>100)].containerPort}', '443'],
    ['{.spec.template.spec.containers[-1].name}', 'side'],
    ['{.spec.template.spec.containers[0:2].name}', 'web side'],
    ["{.metadata['name','namespace']}", 'web shop'],
    ['{.metadata.labels.example\\.com/tier}', 'front'],
    ['{..image}', 'web:1 side:2'],
    ['{.spec.selector.matchLabels}', '{"app":"web"}'],
    ['{.spec.nothing}', ''],
    ['words {.kind}', 'words Deployment'],
  ])('%s', (template, text) => expect(jsonpath(template, deployment)).toBe(text));

  test.each([
    ['{.spec', 'error: error parsing jsonpath {.spec, unclosed action\n'],
    ['{.a[b]}', 'error: error parsing jsonpath {.a[b]}, invalid array index b\n'],
  ])('refuses %s', (template, words) => expect(() => jsonpath(template, deployment)).toThrow(words));
});

// each line as `kubectl get configmap -o yaml` wrote it
describe('YAML', () => {
  test.each([
    ['true', '"true"'],
    ['12', '"12"'],
    ['1:30', '"1:30"'],
    ['2020-01-01', '"2020-01-01"'],
    ['y', '"y"'],
    ['', '""'],
    ['-', "'-'"],
    ['-a', '-a'],
    ['a: b', "'a: b'"],
    ['a:b', 'a:b'],
    ['a #b', "'a #b'"],
    ["it's", "it's"],
    ["'x'", "'''x'''"],
    [' x', "' x'"],
    ['a\tb', '"a\\tb"'],
    ['a\x1b[31mb', '"a\\e[31mb"'],
    ['x 😀 y', '"x \\U0001F600 y"'],
    ['héllo ☃', 'héllo ☃'],
    ['a\nb', '|-\n  a\n  b'],
    ['a\n\n', '|+\n  a\n'],
  ])('%j', (text, yaml) => expect(toYaml({ a: text })).toBe(`a: ${yaml}\n`));

  test('long text breaks at the first space after column 80', () => {
    const message =
      'pods "nginx-5bff744746-x6pc5" is forbidden: failed quota: q: must specify limits.memory for: nginx,side; requests.cpu for: nginx,side';
    expect(toYaml({ status: { conditions: [{ message }] } })).toBe(`status:
  conditions:
  - message: 'pods "nginx-5bff744746-x6pc5" is forbidden: failed quota: q: must specify
      limits.memory for: nginx,side; requests.cpu for: nginx,side'
`);
  });

  test('keys in natural order, lists under their key', () =>
    expect(toYaml({ b: [{ y: 1, x: [] }, [1, 2]], a10: {}, a9: null })).toBe(
      'a9: null\na10: {}\nb:\n- x: []\n  "y": 1\n- - 1\n  - 2\n',
    ));
});

test('JSON has sorted keys, four spaces and what HTML must not hold escaped', () =>
  expect(toJson({ b: '<&>', a: [1] })).toBe('{\n    "a": [\n        1\n    ],\n    "b": "\\u003c\\u0026\\u003e"\n}\n'));

test('quantities are sorted as amounts', () => {
  const of = (name: string, memory: string) => ({ ...deployment, metadata: { ...deployment.metadata, name }, memory });
  const sorted = sortObjects([of('a', '1Gi'), of('b', '500Mi'), of('c', '2000Mi')], '.memory');
  expect(sorted.map(o => o.metadata.name)).toEqual(['b', 'a', 'c']);
});
