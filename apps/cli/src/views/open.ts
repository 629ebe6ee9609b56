import { existsSync } from 'node:fs';
import { duration, type Log, Timeline, transcript } from '@playhead/core';
import type { Growth } from '@playhead/recording';
import * as E from 'fp-ts/lib/Either.js';
import { sanitiseLine } from '../edge/sanitise.ts';
import type { Session } from '../edge/session.ts';
import { EXIT, type ExitCode, Trouble } from '../edge/trouble.ts';
import { type OpenedLog, openLog } from '../input/open.ts';
import { seedOf } from '../input/seed.ts';
import { sizeOf } from '../input/size.ts';
import { savedWith, storyOf } from '../input/story.ts';
import { writeText } from '../input/writeText.ts';

export interface OpenFileOptions {
  readonly at: string | undefined;
  /** The workload or Service to look at. */
  readonly on: string | undefined;
  readonly print: boolean;
  readonly size: string | undefined;
  readonly seed: string | undefined;
  /** A second log to open beside the first. */
  readonly beside: string | undefined;
  readonly svg: string | undefined;
}

export async function openFile(file: string, session: Session, options: OpenFileOptions): Promise<ExitCode> {
  const asScreen = session.terminal !== undefined && !options.print && options.svg === undefined;
  const how = { follow: asScreen };
  const opened = await openLog(file, session, seedOf(options.seed), how);
  const { log } = opened;
  const other =
    options.beside === undefined ? undefined : await openLog(options.beside, session, seedOf(options.seed), how);
  const exitCode = other === undefined ? opened.exitCode : worse(opened.exitCode, other.exitCode);
  if (options.print || options.svg !== undefined) await printScreen(opened, session, file, options, other);
  else if (session.terminal === undefined)
    await session.out.writeLines(transcript(new Timeline(log), { positions: true }));
  else return worse(exitCode, await openOn(session.terminal, opened, session, options, other));
  return exitCode;
}

/** The app on a terminal, with one log or with two. */
export async function openOn(
  terminal: NonNullable<Session['terminal']>,
  opened: OpenedLog,
  session: Session,
  { at, on, seed }: Partial<Pick<OpenFileOptions, 'at' | 'on' | 'seed'>>,
  other?: OpenedLog,
): Promise<ExitCode> {
  const { openTerminal } = await import('@playhead/terminal');
  const { colour, ascii } = session.flags;
  const exitCode = await openTerminal(opened.log, {
    ...terminal,
    color: colour,
    ascii,
    opened: wordsOf(opened.place, seed),
    explainer: async () => (await import('@playhead/compare')).explainer,
    fixture: (log, folder) => fixtureLine(opened, log, folder, session),
    ...(await sourceOf(opened, session)),
    ...(other === undefined
      ? {}
      : { beside: { ...(await besideOf(opened.log, other, seed)), ...(await sourceOf(other, session)) } }),
    ...(at === undefined ? {} : { at }),
    ...(on === undefined ? {} : { on }),
  });
  for (const one of [opened, other]) if (one?.growing !== undefined) await leaveGrowing(one, session);
  return exitCode === 0 ? EXIT.yes : EXIT.trouble;
}

async function besideOf(log: Log, other: OpenedLog, seed: string | undefined) {
  const { deedsWhile, inDecisions, inMeaning } = await import('@playhead/compare');
  const simulated = log.header.origin === 'simulated' && other.log.header.origin === 'simulated';
  return {
    log: other.log,
    opened: wordsOf(other.place, seed),
    part: deedsWhile(simulated ? inMeaning : inDecisions),
  };
}

/** A file that still has no end is opened like any other the next time. */
async function leaveGrowing({ growing, place }: OpenedLog, session: Session): Promise<void> {
  const last = growing!.look();
  const silentFor = Date.now() - growing!.writtenAt();
  growing!.close();
  if (growing!.endless || E.isLeft(last) || last.right?.finished === true) return;
  const since = silentFor < 5000 ? '' : `; nothing came for ${duration(silentFor)}`;
  await session.err.write(
    `${session.name}: ${sanitiseLine(place)}: its writer has not finished, or was stopped${since}\n`,
  );
}

/** The story of a log, and what comes of one that is still being written. */
async function sourceOf(opened: OpenedLog, session: Session) {
  const { growing } = opened;
  if (growing === undefined) return await savedWith(opened, session);
  const { describeError } = await import('@playhead/recording');
  const look = (): Growth | undefined => {
    const looked = growing.look();
    if (E.isLeft(looked)) throw new Error(describeError(looked.left));
    return looked.right;
  };
  const writtenAt = (): number => growing.writtenAt();
  return { growing: { look, writtenAt, asleep: growing.endless && Date.now() - writtenAt() > ASLEEP } };
}

/** Lines that nobody has added to for so many milliseconds are taken as all there are, until more come. */
const ASLEEP = 600_000;

const wordsOf = (file: string, seed: string | undefined): string[] => [
  file,
  ...(seed === undefined ? [] : ['--seed', seed]),
];

/** Writes a fixture from within the app. @returns one line, whatever comes of it */
async function fixtureLine(opened: OpenedLog, log: Log, folder: string, session: Session): Promise<string> {
  const { keepFixture } = await import('./fixture.ts');
  try {
    if (existsSync(folder)) return `${folder}: is there already; nothing was written`;
    return await keepFixture({ ...opened, log, kind: log === opened.log ? opened.kind : 'rollout' }, folder, session);
  } catch (error) {
    if (error instanceof Trouble) return error.message;
    throw error;
  }
}

async function printScreen(
  opened: OpenedLog,
  session: Session,
  file: string,
  options: OpenFileOptions,
  other: OpenedLog | undefined,
): Promise<void> {
  const { renderScreen } = await import('@playhead/terminal');
  const { at, on, size, svg, seed } = options;
  const { colour: color, ascii } = session.flags;
  const rendered = renderScreen(opened.log, {
    story: await storyOf(opened, session),
    color,
    ascii,
    svg: svg !== undefined,
    ...(other === undefined
      ? {}
      : { beside: { ...(await besideOf(opened.log, other, seed)), story: await storyOf(other, session) } }),
    opened: wordsOf(file, seed),
    ...(size === undefined ? session.out.size : sizeOf(size)),
    ...(at === undefined ? {} : { at }),
    ...(on === undefined ? {} : { on }),
  });
  if (E.isLeft(rendered)) throw new Trouble(rendered.left);
  if (svg === undefined) await session.out.write(`${rendered.right}\n`);
  else if (svg === '-') await session.out.write(rendered.right);
  else await writeText(svg, rendered.right);
}

const worse = (a: ExitCode, b: ExitCode): ExitCode => (a > b ? a : b);
