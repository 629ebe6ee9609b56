import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkBoundaries } from './boundaries.mjs';
import { TABLE } from './table.mjs';

test('every import is in the table', async () => {
  const { seen, problems } = await checkBoundaries();
  expect(problems).toEqual([]);
  expect(seen).toBeGreaterThan(TABLE.length);
});

test('every dependency of a package is in its row', () => {
  const outside = TABLE.flatMap(({ folder, packages, npm }) => {
    const { dependencies } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const allowed = [...packages.map(name => `@playhead/${name}`), ...npm];
    return Object.keys(dependencies)
      .filter(name => !allowed.includes(name))
      .map(name => `${folder}: ${name}`);
  });
  expect(outside).toEqual([]);
});

test('a forbidden import of each sort is found', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'boundaries-'));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  write('package.json', '{"name":"root","type":"module"}');
  write('packages/core/package.json', '{"name":"@playhead/core","type":"module"}');
  write('packages/core/src/index.ts', "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n");
  write('packages/core/src/up.ts', "import { b } from '../../api/src/index.ts';\nexport const up = b;\n");
  write('packages/core/src/one.ts', "import { two } from './two.ts';\nexport const one = () => two;\n");
  write('packages/core/src/two.ts', "import { one } from './one.ts';\nexport const two = () => one;\n");
  write('packages/core/src/lost.ts', "import x from 'nowhere';\nexport const lost = x;\n");
  write('packages/api/package.json', '{"name":"@playhead/api","type":"module"}');
  write('packages/api/src/index.ts', 'export const b = 1;\n');
  const { problems } = await checkBoundaries(root, ['packages']);
  rmSync(root, { recursive: true });
  const found = (text: string) => problems.some(problem => problem.includes(text));
  expect(found('src/index.ts: fs: packages/core: the table')).toBe(true);
  expect(found('up.ts: packages/api/src/index.ts: packages/core: the table')).toBe(true);
  expect(found('write @playhead/…')).toBe(true);
  expect(
    found('two.ts: packages/core/src/one.ts: no cycles') || found('one.ts: packages/core/src/two.ts: no cycles'),
  ).toBe(true);
  expect(found('lost.ts: nowhere: must resolve')).toBe(true);
});
