import { expect, test } from 'vitest';
import { COMMANDS } from './commands/all.ts';
import { CHANGING, LOOKING } from './verbs.ts';

test('the verbs are the first words of all commands', () => {
  const words = new Set(
    COMMANDS.flatMap(({ path, aliases = [] }) => [path, ...aliases]).map(path => path.split(' ')[0]!),
  );
  expect([...CHANGING, ...LOOKING].sort()).toEqual([...words].sort());
});
