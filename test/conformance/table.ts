/**
 * Prints how each scenario, as simulated, compares with the real control plane, part by part:
 *
 *   npm run conformance [-- NAME…]                                      with the recordings kept here
 *   npm run conformance -- --against-cluster KUBECONFIG [SCENARIO…]     with a run on a control plane, now
 *
 * A SCENARIO is a name in scenarios/ or a file. Exit code 0 where all are the same, 1 where one differs, 2 on trouble.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type ClusterOptions, clusterLines } from './cluster/cluster.ts';
import { Trouble } from './cluster/connection.ts';
import { compare } from './compare.mjs';
import { readScenario, realLines, realRuns, simulatedLines } from './runs.ts';

const USAGE = 'npm run conformance -- [--against-cluster KUBECONFIG] [--kubectl PATH] [--keep FOLDER] [SCENARIO…]';

interface Part {
  readonly same: boolean;
  readonly share: number;
}

const totals = new Map<string, number>();
let [perfect, all] = [0, 0];

function show(name: string, real: readonly unknown[][], simulated: unknown[]): void {
  const result = compare(real, simulated);
  const parts = Object.entries(result as unknown as Record<string, Part>);
  const { p50 } = (result as unknown as { timing?: { p50: number } }).timing ?? { p50: 0 };
  const shown = parts.map(([part, { same, share }]) => `${part} ${same ? 'ok' : `${Math.floor(100 * share)}%`}`);
  console.log(`${name.padEnd(24)} ${shown.join('  ')}  (${p50} ms apart at the median)`);
  for (const [part, { same }] of parts) totals.set(part, (totals.get(part) ?? 0) + Number(same));
  all++;
  if (parts.every(([, { same }]) => same)) perfect++;
}

function againstRecordings(wanted: readonly string[]): void {
  const runs = realRuns();
  for (const name of wanted) if (!runs.has(name)) throw new Trouble(`${name}: no recording of it is kept here`);
  for (const [name, files] of runs)
    if (wanted.length === 0 || wanted.includes(name))
      show(name, files.map(realLines), simulatedLines(readScenario(name).scenario));
}

/** @param keep the folder that gets both sides of each comparison, as JSON lines */
async function againstCluster(options: ClusterOptions, wanted: readonly string[], keep: string | undefined) {
  const stories = (wanted.length > 0 ? wanted : [...realRuns().keys()]).map(readScenario);
  if (keep !== undefined) mkdirSync(keep, { recursive: true });
  for await (const { scenario, lines } of clusterLines(options, stories)) {
    const simulated = simulatedLines(scenario);
    if (keep !== undefined) {
      writeFileSync(path.join(keep, `${scenario.name}.jsonl`), jsonLines(lines));
      writeFileSync(path.join(keep, `${scenario.name}.simulated.jsonl`), jsonLines(simulated));
    }
    show(scenario.name, [lines], simulated);
  }
}

const jsonLines = (lines: readonly unknown[]): string => lines.map(line => `${JSON.stringify(line)}\n`).join('');

function readArguments() {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ allowPositionals: true, options: { 'against-cluster': text, kubectl: text, keep: text } });
  } catch (error) {
    const [what] = String(error instanceof Error ? error.message : error).split('. ');
    throw new Trouble(`${what}: ${USAGE}`);
  }
}

try {
  const { values, positionals } = readArguments();
  const { 'against-cluster': kubeconfig, kubectl = 'kubectl', keep } = values;
  if (kubeconfig === undefined) againstRecordings(positionals);
  else await againstCluster({ kubeconfig, kubectl }, positionals, keep);
  console.log();
  for (const [part, same] of totals) console.log(`${part.padEnd(12)} the same in ${same} of ${all}`);
  console.log(`${perfect} of ${all} scenarios the same in every part`);
  process.exitCode = perfect === all && all > 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  console.error(`conformance: ${error.message}`);
  process.exitCode = 2;
}
