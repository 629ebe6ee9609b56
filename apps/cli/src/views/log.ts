import { type Entry, entryWords, offset, type Position, type Story } from '@playhead/core';
import { escapeJson, sanitiseLine } from '../edge/sanitise.ts';
import type { Session } from '../edge/session.ts';
import type { ExitCode } from '../edge/trouble.ts';
import { positionOf } from '../input/moment.ts';
import { openLog } from '../input/open.ts';
import { storyOf } from '../input/story.ts';

export interface LogOptions {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly meaning: boolean;
  readonly json: boolean;
}

export async function printLog(file: string, session: Session, options: LogOptions): Promise<ExitCode> {
  const opened = await openLog(file, session);
  const { exitCode } = opened;
  const story = await storyOf(opened, session);
  const from = Math.max(1, options.from === undefined ? 1 : await positionOf(options.from, story, '--from'));
  const to = await positionOf(options.to, story, '--to');
  await session.out.writeLines(linesOf(story, from, to, options));
  return exitCode;
}

function* linesOf(story: Story, from: Position, to: Position, { meaning, json }: LogOptions): Generator<string> {
  const told = meaning ? new Set([...story.meaning, ...story.hands]) : undefined;
  const width = String(to).length + 1;
  for (let position = from; position <= to; position++) {
    if (told !== undefined && !told.has(position)) continue;
    const entry = story.timeline.entry(position);
    yield json ? escapeJson(JSON.stringify(entry)) : lineOf(story, entry, width);
  }
}

/** `@126  +6.401s  kubelet node-0  ggmjb  ✗ ErrImagePull  ← @112`. */
function lineOf(story: Story, entry: Entry, width: number): string {
  const { actor, subject, what } = entryWords(story, entry.position);
  const cause = entry.cause > 0 ? `  ← @${entry.cause}` : '';
  const words = subject === '' ? what : `${subject}  ${what}`;
  return sanitiseLine(
    `${`@${entry.position}`.padStart(width)}  ${offset(entry.time).padStart(9)}  ${actor.padEnd(24)}  ${words}${cause}`,
  );
}
