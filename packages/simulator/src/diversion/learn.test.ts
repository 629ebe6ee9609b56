import { readFileSync } from 'node:fs';
import { MemoryLog, Timeline } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { environmentIn } from '../environment.ts';
import { parseScenario } from '../scenario/parse.ts';
import { simulate } from '../simulate.ts';
import { divert } from './divert.ts';
import { readHistory } from './history.ts';
import { type Learned, learn, median } from './learn.ts';

/** A run of a scenario without what its header says of the world. */
function blind(name: string): Timeline {
  const parsed = parseScenario(readFileSync(`scenarios/${name}.yaml`, 'utf8'), name);
  if (E.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left));
  const log = simulate(parsed.right);
  const { environment: _, ...header } = log.header;
  return new Timeline(
    new MemoryLog(
      header,
      Array.from({ length: log.length }, (_, i) => log.entry(i + 1)),
    ),
  );
}

function learned(name: string): Learned {
  const timeline = blind(name);
  return learn(readHistory(timeline, 1, timeline.length), timeline.entry(timeline.length).time);
}

const near = (expected: number) => expect.closeTo(expected, -1.3);

describe('the rules of the kubelets are learned from what a log shows', () => {
  test('how long pods take to start, to turn ready one after the other, and to stop', () => {
    const { images } = learned('rollback-bad-image');
    const { is, rule, pods } = images.get('nginx:1.16.1')!;
    expect([is, pods]).toEqual(['good', 3]);
    expect(rule).toMatchObject({ start: near(200), ready: near(800), readyGap: near(300) });
    expect(images.get('nginx:1.14.2')!.rule).toMatchObject({ stop: near(600) });
  });

  test('an image that cannot be had, and the wait before the back-off', () => {
    const { is, rule } = learned('rollback-bad-image').images.get('nginx:bad-1.161')!;
    expect(is).toBe('no image');
    expect(rule.pull).toMatchObject({ after: near(200), error: 'ErrImagePull', backoffAfter: near(1000) });
  });

  test('an image that crashes: after what time, with which exit code and reason', () => {
    const { is, rule } = learned('checkout-oom').images.get('registry.shop.example/checkout:1.9.0')!;
    expect(is).toBe('crashes');
    expect(rule.crash).toMatchObject({ afterReady: true, exitCode: 137, reason: 'OOMKilled' });
  });

  test('a job whose pods end', () => {
    expect(learned('job').images.get('work:ok')!.is).toBe('completes');
  });

  test('the middle of an even number is the lower of two, which was seen; of none it is 0', () => {
    expect([median([4, 1, 3, 2]), median([9]), median([])]).toEqual([2, 9, 0]);
  });
});

describe('a diversion of a log whose world is not known', () => {
  const timeline = blind('rollback-bad-image');

  test('says what it assumes of the images that it starts', () => {
    const { assumptions, log } = divert(timeline, 150, { commands: ['set image deployment/nginx nginx=nginx:1.14.2'] });
    expect(assumptions).toEqual(['assumes nginx:1.14.2 is ready 1.0 s after it is placed, as it did here']);
    expect(log.header.diverted?.assumes).toEqual(assumptions);
    expect(environmentIn(log.header)?.kubelet).toContainEqual(
      expect.objectContaining({ match: { image: 'nginx:1.14.2' } }),
    );
  });

  test('takes an image never seen for one like the others, and says so', () => {
    const { assumptions, rest } = divert(timeline, 150, { commands: ['set image deployment/nginx nginx=nginx:9'] });
    expect(rest).toBe('complete');
    expect(assumptions).toEqual([
      'assumes nginx:9, never seen here, is ready 1.0 s after it is placed, as the others did',
    ]);
  });

  test('knows an image that failed here to fail again', () => {
    const { assumptions, rest } = divert(timeline, 100, {
      commands: ['set image deployment/nginx nginx=nginx:bad-1.161'],
    });
    expect(rest).toBe('quiet');
    expect(assumptions).toEqual(['assumes nginx:bad-1.161 cannot be pulled (ErrImagePull), as it did here']);
  });
});
