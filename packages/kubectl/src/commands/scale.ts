import { type Fault, fail, failIfAny } from '../errors.ts';
import { type Act, attempt, type Session } from '../session.ts';
import { findTargets, type Target } from '../targets.ts';
import { CHANGING_MANY, dryRunOf, patchTarget, printDone, RECORD, recordCause } from './common.ts';
import type { Command } from './table.ts';

/** `kubectl scale --replicas=N`: a patch of the scale subresource, with no field manager. */
export const scale: Command = {
  path: 'scale',
  required: ['replicas'],
  flags: [
    ...CHANGING_MANY,
    RECORD,
    { name: 'replicas', type: 'int' },
    { name: 'current-replicas', type: 'int' },
    { name: 'resource-version', type: 'text' },
    { name: 'timeout', type: 'duration' },
  ],
  *run(session) {
    const replicas = session.flags.int('replicas')!;
    if (replicas < 0) fail('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
    if ((session.flags.int('current-replicas') ?? -1) < -1)
      fail('The --current-replicas must specify an integer of -1 or greater');
    const dryRun = dryRunOf(session);
    const { found, faults } = yield* findTargets(session);
    if (session.flags.given('resource-version') && found.length > 1)
      fail('cannot use --resource-version with multiple resources');
    if (found.length === 0) {
      failIfAny(faults);
      fail('no objects passed to scale');
    }
    for (const target of found) {
      if (dryRun !== 'client') yield* scaleOne(session, target, replicas);
      if (dryRun === 'none') yield* recordCause(session, target);
      printDone(session, target.info, target.object!, 'scaled', dryRun);
    }
    failIfAny(faults);
  },
};

function* scaleOne(session: Session, target: Target, replicas: number): Act<void> {
  const { info, namespace, name } = target;
  if (!info.subresources.includes('scale')) failIfAny([NO_SCALE]);
  const expected = session.flags.int('current-replicas') ?? -1;
  const version = session.flags.text('resource-version') ?? '';
  if (expected !== -1 || version !== '') {
    const now = yield* session.get(info, namespace, name);
    const actual = now.spec.replicas ?? 0;
    if (expected !== -1 && actual !== expected) fail(`Expected replicas to be ${expected}, was ${actual}`);
    if (version !== '' && now.metadata.resourceVersion !== version)
      fail(`Expected resource version to be ${version}, was ${now.metadata.resourceVersion}`);
  }
  const dryRun = dryRunOf(session);
  yield* patchTarget(session, target, { type: 'merge', body: { spec: { replicas } }, dryRun, subresource: 'scale' });
  const timeout = session.flags.duration('timeout');
  if (timeout !== 0 && dryRun === 'none') yield* waitForScale(session, target, replicas, timeout);
}

const NO_SCALE: Fault = {
  refusal: { code: 404, reason: 'NotFound', message: 'the server could not find the requested resource' },
};

/** Looks every second until as many exist as are wanted. */
function* waitForScale(session: Session, target: Target, replicas: number, timeout: number): Act<void> {
  const end = session.now + timeout;
  for (;;) {
    const got = yield* attempt(session.get(target.info, target.namespace, target.name));
    if ('value' in got && (got.value.status?.replicas ?? 0) === replicas && got.value.spec.replicas === replicas)
      return;
    if (session.now + 1000 > end) fail(`timed out waiting for "${target.name}" to be synced`);
    yield* session.ask({ verb: 'sleep', milliseconds: 1000 });
  }
}
