/**
 * The built command in a real pseudo-terminal, its bytes shown by a real terminal emulator: what a person would see.
 * Every key of the table is pressed.
 */
import { type ChildProcess, spawnSync, spawn as start } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawn } from '@lydell/node-pty';
import { KEYS } from '@playhead/terminal';
import xterm from '@xterm/headless';
import { afterEach, describe, expect, test } from 'vitest';
import { BIN, inFolder, playhead, ROOT } from './playhead.ts';

const OUTAGE = path.join(ROOT, 'scenarios/recordings/checkout-oom.rollout');
const STUCK = path.join(ROOT, 'scenarios/recordings/rollback-bad-image.rollout');

/** What each key sends. */
const BYTES: Readonly<Record<string, string>> = {
  left: '\u001b[D',
  right: '\u001b[C',
  up: '\u001b[A',
  down: '\u001b[B',
  home: '\u001b[H',
  end: '\u001b[F',
  space: ' ',
  enter: '\r',
  tab: '\t',
  esc: '\u001b',
  'ctrl+c': '\u0003',
  'ctrl+z': '\u001a',
};

class Screen {
  readonly #terminal: xterm.Terminal;
  readonly #pty: ReturnType<typeof spawn>;
  /** Everything that was written, as bytes. */
  raw = '';
  exit: { exitCode: number; signal?: number } | undefined;

  /** `shell`: begun from an interactive shell, as a person begins it. */
  constructor(args: readonly string[], columns = 80, rows = 24, env: Record<string, string> = {}, shell = false) {
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
    const command = [process.execPath, BIN, ...args];
    this.#pty = spawn(shell ? 'bash' : command[0]!, shell ? ['--norc', '-i'] : command.slice(1), {
      name: env.TERM ?? 'xterm-256color',
      cols: columns,
      rows,
      env: { PATH: process.env.PATH ?? '', HOME: '/tmp', LANG: 'en_US.UTF-8', TERM: 'xterm-256color', ...env },
    });
    this.#pty.onData(data => {
      this.raw += data;
      this.#terminal.write(data);
    });
    this.#pty.onExit(exit => {
      this.exit = exit;
    });
    if (shell) this.#pty.write(`${command.join(' ')}\r`);
  }

  get lines(): string[] {
    const { active } = this.#terminal.buffer;
    return Array.from({ length: this.#terminal.rows }, (_, y) =>
      (active.getLine(active.viewportY + y)?.translateToString(true) ?? '').trimEnd(),
    );
  }

  get text(): string {
    return this.lines.join('\n');
  }

  /** Which events of the mouse are told to the app. */
  get mouse(): string {
    return this.#terminal.modes.mouseTrackingMode;
  }

  get alternate(): boolean {
    return this.#terminal.buffer.active.type === 'alternate';
  }

  /** Keys by their names, a space between. */
  send(keys: string): void {
    for (const one of keys.split(' ')) this.#pty.write(BYTES[one] ?? one);
  }

  async press(keys: string): Promise<void> {
    this.send(keys);
    await settled(() => this.text);
  }

  async shows(what: RegExp | string): Promise<void> {
    const has = (): boolean => (typeof what === 'string' ? this.text.includes(what) : what.test(this.text));
    await until(has, () => `${what} not on the screen:\n${this.text}`);
  }

  async resize(columns: number, rows: number): Promise<void> {
    this.#terminal.resize(columns, rows);
    this.#pty.resize(columns, rows);
    await settled(() => this.text);
  }

  kill(signal: string): void {
    this.#pty.kill(signal);
  }

  async ended(): Promise<{ exitCode: number; signal?: number }> {
    await until(
      () => this.exit !== undefined,
      () => `still running:\n${this.text}`,
    );
    await settled(() => this.text);
    return this.exit!;
  }

  close(): void {
    if (this.exit === undefined) this.#pty.kill('SIGKILL');
  }
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

async function until(holds: () => boolean, otherwise: () => string): Promise<void> {
  const end = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(otherwise());
    await pause(20);
  }
}

/** Waits until a screen has been the same for a while. */
async function settled(text: () => string): Promise<void> {
  let [last, since] = [text(), Date.now()];
  while (Date.now() - since < 100) {
    await pause(25);
    if (text() !== last) [last, since] = [text(), Date.now()];
  }
}

