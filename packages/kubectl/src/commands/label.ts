import { labelValue } from '@playhead/api';
import type { Json, KubeObject } from '@playhead/core';
import { CommandFailed, type Fault, fail, failIfAny } from '../errors.ts';
import { type Act, attempt, CHANGE_CAUSE, type Session, withAnnotation } from '../session.ts';
import { findTargets, type Target } from '../targets.ts';
import { CHANGING_MANY, dryRunOf, patchTarget, printDone, RECORD } from './common.ts';
import { parsePairs, resourcesAndPairs } from './pairs.ts';
import type { Command } from './table.ts';

const FLAGS = [
  ...CHANGING_MANY,
  RECORD,
  { name: 'overwrite', type: 'bool' },
  { name: 'list', type: 'bool' },
  { name: 'resource-version', type: 'text' },
  { name: 'all-namespaces', short: 'A', type: 'bool' },
  { name: 'field-selector', type: 'text' },
] as const;

/** `kubectl label TYPE/NAME key=value key-`: a merge patch of the difference, sent even where there is none. */
export const label: Command = {
  path: 'label',
  flags: FLAGS,
  *run(session) {
    const { resources, pairs } = resourcesAndPairs(session.args, 'label');
    const { set, removed } = parsePairs(pairs, 'label');
    for (const [key, value] of set) {
      const wrong = labelValue(value);
      if (wrong.length > 0) fail(`invalid label value: "${key}=${value}": ${wrong.join(';')}`);
    }
    for (const key of removed) if (set.has(key)) fail('can not both modify and remove a label in the same command');
    if (resources.length < 1 && session.flags.list('filename').length === 0)
      fail('one or more resources must be specified as <resource> <name> or <resource>/<name>');
    const listing = session.flags.bool('list');
    if (set.size + removed.length === 0 && !listing) fail('at least one label update is required');
    yield* eachTarget(session, resources, function* (target) {
      const object = target.object!;
      if (listing) return listPairs(session, object.metadata.labels);
      const dryRun = dryRunOf(session);
      const labels = object.metadata.labels ?? {};
      if (dryRun !== 'client')
        for (const key of removed) if (labels[key] === undefined) session.out(`label "${key}" not found.\n`);
      if (!session.flags.bool('overwrite')) {
        const taken = [...set].filter(([key, value]) => labels[key] !== undefined && labels[key] !== value);
        failIfAny(
          taken.map(([key]) => ({ text: `'${key}' already has a value (${labels[key]}), and --overwrite is false` })),
        );
      }
      const next = { ...object, metadata: { ...object.metadata, labels: changed(labels, set, removed) } };
      const modified =
        session.changeCause === undefined ? next : withAnnotation(next, CHANGE_CAUSE, session.changeCause);
      if (dryRun !== 'client') yield* patchMetadata(session, target, modified, 'kubectl-label');
      printDone(session, target.info, modified, labelMessage(session, object, modified), dryRun);
    });
  },
};

/** A shorter object without `--overwrite` has lost a label: so kubectl tells `unlabeled` from `labeled`. */
function labelMessage(session: Session, before: KubeObject, after: KubeObject): string {
  const [old, now] = [JSON.stringify(metadataOf(before)), JSON.stringify(metadataOf(after))];
  if (old === now) return 'not labeled';
  return !session.flags.bool('overwrite') && now.length < old.length ? 'unlabeled' : 'labeled';
}

const metadataOf = ({ metadata }: KubeObject) => [
  Object.entries(metadata.labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)),
  Object.entries(metadata.annotations ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)),
];

