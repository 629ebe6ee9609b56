/** A terminal that goes away under the app: its window was closed, or the connection was lost. */
import { closeSync } from 'node:fs';

export class TerminalGone extends Error {
  override readonly name = 'TerminalGone';

  constructor() {
    super('the terminal is gone: its window was closed, or the connection was lost; open it again in another');
  }
}

let closes = false;

/** Sets the mode of a terminal that may be gone. @returns whether it was still there */
export function setRaw(stdin: NodeJS.ReadStream, raw: boolean): boolean {
  try {
    if (stdin.isTTY && stdin.isRaw !== raw) stdin.setRawMode(raw);
    return true;
  } catch {
    letGo();
    return false;
  }
}

/**
 * As it ends, Node sets back the modes of its terminals, and aborts where one is gone (ResetStdio in src/node.cc expects
 * no EIO). Those that are closed by then it leaves alone.
 */
export function letGo(): void {
  if (closes) return;
  closes = true;
  process.once('exit', () => {
    for (const { isTTY, fd } of [process.stdin, process.stdout, process.stderr])
      try {
        if (isTTY) closeSync(fd);
      } catch {
        // closed already
      }
  });
}
