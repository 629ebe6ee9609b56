import { type Log, Timeline, transcript } from '@playhead/core';
import { escapeJson } from '../edge/sanitise.ts';
import type { Session } from '../edge/session.ts';
import { EXIT, type ExitCode, Trouble } from '../edge/trouble.ts';
import { readScenario, simulated } from '../input/scenario.ts';
import { seedOf } from '../input/seed.ts';

export interface RunOptions {
  readonly out: string | undefined;
  readonly seed: string | undefined;
  readonly format: string | undefined;
  readonly all: boolean;
}

export async function runScenario(file: string, session: Session, options: RunOptions): Promise<ExitCode> {
  const { out, format } = options;
  if (out === '-' && format !== undefined)
    throw new Trouble('run: --out - and --format both want standard output; leave one of them');
  const seed = seedOf(options.seed);
  const log = simulated(await readScenario(file, session), session, seed);
  if (out !== undefined) {
    const { writeLog } = await import('../input/write.ts');
    await writeLog(log, out, session);
  }
  if (format !== undefined || out === undefined)
    await session.out.writeLines(await linesOf(log, format ?? 'transcript', options.all));
  return EXIT.yes;
}

async function linesOf(log: Log, format: string, all: boolean): Promise<Iterable<string>> {
  switch (format) {
    case 'watch': {
      const { exportWatch } = await import('@playhead/recording');
      return escaped(exportWatch(log));
    }
    case 'json':
      return escaped(entriesOf(log));
    default:
      return transcript(new Timeline(log), { all });
  }
}

function* entriesOf(log: Log): Generator<string> {
  for (let position = 1; position <= log.length; position++) yield JSON.stringify(log.entry(position));
}

function* escaped(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield escapeJson(line);
}
