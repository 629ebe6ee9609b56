import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import '../e2e/playhead.ts';
import { draw, FOLDER, PICTURES } from './pictures.mjs';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test.each(PICTURES)('the picture of $name is what the command draws: else npm run pictures, and look', picture => {
  expect(readFileSync(path.join(FOLDER, `${picture.name}.svg`), 'utf8') === draw(picture)).toBe(true);
});

test.each(PICTURES)('the README shows $name', ({ name }) => {
  expect(README).toContain(`(scenarios/pictures/${name}.svg)`);
});
