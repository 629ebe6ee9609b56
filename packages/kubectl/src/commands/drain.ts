import { controllerOf, type KubeObject } from '@playhead/core';
import { CommandFailed, type Fault, fail, faultText } from '../errors.ts';
import { fullName, infoOfKind } from '../kinds.ts';
import { type Act, attempt, type Session } from '../session.ts';
import { findTargets, type Target } from '../targets.ts';
import { DRY_RUN, dryRunOf, printDone, SELECTOR } from './common.ts';
import type { Command } from './table.ts';
import { sendNode } from './taint.ts';

const FLAGS = [SELECTOR, DRY_RUN] as const;

const cordoning = (path: 'cordon' | 'uncordon', desired: boolean): Command => ({
  path,
  flags: FLAGS,
  *run(session) {
    yield* mark(session, yield* nodes(session, path), desired);
  },
});

/** `kubectl cordon NODE`: no new pods there. */
export const cordon = cordoning('cordon', true);
export const uncordon = cordoning('uncordon', false);

/** `kubectl drain NODE`: cordons it, evicts the pods that are there, and waits until they are gone (drain.go). */
export const drain: Command = {
  path: 'drain',
  flags: [
    ...FLAGS,
    { name: 'force', type: 'bool' },
    { name: 'ignore-daemonsets', type: 'bool' },
    { name: 'delete-emptydir-data', type: 'bool' },
    { name: 'disable-eviction', type: 'bool' },
    { name: 'grace-period', type: 'int' },
    { name: 'timeout', type: 'duration' },
    { name: 'pod-selector', type: 'text' },
    { name: 'skip-wait-for-delete-timeout', type: 'int' },
    { name: 'chunk-size', type: 'int' },
  ],
  *run(session) {
    const found = yield* nodes(session, 'drain');
    yield* mark(session, found, true);
    const fatal: Fault[] = [];
    const left: string[] = [];
    for (const target of found) {
      const done = yield* attempt(empty(session, target));
      if (!('faults' in done)) {
        printDone(session, target.info, target.object!, 'drained', dryRunOf(session));
        continue;
      }
      const why = done.faults.map(faultText);
      const said = why.length === 1 ? why[0] : `[${why.join(', ')}]`;
      session.err(`error: unable to drain node "${target.name}" due to error: ${said}, continuing command...\n`);
      fatal.push(...done.faults);
      left.push(target.name);
    }
    if (left.length === 0) return;
    session.err(`There are pending nodes to be drained:\n${left.map(name => ` ${name}\n`).join('')}`);
    throw new CommandFailed(fatal);
  },
};

function* nodes(session: Session, path: string): Act<readonly Target[]> {
  const { args, flags } = session;
  const help = `See 'kubectl ${path} -h' for help and examples`;
  if (args.length === 0 && !flags.given('selector')) fail(`USAGE: ${path} NODE [flags]\n${help}`);
  if (args.length > 0 && (flags.text('selector') ?? '') !== '')
    fail(`error: cannot specify both a node name and a --selector option\n${help}`);
  const names = args.map(arg => arg.replace(/^(nodes?|no)\//, ''));
  const { found, faults } = yield* findTargets(session, { args: ['nodes', ...names], allowAll: true });
  if (faults.length > 0) throw new CommandFailed(faults);
  return found;
}

function* mark(session: Session, targets: readonly Target[], desired: boolean): Act<void> {
  const word = desired ? 'cordoned' : 'uncordoned';
  for (const target of targets) {
    const node = target.object!;
    if ((node.spec?.unschedulable ?? false) === desired) {
      printDone(session, target.info, node, `already ${word}`, dryRunOf(session));
      continue;
    }
    const { unschedulable: _was, ...rest } = node.spec ?? {};
    yield* sendNode(session, target, desired ? { ...rest, unschedulable: true } : rest, word);
  }
}

const DAEMONS = 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)';
const LOCAL = 'Pods with local storage (use --delete-emptydir-data to override)';
const UNMANAGED = 'cannot delete Pods that declare no controller (use --force to override)';

interface Sorted {
  readonly goes: boolean;
  readonly warning?: string;
  readonly error?: string;
}

const finished = ({ status }: KubeObject): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';

/** What is done about one pod; of several warnings the last counts (filters.go). */
function sort({ flags }: Session, pod: KubeObject): Sorted {
  if (finished(pod)) return { goes: true };
  const owner = controllerOf(pod);
  let warning: string | undefined;
  if (owner?.kind === 'DaemonSet')
    return flags.bool('ignore-daemonsets')
      ? { goes: false, warning: 'ignoring DaemonSet-managed Pods' }
      : { goes: false, error: DAEMONS };
  if (((pod.spec.volumes ?? []) as readonly { emptyDir?: object }[]).some(volume => volume.emptyDir !== undefined)) {
    if (!flags.bool('delete-emptydir-data')) return { goes: false, error: LOCAL };
    warning = 'deleting Pods with local storage';
  }
  if (owner === undefined) {
    if (!flags.bool('force')) return { goes: false, error: UNMANAGED };
    warning = 'deleting Pods that declare no controller';
  }
  return { goes: true, ...(warning === undefined ? {} : { warning }) };
}

function* empty(session: Session, node: Target): Act<void> {
  const selector = session.flags.text('pod-selector');
  const all = yield* session.list(infoOfKind('Pod')!, undefined, selector);
  const here = all.filter(pod => pod.spec.nodeName === node.name).map(pod => ({ pod, ...sort(session, pod) }));
  const errors = grouped(here, one => one.error);
  if (errors.length > 0)
    throw new CommandFailed(errors.map(([why, pods]) => ({ text: `cannot delete ${why}: ${pods}`, bare: true })));
  const warnings = grouped(here, one => one.warning).map(([what, pods]) => `${what}: ${pods}`);
  if (warnings.length > 0) session.err(`Warning: ${warnings.join('; ')}\n`);
  const going = here.filter(one => one.goes).map(({ pod }) => pod);
  if (dryRunOf(session) === 'client') {
    for (const pod of going) session.out(`evicting pod ${nameOf(pod)} (dry run)\n`);
    return;
  }
  yield* evictAll(session, going);
}

const nameOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;

function grouped(
  pods: readonly ({ readonly pod: KubeObject } & Sorted)[],
  by: (one: Sorted) => string | undefined,
): (readonly [string, string])[] {
  const groups = new Map<string, string[]>();
  for (const one of pods) {
    const key = by(one);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), nameOf(one.pod)]);
  }
  return [...groups].map(([key, names]) => [key, names.join(', ')] as const);
}

