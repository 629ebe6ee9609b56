/**
 * A search answers from series, at the few positions where something changes. Here the same questions are answered the
 * slow, obvious way: the whole state at every position, one after the other. Both must find the same, in both
 * directions, for random expressions over random rollouts.
 */
import path from 'node:path';
import {
  type ClusterView,
  compileQuery,
  conditionOf,
  controllerOf,
  courseOf,
  type Entry,
  EntrySearch,
  entryAsks,
  entryWords,
  gaps,
  type KubeObject,
  lastChange,
  mostTroubled,
  nextHit,
  previousHit,
  QueryRun,
  queryErrorWords,
  readStory,
  type Steps,
  type Story,
  stretches,
  Timeline,
  type Value,
  type WorkloadStory,
} from '@playhead/core';
import { openRecording } from '@playhead/recording';
import { simulate } from '@playhead/simulator';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../e2e/playhead.ts';
import { scenarioOf, stories } from '../support/stories.ts';
import { WAYS } from '../support/waysToAStory.ts';

/** What the slow way has at one position. */
interface Here {
  readonly state: ClusterView;
  readonly entry: Entry | undefined;
  readonly workload: KubeObject | undefined;
  /** Pods whose controller is the workload, or one of its ReplicaSets. */
  readonly pods: readonly KubeObject[];
  readonly story: WorkloadStory;
}

/** An expression as text, and what it means, said in the plainest way. */
interface Asked {
  readonly text: string;
  readonly ask: (here: Here) => Value;
}

// What the words mean, from objects alone ------------------------------------------------------------------------------

const stateOf = (pod: KubeObject): string => {
  if (pod.metadata.deletionTimestamp !== undefined) return 'leaving';
  const { phase } = pod.status ?? {};
  if (phase === 'Failed') return 'failing';
  const ready = conditionOf(pod, 'Ready')?.status === 'True';
  if (ready) return 'ready';
  if ([...(pod.status?.containerStatuses ?? [])].some(failing)) return 'failing';
  return phase === 'Succeeded' ? 'gone' : phase === 'Running' ? 'running' : 'pending';
};
// biome-ignore lint/suspicious/noExplicitAny: a container status, as any pod has it
const failing = ({ state }: any): boolean =>
  (state.terminated !== undefined && state.terminated.exitCode !== 0) ||
  !['ContainerCreating', 'PodInitializing', '', undefined].includes(state.waiting?.reason);

const there =
  (of: (workload: KubeObject, here: Here) => Value) =>
  (here: Here): Value =>
    here.workload === undefined ? undefined : of(here.workload, here);

const inState = (state: string) => there((_, { pods }) => pods.filter(pod => stateOf(pod) === state).length);
const status = (field: string) => there(({ status: s }) => s?.[field] ?? 0);

/** 25% of 3 replicas: 0.75, so a surge of 1 and none unavailable. */
function share(value: number | string | undefined, of: number, round: (exact: number) => number): number {
  const given = value ?? '25%';
  return typeof given === 'number' ? given : round((Number.parseInt(given, 10) * of) / 100);
}

function fences({ spec }: KubeObject): { surge: number; floor: number } {
  if (spec.strategy.type === 'Recreate') return { surge: 0, floor: 0 };
  const rolling = spec.strategy.rollingUpdate ?? {};
  const surge = share(rolling.maxSurge, spec.replicas, Math.ceil);
  const down = share(rolling.maxUnavailable, spec.replicas, Math.floor);
  return { surge, floor: Math.max(0, spec.replicas - (surge === 0 && down === 0 ? 1 : down)) };
}

const NUMBERS: Readonly<Record<string, (here: Here) => Value>> = {
  serving: inState('ready'),
  pending: inState('pending'),
  running: inState('running'),
  failing: inState('failing'),
  leaving: inState('leaving'),
  existing: there((_, { pods }) => pods.filter(pod => stateOf(pod) !== 'gone').length),
  available: status('availableReplicas'),
  ready: status('readyReplicas'),
  updated: status('updatedReplicas'),
  unavailable: status('unavailableReplicas'),
  desired: there(({ spec }) => spec.replicas),
  surge: there(workload => fences(workload).surge),
  ceiling: there(workload => workload.spec.replicas + fences(workload).surge),
  floor: there(workload => fences(workload).floor),
  revision: there(({ metadata }) => Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0)),
  'deployment/web.spec.replicas': there(({ spec }) => spec.replicas),
  'deployment/web.metadata.generation': there(({ metadata }) => metadata.generation ?? null),
  'deployment/web.status.observedGeneration': there(({ status: s }) => s?.observedGeneration ?? null),
  'status.replicas': there(({ status: s }) => s?.replicas ?? null),
  'deployment/web.status.unavailableReplicas': there(({ status: s }) => s?.unavailableReplicas ?? null),
  'deployment/web.spec.template.spec.containers[0].missing': there(() => null),
};

