import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answerTo, expectedOf, type ManifestRow } from './manifestRows.ts';

/** Manifests, right and wrong, and what a real API server (v1.35.3) made of each. */
const rows = readFileSync(new URL('../../testdata/manifests.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as ManifestRow);

test.each(rows.map((row, index) => [index + 1, row.manifest.kind, row.status, row] as const))(
  'line %d: %s %d',
  (_line, _kind, _status, row) => {
    expect(answerTo(row)).toEqual(expectedOf(row));
  },
);
