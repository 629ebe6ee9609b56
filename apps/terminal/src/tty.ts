/** The alternate screen, entered and left whatever ends the app: a key, a signal, a crash. */
import { writeSync } from 'node:fs';
import { type Observable, Subject } from 'rxjs';
import { letGo, setRaw, TerminalGone } from './gone.ts';

/** Presses and the wheel of the mouse, at cells of any size of screen (SGR); pastes between brackets. */
const HEARS = '\u001b[?1000h\u001b[?1006h\u001b[?2004h';
const HEARS_NO_MORE = '\u001b[?2004l\u001b[?1006l\u001b[?1000l';
const ENTER = `\u001b[?1049h\u001b[?25l\u001b[2J\u001b[H${HEARS}`;
const LEAVE = `${HEARS_NO_MORE}\u001b[0m\u001b[?25h\u001b[?1049l`;
const SIGNALS = { SIGINT: 130, SIGQUIT: 131, SIGTERM: 143, SIGHUP: 129 } as const;

export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

export interface Screen {
  /** Leaves it; the second time it does nothing. */
  readonly leave: () => void;
  /** Leaves it and stops the process, as a shell expects of ^Z. */
  readonly suspend: () => void;
  /** Ends with what nobody caught, such as a fault while drawing; the terminal is as it was by then. */
  readonly failed: Observable<never>;
  /** After the process went on: the screen was entered again, and nothing is on it. */
  readonly resumed: Observable<void>;
}

/**
 * Stops the whole group, as the terminal itself does it: npm stops too. Where no shell could take it up again the system
 * ignores the signal, and we go on at once.
 */
function stopGroup(suspend: () => void, goOn: () => void): void {
  process.off('SIGTSTP', suspend);
  process.kill(0, 'SIGTSTP');
  setImmediate(() => {
    process.on('SIGTSTP', suspend);
    goOn();
  });
}

export function enterAlternateScreen({ stdin, stdout }: Terminal): Screen {
  let inside = false;
  const resumed = new Subject<void>();
  const failed = new Subject<never>();
  const enter = (): void => {
    if (inside) return;
    inside = true;
    // before the first frame is seen: a key pressed at once must not go to the line discipline
    if (!setRaw(stdin, true)) throw new TerminalGone();
    putNow(stdout, ENTER);
  };
  const restore = (): void => {
    if (!inside) return;
    inside = false;
    if (setRaw(stdin, false)) putNow(stdout, LEAVE);
  };
  const suspend = (): void => {
    restore();
    stopGroup(suspend, () => goOn());
  };
  // also after a stop that was not ours (SIGSTOP): then the shell has written on our screen and changed the mode
  const goOn = (): void => {
    inside = false;
    enter();
    resumed.next();
  };
  const handlers: [NodeJS.Signals, () => void][] = [['SIGTSTP', suspend], ['SIGCONT', goOn], ...endings(() => leave())];
  // told in one line by whoever waits, not as a stack over the screen
  const fail = (error: unknown): void => {
    restore();
    failed.error(error);
  };
  // what is written late into what is gone is of no interest any more
  const lost = (): void => {
    letGo();
    if (inside) fail(new TerminalGone());
  };
  stdin.on('end', lost).on('error', lost);
  stdout.on('error', lost);
  const leave = (): void => {
    restore();
    stdin.off('end', lost);
    process.off('exit', leave).off('uncaughtException', fail);
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
  for (const [signal, handler] of handlers) process.on(signal, handler);
  process.on('exit', leave).on('uncaughtException', fail);
  enter();
  return { leave, suspend, resumed, failed };
}

/** The signals that end the app, each with the exit code that a shell expects of it. */
const endings = (leave: () => void): [NodeJS.Signals, () => void][] =>
  Object.entries(SIGNALS).map(([signal, code]) => [
    signal as NodeJS.Signals,
    () => {
      leave();
      process.exit(code);
    },
  ]);

/** At once and in order, also while the process is going down. */
function putNow(stdout: NodeJS.WriteStream, text: string): void {
  const { fd } = stdout as { fd?: number };
  if (fd === undefined) {
    stdout.write(text);
    return;
  }
  try {
    writeSync(fd, text);
  } catch {
    // the terminal is gone: there is nothing left to restore
  }
}
