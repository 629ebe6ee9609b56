import { plural } from '@playhead/core';
import { recordFixture, type Verdict, verifyFolder } from '@playhead/fixtures';
import * as E from 'fp-ts/lib/Either.js';
import { sanitiseLine } from '../edge/sanitise.ts';
import type { Session } from '../edge/session.ts';
import { EXIT, type ExitCode, systemTrouble, Trouble } from '../edge/trouble.ts';
import { type OpenedLog, openLog, readText } from '../input/open.ts';
import { seedOf } from '../input/seed.ts';

export async function record(
  file: string,
  out: string | undefined,
  seedText: string | undefined,
  session: Session,
): Promise<ExitCode> {
  if (out === undefined)
    throw new Trouble('fixture record: --out is missing; name the folder to write, as --out fixtures/NAME');
  const seed = seedOf(seedText);
  if (file === '-') throw new Trouble('fixture record: a fixture keeps its scenario; name a file');
  const line = await keepFixture(await openLog(file, session, seed), out, session);
  if (session.err.isTerminal) await session.err.write(`${line}\n`);
  return EXIT.yes;
}

/** Writes the fixture of a log to a folder. @returns a line that says so @throws Trouble, one line */
export async function keepFixture(opened: OpenedLog, folder: string, session: Session): Promise<string> {
  const { log, kind, place, exitCode } = opened;
  if (exitCode !== EXIT.yes) throw new Trouble(`${place}: a damaged log is no fixture; restore it from a copy`);
  const scenario =
    kind === 'scenario' ? { text: await readText(place, session), seed: log.header.seed ?? 1 } : undefined;
  try {
    recordFixture({ log, ...(scenario === undefined ? {} : { scenario }) }, folder);
  } catch (error) {
    throw systemTrouble(folder, error);
  }
  return `${folder}: ${plural(log.length, 'entry', 'entries')}; playhead fixture verify ${folder} checks it again`;
}

/** The worst of all: 2 where one is damaged, else 1 where one differs. */
export async function verify(folders: readonly string[], session: Session): Promise<ExitCode> {
  let worst: ExitCode = EXIT.yes;
  for (const folder of folders) {
    const exitCode = await verifyOne(folder, session);
    if (exitCode > worst) worst = exitCode;
  }
  return worst;
}

async function verifyOne(folder: string, session: Session): Promise<ExitCode> {
  const verdict = verdictOf(folder);
  if (E.isLeft(verdict)) {
    await session.err.write(`${session.name}: ${sanitiseLine(verdict.left)}\n`);
    return EXIT.trouble;
  }
  if (verdict.right.same) {
    await session.out.write(
      sanitiseLine(`${folder}: the same, ${plural(verdict.right.entries, 'entry', 'entries')}`).concat('\n'),
    );
    return EXIT.yes;
  }
  const { at, lines } = verdict.right;
  await session.out.writeLines([`${folder}: differs at @${at}`, ...lines.map(line => `  ${line}`)].map(sanitiseLine));
  return EXIT.no;
}

function verdictOf(folder: string): E.Either<string, Verdict> {
  try {
    return E.mapLeft(({ file, message }: { file: string; message: string }) => `${folder}/${file}: ${message}`)(
      verifyFolder(folder),
    );
  } catch (error) {
    const known = systemTrouble(folder, error);
    if (known instanceof Trouble) return E.left(known.message);
    throw error;
  }
}
