/** `kubectl cordon` and `uncordon` (cmd/drain: RunCordonOrUncordon). */
import { failIfAny } from '../errors.ts';
import type { Act, Session } from '../session.ts';
import { findTargets, type Target } from '../targets.ts';
import { DRY_RUN, dryRunOf, patchTarget, printDone, SELECTOR } from './common.ts';
import type { Command } from './table.ts';

const command = (path: 'cordon' | 'uncordon'): Command => ({
  path,
  flags: [SELECTOR, DRY_RUN],
  *run(session) {
    for (const node of yield* findNodes(session, path)) yield* setCordon(session, node, path === 'cordon');
  },
});

export const cordon = command('cordon');
export const uncordon = command('uncordon');

/** The nodes that are named, or selected with `-l`. */
export function* findNodes(session: Session, path: string): Act<readonly Target[]> {
  const selecting = (session.flags.text('selector') ?? '') !== '';
  if (session.args.length === 0 && !selecting)
    failIfAny([{ text: `USAGE: ${path} NODE [flags]\nSee 'kubectl ${path} -h' for help and examples` }]);
  const names = session.args.map(name => (name.includes('/') ? name : `node/${name}`));
  const { found, faults } = yield* findTargets(session, { args: selecting ? ['nodes'] : names });
  failIfAny(faults);
  return found;
}

/** A patch where it changes anything: false is a field that goes. */
export function* setCordon(session: Session, node: Target, wanted: boolean): Act<void> {
  const verb = wanted ? 'cordoned' : 'uncordoned';
  const object = node.object!;
  const dryRun = dryRunOf(session);
  if ((object.spec?.unschedulable === true) === wanted)
    return printDone(session, node.info, object, `already ${verb}`, dryRun);
  const body = { spec: { unschedulable: wanted ? true : null } };
  if (dryRun !== 'client') yield* patchTarget(session, node, { type: 'strategic', body, dryRun });
  printDone(session, node.info, object, verb, dryRun);
}
