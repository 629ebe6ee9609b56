import { badRequest, type PatchType } from '@playhead/api';
import type { Json } from '@playhead/core';
import { parse } from 'yaml';
import { CommandFailed, type Fault, fail, failIfAny } from '../errors.ts';
import { jsonFault } from '../jsonFault.ts';
import { attempt, CHANGE_CAUSE } from '../session.ts';
import { findTargets } from '../targets.ts';
import { CHANGING, dryRunOf, patchTarget, printDone, RECORD, recordCause, sameObject } from './common.ts';
import type { Command } from './table.ts';

/** `kubectl patch TYPE/NAME -p PATCH`; strategic unless `--type` says otherwise. */
export const patch: Command = {
  path: 'patch',
  flags: [
    ...CHANGING,
    RECORD,
    { name: 'patch', short: 'p', type: 'text' },
    { name: 'patch-file', type: 'text' },
    { name: 'type', type: 'text' },
    { name: 'subresource', type: 'text' },
    { name: 'local', type: 'bool' },
  ],
  *run(session) {
    const { flags } = session;
    if (flags.given('patch') && flags.given('patch-file')) fail('cannot specify --patch and --patch-file together');
    if (!flags.given('patch') && !flags.given('patch-file'))
      fail('must specify --patch or --patch-file containing the contents of the patch');
    const type = typeOf(flags.text('type') ?? 'strategic');
    const dryRun = dryRunOf(session);
    const file = flags.text('patch-file');
    const text =
      file === undefined
        ? flags.text('patch')!
        : (session.invocation.files[file] ??
          fail(`unable to read patch file: open ${file}: no such file or directory`));
    const body = parsed(text);
    const { found, faults: missing } = yield* findTargets(session);
    const faults: Fault[] = [...missing];
    if (found.length === 0 && faults.length === 0) fail('no objects passed to patch');
    for (const target of found) {
      if (dryRun === 'client') {
        printDone(session, target.info, target.object!, 'patched', dryRun);
        continue;
      }
      const subresource = flags.text('subresource') as 'status' | 'scale' | undefined;
      const done = yield* attempt(
        patchTarget(session, target, {
          type,
          body,
          manager: 'kubectl-patch',
          dryRun,
          ...(subresource === undefined ? {} : { subresource }),
        }),
      );
      if ('faults' in done) {
        faults.push(...done.faults);
        continue;
      }
      if (dryRun === 'none' && done.value.metadata.annotations?.[CHANGE_CAUSE] !== session.changeCause)
        yield* recordCause(session, { ...target, object: done.value });
      const changed = !sameObject(target.object!, done.value);
      if (subresource === 'scale' && (flags.text('output') ?? '') === '')
        session.out(`scale.autoscaling/${target.name} ${changed ? 'patched' : 'patched (no change)'}\n`);
      else printDone(session, target.info, done.value, changed ? 'patched' : 'patched (no change)', dryRun);
    }
    failIfAny(faults);
  },
};

function typeOf(word: string): PatchType {
  const type = word.toLowerCase();
  return type === 'strategic' || type === 'merge' || type === 'json'
    ? type
    : fail(`--type must be one of [json merge strategic], not "${word}"`);
}

/** A patch is JSON or YAML; what begins as JSON is sent as it is, and the server says what is wrong with it. */
function parsed(text: string): Json {
  if (/^\s*[{[]/.test(text)) {
    const fault = jsonFault(text);
    if (fault !== undefined) throw new CommandFailed([{ refusal: badRequest(fault) }]);
  }
  try {
    return parse(text, { version: '1.1' }) as Json;
  } catch (error) {
    return fail(`unable to parse "${text}": ${(error as Error).message.split('\n')[0]}`);
  }
}
