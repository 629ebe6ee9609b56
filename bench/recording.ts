import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeMulti } from '@msgpack/msgpack';
import { ClusterState, type Entry, type Log, Timeline } from '@playhead/core';
import {
  createRecording,
  describeError,
  encodeRecording,
  inflatedBlocks,
  type OpenedFile,
  openRecording,
} from '@playhead/recording';
import { simulate } from '@playhead/simulator';
import { isLeft } from 'fp-ts/lib/Either.js';
import { median, type Report } from './figure.ts';
import { scenario } from './simulation.ts';
import { syntheticHeader, syntheticLog } from './syntheticLog.ts';

const PODS = 10_000;

/** Opening and folding, size, and seeking. Logs lie in a temporary folder while this runs. */
export async function benchRecording(report: Report): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'playhead-bench-'));
  try {
    const file = path.join(folder, 'million.rollout');
    write(file, 1_000_000);
    openAndFold(file, 1_000_000, report);
    sizes(file, 1_000_000, report);
    write(file, 300_000);
    seek(file, report);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function write(file: string, entries: number): void {
  const writer = createRecording(file, syntheticHeader);
  if (isLeft(writer)) throw new Error(describeError(writer.left));
  syntheticLog(entries, PODS, entry => writer.right.append(entry));
  const finished = writer.right.finish();
  if (isLeft(finished)) throw new Error(describeError(finished.left));
}

function opened(file: string): OpenedFile {
  const recording = openRecording(file);
  if (isLeft(recording)) throw new Error(describeError(recording.left));
  return recording.right;
}

/** The shortest of some runs: what else the machine does can only add. */
function best(runs: number, work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const begin = performance.now();
    work();
    least = Math.min(least, performance.now() - begin);
  }
  return least;
}

function openAndFold(file: string, entries: number, report: Report): void {
  const frames = inflatedBlocks(readFileSync(file));
  const raw = best(5, () => {
    for (const frame of frames) for (const _ of decodeMulti(frame));
  });
  const read = best(5, () => each(opened(file), log => visit(log, () => {})));
  const fold = best(5, () =>
    each(opened(file), log => {
      const state = ClusterState.empty();
      visit(log, entry => state.advance(entry));
    }),
  );
  const baseline = '@msgpack/msgpack decodeMulti of the same frames, inflated';
  report({ name: `open: raw MessagePack of ${entries} entries`, value: raw, unit: 'ms' });
  report({ name: `open: read ${entries} entries`, value: read, unit: 'ms', ratio: read / raw, baseline });
  report({ name: `open: read and fold ${entries} entries`, value: fold, unit: 'ms', ratio: fold / raw, baseline });
}

function each(recording: OpenedFile, work: (log: Log) => void): void {
  work(recording.log);
  recording.close();
}

function visit(log: Log, see: (entry: Entry) => void): void {
  for (let position = 1; position <= log.length; position++) see(log.entry(position));
}

function sizes(synthetic: string, entries: number, report: Report): void {
  const size = (name: string, bytes: number, count: number) =>
    report({ name: `size: ${name}`, value: bytes / count, unit: 'bytes an entry' });
  size(`${entries} entries, ${PODS} replicas`, statSync(synthetic).size, entries);
  for (const replicas of [100, 1000]) {
    const log = simulate(scenario(replicas, true));
    size(`simulated update of ${replicas} replicas`, encodeRecording(log).length, log.length);
  }
  for (const name of ['hundred', 'checkout-oom', 'search-canary', 'rollback-bad-image']) {
    const file = `scenarios/recordings/${name}.rollout`;
    each(opened(file), log => size(`imported in full: ${name}`, statSync(file).size, log.length));
  }
}

/** Anywhere in a log that was gone through once, as it is when the first screen is drawn. */
function seek(file: string, report: Report): void {
  const recording = opened(file);
  const timeline = new Timeline(recording.log);
  timeline.visit(1, timeline.length, () => {});
  const took: number[] = [];
  let at = 12_345;
  for (let i = 0; i < 1000; i++) {
    at = (at * 48_271) % 2_147_483_647;
    const position = at % timeline.length;
    const begin = performance.now();
    timeline.stateAt(position);
    took.push(performance.now() - begin);
  }
  recording.close();
  took.sort((a, b) => a - b);
  report({ name: `seek: ${PODS} pods, median`, value: median(took), unit: 'ms' });
  report({ name: `seek: ${PODS} pods, 99th percentile`, value: took[Math.floor(took.length * 0.99)]!, unit: 'ms' });
}
