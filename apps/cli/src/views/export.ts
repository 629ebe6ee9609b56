import type { Log, Story } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { ExportFormat } from '../commands/formats.ts';
import { escapeJson } from '../edge/sanitise.ts';
import type { Session } from '../edge/session.ts';
import { type ExitCode, Trouble } from '../edge/trouble.ts';
import { positionOf } from '../input/moment.ts';
import { openLog } from '../input/open.ts';
import { sizeOf } from '../input/size.ts';
import { storyOf } from '../input/story.ts';
import { writeText } from '../input/writeText.ts';

export interface ExportOptions {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly size: string | undefined;
  readonly speed: string | undefined;
  readonly out: string | undefined;
}

export async function exportLog(
  format: ExportFormat,
  file: string,
  session: Session,
  options: ExportOptions,
): Promise<ExitCode> {
  const opened = await openLog(file, session);
  const { exitCode } = opened;
  const story = (): Promise<Story> => storyOf(opened, session);
  const lines = await WRITERS[format](opened.log, options, story);
  if (options.out === undefined || options.out === '-') await session.out.writeLines(lines);
  else await writeText(options.out, ended(lines));
  return exitCode;
}

type Writer = (log: Log, options: ExportOptions, story: () => Promise<Story>) => Promise<Iterable<string>>;

const WRITERS: Readonly<Record<ExportFormat, Writer>> = {
  watch: async log => {
    const { exportWatch } = await import('@playhead/recording');
    return mapped(exportWatch(log), escapeJson);
  },
  asciicast: async (_log, { from, to, size, speed }, story) => {
    const { castOf } = await import('@playhead/terminal');
    const cast = castOf(await story(), {
      ...sizeOf(size),
      speed: speedOf(speed),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    });
    if (E.isLeft(cast)) throw new Trouble(`export asciicast: ${cast.left}`);
    return cast.right;
  },
  devtools: async (_log, { from, to }, read) => {
    const { exportDevtools } = await import('@playhead/recording');
    const story = await read();
    const first = from === undefined ? 1 : await positionOf(from, story, '--from');
    const json = exportDevtools(story, first, await positionOf(to, story, '--to'));
    if (E.isLeft(json)) throw new Trouble(`export devtools: ${json.left}`);
    return [escapeJson(json.right)];
  },
};

function speedOf(text: string | undefined): number {
  const speed = Number(text ?? '1');
  if (!(speed >= 0.1 && speed <= 1000)) throw new Trouble(`--speed ${text}: write a number from 0.1 to 1000`);
  return speed;
}

function* ended(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}

function* mapped(lines: Iterable<string>, change: (line: string) => string): Generator<string> {
  for (const line of lines) yield change(line);
}
