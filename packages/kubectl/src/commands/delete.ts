import { type Fault, fail, failIfAny } from '../errors.ts';
import { fullName } from '../kinds.ts';
import { type Act, attempt, refused, type Session } from '../session.ts';
import { findTargets, type Target } from '../targets.ts';
import { ALL, DRY_RUN, dryRunOf, FILENAME, OUTPUT, SELECTOR } from './common.ts';
import type { Command } from './table.ts';

/** `kubectl delete`: asks for each to go, then waits until all are gone. */
export const deleteCommand: Command = {
  path: 'delete',
  flags: [
    FILENAME,
    SELECTOR,
    ALL,
    OUTPUT,
    DRY_RUN,
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'cascade', type: 'text', bare: 'background' },
    { name: 'grace-period', type: 'int' },
    { name: 'force', type: 'bool' },
    { name: 'now', type: 'bool' },
    { name: 'wait', type: 'bool' },
    { name: 'timeout', type: 'duration' },
    { name: 'ignore-not-found', type: 'bool', bare: 'true' },
    { name: 'interactive', short: 'i', type: 'bool' },
    { name: 'field-selector', type: 'text' },
    { name: 'recursive', short: 'R', type: 'bool' },
  ],
  *run(session) {
    const { flags } = session;
    const how = howToDelete(session);
    const many = flags.bool('all') || (flags.text('selector') ?? '') !== '';
    if (flags.bool('all') && (flags.text('selector') ?? '') !== '')
      fail("setting 'all' parameter but found a non empty selector. ");
    const { found, faults } = yield* findTargets(session, {
      unfetched: true,
      allNamespaces: flags.bool('all-namespaces'),
    });
    const ignoreMissing = flags.bool('ignore-not-found', many);
    const gone: { target: Target; uid: string | undefined }[] = [];
    const failed: Fault[] = [...faults];
    for (const target of found) {
      const done = yield* attempt(deleteOne(session, target, how));
      if ('value' in done) gone.push({ target, uid: done.value });
      else
        failed.push(
          ...done.faults.filter(fault => !(ignoreMissing && 'refusal' in fault && fault.refusal.code === 404)),
        );
    }
    failIfAny(failed);
    if (found.length === 0) session.out('No resources found\n');
    else if (flags.bool('wait', true) && how.dryRun === 'none') yield* waitUntilGone(session, gone);
  },
};

interface How {
  readonly dryRun: ReturnType<typeof dryRunOf>;
  readonly policy: 'Background' | 'Foreground' | 'Orphan';
  readonly grace: number | undefined;
}

function howToDelete(session: Session): How {
  const { flags } = session;
  const output = flags.text('output') ?? '';
  let grace = flags.int('grace-period') ?? -1;
  const force = flags.bool('force');
  if (flags.bool('now')) {
    if (grace !== -1) fail('--now and --grace-period cannot be specified together');
    grace = 1;
  }
  if (grace === 0 && !force) grace = 1;
  if (force && grace < 0) grace = 0;
  if (output !== '' && output !== 'name') fail(`unexpected -o output mode: ${output}. We only support '-o name'`);
  if (grace === 0 && force)
    session.err(
      'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n',
    );
  if (grace > 0 && force) fail('--force and --grace-period greater than 0 cannot be specified together');
  return {
    dryRun: dryRunOf(session),
    policy: policyOf(flags.text('cascade') ?? 'background'),
    grace: grace < 0 ? undefined : grace,
  };
}

function policyOf(cascade: string): How['policy'] {
  switch (cascade) {
    case 'background':
    case 'true':
      return 'Background';
    case 'foreground':
      return 'Foreground';
    case 'orphan':
    case 'false':
      return 'Orphan';
    default:
      return fail(`invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`);
  }
}

/** Comes to the uid of what is going. */
function* deleteOne(session: Session, target: Target, { dryRun, policy, grace }: How): Act<string | undefined> {
  const { info, namespace, name } = target;
  if (dryRun === 'none') {
    const answer = yield* session.ask({
      verb: 'delete',
      kind: info.kind,
      namespace,
      name,
      propagationPolicy: policy,
      ...(grace === undefined ? {} : { gracePeriodSeconds: grace }),
    });
    if (answer.refusal !== undefined)
      failIfAny([refused(answer, target.file === undefined ? undefined : `error when deleting "${target.file}": `)]);
    printDeleted(session, target, grace, '');
    return answer.object?.metadata.uid;
  }
  if (dryRun === 'server') yield* session.get(info, namespace, name);
  printDeleted(session, target, grace, dryRun === 'client' ? ' (dry run)' : ' (server dry run)');
  return undefined;
}

/** `pod "web-0" deleted from default namespace`. */
function printDeleted(
  session: Session,
  { info, namespace, name }: Target,
  grace: number | undefined,
  suffix: string,
): void {
  const full = fullName(info, name);
  if (session.flags.text('output') === 'name') session.out(`${full}\n`);
  else {
    const where = info.namespaced ? ` from ${namespace} namespace` : '';
    const kind = full.slice(0, full.length - name.length - 1);
    session.out(`${kind} "${name}" ${grace === 0 ? 'force deleted' : 'deleted'}${where}${suffix}\n`);
  }
}

function* waitUntilGone(session: Session, gone: readonly { target: Target; uid: string | undefined }[]): Act<void> {
  const timeout = session.flags.duration('timeout');
  const end = timeout > 0 ? session.now + timeout : Number.POSITIVE_INFINITY;
  for (const { target, uid } of gone) {
    const { info, namespace, name } = target;
    let { object, refusal } = yield* session.ask({ verb: 'get', kind: info.kind, namespace, name });
    while (refusal === undefined && object !== undefined && (uid === undefined || object.metadata.uid === uid)) {
      const late = `timed out waiting for the condition on ${info.plural}/${name}`;
      ({ object, refusal } = yield* session.next({ kind: info.kind, namespace, name }, end, late));
    }
  }
}
