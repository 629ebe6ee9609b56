import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Log, Story } from '@playhead/core';
import type { FollowedFile, OpenedFile, OpenedRecording } from '@playhead/recording';
import * as E from 'fp-ts/lib/Either.js';
import { sanitiseLine } from '../edge/sanitise.ts';
import type { Session } from '../edge/session.ts';
import { EXIT, type ExitCode, systemTrouble, Trouble } from '../edge/trouble.ts';
import { detect, ENOUGH, type FileKind } from './detect.ts';

/** A log, wherever it came from. */
export interface OpenedLog {
  /** The file as it was named; `-` is standard input. */
  readonly place: string;
  readonly kind: FileKind;
  readonly log: Log;
  /** Where it was read already. */
  readonly story?: Story;
  /** 2 where a part of the file is damaged: what is whole was opened, and the damage has been told. */
  readonly exitCode: ExitCode;
  /** Only of a `.rollout` file that is not standard input. */
  readonly recording?: OpenedRecording;
  /** Only of a `.rollout` file. */
  readonly schemaVersion?: number;
  /** Bytes, of a file. */
  readonly size?: number;
  /** Of a `.rollout` file without its end, and of lines: what is written to it from here on. Only where it was asked for. */
  readonly growing?: FollowedFile;
}

/**
 * Opens a `.rollout` file, a watch recording or a scenario (which is simulated). `follow`: a file without its end is
 * taken as one that is still being written, which is no trouble; so are lines, whose last may be half there. @throws Trouble, one line.
 */
export async function openLog(
  place: string,
  session: Session,
  seed?: number,
  { follow = false }: { readonly follow?: boolean } = {},
): Promise<OpenedLog> {
  if (place === '-') return await openBytes('standard input', await standardInput(session), session, seed);
  const kind = detect(startOf(place));
  if (kind === 'rollout') return await openRollout(place, session, follow);
  if (kind === 'watch' && follow) return await openGrowingWatch(place);
  return await openBytes(place, await readFile(place), session, seed);
}

function startOf(place: string): Uint8Array {
  try {
    const file = openSync(place, 'r');
    try {
      const bytes = new Uint8Array(ENOUGH);
      const start = bytes.subarray(0, readSync(file, bytes, 0, ENOUGH, 0));
      if (start.length === 0) throw new Trouble(`${place}: the file is empty; record it again, or name another`);
      return start;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw systemTrouble(place, error);
  }
}

async function standardInput(session: Session): Promise<Uint8Array> {
  if (session.stdin.isTTY === true)
    throw new Trouble('standard input: is a terminal; pipe a file into it, or name one');
  const chunks: Buffer[] = [];
  for await (const chunk of session.stdin) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  if (bytes.length === 0) throw new Trouble('standard input: is empty; pipe a file into it, or name one');
  return bytes;
}

async function openRollout(place: string, session: Session, follow: boolean): Promise<OpenedLog> {
  const { followRecording, openRecording } = await import('@playhead/recording');
  const opened = openRecording(place);
  const file: OpenedFile = await orTrouble(opened);
  if (follow && (file.damage?.kind === 'torn' || file.warnings.some(({ kind }) => kind === 'no index'))) {
    const growing = await orTrouble(followRecording(place, file.log.length));
    const { log, schemaVersion } = file;
    return { place, kind: 'rollout', log, exitCode: EXIT.yes, schemaVersion, size: statSync(place).size, growing };
  }
  return { ...(await told(place, file, session)), recording: file, size: statSync(place).size };
}

async function openGrowingWatch(place: string): Promise<OpenedLog> {
  const { followWatch } = await import('@playhead/recording');
  const { log, followed } = await orTrouble(followWatch(place));
  return { place, kind: 'watch', log, exitCode: EXIT.yes, size: statSync(place).size, growing: followed };
}

/** The text of a file, or of standard input. */
export async function readText(place: string, session: Session): Promise<string> {
  if (place === '-') return new TextDecoder().decode(await standardInput(session));
  const start = startOf(place);
  if (detect(start) === 'rollout') throw new Trouble(`${place}: is not text; name a YAML file`);
  return await readFile(place, 'utf8');
}

async function openBytes(
  place: string,
  bytes: Uint8Array,
  session: Session,
  seed: number | undefined,
): Promise<OpenedLog> {
  const kind = detect(bytes.subarray(0, ENOUGH));
  if (kind === 'scenario') {
    const { scenarioOf, simulated } = await import('./scenario.ts');
    const scenario = await scenarioOf(new TextDecoder().decode(bytes), place, session);
    return { place, kind, log: simulated(scenario, session, seed), exitCode: EXIT.yes };
  }
  const recording = await import('@playhead/recording');
  if (kind === 'watch') {
    const lines = new TextDecoder().decode(bytes).split('\n');
    const log = await orTrouble(recording.importWatch(lines, { place }));
    return { place, kind, log, exitCode: EXIT.yes, size: bytes.length };
  }
  const opened = await orTrouble(recording.readRecording(bytes, { place }));
  return { ...(await told(place, opened, session)), size: bytes.length };
}

/** Says what is not as it should be; what is whole goes on. */
async function told(place: string, opened: OpenedRecording, session: Session): Promise<OpenedLog> {
  const { describeError } = await import('@playhead/recording');
  for (const warning of opened.warnings)
    await session.err.write(`${session.name}: warning: ${sanitiseLine(describeError(warning))}\n`);
  if (opened.damage !== undefined)
    await session.err.write(`${session.name}: ${sanitiseLine(describeError(opened.damage))}\n`);
  const exitCode = opened.damage === undefined ? EXIT.yes : EXIT.trouble;
  return { place, kind: 'rollout', log: opened.log, exitCode, schemaVersion: opened.schemaVersion };
}

/** The value, or its error as one line. */
export async function orTrouble<A>(
  either: E.Either<Parameters<typeof import('@playhead/recording').describeError>[0], A>,
): Promise<A> {
  if (E.isRight(either)) return either.right;
  const { describeError } = await import('@playhead/recording');
  const { kind } = either.left;
  throw new Trouble(describeError(either.left), { cause: [`kind of damage: ${kind}`] });
}
