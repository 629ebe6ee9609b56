import {
  ClusterState,
  type ClusterView,
  cursor,
  evolve,
  type KubeObject,
  keyOfObject,
  type Log,
  readStory,
  Timeline,
} from '@playhead/core';
import { openRecording } from '@playhead/recording';
import { simulate } from '@playhead/simulator';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyScenario } from '../support/anyStory.ts';

/** Everything a state answers: its objects by key in their order, what is remembered, and who owns whom. */
function answers(view: ClusterView) {
  const objects = view.kinds().flatMap(kind => view.list(kind));
  return {
    at: [view.position, view.time],
    objects: objects.map((object): [string, KubeObject] => [keyOfObject(object), object]),
    memory: view.memories(''),
    owned: objects.map(({ metadata }) => view.dependents(metadata.uid).map(keyOfObject)),
  };
}

/** The plain fold, a new state per entry: what every other way has to agree with. */
function folded(log: Log, position: number): ClusterView {
  let state = ClusterState.empty();
  for (let at = 1; at <= position; at++) state = evolve(state, log.entry(at));
  return state;
}

const logs: fc.Arbitrary<Log> = anyScenario.map(scenario => simulate(scenario));
/** Visits as thousandths of a log's length, so that they fit whatever log comes. */
const walks = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 4, maxLength: 12 });
const at = (log: Log, share: number): number => Math.round((share * log.length) / 1000);

describe('law 1: one fold', () => {
  test('stateAt, peek and stateAtTime give what evolve gives, wherever one comes from', () => {
    fc.assert(
      fc.property(logs, walks, fc.integer({ min: 1, max: 50 }), (log, walk, keyframeEvery) => {
        const timeline = new Timeline(log, { keyframeEvery });
        for (const position of walk.map(share => at(log, share))) {
          const expected = answers(folded(log, position));
          expect(answers(timeline.peek(position))).toEqual(expected);
          expect(answers(timeline.stateAt(position))).toEqual(expected);
          if (position === 0) continue;
          const { time } = log.entry(position);
          const last = timeline.positionAt(time);
          expect(answers(timeline.stateAtTime(time))).toEqual(answers(folded(log, last)));
        }
      }),
      { numRuns: 15 },
    );
  });

  test('a state that was handed out stays as it was', () => {
    fc.assert(
      fc.property(logs, walks, (log, walk) => {
        const timeline = new Timeline(log, { keyframeEvery: 7 });
        const positions = walk.map(share => at(log, share));
        const states = positions.map(position => timeline.stateAt(position));
        timeline.visit(1, log.length, () => undefined);
        for (const [i, position] of positions.entries())
          expect(answers(states[i]!)).toEqual(answers(folded(log, position)));
      }),
      { numRuns: 10 },
    );
  });

  test('playing arrives where seeking does', () => {
    fc.assert(
      fc.property(logs, fc.array(fc.integer({ min: -700, max: 900 }), { maxLength: 20 }), (log, ticks) => {
        const timeline = new Timeline(log, { keyframeEvery: 16 });
        let here = cursor.at(timeline, 0);
        for (const tick of ticks) {
          here = cursor.advance(timeline, cursor.play(here, Math.sign(tick) || 1), Math.abs(tick));
          expect(answers(timeline.stateAt(here.position))).toEqual(answers(folded(log, here.position)));
        }
      }),
      { numRuns: 10 },
    );
  });

  test('a real recording too, at every 97th position, forward and backward', () => {
    const opened = openRecording('scenarios/recordings/checkout-oom.rollout');
    if (opened._tag === 'Left') throw new Error('the recording does not open');
    const { log } = opened.right;
    const timeline = new Timeline(log, { keyframeEvery: 100 });
    const positions = Array.from({ length: Math.floor(log.length / 97) }, (_, i) => (i + 1) * 97);
    for (const position of [...positions, ...positions.reverse()])
      expect(answers(timeline.stateAt(position))).toEqual(answers(folded(log, position)));
    opened.right.close();
  });
});

describe('law 2: keyframes are a cache', () => {
  test('dropping all of them, at any time, changes no answer', () => {
    fc.assert(
      fc.property(logs, walks, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (log, walk, drops) => {
        const kept = new Timeline(log, { keyframeEvery: 5 });
        const dropping = new Timeline(log, { keyframeEvery: 5 });
        for (const [i, share] of walk.entries()) {
          if (drops[i]) dropping.dropKeyframes();
          const position = at(log, share);
          expect(answers(dropping.stateAt(position))).toEqual(answers(kept.stateAt(position)));
        }
      }),
      { numRuns: 15 },
    );
  });

  test('so is an index: with it every state is the same, whichever way one comes and goes on', () => {
    fc.assert(
      fc.property(logs, walks, (log, walk) => {
        const { timeline } = readStory(new Timeline(log));
        const handed = walk.map(share => timeline.stateAt(at(log, share)));
        for (const [i, share] of walk.entries()) {
          const expected = folded(log, at(log, share));
          expect(answers(timeline.peek(at(log, share)))).toEqual(answers(expected));
          expect(answers(handed[i]!)).toEqual(answers(expected));
        }
        const from = at(log, walk[0]!);
        timeline.visit(from + 1, log.length, (entry, change, state) => {
          if (entry.position % 16 !== 0) return;
          expect(answers(state)).toEqual(answers(folded(log, entry.position)));
          expect(change?.after).toEqual(entry.subject === undefined ? undefined : state.get(entry.subject));
        });
      }),
      { numRuns: 15 },
    );
  });

  test('in a recording as well, and of objects written often', () => {
    for (const file of ['checkout-oom', 'hundred']) {
      const opened = openRecording(`scenarios/recordings/${file}.rollout`);
      if (opened._tag === 'Left') throw new Error('the recording does not open');
      const { log } = opened.right;
      const { timeline } = readStory(new Timeline(log));
      const state = ClusterState.empty();
      for (let position = 1; position <= log.length; position++) {
        state.apply(log.entry(position));
        const step = (position * 389) % log.length;
        if (step > 0) timeline.peek(step).get(log.entry(step).subject ?? ('' as never));
        if (position % 97 === 0) expect(answers(timeline.stateAt(position))).toEqual(answers(state));
      }
      opened.right.close();
    }
  });
});
