/** Each scenario as simulated against what a real control plane did in it. README.md says what the parts are. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compare } from './compare.mjs';
import { readScenario, realLines, realRuns, scenarioFile, simulatedLines } from './runs.ts';

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
    expect(existsSync(scenarioFile(name)), `${name} has a recording and no scenario`).toBe(true);
    const compared = compare(files.map(realLines), simulatedLines(readScenario(name).scenario));
    const parts = Object.entries(compared as unknown as Record<string, Part>);
    expect(parts.length).toBeGreaterThan(10);
    for (const [part, held] of parts) expect.soft(held.same ? [] : difference(held), part).toEqual([]);
  });
});
