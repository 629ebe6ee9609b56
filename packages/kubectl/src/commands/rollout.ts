import { groupKind, groupResource } from '@playhead/api';
import type { FlagSpec } from '../cli/flags.ts';
import { type Fault, fail, failIfAny } from '../errors.ts';
import { fullName, type KindInfo } from '../kinds.ts';
import { printObject } from '../printers/output.ts';
import { asObject, hasHistory, historyText, revisionsOf } from '../rollout/history.ts';
import { statusViewer } from '../rollout/status.ts';
import { rollBack } from '../rollout/undo.ts';
import { type Act, attempt, type Session } from '../session.ts';
import { findTargets, type Target } from '../targets.ts';
import { CHANGING, dryRunOf, FILENAME, OUTPUT, patchTarget, printDone, SELECTOR } from './common.ts';
import type { Command } from './table.ts';

const FLAGS: readonly FlagSpec[] = [...CHANGING, SELECTOR];
const REVISION: FlagSpec = { name: 'revision', type: 'int' };

function* rolloutTargets(session: Session) {
  if (session.args.length === 0 && session.flags.list('filename').length === 0) fail('required resource not specified');
  return yield* findTargets(session, { allowAll: true });
}

export const rolloutStatus: Command = {
  path: 'rollout status',
  flags: [
    FILENAME,
    SELECTOR,
    REVISION,
    { name: 'watch', short: 'w', type: 'bool' },
    { name: 'timeout', type: 'duration' },
  ],
  *run(session) {
    const { found, faults } = yield* rolloutTargets(session);
    if ((session.flags.int('revision') ?? 0) < 0)
      fail(`revision must be a positive integer: ${session.flags.int('revision')}`);
    for (const target of found) yield* watchStatus(session, target);
    failIfAny(faults);
    if (found.length === 0) session.err(`No resources found in ${session.namespace} namespace.\n`);
  },
};

/** A line for every state seen until the rollout is over. */
function* watchStatus(session: Session, { info, namespace, name }: Target): Act<void> {
  const view = statusViewer(info.kind) ?? fail(`no status viewer has been implemented for ${groupKind(info)}`);
  const revision = session.flags.int('revision') ?? 0;
  const timeout = session.flags.duration('timeout');
  const end = timeout > 0 ? session.now + timeout : Number.POSITIVE_INFINITY;
  const where = { kind: info.kind, namespace, name };
  let { object } = yield* session.mustAsk({ verb: 'get', ...where });
  for (;;) {
    if (object === undefined) fail('object has been deleted');
    const status = view(object!, revision);
    if ('error' in status) return fail(status.error);
    session.out(status.line);
    if (status.done || !session.flags.bool('watch', true)) return;
    ({ object } = yield* session.next(where, end, 'timed out waiting for the condition'));
  }
}

export const rolloutHistory: Command = {
  path: 'rollout history',
  flags: [FILENAME, SELECTOR, REVISION, OUTPUT],
  *run(session) {
    const { found, faults } = yield* rolloutTargets(session);
    const revision = session.flags.int('revision') ?? 0;
    if (revision < 0) fail(`revision must be a positive integer: ${revision}`);
    const output = session.flags.text('output') ?? '';
    for (const target of found) {
      const { info, name } = target;
      mustHaveHistory(info, 'history', 'history viewer');
      if (output !== '') {
        const kept = yield* revisionsOf(session, target);
        const shown = revision > 0 ? kept.filter(r => r.number === revision) : kept;
        if (revision > 0 && shown.length === 0) fail(`unable to find the specified revision`);
        for (const one of shown) session.out(printObject(asObject(target, one), output));
        continue;
      }
      const text = yield* historyText(session, target, revision);
      const head = revision > 0 ? `with revision #${revision}` : '';
      session.out(`${fullName(info, name)} ${head}\n${text}\n`);
    }
    failIfAny(faults);
  },
};

