import type { Position } from '../../log/entry.ts';
import { paceOf, type RolloutHead, revisionWords, rolloutAt, timeAt, troubleWords } from '../head.ts';
import type { PodGroup } from '../podGroup.ts';
import type { PodLife } from '../podLife.ts';
import { lastAtOrBefore, mostIn, type Steps } from '../steps.ts';
import type { Story } from '../story.ts';
import { duration, offset, plural } from '../words.ts';
import type { WorkloadStory } from '../workloadStory.ts';
import { noMoreNew, noOldGoes } from './budget.ts';
import { whyOrdered } from './ordered.ts';
import type { WhyPane, WhyRow } from './pane.ts';
import { rows, sizes } from './parts.ts';
import { slack } from './slack.ts';
import { wayBack, wayOut } from './wayOut.ts';

/** A rollout under way: its pace, what each ready pod sets free, what slack there is. */
export function whyRolling(story: Story, workload: WorkloadStory, position: Position, head: RolloutHead): WhyPane {
  const group = workload.current.at(position);
  const start = head.change?.position ?? 1;
  if (group === undefined) return { question: 'what does it wait for?', rows: [firstOfAll(workload, position, head)] };
  const trouble = troubleWords(workload, group, position);
  if (workload.kind === 'StatefulSet' && trouble === '') {
    const ordered = whyOrdered(story, workload, position, head);
    if (ordered !== undefined) return ordered;
  }
  return {
    question:
      head.phase !== 'scaling'
        ? 'why this fast, and no faster?'
        : head.existing === head.desired
          ? 'what does it wait for?'
          : `why ${plural(head.existing, 'pod')}, and not ${head.desired}?`,
    rows: rows(
      workload.desired.at(position) > group.count('ready', position)
        ? pace(story, workload, group, position)
        : toldLate(workload, position, head),
      nodeRule(workload, position),
      trouble === '' ? undefined : { label: 'in trouble', texts: [`${trouble}; others are still on their way`] },
      next(workload, group, position),
      noMoreNew(workload, position),
      noOldGoes(story, workload, position),
      slack(story, workload, start, position, head),
      overCeiling(story, workload, start, position, head),
      head.phase !== 'rolling'
        ? undefined
        : trouble === ''
          ? wayBack(workload, position)
          : wayOut(story, workload, position, head),
    ),
  };
}

/** All are ready, and the status does not say so yet. */
function toldLate(workload: WorkloadStory, position: Position, { serving, desired }: RolloutHead): WhyRow {
  const available = workload.available.at(position);
  return {
    label: 'waits for',
    texts: [
      available < desired
        ? `.status to say so: ${serving} of ${desired} serve, it counts ${available} as available`
        : `its controller to look again: ${serving} of ${desired} serve, and .status counts them all`,
    ],
  };
}

/** How a DaemonSet replaces its pods. */
function nodeRule(workload: WorkloadStory, position: Position): WhyRow | undefined {
  const fences = workload.fences.at(position);
  if (workload.kind !== 'DaemonSet' || fences === undefined || rolloutAt(workload, position)?.fromRevision === 0)
    return undefined;
  const sums = ['after daemon/update.go rollingUpdate'];
  return fences.surge > 0
    ? {
        label: 'rule',
        texts: [`a new pod beside the old one, on ${fences.surge} at once (maxSurge ${fences.surgeSum})`],
        sums,
      }
    : {
        label: 'rule',
        texts: [`the old pod goes first, on ${fences.unavailable} at once (maxUnavailable ${fences.unavailableSum})`],
        sums,
      };
}

/** Before the ReplicaSet of a new template is there. */
function firstOfAll(workload: WorkloadStory, position: Position, head: RolloutHead): WhyRow {
  if (workload.fences.at(position)?.recreate !== true || head.existing === 0)
    return { label: 'waits for', texts: ['the controller, to make a ReplicaSet of the new template'] };
  return {
    label: 'waits for',
    texts: [
      `${plural(head.existing, 'old pod')} to be gone: Recreate makes the first new one after the last old one`,
      `${plural(head.existing, 'old pod')} to be gone: Recreate makes new ones after the last`,
    ],
    sums: ['nothing serves in between: Recreate keeps no floor   recreate.go rolloutRecreate'],
  };
}

