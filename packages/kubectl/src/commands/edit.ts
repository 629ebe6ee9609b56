import { applyJsonPatch, applyMerge, groupResource, twoWayStrategicPatch } from '@playhead/api';
import { equal, type Json, type JsonObject, type KubeObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { CommandFailed, type Fault, fail, failIfAny } from '../errors.ts';
import { compactJson } from '../printers/json.ts';
import { type Act, asJson, CHANGE_CAUSE, type Session, withAnnotation } from '../session.ts';
import { findTargets, type Target } from '../targets.ts';
import { CHANGING, printDone, RECORD, validationOf, writing } from './common.ts';
import type { Command } from './table.ts';

/**
 * `kubectl edit TYPE/NAME`: what the person saves (the invocation's `edit`) becomes a strategic merge patch of the
 * difference. An object that the server refuses is opened again; here the person leaves it as it is, which ends the
 * command (editoptions.go).
 */
export const edit: Command = {
  path: 'edit',
  flags: [
    ...CHANGING.filter(flag => flag.name !== 'dry-run'),
    RECORD,
    { name: 'output-patch', type: 'bool' },
    { name: 'save-config', type: 'bool' },
    { name: 'windows-line-endings', type: 'bool' },
    { name: 'validate', type: 'text', bare: 'strict' },
    { name: 'subresource', type: 'text' },
  ],
  *run(session) {
    const { found, faults } = yield* findTargets(session, { allowAll: true });
    failIfAny(faults);
    if (found.length === 0) fail('edit cancelled, no objects found');
    const saves = session.invocation.edit ?? fail('unable to launch the editor "vi"');
    const edits = found.map(target => ({ target, saved: savedOf(target.object!, saves) }));
    if (edits.every(({ target, saved }) => equal(asJson(target.object!), asJson(saved)))) {
      session.err('Edit cancelled, no changes made.\n');
      return;
    }
    yield* sendAll(session, edits);
  },
};

interface Edit {
  readonly target: Target;
  readonly saved: KubeObject;
}

/** A mapping is merged into what the editor shows (null takes away); a list is a JSON Patch of it. */
function savedOf(object: KubeObject, saves: Json): KubeObject {
  if (!Array.isArray(saves)) return applyMerge(asJson(object), saves) as unknown as KubeObject;
  const patched = applyJsonPatch(asJson(object), saves);
  if (E.isLeft(patched)) return fail(`the edit does not fit ${object.kind} "${object.metadata.name}"`);
  return patched.right as unknown as KubeObject;
}

/** What may not be edited, as the patch would have it. */
const FIXED: readonly ((patch: JsonObject) => boolean)[] = [
  patch => patch.apiVersion !== undefined,
  patch => patch.kind !== undefined,
  patch => (patch.metadata as JsonObject | undefined)?.name !== undefined,
];

function* sendAll(session: Session, edits: readonly Edit[]): Act<void> {
  const outcome = { invalid: 0, gone: 0, retryable: 0 };
  for (const { target, saved } of edits) {
    if (equal(asJson(target.object!), asJson(saved))) {
      printDone(session, target.info, saved, 'skipped');
      continue;
    }
    const caused = session.changeCause === undefined ? saved : withAnnotation(saved, CHANGE_CAUSE, session.changeCause);
    const patch = twoWayStrategicPatch(asJson(target.object!), asJson(caused));
    if (E.isLeft(patch)) return fail(patch.left);
    if (FIXED.some(touched => touched(patch.right))) {
      session.err(STORED);
      fail('At least one of apiVersion, kind and name was changed');
    }
    if (session.flags.bool('output-patch')) session.out(`Patch: ${compactJson(patch.right)}\n`);
    const answer = yield* session.ask({
      verb: 'patch',
      kind: target.info.kind,
      namespace: target.namespace,
      name: target.name,
      patchType: 'strategic',
      patch: patch.right,
      ...writing(session, 'kubectl-edit', 'none'),
      fieldValidation: validationOf(session),
    });
    if (answer.refusal === undefined) printDone(session, target.info, answer.object ?? caused, 'edited');
    else session.err(`${told(answer.refusal, target, outcome)}\n`);
  }
  end(session, outcome);
}

interface Outcome {
  invalid: number;
  gone: number;
  retryable: number;
}

function told(refusal: Extract<Fault, { refusal: object }>['refusal'], { info, name }: Target, outcome: Outcome) {
  const what = `error: ${groupResource(info)} "${name}"`;
  if (refusal.reason === 'Invalid') {
    outcome.invalid++;
    return `${what} is invalid`;
  }
  if (refusal.reason === 'NotFound') {
    outcome.gone++;
    return `${what} could not be found on the server`;
  }
  outcome.retryable++;
  return `${what} could not be patched: ${refusal.message}`;
}

/** Where kubectl would have kept what was typed; it makes up the number. */
const FILE = '/tmp/kubectl-edit-1.yaml';
const STORED = `A copy of your changes has been stored to "${FILE}"\n`;

function end(session: Session, { invalid, gone, retryable }: Outcome): void {
  if (retryable > 0) session.err(`You can run \`kubectl replace -f ${FILE}\` to try this update again.\n`);
  else if (gone > 0) session.err(`The edits you made on deleted resources have been saved to "${FILE}"\n`);
  else if (invalid > 0) {
    session.err(STORED);
    fail('Edit cancelled, no valid changes were saved.');
  }
  if (retryable + gone > 0) throw new CommandFailed([]);
}
