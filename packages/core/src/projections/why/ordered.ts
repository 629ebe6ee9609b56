/** A StatefulSet under way: whose turn it is, by which rule, what it costs, and that undo does not free one that is stuck. */
import type { Position } from '../../log/entry.ts';
import { lowestSince, type RolloutHead, revisionWords, rolloutAt, timeAt } from '../head.ts';
import type { PodGroup } from '../podGroup.ts';
import type { PodLife } from '../podLife.ts';
import type { Story } from '../story.ts';
import { duration, plural } from '../words.ts';
import type { WorkloadStory } from '../workloadStory.ts';
import { specOf } from './budget.ts';
import type { WhyPane, WhyRow } from './pane.ts';
import { rows } from './parts.ts';
import { wayBack } from './wayOut.ts';

/** What stands at an ordinal here. */
interface Slot {
  readonly ordinal: number;
  readonly name: string;
  /** Undefined where none is there. */
  readonly life: PodLife | undefined;
  readonly group: PodGroup | undefined;
}

interface Plan {
  /** From the highest ordinal down. */
  readonly slots: readonly Slot[];
  readonly partition: number;
  readonly start: number;
  readonly ordered: boolean;
  readonly onDelete: boolean;
}

/** Undefined where the set itself was not recorded. */
export function whyOrdered(
  story: Story,
  workload: WorkloadStory,
  position: Position,
  head: RolloutHead,
): WhyPane | undefined {
  const plan = planOf(story, workload, position);
  const group = workload.current.at(position);
  if (plan === undefined || group === undefined) return undefined;
  const old = plan.slots.filter(
    ({ life, group: of, ordinal }) => life !== undefined && of !== group && ordinal >= plan.start + plan.partition,
  );
  const next = old.find(({ life }) => life!.stateAt(position) !== 'leaving');
  const busy = plan.slots.filter(slot => isBusy(slot, group, position));
  // a set that is made, or only changes its size, has none to replace
  const rolls = head.phase === 'rolling' && (rolloutAt(workload, position)?.fromRevision ?? 0) > 0;
  if (!rolls && plan.ordered) busy.reverse();
  return {
    question: rolls && next !== undefined ? `why does ${next.name} wait?` : 'what does it wait for?',
    rows: rows(
      busy.length === 0 ? undefined : waitsFor(story, plan, busy, group, position),
      rolls ? rule(workload, plan, position) : inTurn(plan),
      rolls ? partition(plan, workload) : undefined,
      rolls ? price(story, workload, plan, position) : undefined,
      rolls ? late(story, workload, position) : undefined,
      rolls && plan.ordered ? ifItFails(busy[0] ?? next) : undefined,
      rolls ? wayBack(workload, position) : undefined,
    ),
  };
}

function planOf(story: Story, workload: WorkloadStory, position: Position): Plan | undefined {
  const spec = specOf(story, workload, position);
  if (spec === undefined) return undefined;
  const start = (spec.ordinals?.start as number | undefined) ?? 0;
  const replicas = (spec.replicas as number | undefined) ?? 1;
  const slots: Slot[] = [];
  const there = new Map<string, { life: PodLife; group: PodGroup }>();
  for (const group of workload.groups)
    if (group.existing(position) > 0)
      for (const life of group.pods)
        if (life.born <= position && life.stateAt(position) !== 'gone') there.set(life.name, { life, group });
  for (let ordinal = start + replicas - 1; ordinal >= start; ordinal--) {
    const name = `${workload.name}-${ordinal}`;
    slots.push({ ordinal, name, life: there.get(name)?.life, group: there.get(name)?.group });
  }
  return {
    slots,
    start,
    partition: (spec.updateStrategy?.rollingUpdate?.partition as number | undefined) ?? 0,
    ordered: spec.podManagementPolicy !== 'Parallel',
    onDelete: spec.updateStrategy?.type === 'OnDelete',
  };
}

const isBusy = ({ life, group }: Slot, current: PodGroup, position: Position): boolean =>
  life === undefined ||
  life.stateAt(position) === 'leaving' ||
  (group === current && life.stateAt(position) !== 'ready');

function waitsFor(story: Story, plan: Plan, busy: readonly Slot[], group: PodGroup, position: Position): WhyRow {
  const [first] = busy;
  const { name, life } = first!;
  const others = busy.length > 1 ? `, and ${plural(busy.length - 1, 'more', 'more')}` : '';
  const state = life?.stateAt(position);
  const since = life === undefined ? 0 : timeAt(story, position) - timeAt(story, life.states.since(position));
  const how =
    life === undefined
      ? `to be made at ${revisionWords(group, position)}`
      : state === 'leaving'
        ? `to be gone, since ${duration(since)}; then it comes again at ${revisionWords(group, position)}`
        : state === 'running'
          ? `to be ready; its containers ${since < 50 ? 'just started' : `started ${duration(since)} ago`}`
          : `to be ready; ${state === 'pending' ? 'not started yet' : state}, since ${duration(since)}`;
  const took = lastTook(story, plan, group, position);
  const pace = took === undefined || life === undefined || state === 'leaving' ? '' : `, ${took}`;
  return { label: 'waits for', texts: [`${name} ${how}${pace}${others}`, `${name} ${how}${others}`, `${name} ${how}`] };
}