/** Of the kinds without a history, those that run pods are refused in other words than the rest. */
function mustHaveHistory(info: KindInfo, what: string, doer: string): void {
  if (hasHistory(info.kind)) return;
  if (RUNS_PODS.includes(info.kind)) fail(`no ${doer} has been implemented for "${groupKind(info)}"`);
  fail(`error retrieving ${what} for "${groupKind(info)}", no visitor method exists for {${info.group} ${info.kind}}`);
}

const RUNS_PODS = ['Pod', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob'];

export const rolloutUndo: Command = {
  path: 'rollout undo',
  flags: [...FLAGS, { name: 'to-revision', type: 'int' }],
  *run(session) {
    const { found, faults } = yield* rolloutTargets(session);
    const dryRun = dryRunOf(session);
    for (const target of found) {
      mustHaveHistory(target.info, 'rollbacker', 'rollbacker');
      const done = yield* rollBack(session, target, session.flags.int('to-revision') ?? 0, dryRun);
      printDone(session, target.info, target.object!, done, dryRun);
    }
    failIfAny(faults);
  },
};

const PAUSE = { done: 'paused', failing: 'pausing', pick: ['Deployment'] } as const;
const RESUME = { done: 'resumed', failing: 'resuming', pick: ['Deployment'] } as const;
const RESTART = { done: 'restarted', failing: 'restarting', pick: ['Deployment', 'DaemonSet', 'StatefulSet'] } as const;

/** Pause, resume and restart: one small strategic patch each, or a reason why not. */
const turning = (
  path: string,
  how: { readonly done: string; readonly failing: string; readonly pick: readonly string[] },
  patchOf: (session: Session, target: Target) => { readonly body: object } | { readonly refused: string },
): Command => ({
  path,
  flags: FLAGS,
  *run(session) {
    const { found, faults: missing } = yield* rolloutTargets(session);
    const faults: Fault[] = [...missing];
    for (const target of found) {
      const { info, name } = target;
      const subject = `${groupResource(info)} "${name}"`;
      if (!how.pick.includes(info.kind)) {
        faults.push({ text: `error: ${subject} ${how.failing} is not supported` });
        continue;
      }
      const patch = patchOf(session, target);
      if ('refused' in patch) {
        faults.push({
          text: patch.refused.startsWith('failed') ? patch.refused : `error: ${subject} ${patch.refused}`,
        });
        continue;
      }
      const done = yield* attempt(
        patchTarget(session, target, { type: 'strategic', body: patch.body as never, manager: 'kubectl-rollout' }),
      );
      if ('value' in done) printDone(session, info, done.value, how.done);
      else
        for (const fault of done.faults)
          faults.push('refusal' in fault ? { text: `failed to patch: ${fault.refusal.message}` } : fault);
    }
    failIfAny(faults);
    if (found.length === 0 && faults.length === 0)
      session.err(`No resources found in ${session.namespace} namespace.\n`);
  },
});

export const rolloutPause = turning('rollout pause', PAUSE, (_, { object }) =>
  object!.spec.paused === true ? { refused: 'is already paused' } : { body: { spec: { paused: true } } },
);

export const rolloutResume = turning('rollout resume', RESUME, (_, { object }) =>
  object!.spec.paused === true ? { body: { spec: { paused: null } } } : { refused: 'is not paused' },
);

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

export const rolloutRestart = turning('rollout restart', RESTART, (session, { object, name }) => {
  if (object!.spec.paused === true) return { refused: "can't restart paused deployment (run rollout resume first)" };
  const at = new Date(session.now).toISOString().replace(/\.\d+Z$/, 'Z');
  if (object!.spec.template?.metadata?.annotations?.[RESTARTED_AT] === at)
    return {
      refused: `failed to create patch for ${name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`,
    };
  return { body: { spec: { template: { metadata: { annotations: { [RESTARTED_AT]: at } } } } } };
});