const opened: Screen[] = [];
function open(args: readonly string[], columns?: number, rows?: number, env?: Record<string, string>): Screen {
  const screen = new Screen(['open', ...args], columns, rows, env);
  opened.push(screen);
  return screen;
}
afterEach(() => {
  for (const screen of opened.splice(0)) screen.close();
});

test('the first screen says what to press; one key, L, goes to the moment when 0 of 8 serve, and says why', async () => {
  const screen = open([OUTAGE]);
  await screen.shows('deploy/checkout');
  await screen.shows('L the lowest moment');
  expect(screen.alternate).toBe(true);
  await screen.press('L');
  await screen.shows('OUTAGE');
  for (const words of [
    'serving 0 of 8',
    'rev 2: 0 of 8 ready, OOMKilled',
    'kubectl set image: checkout:1.8.2 → 1.9.0  (rev 1→2)',
    '8 ✗ CrashLoopBackOff',
    'OOMKilled at its memory limit 512Mi, exit 137',
    'kubectl rollout undo deployment/checkout → rev 1',
  ])
    await screen.shows(words);
  expect(screen.text).not.toContain('L the lowest moment');
});

/** What a key must lead to, seen on the screen; each begins anew from @131 of the stuck rollout. */
const SEEN: Readonly<Record<string, RegExp>> = {
  left: /@128\/153/,
  h: /@128\/153/,
  right: /@136\/153/,
  l: /@136\/153/,
  ',': /@130\/153/,
  '.': /@132\/153/,
  '<': /\+5\.607s/,
  '>': /\+7\.607s/,
  '{': /@126\/153/,
  '}': /@142\/153/,
  '[': /@112\/153/,
  ']': /@136\/153/,
  '!': /@126\/153/,
  L: /@36\/153/,
  '0': /@1\/153/,
  '1': /@27\/153/,
  '2': /@50\/153/,
  '3': /@51\/153/,
  '4': /@76\/153/,
  '5': /@99\/153/,
  '6': /@126\/153/,
  '7': /@131\/153/,
  '8': /@131\/153/,
  '9': /@131\/153/,
  'g g': /@1\/153/,
  home: /@1\/153/,
  G: /@153\/153/,
  end: /@153\/153/,
  F: /there is no end to follow/,
  space: /@(13[2-9]|1[45]\d)\/153/,
  r: /@(12\d|130|[1-9]\d|\d)\/153/,
  '+': /speed 2×/,
  '=': /speed 2×/,
  '-': /speed 0\.5×/,
  w: /after rolling\.go reconcileOldReplicaSets/,
  y: /pod\/nginx-ddb59745f-ggmjb at @131/,
  j: /▸ {2}6v2k8/,
  down: /▸ {2}6v2k8/,
  k: /▸ {2}ggmjb/,
  up: /▸ {2}ggmjb/,
  enter: /pod\/nginx-ddb59745f-ggmjb at @131/,
  tab: /one workload/,
  D: /what differs .*@131/,
  d: /kubectl describe pod nginx-ddb59745f-ggmjb/,
  e: /Kubernetes Events at @131/,
  a: /what carries a meaning around here/,
  s: /sizes: █ serving/,
  z: /the lanes show the whole log/,
  ':': /^:/m,
  '/': /^\/▏ {2}a text, a type of event, or an expression/m,
  n: /nothing is searched for/,
  N: /nothing is searched for/,
  b: /^break when ▏/m,
  c: /no breakpoint is set/,
  C: /no breakpoint is set/,
  m: /set mark a here/,
  "'": /go to mark a/,
  x: /one recording is open/,
  A: /one recording is open/,
  u: /┄ if undo here: complete in 0\.1s/,
  S: /save the screen as rollback-bad-image-131\.svg/,
  T: /write a fixture to fixtures\/rollback-bad-image/,
  Y: /copied: kubectl rollout undo deployment\/nginx -n rollback-bad-image-yybg/,
  '?': /─ keys ─/,
  esc: /@131\/153/,
};

