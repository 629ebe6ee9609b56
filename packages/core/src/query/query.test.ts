import { readFileSync } from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { keyOf } from '../kube/key.ts';
import type { Entry } from '../log/entry.ts';
import type { Event } from '../log/event.ts';
import { MemoryLog } from '../log/log.ts';
import { readStory } from '../projections/story.ts';
import { Timeline } from '../timeline/timeline.ts';
import { compileCondition, compileQuery } from './compile.ts';
import { courseOf, lastChange, nextHit, previousHit } from './course.ts';
import { queryErrorWords } from './expression.ts';
import { languageTables } from './help.ts';
import { parseQuery } from './parse.ts';
import { fits } from './value.ts';

// A log of one Deployment, whose numbers of available pods are those given, an entry each -------------------------------

const object = (kind: string, namespace: string, name: string, rest: object) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: {
    name,
    namespace,
    uid: `${kind}-${name}`,
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  ...rest,
});

function storyOf(available: readonly number[]) {
  let position = 0;
  const write = (kind: string, name: string, ...events: Event[]): Entry => ({
    position: ++position,
    time: position * 1000,
    actor: position % 2 === 0 ? 'deployment-controller' : 'kubectl apply',
    cause: 0,
    subject: keyOf(kind, 'shop', name),
    events,
  });
  const spec = { replicas: 3, template: { spec: { containers: [{ name: 'c', image: 'shop/web:1.2' }] } } };
  const log = new MemoryLog({ start: 0, origin: 'simulated', writer: '', name: '' }, [
    write('Service', 'front.end', {
      type: 'Created',
      object: object('Service', 'shop', 'front.end', { spec: { type: 'ClusterIP' } }),
    }),
    write('Deployment', 'web', { type: 'Created', object: object('Deployment', 'shop', 'web', { spec, status: {} }) }),
    ...available.map(count =>
      write('Deployment', 'web', { type: 'StatusReported', counts: { availableReplicas: count } }),
    ),
    write('Deployment', 'web', { type: 'Deleted' }),
  ]);
  const story = readStory(new Timeline(log));
  return { story, subject: story.workloads[0] };
}

const scope = storyOf([1, 2, 3, 3, 2, 1, 3]);

function course(text: string) {
  const query = compileQuery(text, scope);
  if (E.isLeft(query)) throw new Error(queryErrorWords(query.left));
  return courseOf(query.right, scope.story);
}

const wrong = (text: string): string => {
  const query = compileCondition(text, scope);
  if (E.isRight(query)) throw new Error(`${text} is right`);
  return queryErrorWords(query.left);
};

describe('what is found', () => {
  // @1 the service, @2 web, @3 to @9 one write a number: 1 2 3 3 2 1 3, @10 web is gone
  test('forward, backward, and where a value last changed', () => {
    const low = course('available < 3');
    expect(low.hits).toEqual([2, 7]);
    expect([nextHit(low, 2), nextHit(low, 7), previousHit(low, 7), previousHit(low, 2)]).toEqual([
      7,
      undefined,
      2,
      undefined,
    ]);
    const { values } = low;
    expect([1, 2, 4, 5, 6, 7, 9, 10].map(position => values.at(position))).toEqual([
      undefined,
      true,
      true,
      false,
      false,
      true,
      false,
      undefined,
    ]);
    const available = course('available');
    expect([lastChange(available, 9), lastChange(available, 7), lastChange(available, 2)]).toEqual([8, 5, undefined]);
  });

  test.each([
    ['available == 3 and serving = 0', [5, 9]],
    ['not available >= 3', [2, 7]],
    ['available = 1 or available = 2', [3, 7]],
    ['available + 1 > desired', [5, 9]],
    ['available - 1 = -1 + 2', [4, 7]],
    ['desired - -1 = 4 and available = 1', [3, 8]],
    ['web.available=3', [5, 9]],
    ['shop/web.available=3', [5, 9]],
    ['shop/deploy/web.status.availableReplicas == 3', [5, 9]],
    ['DEPLOYMENTS/web.available >= desired', [5, 9]],
    ['image = WEB:1.2', []],
    ['image = *web:1.2', [2]],
    ['image = "shop/web:1.2"', [2]],
    ['spec.template.spec.containers[name=c].image = shop/web:*', [2]],
    ['service/"front.end".spec.type = clusterip', [1]],
    ['exists', [2]],
    ['!exists', [1, 10]],
    ['event(StatusReported)', [3, 4, 5, 6, 7, 8, 9]],
    ['actor(kubectl*) && event(statusreported)', [3, 5, 7, 9]],
    ['pods() = 0', [1]],
    ['condition(ReplicaFailure) != True', [2]],
  ])('%s: %j', (text, hits) => {
    expect(course(text).hits).toEqual(hits);
  });
});

test('what binds how', () => {
  const shape = (text: string) => {
    const parsed = parseQuery(text);
    return E.isRight(parsed) ? JSON.stringify(parsed.right).replace(/,?"at":\d+/g, '') : queryErrorWords(parsed.left);
  };
  expect(shape('a = 1 or b = 2 and not c < 3 + 4')).toBe(shape('(a = 1) or ((b = 2) and (not (c < (3 + 4))))'));
  expect(shape('a - 1 - 2 > 0')).toBe(shape('((a - 1) - 2) > 0'));
  expect(shape('a==1&&b!=2||!c')).toBe(shape('(a = 1 and b != 2) or (not c)'));
});

