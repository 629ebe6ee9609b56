import type { Refusal } from '@playhead/core';

/** One thing that went wrong: the server said no, or kubectl itself did. */
export type Fault =
  | {
      readonly refusal: Refusal /** Said before the server's message: `error when creating "a.yaml": `. */;
      readonly context?: string;
    }
  | { readonly text: string /** Told as it is. */; readonly bare?: boolean };

/**
 * Ends a command. The one exception of this package: thrown by what a command is made of, caught by `run`, and never
 * seen outside, as kubectl's own cmdutil.CheckErr ends the process.
 */
export class CommandFailed extends Error {
  readonly faults: readonly Fault[];
  readonly exitCode: number;

  constructor(faults: readonly Fault[], exitCode = 1) {
    super(faultsText(faults));
    this.faults = faults;
    this.exitCode = exitCode;
  }
}

/** `error: TEXT` and exit code 1. */
export const fail = (text: string): never => {
  throw new CommandFailed([{ text }]);
};

/** All that went wrong, if anything did. */
export function failIfAny(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new CommandFailed(faults);
}

/** What standard error says; a single fault is spoken of differently from several (cmdutil.checkErr). */
export function faultsText(faults: readonly Fault[]): string {
  const distinct = faults.filter(
    (fault, at) => faults.findIndex(other => faultText(other) === faultText(fault)) === at,
  );
  if (distinct.length > 1) return distinct.map(fault => `${faultText(fault)}\n`).join('');
  const [fault] = distinct;
  if (fault === undefined) return '';
  if ('refusal' in fault && fault.refusal.reason === 'Invalid') return invalidText(fault.refusal);
  const text = faultText(fault);
  const asItIs = 'refusal' in fault || fault.bare === true || text.startsWith('error: ');
  const line = asItIs ? text : `error: ${text}`;
  return line.endsWith('\n') ? line : `${line}\n`;
}

/** A fault on one line, without the `error: ` that stands before a single one. */
export function faultText(fault: Fault): string {
  if ('text' in fault) return fault.text;
  const { refusal, context = '' } = fault;
  const reason = refusal.reason === '' ? '' : ` (${refusal.reason})`;
  return `Error from server${reason}: ${context}${refusal.message}`;
}

/** `The Deployment "x" is invalid: a: b`; several causes stand on lines of their own, each once. */
function invalidText(refusal: Refusal): string {
  const named = /^([^\s."]+)(?:\.\S+)? ("(?:[^"\\]|\\.)*") is invalid/.exec(refusal.message);
  const head = named === null ? 'The request is invalid' : `The ${named[1]} ${named[2]} is invalid`;
  const causes = [...new Set((refusal.causes ?? []).map(cause => `${cause.field}: ${cause.message}`))];
  if (causes.length === 0) return named === null ? `${head}: ${refusal.message}\n` : `${head}\n`;
  return causes.length === 1 ? `${head}: ${causes[0]}\n` : `${head}: \n${causes.map(c => `* ${c}\n`).join('')}`;
}
