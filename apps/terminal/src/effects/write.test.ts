import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeNew } from './write.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'playhead-write-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('writes what is not there, and never over what is', () => {
  const file = path.join(folder, 'screen.txt');
  expect(writeNew({ file, content: 'a', says: 'wrote' })).toBe(`wrote ${file}`);
  expect(writeNew({ file, content: 'b', says: 'wrote' })).toBe(`${file}: is there already; nothing was written`);
  expect(readFileSync(file, 'utf8')).toBe('a');
});

test('a folder that is not there is a line', () => {
  const file = path.join(folder, 'none/screen.txt');
  expect(writeNew({ file, content: 'a', says: 'wrote' })).toBe(`${file}: its folder is not there; nothing was written`);
});
