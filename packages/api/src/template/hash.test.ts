import { readFileSync } from 'node:fs';
import type { PodTemplate } from '@playhead/core';
import { expect, test } from 'vitest';
import { equalIgnoringHash } from './equality.ts';
import { fnv32a, podTemplateHash, safeEncode } from './hash.ts';

interface Row {
  readonly hash: string;
  readonly hashWithCollisionCount1: string;
  readonly template: PodTemplate;
}

const rows = readFileSync(new URL('../../testdata/hashes.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Row);

test('fifty templates have the hashes that a real controller gave them', () => {
  expect(rows).toHaveLength(50);
  for (const { template, hash, hashWithCollisionCount1 } of rows)
    expect([podTemplateHash(template), podTemplateHash(template, 1)]).toEqual([hash, hashWithCollisionCount1]);
});

test('the pieces', () => {
  expect(fnv32a('')).toBe(2166136261);
  expect(fnv32a('foobar')).toBe(0xbf9cf968);
  expect(fnv32a('é€😀')).toBe(fnvOfBytes(new TextEncoder().encode('é€😀')));
  // '0' is 48, and 48 mod 27 is 21: the letter after twenty-one others
  expect(safeEncode('0123456789')).toBe('456789bcdf');
});

const fnvOfBytes = (bytes: Uint8Array): number =>
  bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 16777619), 2166136261) >>> 0;

test('templates are equal whatever their hash label, and by value', () => {
  const spec = { containers: [{ name: 'c', image: 'x', resources: { limits: { cpu: '1' } } }] };
  const a = { metadata: { labels: { app: 'x' } }, spec };
  const b = {
    metadata: { labels: { app: 'x', 'pod-template-hash': '1' }, annotations: {} },
    spec: { containers: [{ name: 'c', image: 'x', args: [], resources: { limits: { cpu: '1000m' } } }] },
  };
  expect(equalIgnoringHash(a, b)).toBe(true);
  expect(equalIgnoringHash(a, { ...b, spec: { containers: [{ name: 'c', image: 'y' }] } })).toBe(false);
  expect(equalIgnoringHash(a, { ...a, spec: { ...spec, securityContext: {} } })).toBe(false);
});
