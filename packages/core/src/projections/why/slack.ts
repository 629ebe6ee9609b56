/** How far serving is from the floor, and how long it stood there. */
import type { Position } from '../../log/entry.ts';
import { type RolloutHead, timeAt } from '../head.ts';
import { leastIn, type Steps } from '../steps.ts';
import type { Story } from '../story.ts';
import { duration } from '../words.ts';
import type { WorkloadStory } from '../workloadStory.ts';
import type { WhyRow } from './pane.ts';
import { sizes } from './parts.ts';

/** How long serving stood at the floor itself. */
export function slack(
  story: Story,
  workload: WorkloadStory,
  start: Position,
  position: Position,
  head: RolloutHead,
): WhyRow | undefined {
  if (workload.kind !== 'Deployment' || head.serving < 1 || head.floor <= 0) return undefined;
  const { at, below } = timesAt(story, workload.serving, start, position, head.floor);
  const whole = duration(timeAt(story, position) - timeAt(story, start));
  const old = sizes(workload, position) > (workload.current.at(position)?.size.at(position) ?? 0);
  if (!old && at === 0) return undefined;
  if (below > 0 && isRaised(head)) return raised(workload, position, head);
  if (below > 0)
    return {
      label: 'under floor',
      texts: [`serving was below the floor ${head.floor} for ${duration(below)} of ${whole}`],
    };
  if (at > 0)
    return {
      label: 'no slack',
      texts: [
        `serving was the floor itself ${duration(at)} of ${whole}: one crash breaks it`,
        `serving was the floor ${duration(at)} of ${whole}`,
      ],
    };
  return {
    label: 'slack',
    texts: [`${head.serving - head.floor} over the floor ${head.floor} now, never at it since the change`],
  };
}

function timesAt(story: Story, steps: Steps<number>, from: Position, to: Position, floor: number) {
  let [at, below] = [0, 0];
  let since = from;
  const add = (value: number, until: Position): void => {
    const span = timeAt(story, until) - timeAt(story, since);
    if (value === floor) at += span;
    else if (value < floor) below += span;
    since = until;
  };
  if (leastIn(steps, from, to) > floor) return { at, below };
  const { positions, values } = steps;
  let value = steps.at(from);
  for (let i = steps.indexAt(from) + 1; i < positions.length && positions[i]! <= to; i++) {
    add(value, positions[i]!);
    value = values[i]!;
  }
  add(value, to);
  return { at, below };
}

/** Fewer serve than the floor, and no fewer than the one that held before the size was raised. */
const isRaised = ({ serving, floor, promised }: RolloutHead): boolean => serving < floor && serving >= promised;

/** That nobody is hurt though fewer serve than the floor; undefined where that is not so. */
export const noAlarm = (workload: WorkloadStory, position: Position, head: RolloutHead): WhyRow | undefined =>
  head.floor > 0 && isRaised(head) ? raised(workload, position, head) : undefined;

function raised(workload: WorkloadStory, position: Position, { promised, floor }: RolloutHead): WhyRow {
  const fences = workload.fences.at(position);
  const rose = `the floor rose from ${promised} to ${floor} with the size`;
  const sum = fences === undefined ? '' : `: ${fences.replicas} − maxUnavailable (${fences.unavailableSum})`;
  const available = workload.conditions.get('Available')?.at(position);
  const says = available?.status === 'False' ? 'Available=False, but ' : '';
  return {
    label: 'no alarm',
    texts: [
      `${says}no pod was lost: ${rose}${sum}`,
      `${says}no pod was lost: ${rose}`,
      `no pod was lost: ${rose}`,
      rose,
    ],
  };
}
