/** The revision that an undo would make, as the pane of a rollout under way names it. */
import path from 'node:path';
import { readStory, type Story, Timeline, whyPane } from '@playhead/core';
import { openRecording } from '@playhead/recording';
import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { ROOT } from '../e2e/playhead.ts';

function storyOf(file: string): Story {
  const opened = openRecording(path.join(ROOT, file));
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
  return readStory(new Timeline(opened.right.log));
}

// the number is written a moment after the template: in between the one before it must not be promised a second time
test.each([
  ['test/conformance/recordings/statefulset.rollout', [['rev 1 becomes rev 3'], ['rev 2 becomes rev 4']]],
  ['test/conformance/recordings/daemonset.rollout', [['rev 1 becomes rev 3'], ['rev 2 becomes rev 4']]],
  ['scenarios/recordings/rollback-bad-image.rollout', [['rev 1 becomes rev 3'], ['rev 2 becomes rev 4']]],
])('%s: the same all through a rollout', (file, expected) => {
  const story = storyOf(file);
  const workload = story.workloads[0]!;
  const found = workload.rollouts.map(({ start, complete }, i) => {
    const said = new Set<string>();
    const end = complete ?? workload.rollouts[i + 1]?.start ?? story.length;
    for (let position = start; position < end; position++) {
      const row = whyPane(story, workload, position).rows.find(({ label }) => label === 'way back');
      const becomes = /rev \d+ becomes rev \d+/.exec(row?.texts[0] ?? '')?.[0];
      if (becomes !== undefined) said.add(becomes);
    }
    return [...said];
  });
  expect(found.filter(said => said.length > 0)).toEqual(expected);
});

// @136 undoes a bad image: until it is through, undo would go forward to that image again
test('no command goes back to what failed', () => {
  const story = storyOf('scenarios/recordings/rollback-bad-image.rollout');
  const workload = story.workloads[0]!;
  const undone = workload.rollouts.at(-1)!;
  for (let position = undone.start; position <= story.length; position++) {
    const { rows } = whyPane(story, workload, position);
    expect(rows.map(({ command }) => command).filter(command => command !== undefined)).toEqual([]);
    expect(rows.find(({ label }) => label === 'way back')?.texts[0]).toContain('which failed: image not found');
  }
});
