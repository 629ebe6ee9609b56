/**
 * One look at a DaemonSet (daemon_controller.go: syncDaemonSet, updateDaemonSet). It has stages, and each reads the caches
 * again: pods that the one before made or deleted are mostly seen by then.
 */
import type { DaemonSet, Decide, Decision, ObjectKey, Verdict } from '@playhead/core';
import { claimPods } from '../owned.ts';
import { because, Plan, say } from '../plan.ts';
import type { Named } from '../scheduler/affinity.ts';
import type { Instant, Seen } from '../seen.ts';
import { COMPONENT, type Context, daemonPods } from './context.ts';
import { cleanupHistory, constructHistory } from './history.ts';
import { manage } from './manage.ts';
import { nodesOf } from './nodes.ts';
import { syncNodes } from './pods.ts';
import { rollingUpdate } from './rolling.ts';
import { statusVerdict } from './status.ts';

/** @param nodes those there are where the cache holds none */
export const syncDaemonSet =
  (nodes: readonly Named[]): Decide<Seen> =>
  (seen, now, subject) => {
    const ds = seen.get(subject) as DaemonSet | undefined;
    if (ds === undefined) return { decisions: [] };
    if (isEmpty(ds.spec.selector)) return selectingAll(ds);
    if (ds.metadata.deletionTimestamp !== undefined) return { decisions: [] };
    return look(seen, ds, nodes, now, subject);
  };

const isEmpty = (selector: object): boolean => Object.keys(selector).length === 0;

function selectingAll(ds: DaemonSet): Verdict {
  const message = 'This daemon set is selecting all pods. A non-empty selector is required.';
  const why = because('daemonset.selectingAll', { set: ds.metadata.name });
  return { decisions: [say(ds, COMPONENT, 'Warning', 'SelectingAll', message, why)] };
}

function look(seen: Seen, ds: DaemonSet, nodes: readonly Named[], _now: Instant, subject: ObjectKey): Verdict {
  const plan = new Plan();
  const history = constructHistory(seen, ds);
  for (const decision of history.decisions) plan.do(decision);
  if (history.collided) return { ...plan.verdict(), askAgainSoon: true };
  claimPods(seen, ds, plan, { adopt: 'daemonset.adopt', release: 'daemonset.release' });
  const context: Context = { seen, ds, subject, nodes: nodesOf(seen, nodes), hash: history.hash };
  const ending = stage(context, now => ({ ...statusVerdict(context, true, now) }));
  const cleanUp = stage(context, () => ({ decisions: cleanupHistory(ds, history.old, daemonPods(seen, ds)) }));
  plan.do(
    stage(context, now => {
      if (!seen.expectationsMet(subject)) return statusVerdict(context, false, now);
      const { decisions, timers } = managed(context, now, ending);
      return { decisions: [...decisions, updated(context, ending), cleanUp, ending], timers };
    }),
  );
  return plan.verdict();
}

const stage = ({ ds }: Context, decide: (now: Instant) => Verdict): Decision => ({
  write: { verb: 'look', decide },
  why: because('daemonset.status', { set: ds.metadata.name }),
});

/** A pod for each node that lacks one, and none where none belongs. */
function managed(context: Context, now: Instant, ending: Decision): { decisions: Decision[]; timers: number[] } {
  const { create, remove, notes, timers } = manage(context, now);
  const why = because('daemonset.manage', {
    set: context.ds.metadata.name,
    nodes: context.nodes.length,
    lacking: create.length,
    surplus: remove.length,
  });
  return { decisions: [...notes, ...syncNodes(context, create, remove, why, [ending])], timers };
}

/** Only where every pod made or deleted before it is seen. */
const updated = (context: Context, ending: Decision): Decision =>
  stage(context, now => {
    const { seen, ds, subject } = context;
    if (!seen.expectationsMet(subject) || ds.spec.updateStrategy.type !== 'RollingUpdate') return { decisions: [] };
    const { create, remove, sum } = rollingUpdate(context, now);
    const why = because(sum.maxSurge === undefined ? 'daemonset.update' : 'daemonset.surge', {
      set: ds.metadata.name,
      ...sum,
      go: remove.length,
      come: create.length,
    });
    return { decisions: syncNodes(context, create, remove, why, [ending]) };
  });
