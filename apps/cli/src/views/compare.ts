import {
  type Comparison,
  compareStrategies,
  MEASURES,
  type MeasureName,
  type Measures,
  reasonOf,
} from '@playhead/compare';
import { type Entry, offset, type Story, shortKind } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { escapeJson, sanitiseLine } from '../edge/sanitise.ts';
import type { Session } from '../edge/session.ts';
import { EXIT, type ExitCode, Trouble } from '../edge/trouble.ts';
import { readText } from '../input/open.ts';
import { readScenario } from '../input/scenario.ts';
import { seedOf } from '../input/seed.ts';
import { entryLine } from './entryLine.ts';

export interface CompareOptions {
  readonly a: string | undefined;
  readonly b: string | undefined;
  readonly seed: string | undefined;
  readonly json: boolean;
  /** Both runs in the terminal app, side by side. */
  readonly open: boolean;
}

export async function printComparison(file: string, session: Session, options: CompareOptions): Promise<ExitCode> {
  const { a, b } = options;
  if (a === undefined || b === undefined)
    throw new Trouble(
      `compare: --${a === undefined ? 'a' : 'b'} is missing; name a patch file, as --a surge.yaml --b recreate.yaml`,
    );
  const scenario = await readScenario(file, session);
  const compared = compareStrategies(
    scenario,
    await readText(a, session),
    await readText(b, session),
    seedOf(options.seed),
  );
  if (E.isLeft(compared)) throw new Trouble(`${compared.left.side === 'a' ? a : b}: ${compared.left.message}`);
  if (options.open) return await openTwo(compared.right.stories, { a, b }, file, session);
  const lines = options.json ? [jsonOf(compared.right, a, b)] : tableOf(compared.right, a, b);
  await session.out.writeLines(options.json ? lines : sanitised(lines));
  return EXIT.yes;
}

async function openTwo(
  stories: Comparison['stories'],
  patches: { readonly a: string; readonly b: string },
  file: string,
  session: Session,
): Promise<ExitCode> {
  if (session.terminal === undefined)
    throw new Trouble('compare --open: there is no terminal here; without --open it prints the table');
  const { openOn } = await import('./open.ts');
  const side = (story: Story, patch: string) => ({
    place: `${file}+${patch}`,
    kind: 'rollout' as const,
    log: story.timeline.log,
    story,
    exitCode: EXIT.yes,
  });
  return await openOn(session.terminal, side(stories.a, patches.a), session, {}, side(stories.b, patches.b));
}

function* sanitised(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield sanitiseLine(line);
}

/** The stable form of `-o json`. Times are milliseconds; the sums of a decision are lines of text. */
function jsonOf({ divergence, logs: _, stories: _s, ...rest }: Comparison, a: string, b: string): string {
  const side = (entry: Entry | undefined) => (entry === undefined ? null : { entry, reason: reasonOf(entry) });
  const parted =
    divergence === undefined ? null : { shared: divergence.shared, a: side(divergence.a), b: side(divergence.b) };
  const measures = Object.fromEntries(Object.entries(MEASURES).map(([name, { unit, says }]) => [name, { unit, says }]));
  return escapeJson(JSON.stringify({ ...rest, patches: { a, b }, measures, divergence: parted }, null, 2));
}

const NAMES = Object.keys(MEASURES) as MeasureName[];

function* tableOf(comparison: Comparison, a: string, b: string): Generator<string> {
  const { scenario, seed, workloads, refused } = comparison;
  const rows = workloads.flatMap(({ kind, name, a: x, b: y }) => [
    [`${shortKind(kind)}/${name}`, '', ''],
    ...NAMES.map(measure => [`  ${MEASURES[measure].title}`, shown(x, measure), shown(y, measure)]),
  ]);
  const head = ['', `A  ${a}`, `B  ${b}`];
  const widths = [0, 1].map(column => Math.max(...[head, ...rows].map(row => row[column]!.length)) + 3);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('')
      .trimEnd();
  yield `${scenario}, seed ${seed}: the same world twice`;
  yield '';
  yield line(head);
  for (const row of rows) yield line(row);
  yield '';
  for (const [side, commands] of [
    ['A', refused.a],
    ['B', refused.b],
  ] as const)
    for (const command of commands) yield `${side} refused  ${command}`;
  yield* divergenceLines(comparison);
  yield '';
  for (const name of NAMES) yield `${MEASURES[name].title}: ${MEASURES[name].says}`;
}

function shown(measures: Measures | undefined, name: MeasureName): string {
  if (measures === undefined) return 'never made';
  if (name === 'lowestServing') {
    const { serving, of, time, position } = measures.lowestServing;
    return `${serving} of ${of} at @${position} ${offset(time)}`;
  }
  if (name === 'timeToComplete')
    return measures.timeToComplete === null ? 'not by the end' : `${seconds(measures.timeToComplete)} s`;
  return `${Math.round(measures[name] * 100) / 100} ${MEASURES[name].unit}`;
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

function* divergenceLines({ divergence }: Comparison): Generator<string> {
  if (divergence === undefined) {
    yield 'they never part: both did the same, in the same order';
    return;
  }
  yield `they part after ${divergence.shared} deeds in common`;
  for (const [side, entry] of [
    ['A', divergence.a],
    ['B', divergence.b],
  ] as const) {
    if (entry === undefined) {
      yield `${side}  (has ended)`;
      continue;
    }
    yield `${side}  ${entryLine(entry)}`;
    for (const reason of reasonOf(entry)) yield `     ${reason}`;
  }
}
