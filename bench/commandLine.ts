import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, type Report } from './figure.ts';

const BIN = fileURLToPath(new URL('../apps/cli/dist/playhead.js', import.meta.url));
const FILE = path.join(path.dirname(BIN), '../../../scenarios/recordings/checkout-oom.rollout');

/** Starting the built command, against starting Node alone. */
export async function benchCommandLine(report: Report): Promise<void> {
  const bare = median(Array.from({ length: 11 }, () => time(['-e', '0'])));
  const version = median(Array.from({ length: 11 }, () => time([BIN, '--version'])));
  const info = median(Array.from({ length: 5 }, () => time([BIN, 'info', FILE])));
  const baseline = 'node -e 0';
  report({ name: 'start: node -e 0', value: bare, unit: 'ms' });
  report({ name: 'start: playhead --version', value: version, unit: 'ms', ratio: version / bare, baseline });
  report({ name: 'start: playhead info checkout-oom.rollout', value: info, unit: 'ms', ratio: info / bare, baseline });
}

function time(args: readonly string[]): number {
  const begin = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return performance.now() - begin;
}
