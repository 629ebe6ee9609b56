/**
 * The pass over a log counts as it goes. Here the same numbers are counted from the whole state at every position, the
 * slow way, on kept recordings of a real control plane: each must be equal everywhere.
 */
import path from 'node:path';
import {
  isServing,
  type KubeObject,
  readStory,
  type Story,
  Timeline,
  timeAt,
  type WorkloadStory,
} from '@playhead/core';
import { openRecording } from '@playhead/recording';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../e2e/playhead.ts';

const FILES = [
  'scenarios/recordings/rollback-bad-image.rollout',
  'scenarios/recordings/checkout-oom.rollout',
  'scenarios/recordings/search-canary.rollout',
  'test/conformance/recordings/quota-exceeded.rollout',
  'test/conformance/recordings/recreate.rollout',
  'test/conformance/recordings/proportional-scaling.rollout',
];

function storyOf(file: string): Story {
  const opened = openRecording(path.join(ROOT, file));
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
  return readStory(new Timeline(opened.right.log));
}

/** The pods of a workload, found from the objects' owner references alone. */
function podsOf(story: Story, workload: WorkloadStory, position: number): KubeObject[] {
  const state = story.timeline.peek(position);
  const object = state.get(workload.key);
  const sets = state.list('ReplicaSet').filter(set => ownedBy(set, object?.metadata.uid));
  const owners = new Set([object, ...sets].map(owner => owner?.metadata.uid));
  return state.list('Pod').filter(pod => pod.metadata.ownerReferences?.some(owner => owners.has(owner.uid)));
}

const ownedBy = (object: KubeObject, uid: string | undefined): boolean =>
  object.metadata.ownerReferences?.some(owner => owner.uid === uid && owner.controller === true) ?? false;

describe.each(FILES)('%s', file => {
  const story = storyOf(file);

  test('serving, existing, leaving and sizes are what the objects add up to, at every position', () => {
    for (let position = 1; position <= story.length; position++)
      for (const workload of story.workloads.filter(w => w.kind === 'Deployment' && w.exists.at(position))) {
        const pods = podsOf(story, workload, position);
        const state = story.timeline.peek(position);
        const sizes = state
          .list('ReplicaSet')
          .filter(set => ownedBy(set, workload.uid))
          .reduce((sum, set) => sum + set.spec.replicas, 0);
        expect({
          position,
          serving: workload.serving.at(position),
          existing: workload.existing.at(position),
          leaving: workload.leaving.at(position),
          sizes: workload.groups.reduce((sum, group) => sum + group.size.at(position), 0),
        }).toEqual({
          position,
          serving: pods.filter(isServing).length,
          existing: pods.length,
          leaving: pods.filter(pod => pod.metadata.deletionTimestamp !== undefined).length,
          sizes,
        });
      }
  });

  test('times are those of the entries', () => {
    for (let position = 1; position <= story.length; position++)
      expect(timeAt(story, position)).toBe(story.timeline.entry(position).time);
  });

  test('what carries a meaning is in order, once', () => {
    for (const positions of [story.meaning, story.failures, story.hands])
      expect([...positions]).toEqual([...new Set(positions)].sort((a, b) => a - b));
  });
});

test('the lowest moment of the outage is the first at which none of 8 serves', () => {
  const story = storyOf('scenarios/recordings/checkout-oom.rollout');
  const workload = story.workloads.find(w => w.name === 'checkout')!;
  let first = 0;
  for (let position = workload.firstComplete!; position <= story.length && first === 0; position++)
    if (podsOf(story, workload, position).filter(isServing).length === 0) first = position;
  expect(workload.lowest).toEqual({ position: first, serving: 0, of: 8 });
});
