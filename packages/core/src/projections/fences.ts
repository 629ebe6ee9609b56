import type { Job } from '../kube/batch.ts';
import type { KubeObject } from '../kube/object.ts';
import type { IntOrPercent } from '../kube/workloads.ts';
import { portion } from '../why/arithmetic.ts';

/**
 * How far a rolling update may go: `ceiling` = replicas + maxSurge for the sum of the ReplicaSets' sizes, `floor` =
 * replicas - maxUnavailable for what is available. Upstream: deploymentutil.ResolveFenceposts, MaxUnavailable.
 */
export interface Fences {
  readonly replicas: number;
  readonly surge: number;
  readonly unavailable: number;
  readonly ceiling: number;
  readonly floor: number;
  /** `25% of 3 = 0.75, up to 1`; a whole number as written: `2`. */
  readonly surgeSum: string;
  readonly unavailableSum: string;
  readonly recreate: boolean;
}

/** 3 replicas, 25% and 25%: surge ceil(0.75) = 1, unavailable floor(0.75) = 0, ceiling 4, floor 3. */
export function fencesOf(workload: KubeObject): Fences {
  const replicas = wantedOf(workload);
  if (workload.kind !== 'Deployment') return otherFences(workload, replicas);
  const strategy = workload.spec?.strategy ?? {};
  if (strategy.type === 'Recreate')
    return fences(replicas, { count: 0, sum: 'Recreate' }, { count: replicas, sum: 'Recreate' }, true);
  const rolling = strategy.rollingUpdate ?? {};
  const surge = resolve(rolling.maxSurge ?? '25%', replicas, 'up');
  let unavailable = resolve(rolling.maxUnavailable ?? '25%', replicas, 'down');
  if (surge.count === 0 && unavailable.count === 0)
    unavailable = { count: 1, sum: `${unavailable.sum}; both would be 0, so 1` };
  return fences(replicas, surge, { ...unavailable, count: Math.min(unavailable.count, replicas) }, false);
}

/**
 * How many pods are wanted: of a DaemonSet, as many as its controller says there are nodes for; of a Job, as many as
 * may run at once of those that are still to succeed; of a CronJob none, since its Jobs want them.
 */
function wantedOf(workload: KubeObject): number {
  if (workload.kind === 'DaemonSet') return (workload.status?.desiredNumberScheduled as number | undefined) ?? 0;
  if (workload.kind === 'CronJob') return 0;
  if (workload.kind === 'Job') return jobWants(workload as Job);
  return (workload.spec?.replicas as number | undefined) ?? 1;
}

/** job_controller.go manageJob: 3 at a time, 5 wanted, 4 succeeded: one is wanted now. */
function jobWants({ spec, status }: Job): number {
  const over = status?.conditions?.some(c => c.status === 'True' && /^(Complete|Failed|Suspended)$/.test(c.type));
  if (over === true || spec.suspend === true) return 0;
  const most = spec.parallelism ?? 1;
  if (spec.completions === undefined) return (status?.succeeded ?? 0) > 0 ? (status?.active ?? 0) : most;
  return Math.max(0, Math.min(most, spec.completions - (status?.succeeded ?? 0)));
}

/** A StatefulSet and a DaemonSet take down `maxUnavailable` (1) at a time; others replace nothing of themselves. */
function otherFences(workload: KubeObject, replicas: number): Fences {
  const none = { count: 0, sum: '0' };
  if (workload.kind === 'Job' || workload.kind === 'CronJob')
    return fences(replicas, none, { count: replicas, sum: 'a Job promises nothing' }, false);
  const update = workload.spec?.updateStrategy;
  if (update?.type !== 'RollingUpdate') return fences(replicas, none, none, false);
  const surge = resolve(update.rollingUpdate?.maxSurge ?? 0, replicas, 'up');
  const unavailable = resolve(update.rollingUpdate?.maxUnavailable ?? 1, replicas, 'up');
  return fences(replicas, surge, { ...unavailable, count: Math.min(unavailable.count, replicas) }, false);
}

interface Resolved {
  readonly count: number;
  readonly sum: string;
}

const fences = (replicas: number, surge: Resolved, unavailable: Resolved, recreate: boolean): Fences => ({
  replicas,
  surge: surge.count,
  unavailable: unavailable.count,
  ceiling: replicas + surge.count,
  floor: replicas - unavailable.count,
  surgeSum: surge.sum,
  unavailableSum: unavailable.sum,
  recreate,
});

function resolve(value: IntOrPercent, replicas: number, direction: 'up' | 'down'): Resolved {
  if (typeof value === 'number') return { count: value, sum: String(value) };
  const percent = Number.parseInt(value, 10);
  if (!Number.isFinite(percent)) return { count: 0, sum: value };
  const count = portion(value, replicas, direction);
  const exact = (percent * replicas) / 100;
  const rounded = Number.isInteger(exact) ? '' : `, ${direction} to ${count}`;
  return { count, sum: `${value} of ${replicas} = ${exact}${rounded}` };
}
