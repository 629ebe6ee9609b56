/** The README says what is so: its examples are run, its tables are those of the program, its links lead somewhere. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { TABLE } from '../architecture/table.mjs';
import { ROOT, run } from '../e2e/playhead.ts';

const README = readFileSync(path.join(ROOT, 'README.md'), 'utf8');

interface Example {
  readonly command: string;
  readonly shows: readonly string[];
}

/** Each `$ playhead …` of a console block with the lines that follow it. */
function examples(): Example[] {
  return [...README.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block]) =>
    block!
      .split(/^\$ playhead /m)
      .filter(part => part !== '')
      .map(part => {
        const [command = '', ...shows] = part.trimEnd().split('\n');
        return { command, shows };
      }),
  );
}

/** As a shell splits them: what stands in single quotes is one word. */
const wordsOf = (command: string): string[] =>
  [...command.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);

/** The shown lines in order; `…` stands for any number of lines. */
function differs(shows: readonly string[], said: readonly string[]): string | undefined {
  let at = 0;
  let skipping = false;
  for (const line of shows) {
    if (line === '…') {
      skipping = true;
      continue;
    }
    const found = skipping ? said.indexOf(line, at) : said[at] === line ? at : -1;
    if (found < 0) return `shown: ${line}\nsaid:  ${skipping ? '(nowhere)' : (said[at] ?? '(nothing more)')}`;
    at = found + 1;
    skipping = false;
  }
  return skipping || at >= said.length ? undefined : `said:  ${said[at]}\nshown: (nothing more)`;
}

test('its examples print what it shows', async () => {
  const all = examples();
  expect(all.length).toBeGreaterThan(6);
  for (const { command, shows } of all) {
    const { stdout, stderr } = await run(wordsOf(command));
    expect(stderr).toBe('');
    expect(
      differs(
        shows,
        stdout
          .trimEnd()
          .split('\n')
          .filter((_, i, lines) => i < lines.length && stdout !== ''),
      ),
      command,
    ).toBeUndefined();
  }
  rmSync(path.join(ROOT, 'tmp/bad-image'), { recursive: true, force: true });
});

test('a line that is not said is noticed', async () => {
  expect(differs(['a', '…', 'c'], ['a', 'b', 'c'])).toBeUndefined();
  expect(differs(['a', 'c'], ['a', 'b', 'c'])).toBeDefined();
  expect(differs(['a', '…', 'd'], ['a', 'b', 'c'])).toBeDefined();
  expect(differs(['a'], ['a', 'b'])).toBeDefined();
});

test('its table of folders is the one that is checked', async () => {
  const rows = [...README.matchAll(/^\| `((?:packages|apps)\/[a-z]+)` \| (.*?) \| (.*?) \|$/gm)].map(
    ([, folder, what, may]) => ({ folder, what, may }),
  );
  expect(rows).toEqual(
    TABLE.map(({ folder, what, packages, npm }) => ({ folder, what, may: [...packages, ...npm].join(', ') })),
  );
});

test('every path it names is there', async () => {
  const named = [
    ...README.matchAll(/`((?:packages|apps|test|scenarios|bench)\/[^`*\s]*)`|\]\(((?!https?:)[^)]+)\)/g),
  ].map(match => (match[1] ?? match[2])!);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(name => !existsSync(path.join(ROOT, name)))).toEqual([]);
});
