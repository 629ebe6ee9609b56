/**
 * Holds the answers to manifests against those of a real server, by kind:
 *
 *   node --import tsx packages/api/tools/manifests.ts FILE.jsonl [--verbose]
 */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { answerTo, expectedOf, type ManifestRow } from '../src/server/manifestRows.ts';

const [file = '', flag] = process.argv.slice(2);
const counts = new Map<string, { all: number; status: number; same: number }>();
for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
  const row = JSON.parse(line) as ManifestRow;
  const count = counts.get(row.manifest.kind) ?? { all: 0, status: 0, same: 0 };
  counts.set(row.manifest.kind, count);
  const [got, wanted] = [answerTo(row) as { status: number }, expectedOf(row)];
  count.all++;
  if (got.status === row.status) count.status++;
  if (isDeepStrictEqual(got, wanted)) count.same++;
  else if (flag === '--verbose') console.log(JSON.stringify({ manifest: row.manifest, wanted, got }, null, 1));
}
const percent = (part: number, all: number): string => `${((100 * part) / all).toFixed(1)}%`;
for (const [kind, { all, status, same }] of [...counts].sort())
  console.log(kind.padEnd(26), String(all).padStart(4), percent(status, all), percent(same, all));
