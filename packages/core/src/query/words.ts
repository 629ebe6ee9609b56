/**
 * The words of the query language: one table, from which the compiler, the help, the documentation and completion are
 * made.
 */
import { imagesOf } from '../projections/changes.ts';
import type { Fences } from '../projections/fences.ts';
import { type PodState, TROUBLE } from '../projections/signs.ts';
import type { Steps } from '../projections/steps.ts';
import type { Story } from '../projections/story.ts';
import type { WorkloadStory } from '../projections/workloadStory.ts';
import type { Field } from './fieldWrites.ts';
import { filtersOf } from './filters.ts';
import { podLeaf } from './podLeaf.ts';
import { type Leaf, objectLeaf, reportedLeaf, seriesLeaf, whileThere } from './signal.ts';
import type { Type, Value } from './value.ts';

export interface Word {
  readonly name: string;
  readonly type: Type;
  readonly says: string;
  /** What can stand beside it. */
  readonly values?: readonly string[];
  readonly leaf: (workload: WorkloadStory, story: Story) => Leaf;
}

const series = <T>(
  name: string,
  type: Type,
  says: string,
  of: (workload: WorkloadStory) => Steps<T>,
  read: (value: T) => Value,
): Word => ({
  name,
  type,
  says,
  leaf: workload => seriesLeaf(workload, [of(workload)], position => read(of(workload).at(position))),
});

const counted = (name: string, says: string, of: (workload: WorkloadStory) => Steps<number>): Word =>
  series(name, 'number', says, of, count => count);

const fenced = (name: string, says: string, of: (fences: Fences) => number): Word =>
  series(
    name,
    'number',
    says,
    workload => workload.fences,
    fences => (fences === undefined ? null : of(fences)),
  );

/** A number of `.status`, by its name in most kinds and in a DaemonSet. */
const reported = (name: string, field: string, ofDaemonSet: string): Word => ({
  name,
  type: 'number',
  says: `\`.status.${field}\` (DaemonSet: \`${ofDaemonSet}\`): as last written`,
  leaf: (workload, story) => {
    const own = workload.kind === 'DaemonSet' ? ofDaemonSet : field;
    const steps = workload.reported.get(own);
    return steps === undefined
      ? objectLeaf(story, workload.key, ({ status }) => Number(status?.[own] ?? 0))
      : reportedLeaf(workload, steps, 0);
  },
});

const inState = (state: PodState, says: string): Word => ({
  name: state,
  type: 'number',
  says,
  leaf: (workload, story) => {
    const { filters, fields } = filtersOf([{ value: state, not: false, at: 1 }], story);
    return whileThere(workload, podLeaf(story, { lives: podsOf(workload), filters, fields, finished: false }));
  },
});

const imagesIn = ({ kind }: WorkloadStory): Field => ({
  of: 'spec',
  name: kind === 'CronJob' ? 'jobTemplate' : 'template',
});

export const podsOf = (workload: WorkloadStory) => workload.groups.flatMap(group => group.pods);

export const WORDS: readonly Word[] = [
  counted('serving', 'pods that are ready and not terminating: what endpoints would send to', w => w.serving),
  counted('available', '`.status.availableReplicas` (DaemonSet: `numberAvailable`): as last written', w => w.available),
  reported('ready', 'readyReplicas', 'numberReady'),
  reported('updated', 'updatedReplicas', 'updatedNumberScheduled'),
  reported('unavailable', 'unavailableReplicas', 'numberUnavailable'),
  counted('desired', 'how many pods are wanted', w => w.desired),
  counted('existing', 'all pods not gone', w => w.existing),
  inState('pending', 'pods that no container of runs yet'),
  inState('running', 'pods that run and are not ready'),
  counted('failing', 'pods that fail: image, crash', w => w.failing),
  counted('leaving', 'pods that were asked to go', w => w.leaving),
  fenced('floor', 'desired − maxUnavailable', fences => fences.floor),
  fenced('ceiling', 'desired + maxSurge', fences => fences.ceiling),
  fenced('surge', 'maxSurge as a number of pods', fences => fences.surge),
  counted('revision', 'the number of its last rollout', w => w.revision),
  {
    ...series(
      'phase',
      'text',
      'what its first line says',
      w => w.phase,
      phase => phase,
    ),
    values: TROUBLE.filter(phase => phase !== 'none'),
  },
  series(
    'paused',
    'truth',
    'whether it is paused',
    w => w.paused,
    paused => paused,
  ),
  {
    name: 'image',
    type: 'text',
    says: 'the images of its template',
    leaf: (workload, story) =>
      objectLeaf(story, workload.key, object => imagesOf(object).join(', '), imagesIn(workload)),
  },
  {
    name: 'exists',
    type: 'truth',
    says: 'whether it is there',
    leaf: (workload, story) => objectLeaf(story, workload.key, () => true, 'its being there', false),
  },
];

/** What takes words in parentheses. */
export const FUNCTIONS = [
  {
    name: 'pods',
    usage: 'pods(FILTER, …)',
    says: 'how many pods of the whole log are so; `web.pods(…)`: of one workload',
  },
  { name: 'count', usage: 'count(STATE, FILTER, …)', says: 'how many pods of the workload are so' },
  {
    name: 'condition',
    usage: 'condition(TYPE)',
    says: 'the status of a condition: `True`, `False`; `.reason`, `.message` after it give these',
  },
  {
    name: 'event',
    usage: 'event(TYPE)',
    says: 'whether this entry says so: `event(ScaledDown)`; of one object: `web.event(…)`',
  },
  { name: 'actor', usage: 'actor(NAME)', says: 'whether this entry is by that actor: `actor(kubectl*)`' },
] as const;

export type FunctionName = (typeof FUNCTIONS)[number]['name'];

export const EXAMPLES: readonly (readonly [query: string, says: string])[] = [
  ['available < 3', 'fewer than three pods are reported available'],
  ['serving < floor and not paused', 'fewer serve than the strategy allows'],
  ['web.serving = 0 or api.serving = 0', 'one of two workloads serves nothing'],
  ['deployment/web.status.unavailableReplicas > 1', 'a field of an object'],
  ['pods(phase=Pending, node!=node-1) >= 2', 'pods, counted by what they are'],
  ['count(ready, revision=2) == 5', 'five pods of revision 2 are ready'],
  ['condition(Progressing)=False', 'the controller says that it does not go on'],
  ['event(ScaledDown) and serving < desired', 'single entries'],
];
