import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readStory, Timeline } from '@playhead/core';
import { openRecording } from '@playhead/recording';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import type { Model } from '../model.ts';
import { modelAt } from '../print.ts';
import { line, span } from '../text.ts';
import { update } from '../update.ts';
import { reopening, screenFile } from './screenFile.ts';
import { svgOf } from './svg.ts';

function stuck(opened: readonly string[]): Model {
  const file = new URL(path.join('../../../../scenarios/recordings/rollback-bad-image.rollout'), import.meta.url);
  const log = openRecording(fileURLToPath(file));
  if (E.isLeft(log)) throw new Error(JSON.stringify(log.left));
  const model = modelAt(readStory(new Timeline(log.right.log)), '@131', { columns: 80, rows: 24 }, opened);
  if (E.isLeft(model)) throw new Error(model.left);
  return model.right;
}
const press = (model: Model, ...keys: string[]): Model =>
  keys.reduce((next, key) => update(next, { type: 'key', key }), model);

describe('a saved screen', () => {
  const model = stuck(['my logs/it’s.rollout', '--seed', '7']);

  test('ends with the command that opens it again, as a shell takes it', () => {
    const text = screenFile(model, 'a.txt');
    const command = `playhead open 'my logs/it’s.rollout' --seed 7 --at @131 --print --size 80x24`;
    expect(reopening(model)).toBe(command);
    expect(text.split('\n').at(-2)).toBe(` $ ${command}`);
    expect(text).toContain('STUCK 1.0s');
    expect(text).not.toContain('\u001b');
  });

  test('a quote in a name stays one word', () => {
    expect(reopening({ ...model, opened: ["a'b"] })).toContain(String.raw`open 'a'\''b' --at`);
  });

  test('as a picture holds every letter of the text', () => {
    const letters = (text: string): string => text.replace(/[^A-Za-z0-9@.]/g, '');
    const svg = screenFile(model, 'a.svg');
    const shown = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)]
      .map(([, text]) => text!)
      .join('')
      .replaceAll('&quot;', '');
    expect(letters(shown)).toBe(letters(screenFile(model, 'a.txt')));
    expect(svg).toBe(screenFile(model, 'b.svg'));
  });

  test('what is typed and said is not on it', () => {
    const busy = press(model, ':', 'x');
    expect(screenFile({ ...busy, notice: 'a word' }, 'a.txt')).toBe(screenFile(model, 'a.txt'));
  });
});

test('a picture keeps marks of XML as text, and equal signs as one shape', () => {
  const svg = svgOf([line(span('<a & "b"> ━━━'))], { columns: 20, title: '<x>' });
  expect(svg).toContain('&lt;a &amp; &quot;b&quot;&gt;');
  expect(svg).toContain('<title>&lt;x&gt;</title>');
  expect(svg.match(/<path/g)).toHaveLength(1);
  // three cells of 8.4 pixels
  expect(svg).toContain('h25.2');
});

describe('keys that take something along', () => {
  test('S asks for a name and then for the file', () => {
    const asked = press(stuck(['x.rollout']), 'S', 'enter').asked;
    expect(asked).toMatchObject([{ type: 'screen', file: 'rollback-bad-image-131.svg' }]);
  });

  test('T asks for a folder and then for the fixture', () => {
    const model = stuck([]);
    const [asked] = press(model, 'T', 'enter').asked;
    expect(asked?.type === 'fixture' && asked.folder).toBe('fixtures/rollback-bad-image');
    expect(asked?.type === 'fixture' && asked.log === model.story.timeline.log).toBe(true);
  });

  test('Y copies the way out; of a selected pod what shows it', () => {
    const model = stuck([]);
    const namespace = '-n rollback-bad-image-yybg';
    expect(press(model, 'Y').asked).toEqual([
      { type: 'copy', text: `kubectl rollout undo deployment/nginx ${namespace}` },
    ]);
    expect(press(model, 'j', 'Y').asked).toEqual([
      { type: 'copy', text: `kubectl describe pod/nginx-57976869f5-6v2k8 ${namespace}` },
    ]);
  });
});
