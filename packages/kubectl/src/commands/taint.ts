import { labelValue, qualifiedName, twoWayStrategicPatch } from '@playhead/api';
import type { Json, KubeObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { type Fault, fail, failIfAny } from '../errors.ts';
import { infoOfKind, resourceNamed } from '../kinds.ts';
import { type Act, asJson, attempt, type Session } from '../session.ts';
import { findTargets, type Target } from '../targets.ts';
import { CHANGING, dryRunOf, patchTarget, printDone, SELECTOR } from './common.ts';
import type { Command } from './table.ts';

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

/** `kubectl taint nodes NAME key=value:Effect key:Effect- key-` (taint.go). */
export const taint: Command = {
  path: 'taint',
  flags: [
    ...CHANGING.filter(flag => flag.name !== 'filename'),
    SELECTOR,
    { name: 'all', type: 'bool' },
    { name: 'overwrite', type: 'bool' },
    { name: 'validate', type: 'text', bare: 'strict' },
  ],
  *run(session) {
    const { resources, specs } = sorted(session.args);
    if (resources.length < 1) fail('one or more resources must be specified as <resource> <name>');
    if (specs.length < 1) fail('at least one taint update is required');
    const { add, remove } = parsed(specs);
    checkNode(resources[0]!);
    checkApart(add, remove);
    const nodes = yield* nodesOf(session, resources.slice(1));
    const faults: Fault[] = [...nodes.faults];
    for (const target of nodes.found) {
      const done = yield* attempt(taintOne(session, target, add, remove));
      if ('faults' in done) faults.push(...done.faults);
    }
    failIfAny(faults);
  },
};

function sorted(args: readonly string[]): { resources: string[]; specs: string[] } {
  const resources: string[] = [];
  const specs: string[] = [];
  for (const arg of args) {
    if (/[=:]/.test(arg) || arg.endsWith('-')) specs.push(arg);
    else if (specs.length > 0) fail(`all resources must be specified before taint changes: ${arg}`);
    else resources.push(arg);
  }
  return { resources, specs };
}

function checkNode(word: string): void {
  const info = resourceNamed(word) ?? fail(`the server doesn't have a resource type "${word}"`);
  if (info.kind !== 'Node') fail(`invalid resource type ${word.toLowerCase()}, only node types are supported`);
}

function checkApart(add: readonly Taint[], remove: readonly Taint[]): void {
  const both = add.flatMap(({ key, effect }) =>
    remove.filter(r => r.key === key && (r.effect === '' || r.effect === effect)).map(r => `${r.key}=${r.effect}`),
  );
  if (both.length > 0)
    fail(`can not both modify and remove the following taint(s) in the same command: ${both.join(', ')}`);
}

function* nodesOf(session: Session, names: readonly string[]) {
  const { flags } = session;
  const selector = flags.text('selector') ?? '';
  if (flags.bool('all') && selector !== '') fail("setting 'all' parameter with a non empty selector is prohibited");
  const listed = flags.bool('all') || selector !== '';
  if (!listed && names.length === 0)
    fail("at least one resource name must be specified since 'all' parameter is not set");
  return yield* findTargets(session, { args: listed ? ['nodes'] : ['nodes', ...names], allowAll: true });
}

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const usage = (text: string): never => fail(`${text}\nSee 'kubectl taint -h' for help and examples`);

function parsed(specs: readonly string[]): { add: Taint[]; remove: Taint[] } {
  const [add, remove]: [Taint[], Taint[]] = [[], []];
  for (const spec of specs) {
    if (spec.endsWith('-')) {
      const { key, effect } = parseTaint(spec.slice(0, -1));
      remove.push({ key, effect });
      continue;
    }
    const made = parseTaint(spec);
    if (made.effect === '') usage(`invalid taint spec: ${spec}`);
    if (add.some(t => t.key === made.key && t.effect === made.effect))
      usage(`duplicated taints with the same key and effect: {${made.key} ${made.value ?? ''} ${made.effect} <nil>}`);
    add.push(made);
  }
  return { add, remove };
}

/** `key=value:Effect`, `key:Effect` or `key`. */
function parseTaint(text: string): Taint {
  const parts = text.split(':');
  if (parts.length > 2) usage(`invalid taint spec: ${text}`);
  const [pair = '', effect = ''] = parts;
  if (parts.length === 2 && !EFFECTS.includes(effect))
    usage(`invalid taint effect: ${effect}, unsupported taint effect`);
  const [key = '', value, ...more] = parts.length === 2 ? pair.split('=') : [pair];
  if (more.length > 0) usage(`invalid taint spec: ${text}`);
  const wrong = [...(value === undefined ? [] : labelValue(value)), ...qualifiedName(key)];
  if (wrong.length > 0) usage(`invalid taint spec: ${text}, ${wrong.join('; ')}`);
  return { key, ...(value === undefined || value === '' ? {} : { value }), effect };
}

function* taintOne(session: Session, target: Target, add: readonly Taint[], remove: readonly Taint[]): Act<void> {
  const node = target.object!;
  const old = (node.spec?.taints ?? []) as readonly Taint[];
  const same = (a: Taint) => (b: Taint) => a.key === b.key && a.effect === b.effect;
  const overwrite = session.flags.bool('overwrite');
  const taken = add.filter(t => old.some(same(t))).map(t => t.key);
  if (!overwrite && taken.length > 0)
    fail(
      `node ${node.metadata.name} already has ${taken.join(',')} taint(s) with same effect(s) and --overwrite is false`,
    );
  let taints: readonly Taint[] = [...add, ...old.filter(t => !add.some(same(t)))];
  const added = taints.length !== old.length;
  let removed = false;
  const missing: Fault[] = [];
  for (const gone of remove) {
    const kept = taints.filter(t => !(t.key === gone.key && (gone.effect === '' || t.effect === gone.effect)));
    removed = kept.length !== taints.length;
    if (!removed) missing.push({ text: `taint "${gone.key}${gone.effect === '' ? '' : `:${gone.effect}`}" not found` });
    taints = kept;
  }
  failIfAny(missing);
  const operation = (added && removed) || overwrite ? 'modified' : added ? 'tainted' : 'untainted';
  yield* sendNode(session, target, { ...node.spec, taints }, operation);
}

/** Patches a node by the difference, and says what was done to it. */
export function* sendNode(session: Session, target: Target, spec: Json, operation: string): Act<void> {
  const node = target.object!;
  const dryRun = dryRunOf(session);
  const modified = { ...node, spec } as unknown as KubeObject;
  const patch = twoWayStrategicPatch(asJson(node), asJson(modified));
  if (E.isLeft(patch)) return fail(patch.left);
  const shown =
    dryRun === 'client'
      ? modified
      : yield* patchTarget(session, target, { type: 'strategic', body: patch.right, manager: 'kubectl-taint', dryRun });
  printDone(session, infoOfKind('Node')!, shown, operation, dryRun);
}
