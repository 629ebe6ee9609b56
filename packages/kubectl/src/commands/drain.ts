/** `kubectl drain NODE`: cordons it, evicts its pods and waits until they are gone (cmd/drain; drain/filters.go). */
import type { KubeObject, Pod } from '@playhead/core';
import { controllerOf } from '@playhead/core';
import { CommandFailed, fail } from '../errors.ts';
import { resourceNamed } from '../kinds.ts';
import type { Act, Session } from '../session.ts';
import type { Target } from '../targets.ts';
import { DRY_RUN, dryRunOf, printDone, SELECTOR } from './common.ts';
import { findNodes, setCordon } from './cordon.ts';
import type { Command } from './table.ts';

export const drain: Command = {
  path: 'drain',
  flags: [
    SELECTOR,
    DRY_RUN,
    { name: 'force', type: 'bool' },
    { name: 'ignore-daemonsets', type: 'bool' },
    { name: 'delete-emptydir-data', type: 'bool' },
    { name: 'grace-period', type: 'int' },
    { name: 'timeout', type: 'duration' },
    { name: 'pod-selector', type: 'text' },
    { name: 'disable-eviction', type: 'bool' },
  ],
  *run(session) {
    const nodes = yield* findNodes(session, 'drain');
    for (const node of nodes) yield* setCordon(session, node, true);
    for (const node of nodes) yield* drainOne(session, node);
  },
};

function* drainOne(session: Session, node: Target): Act<void> {
  const pods = yield* podsToGo(session, node.name);
  const dryRun = dryRunOf(session);
  for (const { metadata } of pods)
    session.out(`evicting pod ${metadata.namespace}/${metadata.name}${dryRun === 'client' ? ' (dry run)' : ''}\n`);
  if (dryRun === 'none') {
    for (const pod of pods) yield* evict(session, pod);
    yield* waitUntilGone(session, pods);
  }
  printDone(session, node.info, node.object!, 'drained', dryRun);
}

/** An eviction is a deletion that a disruption budget may refuse; there are none here. */
function* evict(session: Session, { metadata }: Pod): Act<void> {
  const grace = session.flags.int('grace-period') ?? -1;
  const answer = yield* session.ask({
    verb: 'delete',
    kind: 'Pod',
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    ...(grace < 0 ? {} : { gracePeriodSeconds: grace }),
  });
  if (answer.refusal !== undefined && answer.refusal.code !== 404)
    throw new CommandFailed([{ refusal: answer.refusal }]);
}

/** Looks at once, then every second. */
function* waitUntilGone(session: Session, pods: readonly Pod[]): Act<void> {
  const timeout = session.flags.duration('timeout');
  const end = timeout > 0 ? session.now + timeout : Number.POSITIVE_INFINITY;
  let left = pods;
  for (;;) {
    const still: Pod[] = [];
    for (const pod of left) {
      const { namespace = '', name, uid } = pod.metadata;
      const { object } = yield* session.ask({ verb: 'get', kind: 'Pod', namespace, name });
      if (object?.metadata.uid === uid) still.push(pod);
      else session.out(`pod/${name} evicted\n`);
    }
    if (still.length === 0) return;
    if (session.now + 1000 > end)
      fail(`error when waiting for pods to terminate: global timeout reached: ${timeout / 1000}s`);
    left = still;
    yield* session.ask({ verb: 'sleep', milliseconds: 1000 });
  }
}

// upstream says "cannot delete" of each, and this text begins with it
const UNMANAGED = 'cannot delete cannot delete Pods that declare no controller (use --force to override)';
const DAEMONS = 'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)';
const LOCAL_DATA = 'cannot delete Pods with local storage (use --delete-emptydir-data to override)';

/** What is on the node and may go; what may not ends the command, and what is left alone is told. */
function* podsToGo(session: Session, node: string): Act<readonly Pod[]> {
  const { flags } = session;
  const info = resourceNamed('pods')!;
  const all = (yield* session.list(info, undefined, flags.text('pod-selector'))) as Pod[];
  const faults = new Map<string, string[]>();
  const warnings = new Map<string, string[]>();
  const tell = (to: Map<string, string[]>, text: string, { namespace, name }: KubeObject['metadata']) =>
    to.set(text, [...(to.get(text) ?? []), `${namespace}/${name}`]);
  const go: Pod[] = [];
  for (const pod of all.filter(({ spec }) => spec.nodeName === node)) {
    const { metadata, status, spec } = pod;
    const finished = status.phase === 'Succeeded' || status.phase === 'Failed';
    const volumes = (spec.volumes ?? []) as readonly { readonly emptyDir?: unknown }[];
    const owner = controllerOf(pod)?.kind;
    if (finished) go.push(pod);
    else if (owner === 'DaemonSet')
      if (flags.bool('ignore-daemonsets')) tell(warnings, 'ignoring DaemonSet-managed Pods', metadata);
      else tell(faults, DAEMONS, metadata);
    else if (volumes.some(({ emptyDir }) => emptyDir !== undefined) && !flags.bool('delete-emptydir-data'))
      tell(faults, LOCAL_DATA, metadata);
    else if (owner === undefined && !flags.bool('force')) tell(faults, UNMANAGED, metadata);
    else {
      if (owner === undefined) tell(warnings, 'deleting Pods that declare no controller', metadata);
      go.push(pod);
    }
  }
  const lines = (of: ReadonlyMap<string, readonly string[]>) =>
    [...of].map(([text, names]) => `${text}: ${names.join(', ')}`);
  if (faults.size > 0) throw new CommandFailed([{ text: undrained(node, lines(faults)) }]);
  if (warnings.size > 0) session.err(`Warning: ${lines(warnings).join('; ')}\n`);
  return go;
}

const undrained = (node: string, errors: readonly string[]): string => {
  const text = errors.length === 1 ? errors[0]! : `[${errors.join(', ')}]`;
  return `unable to drain node "${node}" due to error: ${text}, continuing command...\nThere are pending nodes to be drained:\n ${node}\n${errors.length === 1 ? `error: ${text}` : text}`;
};
