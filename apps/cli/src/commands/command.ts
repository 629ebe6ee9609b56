import type { Session } from '../edge/session.ts';
import type { ExitCode } from '../edge/trouble.ts';

/**
 * One subcommand, as data: usage, help, examples and shell completion are made from it. `run` imports what it needs
 * when it is called, so that `--version` and `--help` load nothing.
 */
export interface CommandSpec {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One clause, in lower case. */
  readonly summary: string;
  /** The words after the name, as the usage line shows them: `KIND [NAME] FILE`. */
  readonly usage: string;
  /** How many words there may be. */
  readonly words: { readonly min: number; readonly max: number };
  /** What the shell completes the words with. */
  readonly completes?: readonly string[];
  readonly options: readonly OptionSpec[];
  readonly examples: readonly (readonly [command: string, says: string])[];
  /** After the examples; a function where it is made from what must first be loaded. */
  readonly more?: string | (() => Promise<string>);
  readonly run: (words: readonly string[], options: Options, session: Session) => Promise<ExitCode>;
}

export interface OptionSpec {
  /** As commander reads it: `-o, --output <form>`. */
  readonly flags: string;
  readonly says: string;
  /** Nothing else is taken. */
  readonly choices?: readonly string[];
  /** What the shell offers, where other words are taken too. */
  readonly completes?: readonly string[];
  readonly initial?: string;
}

/** A group of commands: `fixture record`, `fixture verify`. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly CommandSpec[];
}

/** By the option's long name in camel case. */
export type Options = Readonly<Record<string, string | boolean | undefined>>;

export const textOf = (options: Options, name: string): string | undefined => {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
};