/** What undoes a change of speed. */
const SPEEDS: Readonly<Record<string, string>> = { '+': '-', '=': '-', '-': '+' };

describe('every key of the table does what help says', () => {
  test('all keys have something to see', () => {
    const leaves = ['q', 'ctrl+c', 'ctrl+z'];
    expect(Object.keys(SEEN).sort()).toEqual(
      KEYS.flatMap(row => row.keys)
        .filter(key => !leaves.includes(key))
        .sort(),
    );
  });

  test('one after the other', async () => {
    const screen = open([STUCK, '--at', '@131']);
    await screen.shows('@131/153');
    for (const [key, seen] of Object.entries(SEEN)) {
      screen.send(key);
      await screen.shows(seen);
      // back to where it began, at the speed it began with
      screen.send('esc');
      await screen.shows(/^ ←→ step|^ speed|^ copied/m);
      if (SPEEDS[key] !== undefined) screen.send(SPEEDS[key]);
      screen.send(': @ 1 3 1 enter');
      await screen.shows('@131/153');
      await screen.shows('kubelet node-0 ─');
    }
  }, 120_000);

  test.each(['q', 'ctrl+c'])('%s leaves, with the terminal as it was', async key => {
    const screen = open([STUCK]);
    await screen.shows('deploy/nginx');
    await screen.press(key);
    expect((await screen.ended()).exitCode).toBe(0);
    expect(screen.alternate).toBe(false);
    expect(screen.raw.endsWith('\u001b[?25h\u001b[?1049l')).toBe(true);
  });
});

test('/ finds, n and N go on, a breakpoint stops playing in both directions, marks come back', async () => {
  const screen = open([OUTAGE, '--at', 'rev2']);
  await screen.shows('@144/766');
  screen.send('/ s e r v');
  await screen.shows('pods that are ready and not terminating');
  screen.send('tab space < space f l o o r enter');
  await screen.shows('@371/766');
  await screen.shows('serving < floor, 2 of 4');
  await screen.press('n');
  await screen.shows('@455/766');
  await screen.press('N');
  await screen.shows('@371/766');
  screen.send('m a b p h a s e = o u t a g e enter');
  await screen.shows('breakpoint: phase=outage, 1 time');
  screen.send('+ + + + space');
  await screen.shows('stopped where phase=outage');
  await screen.shows('@476/766');
  screen.send("' a");
  await screen.shows('@371/766');
  screen.send('G C');
  await screen.shows('@476/766');
  screen.send("' '");
  await screen.shows('@766/766');
  screen.send('r');
  await screen.shows('stopped where phase=outage');
  screen.send(': m a r k s enter');
  await screen.shows(/▸ mark +a +@371/);
  await screen.shows(/breakpoint +phase=outage +1 time/);
}, 60_000);

test('u simulates the way out beside what happened; u goes in, :save keeps it, esc comes back', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'playhead-whatif-'));
  const file = path.join(folder, 'undone.rollout');
  const screen = open([OUTAGE, '--at', 'lowest']);
  await screen.shows('@476/766');
  screen.send('u');
  await screen.shows(' ┄ if undo here: complete in 23.8s, lowest 0 of 8');
  await screen.shows('   really: complete in 43.8s, lowest 0 of 8     u goes in, esc drops it');
  screen.send('right');
  await screen.shows(' ┄ if undo at @476: complete in 23.8s');
  screen.send("' '");
  screen.send(': @ 4 7 6 enter');
  await screen.shows(' ┄ if undo here');
  screen.send('u');
  await screen.shows('deploy/checkout   what if   esc goes back');
  await screen.shows('assumes checkout:1.8.2 is ready 8.0 s after it is placed, as it did here');
  await screen.shows(/@476\/7[12]\d/);
  screen.send('G');
  await screen.shows(/COMPLETE.*serving 8 of 8/);
  screen.send(`: s a v e space ${[...file].join(' ')} enter`);
  await screen.shows('wrote ');
  screen.send('esc');
  await screen.shows('back in what really happened');
  await screen.shows('@476/766');
  await screen.shows(' ┄ if undo here');
  screen.send('esc');
  await gone(screen, '┄');
  expect(playhead(['info', file]).stdout).toContain('diverted   from checkout-oom at @476: kubectl rollout undo');
  rmSync(folder, { recursive: true });
}, 120_000);