const revisionOf = (pod: KubeObject, state: ClusterView): number => {
  const owner = controllerOf(pod);
  const set = state.list('ReplicaSet').find(({ metadata }) => metadata.uid === owner?.uid);
  return Number(set?.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
};
const imageOf = (pod: KubeObject): string => pod.spec.containers[0].image;

type Filter = readonly [text: string, fits: (pod: KubeObject, state: ClusterView) => boolean];
const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc
    .constantFrom('pending', 'running', 'ready', 'leaving', 'failing')
    .map((s): Filter => [s, pod => stateOf(pod) === s]),
  fc.constantFrom('Pending', 'Running').map((p): Filter => [`phase=${p}`, pod => pod.status?.phase === p]),
  fc.integer({ min: 1, max: 3 }).map((n): Filter => [`revision=${n}`, (pod, state) => revisionOf(pod, state) === n]),
  fc.constantFrom('v1', 'v2', 'bad1').map((v): Filter => [`image!=app:${v}`, pod => imageOf(pod) !== `app:${v}`]),
  fc.constant<Filter>(['image=*:BAD*', pod => /:bad/.test(imageOf(pod))]),
  fc.constant<Filter>(['metadata.labels.app=web', pod => pod.metadata.labels?.app === 'web']),
  fc.constant<Filter>(['status.phase=Running', pod => pod.status?.phase === 'Running']),
  fc.constant<Filter>(['spec.nodeName=node-0', pod => pod.spec.nodeName === 'node-0']),
  fc.constant<Filter>(['node!=node-0', pod => pod.spec.nodeName !== 'node-0']),
);

const pods: fc.Arbitrary<Asked> = fc
  .tuple(fc.constantFrom('pods', 'web.pods', 'count'), fc.array(filter, { maxLength: 2 }))
  .map(([name, filters]) => ({
    text: `${name}(${filters.map(([text]) => text).join(', ')})`,
    ask: ({ state, workload, pods: own }) => {
      if (name !== 'pods' && workload === undefined) return undefined;
      const all = name === 'pods' ? state.list('Pod') : own;
      const counted = name === 'count' ? all.filter(pod => stateOf(pod) !== 'gone') : all;
      return counted.filter(pod => filters.every(([, fits]) => fits(pod, state))).length;
    },
  }));

const number: fc.Arbitrary<Asked> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...Object.entries(NUMBERS)).map(([text, ask]) => ({ text, ask })) },
  { weight: 2, arbitrary: pods },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 9 }).map(n => ({ text: String(n), ask: () => n })) },
);

const sum: fc.Arbitrary<Asked> = fc.oneof(
  { weight: 3, arbitrary: number },
  {
    weight: 1,
    arbitrary: fc.tuple(number, fc.constantFrom(1, -1), number).map(([a, sign, b]) => ({
      text: `${a.text} ${sign === 1 ? '+' : '-'} ${b.text}`,
      ask: (here: Here) => {
        const [left, right] = [a.ask(here), b.ask(here)];
        return left === undefined || right === undefined ? undefined : Number(left) + sign * Number(right);
      },
    })),
  },
);

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};
const comparison: fc.Arbitrary<Asked> = fc
  .tuple(sum, fc.constantFrom(...Object.entries(COMPARE)), sum)
  .map(([a, [operator, holds], b]) => ({
    text: `${a.text} ${operator} ${b.text}`,
    ask: here => {
      const [left, right] = [a.ask(here), b.ask(here)];
      return left === undefined || right === undefined ? undefined : holds(Number(left), Number(right));
    },
  }));

const says =
  (type: string) =>
  ({ entry }: Here) =>
    entry?.events.some(event => event.type === type) ?? false;
/** What tells of single entries: each of them counts. */
const PULSES: readonly Asked[] = [
  { text: 'web.event(StatusReported)', ask: here => says('StatusReported')(here) && ofDeployment(here) },
  { text: 'event(PodReady)', ask: says('PodReady') },
  { text: 'event(scaleddown)', ask: says('ScaledDown') },
  {
    text: 'web.actor(deployment-controller)',
    ask: here => ofDeployment(here) && here.entry?.actor === 'deployment-controller',
  },
  { text: 'actor(kubelet*)', ask: ({ entry }) => entry?.actor.startsWith('kubelet') ?? false },
];
const ofDeployment = ({ entry }: Here): boolean => entry?.subject?.startsWith('Deployment/') === true;

