import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type ImportOptions, importWatchStream } from '@playhead/recording';
import { Progress } from '../edge/progress.ts';
import type { Session } from '../edge/session.ts';
import { codeOf, systemTrouble, Trouble } from '../edge/trouble.ts';
import { importLive, nothingIn } from './importLive.ts';
import { orTrouble } from './open.ts';
import { writeLog } from './write.ts';

/** Reads a watch recording line by line and writes it as a `.rollout` file. */
export async function importFile(
  file: string,
  out: string | undefined,
  session: Session,
  options: Pick<ImportOptions, 'name' | 'writer' | 'timeZone'>,
): Promise<void> {
  if (out === undefined)
    throw new Trouble(`import: --out is missing; name the file to write, as --out ${nameFor(file)}`);
  if (options.timeZone !== undefined && !knownZone(options.timeZone))
    throw new Trouble(`--time-zone ${options.timeZone}: not a zone; write one as Europe/Berlin`);
  const place = file === '-' ? 'standard input' : file;
  if (file === '-' && out !== '-') return await importLive(session, out, { place, ...options });
  const log = await orTrouble(
    await importWatchStream(linesOf(file, session), { place, ...options }).catch(notReadable(place)),
  );
  if (log.length === 0) throw nothingIn(place);
  await writeLog(log, out, session);
}

const nameFor = (file: string): string =>
  file === '-' ? 'NAME.rollout' : `${file.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')}.rollout`;

async function* linesOf(file: string, session: Session): AsyncGenerator<string> {
  const size = file === '-' ? undefined : sizeOf(file);
  const stream: NodeJS.ReadableStream = file === '-' ? session.stdin : createReadStream(file);
  const progress = new Progress(session, 'importing');
  let read = 0;
  try {
    // an error of the stream is not one of readline: it is handed on here
    const failed = new Promise<never>((_, reject) => {
      stream.on('error', reject);
    });
    failed.catch(() => undefined);
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      read += line.length + 1;
      if (size !== undefined) progress.tell(read / size, Date.now());
      yield line;
    }
    await Promise.race([failed, Promise.resolve()]);
  } finally {
    progress.end();
  }
}

function sizeOf(file: string): number {
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) throw Object.assign(new Error(file), { code: 'EISDIR' });
    return stat.size;
  } catch (error) {
    throw systemTrouble(file, error);
  }
}

/** A broken invariant keeps its own words; what the system says of the file becomes ours. */
const notReadable = (place: string) => (error: unknown) => {
  throw codeOf(error) === undefined ? error : systemTrouble(place, error);
};

function knownZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
