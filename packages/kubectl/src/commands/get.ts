import type { KubeObject } from '@playhead/core';
import type { FlagSpec } from '../cli/flags.ts';
import { CommandFailed, type Fault, fail, failIfAny } from '../errors.ts';
import type { KindInfo } from '../kinds.ts';
import { findJsonPath, relaxed } from '../printers/jsonpath.ts';
import { isStructured, listOf, printObject } from '../printers/output.ts';
import { sortObjects } from '../printers/sortBy.ts';
import { type TableOptions, writeTable } from '../printers/table.ts';
import { type TabWriter, tableWriter } from '../printers/tabWriter.ts';
import type { Act, Session } from '../session.ts';
import { findTargets, parseArgs, type Target, type Targets } from '../targets.ts';
import { FILENAME, OUTPUT, SELECTOR } from './common.ts';
import type { Command } from './table.ts';

const GET_FLAGS: readonly FlagSpec[] = [
  FILENAME,
  SELECTOR,
  OUTPUT,
  { name: 'all-namespaces', short: 'A', type: 'bool' },
  { name: 'watch', short: 'w', type: 'bool' },
  { name: 'watch-only', type: 'bool' },
  { name: 'output-watch-events', type: 'bool' },
  { name: 'show-labels', type: 'bool' },
  { name: 'label-columns', short: 'L', type: 'list' },
  { name: 'no-headers', type: 'bool' },
  { name: 'show-kind', type: 'bool' },
  { name: 'sort-by', type: 'text' },
  { name: 'ignore-not-found', type: 'bool' },
  { name: 'show-managed-fields', type: 'bool' },
  { name: 'field-selector', type: 'text' },
  { name: 'chunk-size', type: 'int' },
  { name: 'server-print', type: 'bool' },
  { name: 'recursive', short: 'R', type: 'bool' },
  { name: 'template', type: 'text' },
  { name: 'subresource', type: 'text' },
];

/** `kubectl get`: tables, or objects in the form that `-o` names; with `-w` on as things change. */
export const get: Command = {
  path: 'get',
  flags: GET_FLAGS,
  *run(session) {
    const { flags, args } = session;
    if (args.length === 0 && flags.list('filename').length === 0) {
      session.err(
        'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
      );
      fail(
        `Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\nSee 'kubectl get -h' for help and examples`,
      );
    }
    const output = flags.text('output') ?? '';
    if (flags.bool('show-labels') && isStructured(output))
      fail(`--show-labels option cannot be used with ${output} printer`);
    const watching = flags.bool('watch') || flags.bool('watch-only');
    if (flags.bool('output-watch-events') && !watching)
      fail('--output-watch-events option can only be used with --watch or --watch-only');
    if (watching) yield* watch(session);
    else {
      const targets = yield* findTargets(session, {
        allowAll: true,
        allNamespaces: flags.bool('all-namespaces'),
        fieldSelector: flags.text('field-selector'),
      });
      if (isStructured(output)) printStructured(session, targets);
      else printTables(session, targets);
    }
  },
};

function printStructured(session: Session, { found, faults, single }: Targets): void {
  const { flags } = session;
  const output = flags.text('output')!;
  const managed = flags.bool('show-managed-fields');
  const real = kept(session, faults);
  if (single && real.length > 0) throw new CommandFailed(real);
  let objects = found.map(target => target.object!);
  if (flags.given('sort-by')) objects = sortObjects(objects, flags.text('sort-by')!);
  if (single && objects.length === 1) session.out(printObject(objects[0]!, output, managed, flags.bool('no-headers')));
  else if (!(single && objects.length === 0))
    session.out(printObject(listOf(objects), output, managed, flags.bool('no-headers')));
  failIfAny(real);
}

function kept(session: Session, faults: readonly Fault[]): readonly Fault[] {
  return session.flags.bool('ignore-not-found')
    ? faults.filter(f => !('refusal' in f && f.refusal.code === 404))
    : faults;
}