const plain: fc.Arbitrary<Asked> = fc.constantFrom<Asked>(
  ...PULSES,
  {
    text: 'deployment/web.metadata.resourceVersion > 1040',
    ask: there(({ metadata }) => Number(metadata.resourceVersion) > 1040),
  },
  { text: 'paused', ask: there(({ spec }) => spec.paused === true) },
  { text: 'exists', ask: ({ workload }) => workload !== undefined },
  { text: 'condition(Available)', ask: there(w => conditionOf(w, 'Available')?.status ?? null) },
  { text: 'condition(progressing)=false', ask: there(w => conditionOf(w, 'Progressing')?.status === 'False') },
  {
    text: 'web.condition(Progressing).reason != NewReplicaSetAvailable',
    ask: there(w => conditionOf(w, 'Progressing')?.reason !== 'NewReplicaSetAvailable'),
  },
  {
    text: 'status.conditions[type=Available].status = True',
    ask: there(w => conditionOf(w, 'Available')?.status === 'True'),
  },
  { text: 'image = app:v2', ask: there(w => w.spec.template.spec.containers[0].image === 'app:v2') },
  { text: 'phase = stuck', ask: there((_, { story, state }) => story.phase.at(state.position) === 'stuck') },
);

/** A condition says yes with the text True. */
const yes = (value: Value): boolean | undefined =>
  value === undefined || typeof value === 'boolean' ? value : value === 'True';

/** Of what cannot be asked the opposite cannot be asked either; a side that decides alone does. */
const condition: fc.Arbitrary<Asked> = fc.letrec<{ condition: Asked }>(tie => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: comparison },
    { weight: 2, arbitrary: plain },
    {
      weight: 1,
      arbitrary: tie('condition').map(of => ({
        text: `not (${of.text})`,
        ask: (here: Here) => {
          const value = yes(of.ask(here));
          return value === undefined ? undefined : !value;
        },
      })),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition')).map(([a, word, b]) => ({
        text: `(${a.text}) ${word} (${b.text})`,
        ask: (here: Here) => {
          const sides = [yes(a.ask(here)), yes(b.ask(here))];
          if (sides.includes(word === 'or')) return word === 'or';
          return sides.includes(undefined) ? undefined : word !== 'or';
        },
      })),
    },
  ),
})).condition;

// The two ways ----------------------------------------------------------------------------------------------------------

function hereAt(story: Story, position: number): Here {
  const state = story.timeline.stateAt(position);
  const workload = state.list('Deployment').find(({ metadata }) => metadata.name === 'web');
  const sets = state.list('ReplicaSet').filter(set => controllerOf(set)?.uid === workload?.metadata.uid);
  const owners = new Set([workload, ...sets].map(owner => owner?.metadata.uid));
  const own = state.list('Pod').filter(pod => owners.has(controllerOf(pod)?.uid));
  const entry = position === 0 ? undefined : story.timeline.entry(position);
  return { state, entry, workload, pods: own, story: mostTroubled(story)! };
}

function compiled(story: Story, text: string) {
  const query = compileQuery(text, { story, subject: mostTroubled(story) });
  if (E.isLeft(query)) throw new Error(queryErrorWords(query.left));
  return query.right;
}

/** Where it begins to be so, and every single entry that it tells of. */
function slowHits(values: readonly Value[], { text }: Asked, places: readonly Here[]): number[] {
  // each has parentheses around it, or nothing
  const pulses = PULSES.filter(pulse => text === pulse.text || text.includes(`(${pulse.text})`));
  return values.flatMap((value, position) => {
    if (position === 0 || yes(value) !== true) return [];
    const begins = position === 1 || yes(values[position - 1]) !== true;
    return begins || pulses.some(({ ask }) => ask(places[position]!) === true) ? [position] : [];
  });
}

/** The first position at which the two ways differ, with both values. */
function expectSame(text: string, fast: Steps<Value>, slow: readonly Value[]): void {
  const position = slow.findIndex((value, p) => fast.at(p) !== value);
  expect({ text, position, value: fast.at(position) }).toEqual({ text, position: -1, value: fast.at(-1) });
}

const logs: fc.Arbitrary<Story> = fc
  .tuple(stories(true), fc.constantFrom(...WAYS))
  .map(([story, way]) => way(simulate(scenarioOf(story))));

