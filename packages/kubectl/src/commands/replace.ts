import { type Fault, fail, failIfAny } from '../errors.ts';
import { readManifests } from '../manifests.ts';
import { attempt, refused } from '../session.ts';
import { CHANGING, dryRunOf, printDone, writing } from './common.ts';
import type { Command } from './table.ts';

/** `kubectl replace -f`: the file's object in the place of the one that is there. */
export const replace: Command = {
  path: 'replace',
  flags: [...CHANGING, { name: 'save-config', type: 'bool' }, { name: 'validate', type: 'text', bare: 'strict' }],
  *run(session) {
    const files = session.flags.list('filename');
    if (files.length === 0) fail('must specify one of -f and -k');
    const dryRun = dryRunOf(session);
    const faults: Fault[] = [];
    for (const { file, info, object } of readManifests(session, files)) {
      const failing = `error when replacing "${file}": `;
      const { namespace = '', name } = object.metadata;
      const there = yield* attempt(session.get(info, namespace, name));
      if ('faults' in there) {
        faults.push(...there.faults.map(fault => ('refusal' in fault ? { ...fault, context: failing } : fault)));
        continue;
      }
      const { resourceVersion } = there.value.metadata;
      const next = { ...object, metadata: { ...object.metadata, resourceVersion } };
      if (dryRun === 'client') {
        printDone(session, info, next, 'replaced', dryRun);
        continue;
      }
      const answer = yield* session.ask({
        verb: 'update',
        object: next,
        ...writing(session, 'kubectl-replace', dryRun),
      });
      if (answer.refusal !== undefined) faults.push(refused(answer, failing));
      else printDone(session, info, answer.object ?? next, 'replaced', dryRun);
    }
    failIfAny(faults);
  },
};