/** All are asked to go; then it is looked every second which are gone. */
function* evictAll(session: Session, pods: readonly KubeObject[]): Act<void> {
  const { flags } = session;
  const deleting = flags.bool('disable-eviction');
  const timeout = flags.duration('timeout');
  const end = timeout > 0 ? session.now + timeout : Number.POSITIVE_INFINITY;
  const grace = flags.int('grace-period') ?? -1;
  for (const pod of pods) {
    if (!deleting) session.out(`evicting pod ${nameOf(pod)}\n`);
    yield* evict(session, pod, grace, deleting);
  }
  let left = pods;
  while (left.length > 0) {
    const still: KubeObject[] = [];
    for (const pod of left) {
      const { namespace = '', name, uid } = pod.metadata;
      const { object } = yield* session.ask({ verb: 'get', kind: 'Pod', namespace, name });
      if (object !== undefined && object.metadata.uid === uid) still.push(pod);
      else session.out(`${fullName(infoOfKind('Pod')!, name)} ${deleting ? 'deleted' : 'evicted'}\n`);
    }
    left = still;
    if (left.length === 0) return;
    if (session.now >= end) throw new CommandFailed(left.map(pod => ({ text: late(pod, timeout) })));
    yield* session.ask({ verb: 'sleep', milliseconds: 1000 });
  }
}

const late = ({ metadata }: KubeObject, timeout: number): string =>
  `error when waiting for pod "${metadata.name}" in namespace "${metadata.namespace}" to terminate: global timeout reached: ${timeout / 1000}s`;

/** The eviction says of the pod why it goes before it is deleted (registry/core/pod/rest/eviction.go). */
function* evict(session: Session, pod: KubeObject, grace: number, deleting: boolean): Act<void> {
  const { namespace = '', name, uid } = pod.metadata;
  const at = { kind: 'Pod', namespace, name } as const;
  const gone = (faults: readonly Fault[]) => faults.every(fault => 'refusal' in fault && fault.refusal.code === 404);
  if (!deleting && !finished(pod)) {
    const condition = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'EvictionByEvictionAPI',
      message: 'Eviction API: evicting',
      lastTransitionTime: `${new Date(session.now).toISOString().slice(0, 19)}Z`,
    };
    const patch = { status: { conditions: [condition] } };
    const said = yield* attempt(
      session.mustAsk({ verb: 'patch', ...at, subresource: 'status', patchType: 'strategic', patch }),
    );
    if ('faults' in said && !gone(said.faults)) throw new CommandFailed(said.faults);
  }
  const done = yield* attempt(
    session.mustAsk({
      verb: 'delete',
      ...at,
      ...(uid === undefined ? {} : { uid }),
      ...(grace < 0 ? {} : { gracePeriodSeconds: grace }),
    }),
  );
  if ('faults' in done && !gone(done.faults)) throw new CommandFailed(done.faults);
}
