/**
 * What one more or one fewer of an input would have changed: the arithmetic of each rule as a function of its inputs. Only
 * inputs that could be otherwise by themselves are varied; a percentage is varied to the next one that changes anything.
 */
import { budget, fenceposts, newReplicaSetSize, oldMayGo } from './arithmetic.ts';
import { type Inputs, num } from './rule.ts';
import type { RuleId } from './rules.ts';

export interface WhatIf {
  readonly inputs: readonly Free[];
  /** What comes out of the inputs. */
  readonly comes: (inputs: Inputs) => number | string;
  /** The same as the receipt has it; where it is otherwise, more than this arithmetic was at work, and nothing is said. */
  readonly came: (inputs: Inputs) => number | string;
  /** `2 old go`. */
  readonly says: (outcome: number | string) => string;
}

/** An input that could be otherwise. */
export interface Free {
  readonly name: string;
  /** How it reads: `maxSurge 2`, `4 available`. */
  readonly says: (value: number | string) => string;
  /** Other inputs that move with it: a new pod more available is one fewer not available. */
  readonly moves?: (inputs: Inputs, by: number) => Inputs;
  readonly least?: number;
}

const free = (name: string, says: string, more: Pick<Free, 'moves' | 'least'> = {}): Free => ({
  name,
  says: value => (says.includes('#') ? says.replace('#', String(value)) : `${says} ${value}`),
  ...more,
});

const MAX_SURGE = free('maxSurge', 'maxSurge');
const MAX_UNAVAILABLE = free('maxUnavailable', 'maxUnavailable');
const EXISTING = free('existing', '# pods asked for in all');

const amount = (i: Inputs, name: string): number | string => i[name] ?? 0;
const posts = (i: Inputs) => fenceposts(amount(i, 'maxSurge'), amount(i, 'maxUnavailable'), num(i, 'replicas'));
const floorOf = (i: Inputs): number => num(i, 'replicas') - Math.min(posts(i).unavailable, num(i, 'replicas'));
const mayGo = (i: Inputs): number => oldMayGo(num(i, 'existing'), floorOf(i), num(i, 'newUnavailable'));
const newSize = (i: Inputs): number =>
  newReplicaSetSize(num(i, 'replicas'), posts(i).surge, num(i, 'existing'), num(i, 'replicaSetSize'));
const roomOf = (i: Inputs): number =>
  newReplicaSetSize(num(i, 'replicas'), num(i, 'surge'), num(i, 'existing'), num(i, 'replicaSetSize'));
const tooMany = (i: Inputs): number => Math.max(0, num(i, 'replicaSetSize') - num(i, 'replicas'));
const gets = (size: number | string): string => `the new ReplicaSet gets ${size}`;
const go = (count: number | string): string => (count === 0 ? 'no old one goes' : `${count} old ${some(count)}`);
const some = (count: number | string): string => (count === 1 ? 'goes' : 'go');

/** `made` above 0, `deleted` below. */
const difference = (count: number | string): string =>
  count === 0 ? 'none is made' : Number(count) > 0 ? `${count} made` : `${-Number(count)} deleted`;

const statusOf = (i: Inputs, floor: number): string => {
  const enough = num(i, 'available') >= floor;
  const all = ['updated', 'existing', 'available'].every(
    name => i[name] === undefined || num(i, name) === num(i, 'replicas'),
  );
  return enough && all && i.updated !== undefined ? 'complete' : `Available=${enough ? 'True' : 'False'}`;
};
const STATUS: WhatIf = {
  inputs: [free('available', '# available'), MAX_UNAVAILABLE],
  comes: i => statusOf(i, floorOf(i)),
  came: i => statusOf(i, num(i, 'minAvailable')),
  says: String,
};

const jobWanted = (i: Inputs): number =>
  i.completions === 'any'
    ? num(i, 'parallelism')
    : Math.max(0, Math.min(num(i, 'completions') - num(i, 'succeeded'), num(i, 'parallelism')));
