import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { encodeRecording } from '@playhead/recording';
import { parseScenario, simulate } from '@playhead/simulator';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { anyScenario } from '../support/anyStory.ts';

const bytesOf = (scenario: Parameters<typeof simulate>[0], seed?: number): string =>
  createHash('sha256')
    .update(encodeRecording(simulate(scenario, seed === undefined ? {} : { seed })))
    .digest('hex');

const kept = (name: string) => {
  const parsed = parseScenario(readFileSync(`scenarios/${name}.yaml`, 'utf8'), name);
  if (parsed._tag === 'Left') throw new Error(JSON.stringify(parsed.left));
  return parsed.right;
};

/** Whole runs by the hash of their bytes. One that changes means that runs changed: look which and why, then keep it. */
const HASHES: Readonly<Record<string, string>> = JSON.parse(readFileSync('test/laws/hashes.json', 'utf8'));

describe('law 3: same scenario, same seed, same bytes', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it.each(Object.keys(HASHES))('%s has the bytes it had, in any time zone', name => {
    for (const tz of ['UTC', 'Asia/Kathmandu', 'America/St_Johns']) {
      process.env.TZ = tz;
      expect(bytesOf(kept(name)), tz).toBe(HASHES[name]);
    }
  });

  it('twice the same, whatever the story', () => {
    fc.assert(
      fc.property(anyScenario, scenario => {
        expect(bytesOf(scenario)).toBe(bytesOf(scenario));
      }),
      { numRuns: 20 },
    );
  });

  it('another seed is another run', () => {
    expect(bytesOf(kept('rolling-update'), 2)).not.toBe(bytesOf(kept('rolling-update'), 1));
  });
});
