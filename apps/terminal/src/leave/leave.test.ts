import { describe, expect, test } from 'vitest';
import { begin, press } from '../given.ts';
import type { Model } from '../model.ts';
import { line, span } from '../text.ts';
import { reopening, screenFile } from './screenFile.ts';
import { svgOf } from './svg.ts';

const stuck = (opened: readonly string[]): Model => begin('rollback-bad-image', '@131', undefined, opened);

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
