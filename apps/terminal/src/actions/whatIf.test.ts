import { readStory, Timeline } from '@playhead/core';
import { divert } from '@playhead/simulator';
import { describe, expect, test } from 'vitest';
import { begin, press } from '../given.ts';
import { go, type Model } from '../model.ts';
import { paintScreen } from '../print.ts';
import { update } from '../update.ts';

const whole = begin('rollback-bad-image');
const { story } = whole;
/** Always of the same story: what is come back to is told by it. */
const at = (moment: string): Model => go(whole, Number(moment.slice(1)));

/** As the effect answers it. */
function answered(model: Model): Model {
  const effect = model.asked.at(-1);
  if (effect?.type !== 'divert') throw new Error('nothing was asked');
  const { position, command, namespace } = effect;
  const run = divert(effect.story.timeline, position, { commands: [command], namespace });
  const ghost = { command, run, story: readStory(new Timeline(run.log)) };
  return update({ ...model, asked: [] }, { type: 'diverted', ghost });
}

describe('what if', () => {
  test('u asks for the way out, in the namespace of the workload, and stops playing', () => {
    const model = press(at('@131'), 'space', 'u');
    expect(model.asked).toMatchObject([
      {
        type: 'divert',
        position: 131,
        command: 'kubectl rollout undo deployment/nginx',
        namespace: 'rollback-bad-image-yybg',
      },
    ]);
    expect(model.cursor.speed).toBe(0);
    expect(paintScreen(model, {})).toContain('what if kubectl rollout undo deployment/nginx: simulating   esc stops');
  });

  test('is drawn from where it left, whatever is looked at', () => {
    const drawn = answered(press(at('@131'), 'u'));
    expect(paintScreen(drawn, {})).toContain(' ┄ if undo here: complete in 0.1s, serving stays 3');
    const later = press(drawn, 'G');
    expect(paintScreen(later, {})).toContain(' ┄ if undo at @131: complete in 0.1s, serving stays 3');
    expect(paintScreen(press(later, 'esc'), {})).not.toContain('┄');
  });

  test('u again goes in, esc comes back to the place and the size of now', () => {
    const drawn = answered(press(at('@131'), 'u'));
    const within = update(press(drawn, 'u', 'G'), { type: 'resize', columns: 100, rows: 30 });
    expect(within.story).not.toBe(story);
    expect(within.cursor.position).toBe(within.story.length);
    expect(paintScreen(within, {})).toContain('what if');
    const back = press(within, 'esc');
    expect([back.story, back.cursor.position, back.columns]).toEqual([story, 131, 100]);
  });

  test('goes on from within a diversion as well', () => {
    const within = press(answered(press(at('@131'), 'u')), 'enter', 'G');
    const asked = press({ ...within, prompt: { sign: ':', text: 'scale deployment/nginx --replicas=5' } }, 'enter');
    const twice = press(answered(asked), 'u', 'G');
    expect(paintScreen(twice, {})).toContain('serving 5 of 5');
    expect(press(twice, 'esc', 'esc', 'esc').story).toBe(story);
  });

  test('esc stops one that is under way, and its answer is not wanted any more', () => {
    const asking = press(at('@131'), 'u');
    const stopped = press({ ...asking, asked: [] }, 'esc');
    expect(stopped.asked).toEqual([{ type: 'stopDiverting' }]);
    expect(update(stopped, { type: 'diverting', command: 'kubectl', share: 0.5 }).diverting).toBeUndefined();
  });

  test('where no way out is named, it says how to try something', () => {
    expect(press(at('@1'), 'u').notice).toMatch(/type what to try, as :kubectl/);
  });

  test(':save NAME.rollout keeps the log that is shown', () => {
    const within = press(answered(press(at('@131'), 'u')), 'u');
    const saved = press({ ...within, prompt: { sign: ':', text: 'save undone.rollout' } }, 'enter');
    expect(saved.asked).toEqual([{ type: 'keep', file: 'undone.rollout', log: within.story.timeline.log }]);
    expect(within.story.timeline.log.header.diverted?.position).toBe(131);
  });
});