test('a command typed after : is simulated too; one that is refused is said', async () => {
  const screen = open([STUCK, '--at', '@131']);
  await screen.shows('@131/153');
  screen.send(': s e t space i m a g e space d e p l o y m e n t / n g i n x space n g i n x = n g i n x : 9 enter');
  await screen.shows(' ┄ if set image here: complete in');
  screen.send('enter');
  await screen.shows('deploy/nginx   what if   esc goes back');
  await screen.shows('assumes nginx:9, never seen here');
  screen.send("' '");
  await screen.shows('back in what really happened');
  screen.send(': k u b e c t l space r o l l o u t space u n d o space d e p l o y m e n t / w e b enter');
  await screen.shows('deployments.apps "web" not found');
}, 120_000);

async function gone(screen: Screen, what: string): Promise<void> {
  await until(
    () => !screen.text.includes(what),
    () => `${what} still on the screen:\n${screen.text}`,
  );
}

test('two recordings go on one clock, and part where they part', async () => {
  const screen = open([STUCK, OUTAGE, '--at', '@112'], 160, 45);
  await screen.shows('▸A deploy/nginx');
  await screen.shows(' B deploy/checkout');
  await screen.press('tab');
  await screen.shows('▸B deploy/checkout');
  await screen.press('x');
  await screen.shows('here they part, after 0 deeds in common');
  await screen.press('A');
  await screen.shows('by event (A by time)');
});

test('^Z stops it as a shell expects, and fg shows the screen again', async () => {
  const screen = new Screen(['open', STUCK, '--at', '@131'], 80, 24, {}, true);
  opened.push(screen);
  await screen.shows('@131/153');
  await screen.press('ctrl+z');
  await screen.shows(/stopped/i);
  expect(screen.alternate).toBe(false);
  screen.send('fg enter');
  await screen.shows('@131/153');
  expect(screen.alternate).toBe(true);
  await screen.press('.');
  await screen.shows('@132/153');
});

test('^Z where no shell could take it up again changes nothing', async () => {
  const screen = open([STUCK, '--at', '@131']);
  await screen.shows('@131/153');
  await screen.press('ctrl+z');
  await screen.press('.');
  await screen.shows('@132/153');
  expect(screen.alternate).toBe(true);
});

test('nothing is written again that did not change', async () => {
  const screen = open([OUTAGE, '--at', '@300']);
  await screen.shows('@300/766');
  await screen.press('.');
  await screen.shows('@301/766');
  const before = screen.raw.length;
  await screen.press('.');
  await screen.shows('@302/766');
  // two rows at most hold the position and the entry; a whole screen would be over 2,000 bytes
  expect(screen.raw.length - before).toBeLessThan(1500);
  expect(screen.raw.slice(before)).not.toContain('\u001b[2J');
});

test('a resize draws everything anew and leaves nothing behind', async () => {
  const screen = open([STUCK, '--at', '@131'], 160, 45);
  await screen.shows('events around here');
  // what only the first screen says goes with the first key
  await screen.press('esc');
  await screen.resize(80, 24);
  await screen.shows('@131/153');
  const print = playhead(['open', STUCK, '--at', '@131', '--print', '--size', '80x24']).stdout.trimEnd().split('\n');
  // the last line still tells of the keys in one and not in the other
  const drawn = print.slice(0, 22).map(line => line.trimEnd());
  await until(
    () => screen.lines.slice(0, 22).join('\n') === drawn.join('\n'),
    () => `not as printed:\n${screen.text}`,
  );
  await screen.resize(160, 45);
  await screen.shows('events around here');
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'])('%s restores the terminal', async signal => {
  const screen = open([STUCK]);
  await screen.shows('deploy/nginx');
  screen.kill(signal);
  const { exitCode } = await screen.ended();
  expect(exitCode).toBe({ SIGTERM: 143, SIGINT: 130, SIGHUP: 129, SIGQUIT: 131 }[signal]);
  expect(screen.alternate).toBe(false);
  expect(screen.raw).toContain('\u001b[?25h');
  expect(screen.mouse).toBe('none');
});