/** `kubectl annotate TYPE/NAME key=value key-`. */
export const annotate: Command = {
  path: 'annotate',
  flags: FLAGS,
  *run(session) {
    const { resources, pairs } = resourcesAndPairs(session.args, 'annotation');
    const { set, removed } = parsePairs(pairs, 'annotation');
    if (resources.length < 1 && session.flags.list('filename').length === 0)
      fail('one or more resources must be specified as <resource> <name> or <resource>/<name>');
    const listing = session.flags.bool('list');
    if (set.size + removed.length === 0 && !listing) fail('at least one annotation update is required');
    const both = removed.filter(key => set.has(key));
    if (both.length > 0)
      fail(`can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`);
    yield* eachTarget(session, resources, function* (target) {
      const object = target.object!;
      if (listing) return listPairs(session, object.metadata.annotations);
      const annotations = object.metadata.annotations ?? {};
      if (!session.flags.bool('overwrite')) checkOverwrites(annotations, set);
      const dryRun = dryRunOf(session);
      const caused =
        session.changeCause === undefined ? object : withAnnotation(object, CHANGE_CAUSE, session.changeCause);
      const next = changed(caused.metadata.annotations ?? {}, set, removed);
      const modified = { ...caused, metadata: { ...caused.metadata, annotations: next } };
      const shown =
        dryRun === 'client' ? modified : yield* patchMetadata(session, target, modified, 'kubectl-annotate');
      printDone(session, target.info, shown, 'annotated', dryRun);
    });
  },
};

/** Annotations that are there with another value; the change-cause may always be written over. */
function checkOverwrites(annotations: Readonly<Record<string, string>>, set: ReadonlyMap<string, string>): void {
  const taken = [...set.keys()].filter(
    key => key !== CHANGE_CAUSE && annotations[key] !== undefined && annotations[key] !== set.get(key),
  );
  if (taken.length === 0) return;
  const words = taken.map(key => `'${key}' already has a value (${annotations[key]})`).join('; ');
  fail(`--overwrite is false but found the following declared annotation(s): ${words}`);
}

function* eachTarget(session: Session, resources: readonly string[], act: (target: Target) => Act<void>): Act<void> {
  const allNamespaces = session.flags.bool('all-namespaces');
  const { found, faults: missing } = yield* findTargets(session, { args: resources, allNamespaces });
  const faults: Fault[] = [...missing];
  for (const target of found) {
    const done = yield* attempt(act(target));
    if ('faults' in done) faults.push(...done.faults);
  }
  if (faults.length > 0) throw new CommandFailed(faults);
}

function listPairs(session: Session, pairs: Readonly<Record<string, string>> | undefined): void {
  for (const key of Object.keys(pairs ?? {}).sort()) session.out(`${key}=${pairs![key]}\n`);
}

function changed(
  old: Readonly<Record<string, string>>,
  set: ReadonlyMap<string, string>,
  removed: readonly string[],
): Readonly<Record<string, string>> {
  const next = { ...old, ...Object.fromEntries(set) };
  return Object.fromEntries(Object.entries(next).filter(([key]) => !removed.includes(key)));
}

/** The merge patch of what differs in labels and annotations, which is all these commands change. */
function* patchMetadata(session: Session, target: Target, modified: KubeObject, manager: string): Act<KubeObject> {
  const metadata: Record<string, Json> = {};
  for (const field of ['labels', 'annotations'] as const) {
    const [old, now] = [target.object!.metadata[field] ?? {}, modified.metadata[field] ?? {}];
    const difference: Record<string, string | null> = {};
    for (const key of Object.keys(now)) if (old[key] !== now[key]) difference[key] = now[key]!;
    for (const key of Object.keys(old)) if (now[key] === undefined) difference[key] = null;
    if (Object.keys(difference).length > 0) metadata[field] = difference;
  }
  // the server refuses a patch that names a version the object is past
  const version = session.flags.text('resource-version') ?? '';
  const whole = version === '' ? metadata : { ...metadata, resourceVersion: version };
  const body = Object.keys(whole).length === 0 ? {} : { metadata: whole };
  return yield* patchTarget(session, target, { type: 'merge', body, manager, dryRun: dryRunOf(session) });
}
