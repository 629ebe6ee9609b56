import { statSync } from 'node:fs';
import { type Log, Timeline } from '@playhead/core';
import { encodeRecording, LONG_LOG, storeStory, writeRecording } from '@playhead/recording';
import type { Session } from '../edge/session.ts';
import { orTrouble } from './open.ts';
import { readWithWords } from './story.ts';

/**
 * A log into a `.rollout` file, a long one with its story; `-` is standard output. What was written is said on a terminal.
 */
export async function writeLog(log: Log, out: string, session: Session): Promise<void> {
  if (out === '-') {
    await session.out.writeBytes(encodeRecording(log));
    return;
  }
  const written = await orTrouble(writeRecording(out, log));
  // a pipe or a device cannot be gone back to
  const long = log.length >= LONG_LOG && statSync(out).isFile();
  const { entries, bytes } = long
    ? await orTrouble(storeStory(out, readWithWords(new Timeline(log), session)))
    : written;
  if (session.err.isTerminal)
    await session.err.write(`${out}: ${entries} entries, ${bytes} bytes; playhead open ${out} moves through it\n`);
}