/** A table a kind, an empty line between; names are qualified where several kinds are asked for. */
function printTables(session: Session, { found, faults }: Targets): void {
  const { flags } = session;
  const wanted = flags.list('filename').length > 0 ? [] : parseArgs(session.args);
  const tables = wanted.length > 0 ? wanted.length : found.length;
  const groups = byKind(sorted(session, found, tables));
  // a kind that is listed counts even where nothing of it is there (get.go: multipleGVKsRequested)
  const listed = wanted.filter(({ name }) => name === undefined);
  const kinds = new Set([...found, ...listed].map(({ info }) => info.kind));
  const withKind = kinds.size > 1 || flags.bool('show-kind');
  const texts: string[] = [];
  for (const { info, objects } of groups) {
    const writer = tableWriter();
    writeTable(writer, info.kind, objects, { ...tableOptions(session, info), withKind });
    const text = writer.flush();
    if (text !== '') texts.push(text);
  }
  session.out(texts.join(flags.bool('no-headers') ? '' : '\n'));
  const real = kept(session, faults);
  if (texts.length === 0 && real.length === 0 && !flags.bool('ignore-not-found')) {
    const inNamespace = !flags.bool('all-namespaces') && wanted.every(w => w.info.namespaced);
    session.err(inNamespace ? `No resources found in ${session.namespace} namespace.\n` : 'No resources found\n');
  }
  failIfAny(real);
}

/**
 * What is sorted are the server's tables. Rows of one table are sorted by their objects, and none is printed where no
 * object has the field; where there are several tables they have no such field themselves.
 */
function sorted(session: Session, found: readonly Target[], tables: number): readonly Target[] {
  const path = session.flags.text('sort-by');
  if (path === undefined || path === '') return found;
  if (tables > 1) fail(`couldn't find any field with path "${relaxed(path)}" in the list of objects`);
  const byObject = new Map(found.map(target => [target.object!, target]));
  if (found.every(({ object }) => findJsonPath(relaxed(path), object!).length === 0)) return [];
  return sortObjects([...byObject.keys()], path).map(object => byObject.get(object)!);
}

/** Runs of one kind, in order. */
function byKind(targets: readonly Target[]): { info: KindInfo; objects: KubeObject[] }[] {
  const groups: { info: KindInfo; objects: KubeObject[] }[] = [];
  for (const { info, object } of targets) {
    const last = groups.at(-1);
    if (last?.info === info) last.objects.push(object!);
    else groups.push({ info, objects: [object!] });
  }
  return groups;
}

function tableOptions({ flags, now }: Session, info: KindInfo): TableOptions {
  return {
    now,
    wide: flags.text('output') === 'wide',
    showLabels: flags.bool('show-labels'),
    labelColumns: flags.list('label-columns'),
    namespaces: flags.bool('all-namespaces') && info.namespaced,
    noHeaders: flags.bool('no-headers'),
  };
}

/** First what is there, then a row for every change, for ever: who runs the program ends it. */
function* watch(session: Session): Act<void> {
  const { flags } = session;
  const wanted = parseArgs(session.args);
  if (new Set(wanted.map(w => w.info)).size > 1) fail('you may only specify a single resource type');
  const targets = yield* findTargets(session, { allowAll: true, allNamespaces: flags.bool('all-namespaces') });
  failIfAny(targets.faults);
  const { info, name } = wanted[0]!;
  const print = watchPrinter(session, info);
  if (!flags.bool('watch-only'))
    print(
      targets.found.map(target => target.object!),
      'ADDED',
    );
  const selector = flags.text('selector') ?? '';
  for (;;) {
    if (name !== undefined) {
      const { object } = yield* session.ask({ verb: 'watch', kind: info.kind, namespace: session.namespace, name });
      if (object !== undefined) print([object], 'MODIFIED');
      continue;
    }
    const { object, change } = yield* session.ask({
      verb: 'watchKind',
      kind: info.kind,
      namespace: flags.bool('all-namespaces') || !info.namespaced ? '' : session.namespace,
      ...(selector === '' ? {} : { labelSelector: selector }),
    });
    if (object !== undefined) print([object], change ?? 'MODIFIED');
  }
}

/** Prints rows under one header, the columns as wide as the widest cell so far. */
function watchPrinter(session: Session, info: KindInfo): (objects: readonly KubeObject[], event: string) => void {
  const output = session.flags.text('output') ?? '';
  const writer: TabWriter = tableWriter();
  let headed = session.flags.bool('no-headers');
  return (objects, event) => {
    if (isStructured(output)) {
      for (const object of objects) session.out(printObject(object, output, session.flags.bool('show-managed-fields')));
      return;
    }
    const options = { ...tableOptions(session, info), noHeaders: headed };
    const withEvents = session.flags.bool('output-watch-events') ? { ...options, event } : options;
    writeTable(writer, info.kind, objects, withEvents);
    if (objects.length > 0) headed = true;
    session.out(writer.flush());
  };
}