/** From the signal on one function that everything needs throws. */
const faultyAfter = (fault: string): Record<string, string> => {
  const code = `process.on("SIGUSR2", () => { ${fault} })`;
  return { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(code)}` };
};

test.each([
  ['drawing', 'Math.floor = () => { throw new Error("no fault") }', 'h'],
  ['taking a message', 'String.prototype.trim = () => { throw new Error("no fault") }', ': \u001b[200~x\u001b[201~'],
  ['doing what was asked', 'Buffer.from = () => { throw new Error("no fault") }', 'Y'],
])('what goes wrong while %s is one line on the terminal as it was', async (_, fault, keys) => {
  const screen = open([STUCK], 160, 45, faultyAfter(fault));
  await screen.shows('deploy/nginx');
  screen.kill('SIGUSR2');
  // a screen that was drawn before is drawn from its kept answers: another is asked for
  await until(
    () => {
      if (screen.exit === undefined) screen.send(keys);
      return screen.exit !== undefined;
    },
    () => 'it goes on',
  );
  expect((await screen.ended()).exitCode).toBe(2);
  expect(screen.alternate).toBe(false);
  expect(screen.mouse).toBe('none');
  expect(screen.text).toMatch(/playhead: a fault in Playhead, please report it: no fault$/m);
});

test('a terminal that goes away ends the app in one line, and Node does not abort over it', async () => {
  await inFolder(async folder => {
    const [told, code] = [path.join(folder, 'told'), path.join(folder, 'code')];
    const command = `trap '' HUP; "${process.execPath}" "${BIN}" open "${STUCK}" 2>"${told}"; echo $? >"${code}"`;
    const pty = spawn('bash', ['-c', command], { cols: 80, rows: 24, env: { PATH: process.env.PATH ?? '' } });
    let shown = '';
    pty.onData(data => {
      shown += data;
    });
    await until(
      () => shown.includes('deploy/nginx'),
      () => shown,
    );
    // the window is closed
    (pty as unknown as { destroy: () => void }).destroy();
    await until(
      () => existsSync(code) && readFileSync(code, 'utf8') !== '',
      () => 'still running',
    );
    // whichever comes first: SIGHUP, or the end of what is read
    const ended = Number(readFileSync(code, 'utf8'));
    expect([2, 129]).toContain(ended);
    expect(readFileSync(told, 'utf8')).toMatch(ended === 2 ? /^playhead: the terminal is gone: .*\n$/ : /^$/);
  });
});

test('the mouse: a click in a lane goes to that time, the wheel steps; a paste is text and no keys', async () => {
  const screen = open([STUCK, '--at', '@131']);
  await screen.shows('@131/153');
  expect(screen.mouse).toBe('vt200');
  const row = screen.lines.findIndex(line => line.startsWith(' serving'));
  screen.send(`\u001b[<0;15;${row + 1}M\u001b[<0;15;${row + 1}m`);
  await screen.shows(/@\d\d?\/153/);
  screen.send(': @ 1 3 1 enter');
  await screen.shows('@131/153');
  screen.send('\u001b[<65;3;3M');
  await screen.shows('@132/153');
  screen.send('\u001b[<64;3;3M');
  await screen.shows('@131/153');
  screen.send('\u001b[200~q\u001b[201~');
  await screen.shows('nothing is being typed here');
  screen.send(':');
  screen.send('\u001b[200~@140\u001b[201~');
  await screen.shows(':@140');
  screen.send('enter');
  await screen.shows('@140/153');
});

test('with NO_COLOR the same words are there and no colour', async () => {
  const screen = open([OUTAGE, '--at', 'lowest'], 80, 24, { NO_COLOR: '1' });
  await screen.shows('serving 0 of 8');
  expect(screen.raw).not.toMatch(/\u001b\[[0-9;]*(3[1-7]|9[0-7])m/);
});

test('a terminal that knows no escapes is given the transcript', async () => {
  const screen = open([STUCK], 120, 24, { TERM: 'dumb' });
  expect((await screen.ended()).exitCode).toBe(0);
  expect(screen.raw).toContain('kubelet node-0');
  expect(screen.raw).not.toContain('\u001b');
});

test('where there is no terminal it prints the transcript', () => {
  const { status, stdout } = playhead(['open', STUCK]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^@126 +\+5\.599s +kubelet node-0 +pod\/nginx-ddb59745f-ggmjb +✗ ErrImagePull$/m);
  expect(stdout).not.toContain('\u001b');
});

test('a moment that is none is one line and exit code 2', async () => {
  const screen = open([STUCK, '--at', 'rev9']);
  expect((await screen.ended()).exitCode).toBe(2);
  await screen.shows('playhead: --at rev9: there is no such revision; there are rev1, rev2, rev3, rev4');
});

describe('a log that is still being written', () => {
  const lines = playhead(['export', 'watch', STUCK]).stdout.trimEnd().split('\n');

  /** Takes JSON lines of a watch as they come, and writes the file. */
  const writer = (file: string): ChildProcess =>
    start(process.execPath, [BIN, 'import', 'watch', '-', '--out', file, '--name', 'grows'], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });

  const entriesIn = (file: string): number =>
    Number(/entries +(\d+)/.exec(spawnSync(process.execPath, [BIN, 'info', file], { encoding: 'utf8' }).stdout)?.[1]);

  test('its end is followed; who went back stays there while it grows, and loses nothing', async () => {
    await inFolder(async folder => {
      const file = path.join(folder, 'live.rollout');
      const writing = writer(file);
      const write = (from: number, to: number): void =>
        void writing.stdin!.write(`${lines.slice(from, to).join('\n')}\n`);
      try {
        write(0, 60);
        await until(
          () => entriesIn(file) === 60,
          () => 'nothing was written',
        );
        const screen = open([file], 120, 40);
        await screen.shows(/@60\/60 .*live$/m);
        write(60, 100);
        await screen.shows(/@100\/100 .*live$/m);
        await screen.press(',');
        await screen.shows(/@99\/100 .*live \+1$/m);
        write(100, 131);
        await screen.shows(/@99\/131 .*live \+32$/m);
        await screen.press('G');
        await screen.shows(/@131\/131 .*live$/m);
        write(131, 153);
        writing.stdin!.end();
        await screen.shows('its writer has finished: 153 entries');
        await screen.shows(/@153\/153/);
        expect(screen.text).not.toContain('live');
      } finally {
        writing.kill();
      }
      expect(entriesIn(file)).toBe(153);
    });
  }, 60_000);

  test('lines as kubectl writes them are followed too, also where the last is half there', async () => {
    await inFolder(async folder => {
      const file = path.join(folder, 'watch.jsonl');
      writeFileSync(file, `${lines.slice(0, 60).join('\n')}\n${lines[60]!.slice(0, 40)}`);
      const screen = open([file], 120, 40);
      await screen.shows(/@60\/60 .*live$/m);
      appendFileSync(file, `${lines[60]!.slice(40)}\n${lines.slice(61, 100).join('\n')}\n`);
      await screen.shows(/@100\/100 .*live$/m);
      await screen.shows(/@100\/100 .*live · silent 5s$/m);
      appendFileSync(file, 'nonsense\n');
      await screen.shows('nothing more can be read:');
      await screen.shows(/@100\/100/);
      await screen.press('q');
      expect((await screen.ended()).exitCode).toBe(0);
    });
  }, 60_000);

  test('two are followed on one clock', async () => {
    await inFolder(async folder => {
      const [a, b] = [path.join(folder, 'a.jsonl'), path.join(folder, 'b.jsonl')];
      const write = (file: string, from: number, to: number): void =>
        appendFileSync(file, `${lines.slice(from, to).join('\n')}\n`);
      write(a, 0, 60);
      write(b, 0, 50);
      const screen = open([a, b], 160, 45);
      await screen.shows(/@60\/60.*@50\/50/);
      write(b, 50, 100);
      await screen.shows(/@60\/60.*@100\/100/);
      write(a, 60, 90);
      await screen.shows(/@90\/90.*@100\/100/);
      await screen.press(',');
      await screen.shows(/@89\/90.*live \+1/);
      await screen.press('F');
      await screen.shows(/@90\/90.*@100\/100/);
      await screen.shows('follows the end of both');
    });
  }, 60_000);
});
