/** The difference of two moments and the Kubernetes Events at one, held against the objects themselves. */
import path from 'node:path';
import {
  fieldDiff,
  type Json,
  keyOfObject,
  kubeEvents,
  momentDiff,
  type ObjectKey,
  readStory,
  type Story,
  Timeline,
} from '@playhead/core';
import { openRecording } from '@playhead/recording';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../e2e/playhead.ts';

function storyOf(file: string): Story {
  const opened = openRecording(path.join(ROOT, file));
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
  return readStory(new Timeline(opened.right.log));
}

const FILES = [
  'scenarios/recordings/rollback-bad-image.rollout',
  'test/conformance/recordings/statefulset.rollout',
  'test/conformance/recordings/service-canary.rollout',
];

/** Every object at a position, as text without what is noise. */
function texts(story: Story, position: number): Map<ObjectKey, string> {
  const state = story.timeline.stateAt(position);
  const found = new Map<ObjectKey, string>();
  for (const kind of state.kinds())
    for (const object of state.list(kind)) found.set(keyOfObject(object), JSON.stringify(object));
  return found;
}

describe.each(FILES)('%s', file => {
  const story = storyOf(file);

  test('with everything asked for, exactly the objects that differ are named, whichever moments', () => {
    const position = fc.integer({ min: 0, max: story.length });
    fc.assert(
      fc.property(position, position, (from, to) => {
        const [old, now] = [texts(story, from), texts(story, to)];
        const differ = [...new Set([...old.keys(), ...now.keys()])].filter(key => old.get(key) !== now.get(key));
        const { objects } = momentDiff(story.timeline, from, to, { noise: true, events: true });
        expect(objects.map(({ key }) => key).sort()).toEqual(differ.sort());
      }),
      { numRuns: 40 },
    );
  });

  test('the other way round, came and gone and both values change places', () => {
    const there = momentDiff(story.timeline, 40, 90).objects;
    const back = momentDiff(story.timeline, 90, 40).objects;
    const turned = { came: 'gone', gone: 'came', changed: 'changed', replaced: 'replaced' } as const;
    const said = (objects: typeof there) =>
      new Set(objects.map(o => `${o.key} ${o.change} ${JSON.stringify(o.fields)}`));
    expect(said(back)).toEqual(
      said(
        there.map(o => ({
          ...o,
          change: turned[o.change],
          fields: o.fields.map(({ path, before, after }) => ({ path, before: after, after: before })),
        })),
      ),
    );
  });

  test('the rows of Kubernetes Events add up to the counts of the objects, at every position', () => {
    for (let position = 1; position <= story.length; position++) {
      const events = story.timeline.peek(position).list('Event');
      const rows = kubeEvents(story, position);
      expect([position, rows.reduce((sum, row) => sum + row.count, 0)]).toEqual([
        position,
        events.reduce((sum, event) => sum + (event.count ?? 1), 0),
      ]);
      expect(rows.map(row => row.last)).toEqual(rows.map(row => row.last).sort((a, b) => b - a));
    }
  });
});

test('what a bad image did in its first second', () => {
  const { timeline } = storyOf(FILES[0]!);
  const objects = momentDiff(timeline, 111, 131).objects.map(({ change, kind, fields }) => [
    change,
    kind,
    fields.length,
  ]);
  expect(objects).toEqual([
    ['changed', 'Deployment', 10],
    ['changed', 'ReplicaSet', 1],
    ['came', 'ReplicaSet', 0],
    ['gone', 'Pod', 0],
    ['came', 'Pod', 0],
  ]);
});

/** Before, after, and the paths that are said. */
test.each<[string, Json, Json, string[]]>([
  [
    'a container by its name, wherever it stands',
    {
      c: [
        { name: 'a', i: 1 },
        { name: 'b', i: 1 },
      ],
    },
    {
      c: [
        { name: 'b', i: 2 },
        { name: 'a', i: 1 },
      ],
    },
    ['c[b].i'],
  ],
  [
    'a condition by its type',
    { s: [{ type: 'Ready', status: 'False' }] },
    { s: [{ type: 'Ready', status: 'True' }] },
    ['s[Ready].status'],
  ],
  ['one more, and one less', { c: [{ name: 'a' }] }, { c: [{ name: 'b' }] }, ['c[a]', 'c[b]']],
  ['a list without names as one value', { args: ['x'] }, { args: ['x', 'y'] }, ['args']],
  ['a name that comes twice names nothing', { p: [{ name: 'a' }, { name: 'a' }] }, { p: [{ name: 'a' }] }, ['p']],
  ['nothing', { a: { b: [1] } }, { a: { b: [1] } }, []],
])('%s', (_, before, after, paths) => {
  expect(fieldDiff(before, after).map(field => field.path)).toEqual(paths);
});
