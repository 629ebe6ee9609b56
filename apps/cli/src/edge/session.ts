import type { Writable } from 'node:stream';
import { Output } from './output.ts';

/** What a command knows of the world around it. Tests make their own. */
export interface Session {
  /** `playhead`, or `kubectl playhead` where it was started as a kubectl plugin. */
  readonly name: string;
  readonly out: Output;
  readonly err: Output;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Where keys come from and screens go to; undefined where either is not a terminal that can show one. */
  readonly terminal: { readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream } | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly flags: GlobalFlags;
}

export interface GlobalFlags {
  readonly verbose: boolean;
  readonly colour: boolean;
  readonly ascii: boolean;
}

/** The process, as far as a command sees it. */
export type Surroundings = Pick<NodeJS.Process, 'argv' | 'env'> & {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
};

export const fromProcess = (flags: GlobalFlags, process: Surroundings): Session => ({
  name: invokedAs(process.argv[1]),
  out: new Output(process.stdout, 'standard output'),
  err: new Output(process.stderr, 'standard error'),
  stdin: process.stdin,
  terminal: terminalOf(process),
  env: process.env,
  flags,
});

/** A stream that says it is a terminal is one of Node's own. One that knows no escapes (TERM=dumb) can show no screen. */
function terminalOf({ stdin, stdout, env }: Surroundings): Session['terminal'] {
  if (stdin.isTTY !== true || stdout.isTTY !== true || env.TERM === 'dumb') return undefined;
  return { stdin: stdin as NodeJS.ReadStream, stdout: stdout as NodeJS.WriteStream };
}

/** kubectl runs its plugins as `kubectl-playhead`; a person then types `kubectl playhead`. */
export const invokedAs = (script: string | undefined): string =>
  /(^|[/\\])kubectl-playhead(\.js|\.cmd|\.exe)?$/.test(script ?? '') ? 'kubectl playhead' : 'playhead';

/**
 * `--color always|never|auto`, then NO_COLOR (https://no-color.org), FORCE_COLOR, TERM=dumb; without a word, colour is for terminals.
 */
export function wantsColour(flag: string | undefined, env: Session['env'], isTerminal: boolean): boolean {
  if (flag === 'always') return true;
  if (flag === 'never') return false;
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.TERM === 'dumb') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0') return true;
  return isTerminal;
}

/** Signs in ASCII: asked for, or the locale has no UTF-8 (`C`, `POSIX`, `de_DE`). An unset locale is taken as modern. */
export function wantsAscii(flag: boolean, env: Session['env']): boolean {
  if (flag) return true;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return locale !== undefined && !/utf-?8/i.test(locale);
}