function pace(story: Story, workload: WorkloadStory, group: PodGroup, position: Position): WhyRow {
  const rollout = rolloutAt(workload, position);
  const each = paceOf(story, group, position, rollout?.start ?? 1);
  const ready = group.count('ready', position);
  const togo = workload.desired.at(position) - ready;
  const waiting = longestWaiting(story, group, position);
  const wait = waiting === undefined ? '' : `longest waiting ${waiting}`;
  if (each === undefined) {
    const name = revisionWords(group, position);
    const size = group.size.at(position);
    const desired = workload.desired.at(position);
    const made = size < desired ? `${ready} of ${desired} ready, ${size} made` : `${ready} of ${desired} ready`;
    return { label: 'waits for', texts: [join(`${name}: ${made}`, wait)] };
  }
  const seconds = each < 10_000 ? `${(each / 1000).toFixed(2)}s` : duration(each);
  const speed = `one pod ready each ${seconds}, ${togo} to go`;
  return { label: 'pace', texts: [join(speed, wait), speed] };
}

const join = (a: string, b: string): string => (b === '' ? a : `${a}; ${b}`);

/** The pod that has been on its way longest in one state: `5ww4x, 13.1s`. */
function longestWaiting(story: Story, group: PodGroup, position: Position): string | undefined {
  if (group.count('pending', position) + group.count('running', position) === 0) return undefined;
  let longest: PodLife | undefined;
  let since = Number.POSITIVE_INFINITY;
  for (const life of group.pods) {
    // in order of birth: whoever was born later cannot have waited longer
    if (life.born >= since) break;
    const state = life.stateAt(position);
    if ((state !== 'pending' && state !== 'running') || life.states.since(position) >= since) continue;
    longest = life;
    since = life.states.since(position);
  }
  return longest && `${longest.short}, ${duration(timeAt(story, position) - timeAt(story, since))}`;
}

/** What one more ready pod leads to, where the fences decide it. */
function next(workload: WorkloadStory, group: PodGroup, position: Position): WhyRow | undefined {
  const fences = workload.fences.at(position);
  if (fences === undefined || workload.kind !== 'Deployment') return undefined;
  const size = group.size.at(position);
  const old = sizes(workload, position) - size;
  if (fences.recreate)
    return old > 0 || size === 0
      ? { label: 'Recreate', texts: ['no new pod is made before the last old one is gone'] }
      : undefined;
  if (old === 0) return undefined;
  const floor = `floor ${fences.floor} = ${fences.replicas} − ${fences.unavailable}`;
  const comes = size < fences.replicas ? ', which lets 1 new come' : '; no new one is left to make';
  return { label: 'each ready', texts: [`frees 1 old (${floor})${comes}`] };
}

/** The first position from `from` on at which a series has a value that it does have there. */
function firstOf({ positions, values }: Steps<number>, value: number, from: Position): Position {
  let i = Math.max(0, lastAtOrBefore(positions, from));
  while (i < values.length - 1 && values[i] !== value) i++;
  return positions[i]!;
}

/** Where more pods existed than the ceiling: leaving ones do not count against it. */
function overCeiling(
  story: Story,
  workload: WorkloadStory,
  start: Position,
  position: Position,
  head: RolloutHead,
): WhyRow | undefined {
  if (workload.kind !== 'Deployment') return undefined;
  const top = mostIn(workload.existing, start, position);
  if (top <= head.ceiling) return undefined;
  const where = Math.max(start, firstOf(workload.existing, top, start));
  const leaving = workload.leaving.at(where);
  return {
    label: `${top} > ${head.ceiling}`,
    texts: [
      `the ceiling leaves out ◌: ${leaving} leaving on top of ${top - leaving} at ${offset(timeAt(story, where))}`,
    ],
  };
}
