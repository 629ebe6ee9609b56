/**
 * Prints how each scenario, as simulated, compares with the real control plane, part by part:
 *
 *   npm run conformance [-- NAME…]
 *
 * Exit code 1 where one differs; `npx vitest run test/conformance` says in what.
 */
import { compare } from './compare.mjs';
import { realLines, realRuns, simulatedLines } from './runs.ts';

interface Part {
  readonly same: boolean;
  readonly share: number;
}

const wanted = process.argv.slice(2);
const totals = new Map<string, number>();
let [perfect, all] = [0, 0];
for (const [name, files] of realRuns()) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const result = compare(files.map(realLines), simulatedLines(name));
  const parts = Object.entries(result as unknown as Record<string, Part>);
  const { p50 } = (result as unknown as { timing?: { p50: number } }).timing ?? { p50: 0 };
  const shown = parts.map(([part, { same, share }]) => `${part} ${same ? 'ok' : `${Math.floor(100 * share)}%`}`);
  console.log(`${name.padEnd(24)} ${shown.join('  ')}  (${p50} ms apart at the median)`);
  for (const [part, { same }] of parts) totals.set(part, (totals.get(part) ?? 0) + Number(same));
  all++;
  if (parts.every(([, { same }]) => same)) perfect++;
}
console.log();
for (const [part, same] of totals) console.log(`${part.padEnd(12)} the same in ${same} of ${all}`);
console.log(`${perfect} of ${all} scenarios the same in every part`);
process.exitCode = perfect === all && all > 0 ? 0 : 1;