describe('a search finds what a slow scan of every state finds', () => {
  test('values, hits in both directions, last changes, where it holds and where it does not', () => {
    fc.assert(
      fc.property(logs, fc.array(condition, { minLength: 1, maxLength: 8 }), fc.nat(), (story, asked, seed) => {
        const places = Array.from({ length: story.length + 1 }, (_, position) => hereAt(story, position));
        for (const one of asked) {
          const slow = places.map(one.ask);
          const course = courseOf(compiled(story, one.text), story);
          expectSame(one.text, course.values, slow);
          const hits = slowHits(slow, one, places);
          for (const from of [0, 1, seed % (story.length + 1), story.length, story.length + 1]) {
            expect(nextHit(course, from)).toBe(hits.find(hit => hit > from));
            expect(previousHit(course, from)).toBe(hits.findLast(hit => hit < from));
            const changed = slow.findLastIndex((value, p) => p > 0 && p < from && value !== slow[p - 1]);
            expect(lastChange(course, from)).toBe(changed < 0 ? undefined : changed);
          }
          const [from, to] = [1 + (seed % story.length), story.length - (seed % 7)];
          const within = (wanted: Value) =>
            slow.flatMap((v, p) => (yes(v) === wanted && p >= from && p <= to ? [p] : []));
          expect(stretches(course, from, to).flatMap(all)).toEqual(within(true));
          expect(gaps(course, from, to).flatMap(all)).toEqual(within(false));
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test('numbers too, in whatever strides they are read', () => {
    fc.assert(
      fc.property(
        logs,
        fc.array(sum, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 900 }),
        (story, asked, by) => {
          const places = Array.from({ length: story.length + 1 }, (_, position) => hereAt(story, position));
          for (const { text, ask } of asked) {
            const run = new QueryRun(compiled(story, text), story);
            let share = 0;
            while (run.advance(by)) {
              expect(run.share).toBeGreaterThanOrEqual(share);
              share = run.share;
            }
            const { values } = run.finish();
            expectSame(text, values, places.map(ask));
          }
        },
      ),
      { numRuns: 10 },
    );
  }, 120_000);

  test('the next and the previous entry that says something', () => {
    const texts = fc.constantFrom(
      'podready',
      'ScaledUp',
      'kubelet',
      'rev 2',
      'web-',
      'replicas',
      'nowhere',
      'COMPLETE',
    );
    fc.assert(
      fc.property(logs, texts, fc.nat(), fc.integer({ min: 1, max: 50 }), (story, text, seed, by) => {
        const from = seed % (story.length + 2);
        const says = (position: number): boolean => {
          const entry = story.timeline.entry(position);
          const types = entry.events.map(({ type }) => type.toLowerCase());
          if (text === 'podready' || text === 'ScaledUp') return types.includes(text.toLowerCase());
          const { actor, subject, what } = entryWords(story, position);
          const all = [actor, entry.actor, subject, what, (entry.subject ?? '').replace(/\/.*\//, '/'), ...types]
            .join('\n')
            .toLowerCase();
          return all.includes(text.toLowerCase());
        };
        const hits = Array.from({ length: story.length }, (_, i) => i + 1).filter(says);
        for (const direction of [1, -1] as const) {
          const search = new EntrySearch(story, entryAsks(story, text), from, direction);
          while (search.advance(by)) expect(search.share).toBeLessThanOrEqual(1);
          const expected = direction === 1 ? hits.find(p => p > from) : hits.findLast(p => p < from);
          expect(search.found).toBe(expected);
        }
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});

const all = ({ from, to }: { from: number; to: number }): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

test.each(['checkout-oom', 'search-canary', 'rollback-bad-image'])('a real recording: %s', name => {
  const opened = openRecording(path.join(ROOT, `scenarios/recordings/${name}.rollout`));
  if (E.isLeft(opened)) throw new Error('the recording does not open');
  const story = readStory(new Timeline(opened.right.log));
  const phases = (phase: string) =>
    Array.from(
      { length: story.length + 1 },
      (_, position) =>
        story.timeline
          .stateAt(position)
          .list('Pod')
          .filter(pod => pod.status?.phase === phase).length,
    );
  for (const phase of ['Pending', 'Running', 'Succeeded', 'Failed']) {
    const { values } = courseOf(compiled(story, `pods(phase=${phase})`), story);
    expect(phases(phase).map((_, position) => values.at(position))).toEqual(phases(phase));
  }
});