/** `web-2 took 0.8s`: how long the last one of this revision was from its containers' start to ready. */
function lastTook(story: Story, { slots }: Plan, current: PodGroup, position: Position): string | undefined {
  for (let i = slots.length - 1; i >= 0; i--) {
    const { life, group, name } = slots[i]!;
    if (life === undefined || group !== current || life.stateAt(position) !== 'ready') continue;
    const [ran, ready] = [life.states.first('running'), life.states.first('ready')];
    if (ran === undefined || ready === undefined) continue;
    return `${name} took ${duration(timeAt(story, ready) - timeAt(story, ran))}`;
  }
  return undefined;
}

function rule(workload: WorkloadStory, { onDelete }: Plan, position: Position): WhyRow {
  if (onDelete)
    return { label: 'rule', texts: ['OnDelete: a pod comes again at the new revision once a hand deletes it'] };
  const most = workload.fences.at(position)?.unavailable ?? 1;
  return {
    label: 'rule',
    texts: [
      `from the highest ordinal down, ${most} at a time (maxUnavailable ${most})`,
      `highest ordinal first, ${most} at a time`,
    ],
    sums: ['after stateful_set_control.go updateStatefulSetAfterInvariantEstablished'],
  };
}

/** While it is only made larger or smaller. */
const inTurn = ({ ordered }: Plan): WhyRow =>
  ordered
    ? {
        label: 'rule',
        texts: ['OrderedReady: up from the lowest, each once all before it are ready; down from the highest'],
        sums: ['after stateful_set_control.go processReplica, processCondemned'],
      }
    : { label: 'rule', texts: ['Parallel: all at once, none waits for another'] };

function partition({ partition, start, slots }: Plan, { name }: WorkloadStory): WhyRow {
  if (partition === 0) return { label: 'partition', texts: [`0: all ${slots.length} are to be updated`], spare: true };
  const last = start + Math.min(partition, slots.length) - 1;
  const stay = last === start ? `${name}-${start} stays` : `${name}-${start} to ${name}-${last} stay`;
  return { label: 'partition', texts: [`${partition}: ${stay} as before`] };
}

/** What it took to replace one, measured on those replaced so far, and who served meanwhile. */
function price(story: Story, workload: WorkloadStory, { slots }: Plan, position: Position): WhyRow | undefined {
  const rollout = rolloutAt(workload, position);
  const group = workload.current.at(position);
  if (rollout === undefined || group === undefined) return undefined;
  const stop = stopTime(story, workload, rollout.start, position);
  const started = slots.find(slot => slot.group === group && slot.life?.stateAt(position) === 'ready')?.life;
  const ready = started?.states.first('ready');
  const start = ready === undefined ? undefined : timeAt(story, ready) - timeAt(story, started!.born);
  const parts = [
    ...(stop === undefined ? [] : [`${duration(stop)} to stop`]),
    ...(start === undefined ? [] : [`${duration(start)} to start`]),
  ];
  const lowest = lowestSince(workload, rollout.start, position);
  const desired = workload.desired.at(position);
  const served = `serving ${lowest === desired ? `${desired} all along` : `down to ${lowest} of ${desired}`}`;
  return {
    label: 'price',
    texts: [`${parts.length === 0 ? '' : `${parts.join(' + ')} a pod; `}${served}`, served],
    spare: true,
  };
}

/** From being asked to go to gone, of the last pod that went since. */
function stopTime(story: Story, workload: WorkloadStory, from: Position, position: Position): number | undefined {
  let last: PodLife | undefined;
  for (const group of workload.groups)
    for (const life of group.pods)
      if (life.gone !== undefined && life.gone > from && life.gone <= position && life.gone > (last?.gone ?? 0))
        last = life;
  const asked = last?.states.first('leaving');
  return last === undefined || asked === undefined ? undefined : timeAt(story, last.gone!) - timeAt(story, asked);
}

/** `.status.availableReplicas` of a set counts a pod until it is gone. */
function late(story: Story, workload: WorkloadStory, position: Position): WhyRow | undefined {
  const rollout = rolloutAt(workload, position);
  const stop = rollout === undefined ? undefined : stopTime(story, workload, rollout.start, position);
  const each = stop === undefined ? '' : `, ${duration(stop)} each`;
  return {
    label: '.status',
    texts: [`counts a leaving pod as available until it is gone${each}`],
    spare: true,
  };
}

function ifItFails(slot: Slot | undefined): WhyRow | undefined {
  return slot === undefined
    ? undefined
    : {
        label: 'if it fails',
        texts: [
          `undo does not free it: delete ${slot.name} by hand (kubernetes#67250)`,
          `undo does not free it: delete ${slot.name}`,
        ],
        spare: true,
      };
}
