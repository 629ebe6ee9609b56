import type { CommandSpec } from '../cli/commandLine.ts';
import type { Act, Session } from '../session.ts';

/** A command of kubectl's: how it is spelled, and what it does. */
export type Command = CommandSpec<(session: Session) => Act<void>>;