const kept = (i: Inputs, name: string): number => Math.max(0, num(i, name) - num(i, 'limit'));
const ordinalOf = (i: Inputs): number => Number(/-(\d+)$/.exec(String(i.pod))?.[1] ?? Number.NaN);
const proposal = (i: Inputs): number => Math.ceil(Math.round(num(i, 'ratio') * num(i, 'counted') * 1e6) / 1e6);
/** The ratio where one side of it is `by` more percent. */
const scaledBy = (i: Inputs, name: string, by: number): number => {
  const percent = Number.parseFloat(String(i[name]));
  return (num(i, 'ratio') * (percent + by)) / percent;
};
/** replica_calculator.go: within a tenth of the target the size stays. */
const TOLERANCE = 0.1;
/** What the metric asks for; the stabilisation window and the limit of a policy hold it where they held it. */
const scaled = (i: Inputs): number => {
  const ratio = Math.round(num(i, 'ratio') * 1e9) / 1e9;
  let size = ratio >= 1 - TOLERANCE && ratio <= 1 + TOLERANCE ? num(i, 'current') : proposal(i);
  const [proposed, stabilised] = [num(i, 'proposal'), num(i, 'stabilised')];
  if (stabilised > proposed) size = Math.max(size, stabilised);
  if (stabilised < proposed) size = Math.min(size, stabilised);
  if (i.limit === 'ScaleUpLimit') size = Math.min(size, num(i, 'to'));
  if (i.limit === 'ScaleDownLimit') size = Math.max(size, num(i, 'to'));
  return held(size, i);
};
const held = (value: number, i: Inputs): number => Math.min(num(i, 'max'), Math.max(num(i, 'min'), value));

/** Requests a second for each endpoint, to a hundredth. */
const shared = (i: Inputs): number =>
  num(i, 'endpoints') === 0 ? 0 : Math.round((num(i, 'rate') / num(i, 'endpoints')) * 100) / 100;
/** Old revisions beyond the limit. */
const FORGET: WhatIf = {
  inputs: [free('limit', 'revisionHistoryLimit')],
  comes: i => kept(i, 'old'),
  came: i => kept(i, 'old'),
  says: go,
};

