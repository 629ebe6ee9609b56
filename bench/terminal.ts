import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { readStory, Timeline } from '@playhead/core';
import { createRecording, describeError, openRecording, STORY_VERSION, storeStory } from '@playhead/recording';
import xterm from '@xterm/headless';
import { isLeft } from 'fp-ts/lib/Either.js';
import { median, type Report } from './figure.ts';
import { syntheticHeader, syntheticLog } from './syntheticLog.ts';

const BIN = fileURLToPath(new URL('../apps/cli/dist/playhead.js', import.meta.url));
const [COLUMNS, ROWS] = [160, 45];
const [ENTRIES, PODS] = [1_000_000, 10_000];
const MEMORY = ['--max-old-space-size=512'];

/**
 * The built command on the large recording, in a pseudo-terminal that a terminal emulator reads: the time to the first
 * frame, and from a key to the frame it makes. The recording is made once and kept in the temporary folder.
 */
export async function benchTerminal(report: Report): Promise<void> {
  const indexed = largeRecording();
  const folder = mkdtempSync(path.join(tmpdir(), 'playhead-bench-'));
  try {
    const bare = median(await times(5, () => frameOf(['-e', 'process.stdout.write("\\u001b[?2026l")'])));
    report({ name: 'terminal: node that writes one frame', value: bare, unit: 'ms' });
    const baseline = 'node that writes one frame';
    const open = (file: string): Promise<number> => frameOf([...MEMORY, BIN, 'open', file], folder);
    const first = median(await times(5, () => open(indexed)));
    report({ name: 'terminal: first frame, indexed', value: first, unit: 'ms', ratio: first / bare, baseline });
    const plain = path.join(folder, 'plain.rollout');
    copyFileSync(indexed.replace('.rollout', '.plain.rollout'), plain);
    const read = await open(plain);
    report({ name: 'terminal: first frame, not indexed', value: read, unit: 'ms', ratio: read / bare, baseline });
    const cached = median(await times(3, () => open(plain)));
    report({
      name: 'terminal: first frame, from the cache',
      value: cached,
      unit: 'ms',
      ratio: cached / bare,
      baseline,
    });
    await keys(indexed, folder, report);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function times(count: number, work: () => Promise<number>): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < count; i++) took.push(await work());
  return took;
}

/** What is pressed, group by group; each key makes a frame. */
const SCRIPT: readonly (readonly [group: string, keys: readonly string[]])[] = [
  ['start and end', ['g g', 'G', 'g g', 'G']],
  ['tenths', ['5', '2', '8', '1', '9', '4', '6', '3', '7', '5']],
  ['steps', [...Array(20).fill('l'), ...Array(10).fill('h')]],
  ['entries', [...Array(20).fill('.'), ...Array(10).fill(',')]],
  ['commands', ['[', ']', ']', ']', '[', '[', ']', ']']],
  ['failing', Array(10).fill('!')],
  ['lowest', ['L', '5', 'L', '3', 'L']],
  ['pods', [...Array(10).fill('j'), ...Array(5).fill('k')]],
  ['this object', ['5', '}', '}', '{', '{']],
  ['why', ['w', 'l', 'l', 'h', '\u001b', 'w', '\u001b']],
  ['yaml', ['y', 'l', 'l', 'h', '}', '{', '\u001b', 'y', '\u001b']],
  ['play', ['5', ' ', ' ', '+', ' ', ' ', 'r', ' ']],
];

async function keys(file: string, folder: string, report: Report): Promise<void> {
  const run = start([...MEMORY, BIN, 'open', file], folder);
  await run.frame();
  const all: number[] = [];
  const echo = median(await echoes(50));
  report({ name: 'key: node that writes a frame a key, median', value: echo, unit: 'ms' });
  for (const [group, pressed] of SCRIPT) {
    const took: number[] = [];
    for (const key of pressed) {
      await pause(60);
      const frame = run.frame();
      const begin = performance.now();
      for (const one of key.split(key === ' ' ? '' : ' ')) run.press(one);
      const painted = await frame;
      if (painted !== undefined) took.push(painted - begin);
    }
    all.push(...took);
    summary(report, group, took);
  }
  summary(report, 'all', all, echo);
  report({ name: 'terminal: peak resident memory', value: run.peak(), unit: 'MB' });
  await run.quit();
}

