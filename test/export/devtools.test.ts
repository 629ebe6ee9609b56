/** What is exported for Redux DevTools is taken by the code that DevTools itself imports with. */
import path from 'node:path';
import { readStory, type Story, Timeline } from '@playhead/core';
import { exportDevtools, openRecording } from '@playhead/recording';
import { ActionCreators, instrument, type LiftedState } from '@redux-devtools/instrument';
import * as E from 'fp-ts/lib/Either.js';
import { type Action, legacy_createStore as createStore } from 'redux';
import { expect, test } from 'vitest';
import { ROOT } from '../e2e/playhead.ts';

function story(name: string): Story {
  const opened = openRecording(path.join(ROOT, `scenarios/recordings/${name}.rollout`));
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
  return readStory(new Timeline(opened.right.log));
}

type Exported = LiftedState<Record<string, { phase: string; serving: number }>, Action<string>, unknown>;

function exported(from: Story, first: number, last: number): Exported {
  const json = exportDevtools(from, first, last);
  if (E.isLeft(json)) throw new Error(json.left);
  return JSON.parse(json.right);
}

test('DevTools takes it, jumps in it, and shows the outage where the log has it', () => {
  const outage = story('checkout-oom');
  const lifted = exported(outage, 1, outage.length);
  const store = createStore((state: object = {}) => state, instrument() as never) as unknown as {
    liftedStore: { dispatch: (action: unknown) => void; getState: () => Exported };
    getState: () => Exported['committedState'];
  };
  store.liftedStore.dispatch(ActionCreators.importState(lifted as never, true));
  const taken = store.liftedStore.getState();
  expect(taken.stagedActionIds).toHaveLength(outage.meaning.length + 1);
  expect(taken.computedStates).toEqual(lifted.computedStates);
  const low = outage.workloads[0]!.lowest!.position;
  const at = [...outage.meaning].findIndex(position => position >= low) + 1;
  store.liftedStore.dispatch(ActionCreators.jumpToState(at));
  const checkout = store.getState()['Deployment/checkout-oom-1y8y/checkout'];
  expect(checkout).toMatchObject({ serving: 0, phase: 'outage' });
});

test('a part begins with the state before it', () => {
  const stuck = story('rollback-bad-image');
  const lifted = exported(stuck, 112, 131);
  const inside = [...stuck.meaning].filter(position => position >= 112 && position <= 131);
  expect(lifted.stagedActionIds).toHaveLength(inside.length + 1);
  expect(lifted.computedStates[0]?.state).toEqual(lifted.committedState);
  expect(Object.values(lifted.actionsById)[1]?.action.type).toBe('nginx nginx:1.16.1 → nginx:bad-1.161');
});
