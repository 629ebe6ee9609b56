/** The real runs that are kept, and a scenario as it is simulated, in the lines that `compare.mjs` compares. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportLines, openRecording } from '@playhead/recording';
import { parseScenario, type Scenario, simulate } from '@playhead/simulator';
import * as E from 'fp-ts/lib/Either.js';
import { parse } from 'yaml';
import type { Story } from './cluster/cluster.ts';
import { Trouble } from './cluster/connection.ts';

const ROOT = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));
const STORIES = path.join(ROOT, 'test/conformance/stories');
const RECORDINGS = [...['test/conformance/recordings', 'scenarios/recordings'].map(f => path.join(ROOT, f)), STORIES];

/** Runs that people look at, and that need not be the same: the load and the luck of a real cluster are in them. */
const NOT_COMPARED = new Set(['checkout-oom', 'search-canary']);

/** Of the kept scenarios, or of the stories that are only compared. */
export function scenarioFile(name: string): string {
  const story = path.join(STORIES, `${name}.yaml`);
  return existsSync(story) ? story : path.join(ROOT, 'scenarios', `${name}.yaml`);
}

/** By scenario: every real run of it. `create`, `create.2`, `create.3` are three of one. */
export function realRuns(): ReadonlyMap<string, readonly string[]> {
  const runs = new Map<string, string[]>();
  for (const folder of RECORDINGS)
    for (const file of readdirSync(folder)
      .filter(name => name.endsWith('.rollout'))
      .sort()) {
      const name = file.replace(/(\.\d)?\.rollout$/, '');
      if (!NOT_COMPARED.has(name)) runs.set(name, [...(runs.get(name) ?? []), path.join(folder, file)]);
    }
  return runs;
}

export function realLines(file: string): unknown[] {
  const opened = openRecording(file);
  if (E.isLeft(opened)) throw new Error(`${file}: ${JSON.stringify(opened.left)}`);
  const lines = [...exportLines(opened.right.log)];
  opened.right.close();
  return lines;
}

/** By its name in scenarios/, or by its file. @throws Trouble where it is none */
export function readScenario(name: string): Story {
  const file = /\.ya?ml$/.test(name) ? name : scenarioFile(name);
  if (!existsSync(file)) throw new Trouble(`${name}: no such scenario: ${file}`);
  const source = readFileSync(file, 'utf8');
  const parsed = parseScenario(source, file);
  if (E.isRight(parsed)) return { scenario: parsed.right, hasStart: parse(source).spec.start !== undefined };
  const [first] = parsed.left;
  throw new Trouble(`${file}:${first!.line}: ${first!.path}: ${first!.message}`);
}

/** Through JSON, as a file holds it: what is undefined is not there. */
export const simulatedLines = (scenario: Scenario): unknown[] =>
  JSON.parse(JSON.stringify([...exportLines(simulate(scenario))]));
