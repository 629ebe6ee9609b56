/**
 * House rules that a linter does not know: calls that are banned below the apps, and how long a file or a function may
 * grow. The tables of exceptions are a ratchet: an entry that is no longer needed, or higher than needed, fails too.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));
const FILE_LIMIT = 300;
const FUNCTION_LIMIT = 60;

/** Longer than the limit, and why. Numbers are lines; they may only go down. */
const LONG_FILES: Record<string, { lines: number; because: string }> = {
  'packages/api/src/schema/data.ts': { lines: 359, because: 'data: the Go types of the API, a line each' },
};
const LONG_FUNCTIONS: Record<string, { lines: number; because: string }> = {
  'packages/core/src/fold/object.ts#applyObjectEvent': { lines: 64, because: 'the one switch: a case for every event' },
};

const TIME = 'time is an argument: take `now` from the caller, which has it from the simulator’s clock';
const CHANCE = 'chance is an argument: draw from the simulator’s seeded generator';
const TIMER = 'nothing waits below apps/: return when you want to be asked again, and let the driver wait';
/** What may not be called in packages/, and what to use instead. `new Date()` counts where it has no argument. */
const BANNED: Record<string, string> = {
  'Date.now': TIME,
  'new Date()': TIME,
  'Date()': TIME,
  'performance.now': TIME,
  'process.hrtime': TIME,
  'Math.random': CHANCE,
  'crypto.randomUUID': CHANCE,
  'crypto.getRandomValues': CHANCE,
  setTimeout: TIMER,
  setInterval: TIMER,
  setImmediate: TIMER,
  queueMicrotask: TIMER,
};

interface Source {
  readonly file: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

function parse(file: string, text: string): Source {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return { file, text, tree: ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true, kind) };
}

function sources(): Source[] {
  const found: Source[] = [];
  for (const top of ['packages', 'apps'])
    for (const entry of readdirSync(path.join(ROOT, top), { recursive: true, withFileTypes: true })) {
      const file = path.relative(ROOT, path.join(entry.parentPath, entry.name));
      if (!entry.isFile() || !/^[^/]+\/[^/]+\/src\/.*\.tsx?$/.test(file) || /\.test\.tsx?$/.test(file)) continue;
      found.push(parse(file, readFileSync(path.join(ROOT, file), 'utf8')));
    }
  return found;
}

function each(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  node.forEachChild(child => each(child, see));
}

/** How a call is spelled: `Math.random`, `setTimeout`, `new Date()`. A `globalThis.` in front does not help. */
function spelled(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0)
    return 'new Date()';
  if (!ts.isCallExpression(node)) return undefined;
  const callee = node.expression.getText().replace(/^globalThis\./, '');
  return callee === 'Date' ? 'Date()' : callee;
}

function bannedCalls({ file, tree }: Source): string[] {
  const found: string[] = [];
  each(tree, node => {
    const name = spelled(node);
    if (name === undefined || !Object.hasOwn(BANNED, name)) return;
    const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push(`${file}:${line}: ${name}: ${BANNED[name]}`);
  });
  return found;
}

function longFunctions({ file, tree }: Source): [string, number][] {
  const found: [string, number][] = [];
  const line = (at: number) => tree.getLineAndCharacterOfPosition(at).line;
  each(tree, node => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
    const lines = line(node.getEnd()) - line(node.getStart()) + 1;
    if (lines > FUNCTION_LIMIT) found.push([`${file}#${nameOf(node)}`, lines]);
  });
  return found;
}

function nameOf(node: ts.SignatureDeclaration): string {
  const named = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  return named?.getText() ?? '(anonymous)';
}

/** Compares what is too long with what is listed: both directions fail, so the lists only shrink. */
function ratchet(found: [string, number][], listed: typeof LONG_FILES, limit: number): string[] {
  const problems: string[] = [];
  const now = new Map(found);
  for (const [name, lines] of now) {
    const allowed = listed[name]?.lines ?? limit;
    if (lines > allowed) problems.push(`${name}: ${lines} lines, at most ${allowed}: take it apart by idea`);
  }
  for (const [name, { lines }] of Object.entries(listed)) {
    const actual = now.get(name);
    if (actual === undefined) problems.push(`${name}: no longer too long: take it off the list`);
    else if (actual < lines) problems.push(`${name}: now ${actual} lines: lower its number on the list`);
  }
  return problems;
}

const ALL = sources();

test('no clock, timer or chance below the apps', () => {
  expect(ALL.filter(({ file }) => file.startsWith('packages/')).flatMap(bannedCalls)).toEqual([]);
});

test('files are of one idea', () => {
  const lengths = ALL.map(({ file, text }): [string, number] => [file, text.split('\n').length - 1]);
  const long = lengths.filter(([, lines]) => lines > FILE_LIMIT);
  expect(ratchet(long, LONG_FILES, FILE_LIMIT)).toEqual([]);
});

test('functions fit on a screen', () => {
  expect(ratchet(ALL.flatMap(longFunctions), LONG_FUNCTIONS, FUNCTION_LIMIT)).toEqual([]);
});

test('the rules notice what they forbid', () => {
  const bad = parse(
    'bad.ts',
    `const a = Date.now();\nconst b = new Date();\nsetTimeout(() => {});\nconst ok = new Date(0);\nglobalThis.Math.random();\n`,
  );
  expect(bannedCalls(bad).map(line => line.split(': ').slice(0, 2).join(' '))).toEqual([
    'bad.ts:1 Date.now',
    'bad.ts:2 new Date()',
    'bad.ts:3 setTimeout',
    'bad.ts:5 Math.random',
  ]);
  const long = parse('long.ts', `function f() {\n${'  g();\n'.repeat(FUNCTION_LIMIT)}}\n`);
  expect(longFunctions(long)).toEqual([['long.ts#f', FUNCTION_LIMIT + 2]]);
  expect(ratchet([['x', 70]], {}, 60)).toHaveLength(1);
  expect(ratchet([['x', 70]], { x: { lines: 80, because: '' } }, 60)).toHaveLength(1);
  expect(ratchet([], { x: { lines: 80, because: '' } }, 60)).toHaveLength(1);
});
