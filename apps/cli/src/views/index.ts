import { Timeline } from '@playhead/core';
import type { Session } from '../edge/session.ts';
import { type ExitCode, Trouble } from '../edge/trouble.ts';
import { openLog, orTrouble } from '../input/open.ts';
import { readWithWords } from '../input/story.ts';

/** Reads a `.rollout` file and writes its story into it. */
export async function indexFile(file: string, session: Session): Promise<ExitCode> {
  const { log, recording, exitCode } = await openLog(file, session);
  if (recording === undefined)
    throw new Trouble(`${file}: not a .rollout file; write one of it with run --out or import --out`);
  if (recording.damage !== undefined)
    throw new Trouble(`${file}: nothing was written: a damaged file is left as it is; restore it from a copy`);
  const { storeStory } = await import('@playhead/recording');
  const { story } = await orTrouble(storeStory(file, readWithWords(new Timeline(log), session)));
  await session.out.write(`${file}: ${log.length} entries, ${story} bytes beside them; it opens at once now\n`);
  return exitCode;
}
