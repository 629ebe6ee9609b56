import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoted } from './shell.ts';

test('a shell takes it for the word that it was, whatever is in it', () => {
  const words = fc.array(
    fc.string({ unit: 'grapheme' }).filter(word => !word.includes('\0')),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(words, list => {
      const told = execFileSync('sh', ['-c', `printf '%s\\0' ${list.map(quoted).join(' ')}`]).toString();
      expect(told).toBe(list.map(word => `${word}\0`).join(''));
    }),
    { numRuns: 40 },
  );
});

test('a plain word stays as it is', () => {
  expect(['deploy/web', '--at', '@131', 'a b', "it's"].map(quoted)).toEqual([
    'deploy/web',
    '--at',
    '@131',
    "'a b'",
    "'it'\\''s'",
  ]);
});
