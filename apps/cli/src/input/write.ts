import type { Log } from '@playhead/core';
import { encodeRecording, writeRecording } from '@playhead/recording';
import type { Session } from '../edge/session.ts';
import { orTrouble } from './open.ts';

/** A log into a `.rollout` file; `-` is standard output. What was written is said on a terminal. */
export async function writeLog(log: Log, out: string, session: Session): Promise<void> {
  if (out === '-') {
    await session.out.writeBytes(encodeRecording(log));
    return;
  }
  const { entries, bytes } = await orTrouble(writeRecording(out, log));
  if (session.err.isTerminal)
    await session.err.write(`${out}: ${entries} entries, ${bytes} bytes; playhead open ${out} moves through it\n`);
}
