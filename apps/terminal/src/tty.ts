/** The alternate screen, entered and left whatever ends the app: a key, a signal, a crash. */
import { writeSync } from 'node:fs';

const ENTER = '\u001b[?1049h\u001b[?25l\u001b[2J\u001b[H';
const LEAVE = '\u001b[0m\u001b[?25h\u001b[?1049l';
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

/** @returns what leaves it again; the second time it does nothing. */
export function enterAlternateScreen({ stdin, stdout }: Terminal): () => void {
  let inside = true;
  // at once and in order, also while the process is going down
  const put = (text: string): void => {
    const { fd } = stdout as { fd?: number };
    if (fd === undefined) stdout.write(text);
    else
      try {
        writeSync(fd, text);
      } catch {
        // the terminal is gone: there is nothing left to restore
      }
  };
  const leave = (): void => {
    if (!inside) return;
    inside = false;
    process.off('exit', leave).off('uncaughtExceptionMonitor', leave);
    for (const [signal, handler] of handlers) process.off(signal, handler);
    if (stdin.isTTY && stdin.isRaw) stdin.setRawMode(false);
    put(LEAVE);
  };
  const handlers = Object.entries(SIGNALS).map(([signal, code]) => {
    const handler = (): void => {
      leave();
      process.exit(code);
    };
    return [signal as keyof typeof SIGNALS, handler] as const;
  });
  for (const [signal, handler] of handlers) process.on(signal, handler);
  process.on('exit', leave).on('uncaughtExceptionMonitor', leave);
  // before the first frame is seen: a key pressed at once must not go to the line discipline
  stdin.setRawMode(true);
  put(ENTER);
  return leave;
}
