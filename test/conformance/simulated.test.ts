/** Each scenario as simulated against what a real control plane did in it. README.md says what the parts are. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { exportLines, openRecording } from '@playhead/recording';
import { parseScenario, simulate } from '@playhead/simulator';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../e2e/playhead.ts';
import { compare } from './compare.mjs';

const RECORDINGS = ['test/conformance/recordings', 'scenarios/recordings'].map(folder => path.join(ROOT, folder));

/** Runs that people look at, and that need not be the same: the load and the luck of a real cluster are in them. */
const NOT_COMPARED = new Set(['checkout-oom', 'search-canary']);

/** By scenario: every real run of it. `create`, `create.2`, `create.3` are three of one. */
function realRuns(): Map<string, string[]> {
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

interface Part {
  readonly same: boolean;
  readonly real: unknown;
  readonly sim: unknown;
}

/** What one part has that the other has not, a line each. */
function difference({ real, sim }: Part): string[] {
  const lines = (value: unknown): string[] =>
    Array.isArray(value)
      ? value.map(item => (typeof item === 'string' ? item : JSON.stringify(item)))
      : Object.entries(value as Record<string, unknown>).map(([key, item]) => `${key}: ${JSON.stringify(item)}`);
  const [a, b] = [lines(real), lines(sim)];
  const apart = [
    ...a.filter(line => !b.includes(line)).map(line => `real  ${line}`),
    ...b.filter(line => !a.includes(line)).map(line => `sim   ${line}`),
  ];
  return apart.length > 0 ? apart : ['the same lines, in another order or number'];
}

describe.each([...realRuns()])('%s', (name, files) => {
  test('is in every part as the real control plane did it', () => {
    const reals = files.map(file => {
      const opened = openRecording(file);
      if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
      const lines = [...exportLines(opened.right.log)];
      opened.right.close();
      return lines;
    });
    const scenario = path.join(ROOT, 'scenarios', `${name}.yaml`);
    expect(existsSync(scenario), `${name} has a recording and no scenario`).toBe(true);
    const parsed = parseScenario(readFileSync(scenario, 'utf8'), scenario);
    if (E.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left));
    // through JSON, as a file holds it: what is undefined is not there
    const simulated = JSON.parse(JSON.stringify([...exportLines(simulate(parsed.right))]));
    const parts = Object.entries(compare(reals, simulated) as unknown as Record<string, Part>);
    expect(parts.length).toBeGreaterThan(10);
    for (const [part, held] of parts) expect.soft(held.same ? [] : difference(held), part).toEqual([]);
  });
});
