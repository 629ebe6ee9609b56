/** `kubectl taint nodes NAME… key=value:Effect key-` (cmd/taint). */
import { labelValue } from '@playhead/api';
import { fail, failIfAny } from '../errors.ts';
import { resourceNamed } from '../kinds.ts';
import type { Act, Session } from '../session.ts';
import { findTargets, type Target } from '../targets.ts';
import { ALL, DRY_RUN, dryRunOf, FIELD_MANAGER, patchTarget, printDone, SELECTOR } from './common.ts';
import type { Command } from './table.ts';

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

export const taint: Command = {
  path: 'taint',
  flags: [SELECTOR, ALL, DRY_RUN, FIELD_MANAGER, { name: 'overwrite', type: 'bool' }],
  *run(session) {
    const [resources, changes] = split(session.args);
    const [type = '', ...names] = resources;
    if (resources.length === 0) fail('one or more resources must be specified as <resource> <name>');
    if (changes.length === 0) fail('at least one taint update is required');
    const wanted = changes.filter(text => !text.endsWith('-')).map(text => parse(text, true));
    const unwanted = changes.filter(text => text.endsWith('-')).map(text => parse(text.slice(0, -1), false));
    if (resourceNamed(type)?.kind !== 'Node') fail(`invalid resource type ${type}, only node types are supported`);
    const selecting = session.flags.bool('all') || (session.flags.text('selector') ?? '') !== '';
    if (!selecting && names.length === 0)
      fail("at least one resource name must be specified since 'all' parameter is not set");
    const { found, faults } = yield* findTargets(session, { args: ['node', ...names] });
    for (const node of found) yield* taintOne(session, node, wanted, unwanted);
    failIfAny(faults);
  },
};

const isChange = (word: string): boolean => word.includes('=') || word.includes(':') || word.endsWith('-');

function split(args: readonly string[]): [resources: readonly string[], changes: readonly string[]] {
  const first = args.findIndex(isChange);
  if (first < 0) return [args, []];
  const late = args.slice(first).find(word => !isChange(word));
  if (late !== undefined) fail(`all resources must be specified before taint changes: ${late}`);
  return [args.slice(0, first), args.slice(first)];
}

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** `key=value:Effect`, `key:Effect`; to take one away `key` is enough. */
function parse(text: string, isNew: boolean): Taint {
  const [keyAndValue = '', effect = '', ...more] = text.split(':');
  const [key = '', value, ...parts] = effect === '' ? [keyAndValue] : keyAndValue.split('=');
  if (effect !== '' && !EFFECTS.includes(effect)) fail(`invalid taint effect: ${effect}, unsupported taint effect`);
  const wrong = value === undefined ? [] : labelValue(value);
  if (wrong.length > 0) fail(`invalid taint spec: ${text}, ${wrong.join('; ')}`);
  if (more.length + parts.length > 0 || (isNew && effect === '')) fail(`invalid taint spec: ${text}`);
  return { key, ...(value === undefined || value === '' ? {} : { value }), effect };
}

const isSame = (a: Taint, b: Taint): boolean => a.key === b.key && a.effect === b.effect;

/** New ones first, then those that stay (reorganizeTaints). */
function* taintOne(session: Session, node: Target, wanted: readonly Taint[], unwanted: readonly Taint[]): Act<void> {
  const old = (node.object?.spec?.taints ?? []) as readonly Taint[];
  const overwrite = session.flags.bool('overwrite');
  const taken = wanted.filter(taint => old.some(other => isSame(taint, other)));
  if (!overwrite && taken.length > 0)
    fail(
      `node ${node.name} already has ${taken.map(({ key }) => key).join(',')} taint(s) with same effect(s) and --overwrite is false`,
    );
  const all = [...wanted, ...old.filter(taint => !wanted.some(other => isSame(taint, other)))];
  const goes = (taint: Taint, { key, effect }: Taint) =>
    taint.key === key && (effect === '' || taint.effect === effect);
  const missing = unwanted.filter(one => !all.some(taint => goes(taint, one)));
  failIfAny(
    missing.map(({ key, effect }) => ({ text: `taint "${key}${effect === '' ? '' : `:${effect}`}" not found` })),
  );
  const taints = all.filter(taint => !unwanted.some(one => goes(taint, one)));
  const dryRun = dryRunOf(session);
  const body = { spec: { taints: taints.length === 0 ? null : taints.map(taint => ({ ...taint })) } };
  // the taints that are sent are all there are to be: a merge patch says that
  if (dryRun !== 'client') yield* patchTarget(session, node, { type: 'merge', body, manager: 'kubectl-taint', dryRun });
  const added = all.length !== old.length;
  printDone(
    session,
    node.info,
    node.object!,
    overwrite || (added && unwanted.length > 0) ? 'modified' : added ? 'tainted' : 'untainted',
    dryRun,
  );
}
