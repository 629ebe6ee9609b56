import { threeWayStrategicPatch } from '@playhead/api';
import type { JsonObject, KubeObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Fault } from '../errors.ts';
import { fail, failIfAny } from '../errors.ts';
import { groupResource } from '../kinds.ts';
import { type Manifest, readManifests } from '../manifests.ts';
import { compactJson } from '../printers/json.ts';
import { type Act, asJson, attempt, CHANGE_CAUSE, refused, type Session, withAnnotation } from '../session.ts';
import { CHANGING, dryRunOf, printDone, RECORD, SELECTOR, validationOf, writing } from './common.ts';
import type { Command } from './table.ts';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const MANAGER = 'kubectl-client-side-apply';

/** `kubectl apply -f`: made, or changed by what differs between the file, the last one applied, and what is there. */
export const apply: Command = {
  path: 'apply',
  flags: [
    ...CHANGING,
    SELECTOR,
    RECORD,
    ...['overwrite', 'force', 'wait', 'server-side', 'force-conflicts', 'prune', 'all', 'openapi-patch'].map(
      name => ({ name, type: 'bool' }) as const,
    ),
    { name: 'validate', type: 'text', bare: 'strict' },
    { name: 'cascade', type: 'text', bare: 'background' },
    { name: 'grace-period', type: 'int' },
    { name: 'timeout', type: 'duration' },
    { name: 'kustomize', short: 'k', type: 'text' },
  ],
  *run(session) {
    if (session.args.length > 0)
      fail(`Unexpected args: [${session.args.join(' ')}]\nSee 'kubectl apply -h' for help and examples`);
    const files = session.flags.list('filename');
    if (files.length === 0) fail('must specify one of -f and -k');
    if (session.flags.bool('server-side')) fail('server-side apply is not supported here');
    const manifests = readManifests(session, files);
    if (manifests.length === 0) fail('no objects passed to apply');
    const faults: Fault[] = [];
    for (const manifest of manifests) {
      const done = yield* attempt(applyOne(session, manifest));
      if ('faults' in done) faults.push(...done.faults);
    }
    failIfAny(faults);
  },
};

function* applyOne(session: Session, { file, info, object }: Manifest): Act<void> {
  const dryRun = dryRunOf(session);
  const wanted = session.changeCause === undefined ? object : withAnnotation(object, CHANGE_CAUSE, session.changeCause);
  const modified = withLastApplied(wanted);
  const { namespace = '', name } = object.metadata;
  const asked = yield* session.ask({ verb: 'get', kind: info.kind, namespace, name });
  if (asked.refusal !== undefined && asked.refusal.code !== 404)
    failIfAny([
      refused(
        asked,
        `error when retrieving current configuration of:\n${describeFor(info.apiVersion, object)}\nfrom server for: "${file}": `,
      ),
    ]);
  const current = asked.object;
  if (current === undefined || asked.refusal !== undefined) {
    const made =
      dryRun === 'client'
        ? modified
        : (yield* session.mustAsk(
            {
              verb: 'create',
              object: modified,
              ...writing(session, MANAGER, dryRun),
              fieldValidation: validationOf(session),
            },
            `error when creating "${file}": `,
          )).object;
    printDone(session, info, made ?? modified, 'created', dryRun);
    return;
  }
  const lastApplied = current.metadata.annotations?.[LAST_APPLIED];
  if (lastApplied === undefined)
    session.err(
      `Warning: resource ${info.plural}/${name} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`,
    );
  const patch = patchFor(lastApplied, modified, current);
  if (dryRun === 'client' || Object.keys(patch).length === 0) {
    // without a server there is nobody to say that nothing changed
    printDone(session, info, current, dryRun === 'client' ? 'configured' : 'unchanged', dryRun);
    return;
  }
  const answer = yield* session.mustAsk(
    {
      verb: 'patch',
      kind: info.kind,
      namespace,
      name,
      patchType: 'strategic',
      patch,
      ...writing(session, MANAGER, dryRun),
      fieldValidation: validationOf(session),
    },
    `error when applying patch:\n${compactJson(patch)}\nto:\n${describeFor(info.apiVersion, object, groupResource(info).split('.')[0])}\nfor: "${file}": error when patching "${file}": `,
  );
  printDone(session, info, answer.object ?? current, 'configured', dryRun);
}

/** The object with what was applied written into it: compact JSON of it without that annotation, and a line end. */
function withLastApplied(object: KubeObject): KubeObject {
  const { [LAST_APPLIED]: _old, ...annotations } = object.metadata.annotations ?? {};
  const bare = { ...object, metadata: { ...object.metadata, annotations } };
  return withAnnotation(bare, LAST_APPLIED, `${compactJson(asJson(bare))}\n`);
}

function patchFor(lastApplied: string | undefined, modified: KubeObject, current: KubeObject): JsonObject {
  const original = lastApplied === undefined ? {} : (JSON.parse(lastApplied) as JsonObject);
  const patch = threeWayStrategicPatch(original, asJson(modified), asJson(current));
  return E.isRight(patch) ? patch.right : fail(`creating patch with: ${patch.left}`);
}

/** How the words of a failed patch name what they are about. */
function describeFor(apiVersion: string, object: KubeObject, resource?: string): string {
  const { name, namespace = '' } = object.metadata;
  return `Resource: "${apiVersion}, Resource=${resource ?? `${object.kind.toLowerCase()}s`}", GroupVersionKind: "${apiVersion}, Kind=${object.kind}"\nName: "${name}", Namespace: "${namespace}"`;
}