export const WHAT_IF: Readonly<Partial<Record<RuleId, WhatIf>>> = {
  'deployment.newReplicaSet': {
    inputs: [MAX_SURGE, EXISTING],
    comes: newSize,
    came: i => num(i, 'size'),
    says: gets,
  },
  'deployment.scaleUpNew': { inputs: [MAX_SURGE, EXISTING], comes: newSize, came: roomOf, says: gets },
  'deployment.dropUnhealthy': {
    inputs: [
      MAX_UNAVAILABLE,
      free('newUnavailable', '# new not available'),
      free('unhealthy', '# of these unhealthy', { least: 1 }),
    ],
    comes: i => Math.max(0, Math.min(mayGo(i) - num(i, 'cleaned'), num(i, 'unhealthy'))),
    came: i => num(i, 'count'),
    says: go,
  },
  'deployment.scaleDownOld': {
    inputs: [
      MAX_UNAVAILABLE,
      free('availableNow', '# available', {
        moves: (i, by) => ({ newUnavailable: Math.max(0, num(i, 'newUnavailable') - by) }),
      }),
    ],
    comes: i =>
      mayGo(i) <= 0
        ? 0
        : Math.max(0, Math.min(num(i, 'replicaSetSize'), num(i, 'availableNow') - floorOf(i) - num(i, 'used'))),
    came: i => num(i, 'count'),
    says: go,
  },
  'deployment.newTooBig': {
    inputs: [free('replicas', '# replicas'), free('replicaSetSize', '# asked for')],
    comes: tooMany,
    came: tooMany,
    says: go => (go === 0 ? 'none is too many' : `${go} too many`),
  },
  'deployment.scaleProportion': {
    inputs: [MAX_SURGE, EXISTING],
    comes: i => num(i, 'replicas') + posts(i).surge - num(i, 'existing'),
    came: i => num(i, 'toAdd'),
    says: count => `${count} to add in all`,
  },
  'deployment.cleanUp': FORGET,
  'deployment.status': STATUS,
  'deployment.progress': STATUS,

  'replicaset.create': {
    inputs: [free('size', '# wanted'), free('existing', '# active')],
    comes: i => num(i, 'size') - num(i, 'existing'),
    came: i => num(i, 'missing'),
    says: difference,
  },
  'replicaset.delete': {
    inputs: [free('size', '# wanted'), free('existing', '# active')],
    comes: i => num(i, 'size') - num(i, 'existing'),
    came: i => -num(i, 'surplus'),
    says: difference,
  },

  'statefulset.update': {
    inputs: [
      free('maxUnavailable', 'maxUnavailable', { least: 1 }),
      free('unavailable', '# unavailable'),
      free('partition', 'partition'),
    ],
    comes: i => (ordinalOf(i) >= num(i, 'partition') ? budget(num(i, 'maxUnavailable'), num(i, 'unavailable')) : 0),
    came: i => budget(num(i, 'maxUnavailable'), num(i, 'unavailable')),
    says: count => (count === 0 ? 'none may go' : `up to ${count} may go`),
  },
  'statefulset.scaleDown': {
    inputs: [free('size', '# wanted')],
    comes: i => Math.max(0, num(i, 'existing') - num(i, 'size')),
    came: i => num(i, 'existing') - num(i, 'size'),
    says: count => (count === 0 ? 'none is too many' : `${count} too many`),
  },
  'daemonset.update': {
    inputs: [MAX_UNAVAILABLE, free('unavailable', 'nodes without an available pod:')],
    comes: i =>
      num(i, 'unhealthy') + Math.min(num(i, 'candidates'), budget(num(i, 'maxUnavailable'), num(i, 'unavailable'))),
    came: i => num(i, 'go'),
    says: go,
  },
  'daemonset.surge': {
    inputs: [MAX_SURGE, free('surging', 'nodes with a new pod not available yet:')],
    comes: i => num(i, 'unhealthy') + Math.min(num(i, 'candidates'), budget(num(i, 'maxSurge'), num(i, 'surging'))),
    came: i => num(i, 'come'),
    says: count => (count === 0 ? 'no new one comes' : `${count} new ${count === 1 ? 'comes' : 'come'}`),
  },
  'history.forget': FORGET,

  'autoscaler.metrics': {
    inputs: [
      free('measured', '# measured', { moves: (i, by) => ({ ratio: scaledBy(i, 'measured', by) }) }),
      free('target', 'target', {
        least: 1,
        moves: (i, by) => ({ ratio: num(i, 'ratio') ** 2 / scaledBy(i, 'target', by) }),
      }),
      free('counted', '# pods counted', { least: 1 }),
      free('min', 'minReplicas', { least: 1 }),
      free('max', 'maxReplicas', { least: 1 }),
    ],
    comes: scaled,
    came: i => num(i, 'to'),
    says: size => `the size is ${size}`,
  },
  'autoscaler.bounds': {
    inputs: [free('min', 'minReplicas', { least: 1 }), free('max', 'maxReplicas', { least: 1 })],
    comes: i => held(num(i, 'current'), i),
    came: i => num(i, 'to'),
    says: size => `the size is ${size}`,
  },

  'job.create': {
    inputs: [
      free('parallelism', 'parallelism'),
      free('completions', '# completions'),
      free('succeeded', '# succeeded'),
      free('active', '# active'),
    ],
    comes: i => Math.max(0, jobWanted(i) - num(i, 'active')),
    came: i => num(i, 'missing'),
    says: difference,
  },
  'job.delete': {
    inputs: [free('wanted', '# wanted'), free('active', '# active')],
    comes: i => num(i, 'wanted') - num(i, 'active'),
    came: i => -num(i, 'surplus'),
    says: difference,
  },
  'cronjob.history': {
    inputs: [free('limit', '# kept')],
    comes: i => kept(i, 'finished'),
    came: i => kept(i, 'finished'),
    says: count => (count === 0 ? 'no Job goes' : `${count} ${count === 1 ? 'Job goes' : 'Jobs go'}`),
  },

  'endpointslice.sync': {
    inputs: [free('ready', '# ready')],
    comes: i => Math.min(num(i, 'ready'), num(i, 'pods')),
    came: i => num(i, 'ready'),
    says: count => (count === 0 ? 'nothing is sent to any' : `${count} of its pods get what is sent`),
  },
  'traffic.share': {
    inputs: [free('endpoints', '# endpoints')],
    comes: shared,
    came: shared,
    says: rate => (rate === 0 ? 'all are lost' : `${rate} a second to each`),
  },
};
