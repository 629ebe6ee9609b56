/** The built command as a person meets it: words in, bytes out. `npm test` builds it first. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { main } from '@playhead/cli';

export const ROOT = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));
export const BIN = path.join(ROOT, 'apps/cli/dist/playhead.js');
if (!existsSync(BIN)) throw new Error('apps/cli/dist is not there: npm run build');

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command with a plain environment: no colour, no terminal, UTF-8. */
export function playhead(
  args: readonly string[],
  options: { input?: string; cwd?: string; env?: Record<string, string> } = {},
): Ran {
  const { status, stdout, stderr }: SpawnSyncReturns<string> = spawnSync(process.execPath, [BIN, ...args], {
    cwd: options.cwd ?? ROOT,
    input: options.input ?? '',
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: tmpdir(), LANG: 'en_US.UTF-8', ...options.env },
    maxBuffer: 256 * 1024 * 1024,
    timeout: 30_000,
  });
  return { status, stdout, stderr };
}

/**
 * The same within this process, for the many cases: what a command answers does not depend on which process it is in.
 * Not for terminals, full disks and closed pipes.
 */
export async function run(args: readonly string[], options: { input?: string; cwd?: string } = {}): Promise<Ran> {
  const [stdout, stderr] = [new Collector(), new Collector()];
  const before = process.cwd();
  process.chdir(options.cwd ?? ROOT);
  try {
    const status = await main({
      argv: [process.execPath, 'playhead', ...args],
      env: { LANG: 'en_US.UTF-8' },
      stdin: Readable.from(options.input === undefined ? [] : [options.input]),
      stdout,
      stderr,
    });
    return { status, stdout: stdout.text, stderr: stderr.text };
  } finally {
    process.chdir(before);
  }
}

class Collector extends Writable {
  text = '';

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** Gives a folder that is gone afterwards. */
export async function inFolder<T>(use: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'playhead-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One line of trouble: names the program and a place, ends, and shows no stack. */
export const ONE_LINE = /^playhead: [^\n]+\n$/;
