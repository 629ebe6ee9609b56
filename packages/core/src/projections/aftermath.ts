/** What became of a workload from a moment on: to hold a diversion against what really happened. */
import type { LogTime, Position } from '../log/entry.ts';
import { timeAt } from './head.ts';
import type { Phase } from './signs.ts';
import { leastIn } from './steps.ts';
import type { Story } from './story.ts';
import { duration } from './words.ts';
import type { WorkloadStory } from './workloadStory.ts';

export interface Aftermath {
  /** Milliseconds from the moment until it was complete; 0 where it was already and stayed so; absent where it never came to be. */
  readonly completeAfter: LogTime | undefined;
  /** The least that served from then until it was complete, or to the end. */
  readonly lowest: number;
  /** `spec.replicas` minus serving pods, where positive, summed over that time, in replica-seconds. */
  readonly lost: number;
  /** How it stood when it was complete, or at the end. */
  readonly serving: number;
  readonly desired: number;
  readonly phase: Phase;
  /** Milliseconds from the moment to the end of the log. */
  readonly seen: LogTime;
}

/**
 * @param until `first`: it is looked at until it is first complete, for much may be done to it after that; `last`: to the
 * end, and it counts as complete from when it stayed so
 */
export function aftermathOf(
  story: Story,
  workload: WorkloadStory,
  from: Position,
  until: 'first' | 'last' = 'first',
): Aftermath {
  const began = timeAt(story, from);
  const complete = until === 'first' ? completeFrom(workload, from) : completeAtEnd(story, workload, from);
  const end = complete ?? story.length;
  return {
    completeAfter: complete === undefined ? undefined : Math.max(0, timeAt(story, complete) - began),
    lowest: leastIn(workload.serving, from, end),
    lost: lostIn(story, workload, from, end, began),
    serving: workload.serving.at(end),
    desired: workload.desired.at(end),
    phase: workload.phase.at(end),
    seen: timeAt(story, story.length) - began,
  };
}

/** Where it first was complete, or last became so where a change came after: `from` itself where nothing moved. */
function completeFrom({ phase, changes }: WorkloadStory, from: Position): Position | undefined {
  const next = changes.find(change => change.position > from);
  const began = phase.at(from) === 'complete' && next !== undefined ? next.position : from;
  if (phase.at(began) === 'complete') return began;
  const { positions, values } = phase;
  for (let i = phase.indexAt(began) + 1; i < positions.length; i++) if (values[i] === 'complete') return positions[i];
  return undefined;
}

function completeAtEnd({ length }: Story, { phase }: WorkloadStory, from: Position): Position | undefined {
  return phase.at(length) === 'complete' ? Math.max(from, phase.since(length)) : undefined;
}

function lostIn(story: Story, { serving, desired }: WorkloadStory, from: Position, to: Position, began: LogTime) {
  const moves = new Set<Position>([from]);
  for (const steps of [serving, desired])
    for (const position of steps.positions) if (position > from && position < to) moves.add(position);
  const positions = [...moves].sort((a, b) => a - b);
  let sum = 0;
  for (const [i, position] of positions.entries()) {
    const missing = Math.max(0, desired.at(position) - serving.at(position));
    const until = timeAt(story, positions[i + 1] ?? to);
    sum += (missing * Math.max(0, until - Math.max(began, timeAt(story, position)))) / 1000;
  }
  return sum;
}

/** `complete in 2.0s, serving stays 3`; `not complete, lowest 0 of 8`. */
export function aftermathWords(
  { completeAfter, lowest, serving, desired, phase, seen }: Aftermath,
  before: number,
): string {
  const end =
    completeAfter === undefined
      ? `${phase === 'complete' || phase === 'none' ? 'not complete' : PHASE_WORDS[phase]} after ${duration(seen)}`
      : completeAfter === 0
        ? 'complete already'
        : `complete in ${duration(completeAfter)}`;
  const served =
    lowest === serving && serving === before ? `serving stays ${serving}` : `lowest ${lowest} of ${desired}`;
  return `${end}, ${served}`;
}

const PHASE_WORDS: Readonly<Record<Exclude<Phase, 'complete' | 'none'>, string>> = {
  deleting: 'still deleting',
  outage: 'still an outage',
  stuck: 'still stuck',
  failing: 'still failing',
  paused: 'still paused',
  rolling: 'still rolling',
  scaling: 'still scaling',
  recovering: 'still recovering',
};
