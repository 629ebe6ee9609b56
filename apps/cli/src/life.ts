import { ReaderLeft } from './edge/output.ts';
import { fromProcess, invokedAs, type Session, type Surroundings, wantsAscii, wantsColour } from './edge/session.ts';
import { causesOf, EXIT, type ExitCode, Trouble } from './edge/trouble.ts';
import { VERSION } from './version.ts';

/** The whole life of one command: understood, run, and whatever went wrong made one line on standard error. */
export async function main(process: Surroundings): Promise<ExitCode> {
  const argv = process.argv.slice(2);
  const { env } = process;
  // errors in the command line itself are told before its flags are known
  let session = fromProcess({ verbose: argv.includes('--verbose'), colour: false, ascii: false }, process);
  try {
    if (argv.length === 1 && argv[0] === '--version') {
      await session.out.write(`${VERSION}\n`);
      return EXIT.yes;
    }
    const { understand } = await import('./program.ts');
    const understood = understand(argv, invokedAs(process.argv[1]));
    if ('text' in understood) {
      const { text, more } = understood;
      const whole = more === undefined ? text : `${text}\n${await more()}\n`;
      await (understood.exitCode === EXIT.yes ? session.out : session.err).write(whole);
      return understood.exitCode;
    }
    const { spec, words, options } = understood;
    const when = options.color === false ? 'never' : typeof options.color === 'string' ? options.color : undefined;
    session = {
      ...session,
      flags: {
        verbose: options.verbose === true,
        colour: wantsColour(when, env, session.out.isTerminal),
        ascii: wantsAscii(options.ascii === true, env),
      },
    };
    const exitCode = await spec.run(words, options, session);
    await session.out.flush();
    return exitCode;
  } catch (error) {
    return await told(error, session);
  }
}

/** What other packages throw that is no fault of ours, and says by itself what to do. */
const TOLD: ReadonlySet<string> = new Set(['RecordingDamage', 'TerminalGone']);

async function told(error: unknown, session: Session): Promise<ExitCode> {
  if (error instanceof ReaderLeft) return EXIT.yes;
  const { sanitiseLine } = await import('./edge/sanitise.ts');
  const known = error instanceof Trouble || (error instanceof Error && TOLD.has(error.name));
  const message = error instanceof Error ? error.message : String(error);
  // a broken invariant is ours to mend: it says so, and still in one line
  const line = known ? message : `a fault in Playhead, please report it: ${message}`;
  const causes = session.flags.verbose ? causesOf(error).map(cause => `  ${sanitiseLine(cause)}\n`) : [];
  const stack = session.env.PLAYHEAD_DEBUG === '1' && error instanceof Error ? `${error.stack}\n` : '';
  await session.err.write(`${session.name}: ${sanitiseLine(line)}\n${causes.join('')}${stack}`).catch(() => undefined);
  return error instanceof Trouble ? error.exitCode : EXIT.trouble;
}
