/**
 * What ends a command early, as one line: what, where, what to do. Thrown only inside apps/cli, where errors become
 * text; the packages below answer with values.
 */
export class Trouble extends Error {
  readonly exitCode: ExitCode;

  constructor(line: string, options: { readonly exitCode?: ExitCode; readonly cause?: unknown } = {}) {
    super(line, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'Trouble';
    this.exitCode = options.exitCode ?? EXIT.trouble;
  }
}

/** 0 yes; 1 no, different, refused, never held; 2 trouble (usage, a damaged file, no disk). */
export const EXIT = { yes: 0, no: 1, trouble: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What the operating system said, in our words, and the way out. */
const SYSTEM: Record<string, string> = {
  ENOENT: 'no such file; check the path',
  ENOTDIR: 'a part of the path is not a folder; check the path',
  EISDIR: 'is a directory; name a .rollout file, a watch recording or a scenario in it',
  EACCES: 'permission denied; check who may use it',
  EPERM: 'not permitted; check who may use it',
  EROFS: 'the disk is read-only; choose another place',
  ENOSPC: 'no space left on the disk; free some, or choose another place',
  EDQUOT: 'the disk quota is used up; free some space, or choose another place',
  EMFILE: 'too many open files; raise the limit with ulimit -n',
  EIO: 'the device failed; try a copy on another disk',
};

/** A failure of the operating system on this file (or `standard output`) as Trouble; anything else as it was. */
export function systemTrouble(where: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  return new Trouble(`${where}: ${SYSTEM[code] ?? `the system said ${code}; try again`}`, { cause: error });
}

export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
}

/** What led to this error, nearest first, each a line: the messages of its causes, or what it was given as a list. */
export function causesOf(error: unknown): string[] {
  const causes: string[] = [];
  let cause = error instanceof Error ? error.cause : undefined;
  while (cause instanceof Error && causes.length < 10) {
    causes.push(cause.message);
    cause = cause.cause;
  }
  return Array.isArray(cause) ? [...causes, ...cause.map(String)] : causes;
}