describe('what is no query says so in one line', () => {
  test.each([
    ['', 'nothing: expected an expression, as available < 3 at column 1, got the end'],
    ['available <', 'available <: expected a number at column 12, got the end'],
    ['  available <', 'available <: expected a number at column 12, got the end'],
    ['available', 'available: expected a comparison, as available < 3, at column 10, got the end'],
    ['avalable < 3', 'avalable < 3: column 1: avalable is no word: did you mean available?'],
    ['available < three', 'available < three: expected a number at column 13, got three'],
    ['available < "3"', 'available < "3": expected a number at column 13, got "3"'],
    ['desired-1 > available', 'desired-1 > available: column 1: desired-1 is no word: did you mean desired - 1?'],
    ['1 < available < 3', '1 < available < 3: expected and, or, or the end at column 15, got <'],
    [
      'available and exists',
      'available and exists: expected a yes or no, as available < 3, at column 1, got available',
    ],
    ['not', 'not: expected a condition at column 4, got the end'],
    ['exists and', 'exists and: expected a condition at column 11, got the end'],
    ['(available < 3', '(available < 3: expected a closing parenthesis at column 15, got the end'],
    ['available < 3)', 'available < 3): expected and, or, or the end at column 14, got )'],
    ['available ? 3', 'available ? 3: expected a comparison, and, or, or the end at column 11, got ?'],
    [
      'phase = stuk',
      'phase = stuk: expected one of outage, stuck, failing, recovering, paused, rolling, scaling, deleting, complete at column 9, got stuk',
    ],
    ['phase < stuck', 'phase < stuck: expected = or != at column 7, got <'],
    ['paused = 3', 'paused = 3: expected true or false at column 10, got 3'],
    ['image + 1 = 2', 'image + 1 = 2: expected a number at column 1, got image'],
    ['image = "x', 'image = "x: expected a value at column 9, got " without its end'],
    ['wbe.serving < 3', 'wbe.serving < 3: column 1: no workload wbe is in this log: did you mean web?'],
    [
      'deployment/api.serving < 3',
      'deployment/api.serving < 3: column 1: no deployment/api is in this log; there is web',
    ],
    [
      'job/x.status.active > 0',
      'job/x.status.active > 0: column 1: no job is in this log; there are service and deployment',
    ],
    ['deployment/web', 'deployment/web: expected a word or a field after deployment/web at column 15, got the end'],
    ['deployment/web.', 'deployment/web.: expected a name or a field at column 16, got the end'],
    [
      'web.status.conditions[x].y = 1',
      'web.status.conditions[x].y = 1: expected an index, a filter as [type=Ready], or a key in quotes at column 23, got [x]',
    ],
    ['web.servng < 3', 'web.servng < 3: column 5: servng is no word: did you mean serving?'],
    [
      'service/"front.end".serving = 1',
      'service/"front.end".serving = 1: column 1: serving is asked of workloads only; write a field, as .status.serving',
    ],
    ['pods(frase=Pending) > 1', 'pods(frase=Pending) > 1: column 6: a pod is not chosen by frase: did you mean phase?'],
    ['pods(phase=Pendig) > 1', 'pods(phase=Pendig) > 1: column 6: phase Pendig is none: did you mean Pending?'],
    ['pods(phase=) > 1', 'pods(phase=) > 1: expected a value at column 12, got )'],
    [
      'pods(ready node=a) > 1',
      'pods(ready node=a) > 1: expected a comma or a closing parenthesis at column 12, got node',
    ],
    ['pods > 1', 'pods > 1: expected pods(FILTER, …) at column 5, got no parenthesis'],
    ['serving(x) > 1', 'serving(x) > 1: column 1: serving takes nothing in parentheses'],
    ['poods() > 1', 'poods() > 1: column 1: poods is no function: did you mean pods?'],
    ['event()', 'event(): expected a type of event, as event(ScaledDown) at column 7, got nothing'],
    ['event(ScaledDwn)', 'event(ScaledDwn): column 7: no event is called ScaledDwn: did you mean ScaledDown?'],
    [
      'condition(Availabel)',
      'condition(Availabel): column 11: no condition Availabel is ever there: did you mean Available?',
    ],
    [
      'condition(Available).reson = x',
      'condition(Available).reson = x: column 10: a condition has no reson: did you mean reason?',
    ],
  ])('%s', (text, line) => {
    expect(wrong(text)).toBe(line);
  });
});

test('a star stands for anything', () => {
  expect(['*', 'a*', '*c', 'a*c', 'a*b*c', '*b*', 'abc'].every(pattern => fits('abc', pattern))).toBe(true);
  expect(['', 'b*', '*b', 'ab*bc', 'a*c*c', 'abcd', 'abc*abc'].some(pattern => fits('abc', pattern))).toBe(false);
});

test('the page about the language is what its tables say', () => {
  const page = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  expect(page.slice(page.indexOf('### '))).toBe(`${languageTables()}\n`);
});