function summary(report: Report, group: string, took: number[], echo?: number): void {
  const sorted = [...took].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const against = (value: number) => (echo === undefined ? {} : { ratio: value / echo, baseline: 'such a node' });
  for (const [name, value] of [
    ['median', at(0.5)],
    ['95th percentile', at(0.95)],
    ['most', at(1)],
  ] as const)
    report({ name: `key: ${group} (${sorted.length}), ${name}`, value, unit: 'ms', ...against(value) });
}

/** A program that answers each key by as many bytes as a frame has. */
async function echoes(count: number): Promise<number[]> {
  const program = `process.stdin.setRawMode(true); process.stdin.on('data', () => process.stdout.write('x'.repeat(4000) + '\\u001b[?2026l')); process.stdout.write('\\u001b[?2026l')`;
  const run = start(['-e', program]);
  await run.frame();
  const took: number[] = [];
  for (let i = 0; i < count; i++) {
    await pause(20);
    const frame = run.frame();
    const begin = performance.now();
    run.press('x');
    took.push(((await frame) ?? Number.NaN) - begin);
  }
  run.kill();
  return took;
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** From the start of a program to its first frame. */
async function frameOf(args: readonly string[], folder?: string): Promise<number> {
  const begin = performance.now();
  const run = start(args, folder);
  const painted = await run.frame(600_000);
  if (painted === undefined) throw new Error(`${args.join(' ')}: no frame`);
  await run.quit();
  return painted - begin;
}

/** The end of a frame: what a terminal that knows synchronized output shows it at. */
const FRAME_END = '\u001b[?2026l';

function start(args: readonly string[], folder = tmpdir()) {
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  const pty = spawn(process.execPath, [...args], {
    name: 'xterm-256color',
    cols: COLUMNS,
    rows: ROWS,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      XDG_CACHE_HOME: path.join(folder, 'cache'),
      LANG: 'en_US.UTF-8',
      TERM: 'xterm-256color',
    },
  });
  let tell: ((at: number | undefined) => void) | undefined;
  let ended = false;
  let tail = '';
  pty.onData(data => {
    const text = tail + data;
    tail = text.slice(-FRAME_END.length + 1);
    if (!text.includes(FRAME_END)) {
      terminal.write(data);
      return;
    }
    const heard = tell;
    tell = undefined;
    // painted once the emulator has taken it in
    terminal.write(data, () => heard?.(performance.now()));
  });
  const exit = new Promise<void>(resolve => {
    pty.onExit(() => {
      ended = true;
      tell?.(undefined);
      resolve();
    });
  });
  return {
    press: (key: string) => pty.write(key),
    /** When the next frame is painted; undefined where none comes. */
    frame: (patience = 3000): Promise<number | undefined> =>
      new Promise(resolve => {
        tell = resolve;
        setTimeout(() => {
          if (tell === resolve) tell = undefined;
          resolve(undefined);
        }, patience).unref();
      }),
    /** The most memory it ever had resident, in MB, where the system tells. */
    peak: (): number => {
      const status = `/proc/${pty.pid}/status`;
      if (!existsSync(status)) return Number.NaN;
      return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]) / 1024;
    },
    kill: () => pty.kill('SIGKILL'),
    quit: async () => {
      if (!ended) pty.write('q');
      await Promise.race([exit, pause(5000)]);
      if (!ended) pty.kill('SIGKILL');
    },
  };
}

/** The path of the large recording with its index; beside it, under another name, lies the same without. */
export function largeRecording(): string {
  const folder = path.join(tmpdir(), 'playhead-bench-large');
  // an index of another version would be read anew each time
  const file = path.join(folder, `large-${STORY_VERSION}.rollout`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  process.stderr.write(`making ${file}: ${ENTRIES} entries, ${PODS} pods; it is kept for the next time\n`);
  const plain = file.replace('.rollout', '.plain.rollout');
  const writer = createRecording(plain, syntheticHeader);
  if (isLeft(writer)) throw new Error(describeError(writer.left));
  syntheticLog(ENTRIES, PODS, entry => writer.right.append(entry));
  const finished = writer.right.finish();
  if (isLeft(finished)) throw new Error(describeError(finished.left));
  const part = `${file}.part`;
  copyFileSync(plain, part);
  const opened = openRecording(part);
  if (isLeft(opened)) throw new Error(describeError(opened.left));
  const stored = storeStory(part, readStory(new Timeline(opened.right.log)));
  opened.right.close();
  if (isLeft(stored)) throw new Error(describeError(stored.left));
  renameSync(part, file);
  return file;
}
