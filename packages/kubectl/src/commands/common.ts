import type { PatchType, Request } from '@playhead/api';
import { equal, type Json, type KubeObject } from '@playhead/core';
import type { FlagSpec } from '../cli/flags.ts';
import { fail } from '../errors.ts';
import { fullName, type KindInfo } from '../kinds.ts';
import { printObject } from '../printers/output.ts';
import { type Act, attempt, CHANGE_CAUSE, type Session } from '../session.ts';
import type { Target } from '../targets.ts';

export const FILENAME: FlagSpec = { name: 'filename', short: 'f', type: 'list' };
export const SELECTOR: FlagSpec = { name: 'selector', short: 'l', type: 'text' };
export const ALL: FlagSpec = { name: 'all', type: 'bool' };
export const OUTPUT: FlagSpec = { name: 'output', short: 'o', type: 'text' };
export const DRY_RUN: FlagSpec = { name: 'dry-run', type: 'text', bare: 'unchanged' };
export const RECORD: FlagSpec = {
  name: 'record',
  type: 'bool',
  deprecated: '--record will be removed in the future',
};
export const FIELD_MANAGER: FlagSpec = { name: 'field-manager', type: 'text' };
const RECURSIVE: FlagSpec = { name: 'recursive', short: 'R', type: 'bool' };
const TEMPLATE: FlagSpec = { name: 'template', type: 'text' };
const MANAGED: FlagSpec = { name: 'show-managed-fields', type: 'bool' };
const LOCAL: FlagSpec = { name: 'local', type: 'bool' };

/** What every command that changes objects takes. */
export const CHANGING: readonly FlagSpec[] = [FILENAME, RECURSIVE, OUTPUT, TEMPLATE, MANAGED, DRY_RUN, FIELD_MANAGER];
/** And those that may change several. */
export const CHANGING_MANY: readonly FlagSpec[] = [...CHANGING, SELECTOR, ALL, LOCAL];

export type DryRun = 'none' | 'client' | 'server';

/** `--dry-run` alone is refused since it could mean either. */
export function dryRunOf(session: Session): DryRun {
  const value = session.flags.text('dry-run') ?? 'none';
  switch (value) {
    case 'none':
    case 'client':
    case 'server':
      return value;
    case 'unchanged':
    case 'true':
      session.err(deprecated(session.now, value === 'true' ? '--dry-run=true' : '--dry-run'));
      return 'client';
    case 'false':
      return 'none';
    default:
      return fail(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
  }
}

/** A line of klog's: `W1122 03:28:34.082000       1 helpers.go:719] …`. */
function deprecated(now: number, flag: string): string {
  const [date, time] = new Date(now).toISOString().slice(5, -1).split('T');
  return `W${date!.replace('-', '')} ${time}000       1 helpers.go:719] ${flag} is deprecated and can be replaced with --dry-run=client.\n`;
}

const SUFFIX: Readonly<Record<DryRun, string>> = { none: '', client: ' (dry run)', server: ' (server dry run)' };

/** `deployment.apps/web scaled`, or the object in the form that `-o` asks for. */
export function printDone(
  session: Session,
  info: KindInfo,
  object: KubeObject,
  operation: string,
  dryRun: DryRun = 'none',
): void {
  const output = session.flags.text('output') ?? '';
  if (output === '') session.out(`${fullName(info, object.metadata.name)} ${operation}${SUFFIX[dryRun]}\n`);
  else if (output === 'name') session.out(`${fullName(info, object.metadata.name)}\n`);
  else session.out(printObject(object, output, session.flags.bool('show-managed-fields')));
}

/** What is done about fields that nobody knows (cmdutil.GetValidationDirective). */
export function validationOf(session: Session): 'Strict' | 'Warn' | 'Ignore' {
  const word = session.flags.text('validate') ?? 'strict';
  switch (word) {
    case 'true':
    case 'strict':
      return 'Strict';
    case 'warn':
      return 'Warn';
    case 'false':
    case 'ignore':
      return 'Ignore';
    default:
      return fail(`invalid - validate option "${word}"; must be one of: strict (or true), warn, ignore (or false)`);
  }
}

/** The writing part of a request; none of it for what kubectl leaves out. */
export const writing = (session: Session, manager: string | undefined, dryRun: DryRun) => ({
  ...((session.flags.text('field-manager') ?? manager) === undefined
    ? {}
    : { fieldManager: session.flags.text('field-manager') ?? manager! }),
  ...(dryRun === 'server' ? { dryRun: true } : {}),
});

/** Patches a target and hands back the object as it then is. @throws CommandFailed where the server refuses. */
export function* patchTarget(
  session: Session,
  target: Target,
  patch: {
    readonly type: PatchType;
    readonly body: Json;
    readonly manager?: string | undefined;
    readonly dryRun?: DryRun;
    readonly subresource?: 'status' | 'scale';
  },
): Act<KubeObject> {
  const request: Request = {
    verb: 'patch',
    kind: target.info.kind,
    namespace: target.namespace,
    name: target.name,
    patchType: patch.type,
    patch: patch.body,
    ...(patch.subresource === undefined ? {} : { subresource: patch.subresource }),
    ...writing(session, patch.manager, patch.dryRun ?? 'none'),
  };
  const { object } = yield* session.mustAsk(request);
  return object ?? target.object!;
}

/** The second patch of `--record`, where a command cannot put the change-cause into its own; its refusal is not told. */
export function* recordCause(session: Session, target: Target): Act<void> {
  const cause = session.changeCause;
  if (cause === undefined || target.object?.metadata.annotations?.[CHANGE_CAUSE] === cause) return;
  const body = { metadata: { annotations: { [CHANGE_CAUSE]: cause } } };
  yield* attempt(patchTarget(session, target, { type: 'merge', body }));
}

/** Same in all but what the server itself counts. */
export const sameObject = (a: KubeObject, b: KubeObject): boolean => equal(a as unknown as Json, b as unknown as Json);
