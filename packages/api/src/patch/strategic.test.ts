import { readFileSync } from 'node:fs';
import type { JsonObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { kindInfo } from '../kinds.ts';
import { goStruct } from '../schema/schema.ts';
import { applyStrategic } from './strategic.ts';
import { threeWayStrategicPatch, twoWayStrategicPatch } from './strategicDiff.ts';

/** What upstream's strategicpatch package (v0.35.3) made of made-up objects. */
type Row =
  | {
      readonly kind: 'direct';
      readonly original: JsonObject;
      readonly patch: JsonObject;
      readonly result?: JsonObject;
      readonly error?: string;
    }
  | {
      readonly kind: 'Deployment' | 'Service';
      readonly lastApplied: JsonObject;
      readonly desired: JsonObject;
      readonly current: JsonObject;
      readonly three: JsonObject;
      readonly two: JsonObject;
      readonly applied: JsonObject;
    };

const rows = readFileSync(new URL('../../testdata/patches.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Row);

test('patches with directives come out as upstream applies them', () => {
  const direct = rows.filter(row => row.kind === 'direct');
  expect(direct.length).toBeGreaterThan(40);
  for (const { original, patch, result, error } of direct) {
    const made = E.mapLeft((fault: Error) => fault.message)(
      applyStrategic(goStruct('apps/v1.Deployment'), original, patch),
    );
    expect(made).toEqual(error === undefined ? E.right(result) : E.left(error));
  }
});

test('three-way and two-way patches are those that kubectl sends', () => {
  for (const row of rows) {
    if (row.kind === 'direct') continue;
    const three = threeWayStrategicPatch(row.lastApplied, row.desired, row.current);
    expect(three).toEqual(E.right(row.three));
    expect(twoWayStrategicPatch(row.current, row.desired)).toEqual(E.right(row.two));
    const type = goStruct(kindInfo(row.kind)!.goType);
    expect(E.isRight(three) && applyStrategic(type, row.current, three.right)).toEqual(E.right(row.applied));
  }
});

test('what a patch does not touch stays identical', () => {
  const original = { spec: { replicas: 1, template: { spec: { containers: [{ name: 'a', image: 'x' }] } } } };
  const made = applyStrategic(goStruct('apps/v1.Deployment'), original, { spec: { replicas: 2 } });
  expect(E.isRight(made) && (made.right.spec as JsonObject).template === original.spec.template).toBe(true);
});
