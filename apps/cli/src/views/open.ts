import { type Log, Timeline, transcript } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Session } from '../edge/session.ts';
import { EXIT, type ExitCode, Trouble } from '../edge/trouble.ts';
import { openLog } from '../input/open.ts';
import { seedOf } from '../input/seed.ts';

export interface OpenFileOptions {
  readonly at: string | undefined;
  readonly print: boolean;
  readonly size: string | undefined;
  readonly seed: string | undefined;
}

export async function openFile(file: string, session: Session, options: OpenFileOptions): Promise<ExitCode> {
  const { log, exitCode } = await openLog(file, session, seedOf(options.seed));
  if (options.print) await printScreen(log, session, options);
  else if (session.terminal === undefined)
    await session.out.writeLines(transcript(new Timeline(log), { positions: true }));
  else return worse(exitCode, await openOn(session.terminal, log, session, options.at));
  return exitCode;
}

async function openOn(
  terminal: NonNullable<Session['terminal']>,
  log: Log,
  session: Session,
  at: string | undefined,
): Promise<ExitCode> {
  const { openTerminal } = await import('@playhead/terminal');
  const { colour, ascii } = session.flags;
  const exitCode = await openTerminal(log, { ...terminal, color: colour, ascii, ...(at === undefined ? {} : { at }) });
  return exitCode === 0 ? EXIT.yes : EXIT.trouble;
}

async function printScreen(log: Log, session: Session, { at, size }: OpenFileOptions): Promise<void> {
  const { renderScreen } = await import('@playhead/terminal');
  const { colour: color, ascii } = session.flags;
  const rendered = renderScreen(log, { color, ascii, ...sizeOf(size, session), ...(at === undefined ? {} : { at }) });
  if (E.isLeft(rendered)) throw new Trouble(`--at ${rendered.left}`);
  await session.out.write(`${rendered.right}\n`);
}

function sizeOf(size: string | undefined, session: Session): { readonly columns: number; readonly rows: number } {
  if (size === undefined) return session.out.size ?? { columns: 80, rows: 24 };
  const [, columns, rows] = /^(\d{2,3})x(\d{2,3})$/.exec(size) ?? [];
  if (columns === undefined || rows === undefined)
    throw new Trouble(`--size ${size}: write columns and rows, as 80x24`);
  return { columns: Number(columns), rows: Number(rows) };
}

const worse = (a: ExitCode, b: ExitCode): ExitCode => (a > b ? a : b);
