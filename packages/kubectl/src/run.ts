import { parseCommandLine } from './cli/commandLine.ts';
import { COMMANDS } from './commands/all.ts';
import { CommandFailed, faultsText } from './errors.ts';
import type { Invocation, Program } from './program.ts';
import { Session } from './session.ts';

/**
 * A kubectl command line as a program: parses it, acts, prints to the invocation's `out` and `err`, and comes to the
 * exit code. Nothing happens before the first `next()`.
 */
export function* run(invocation: Invocation): Program {
  const parsed = parseCommandLine(invocation.argv, COMMANDS);
  if ('fault' in parsed) {
    invocation.err(parsed.fault);
    return 1;
  }
  for (const notice of parsed.notices) invocation.err(notice);
  const session = new Session(invocation, parsed.args, parsed.words, parsed.flags);
  try {
    yield* parsed.command.run(session);
    return 0;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    session.err(faultsText(error.faults));
    return error.exitCode;
  }
}
