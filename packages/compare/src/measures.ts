import type { LogTime, Position, Story, WorkloadStory } from '@playhead/core';

/**
 * What a rollout cost, measured from the change that began it to the end of the log. It begins with the first change of
 * the pod template after the workload was first complete; where there is none, with the workload itself.
 */
export interface Measures {
  readonly from: Position;
  /** Milliseconds; null where it was not complete by the end of the log. */
  readonly timeToComplete: number | null;
  readonly lowestServing: Lowest;
  readonly replicaSecondsLost: number;
  readonly surgePodSeconds: number;
}

export interface Lowest {
  readonly serving: number;
  /** `spec.replicas` at that moment. */
  readonly of: number;
  readonly position: Position;
  readonly time: LogTime;
}

/** Each measure in a sentence: the table's and the help's words. `better` says which of two is to be preferred. */
export const MEASURES = {
  timeToComplete: {
    title: 'time to complete',
    unit: 's',
    better: 'less',
    says: 'from the change to the moment at which the status of the last rollout says complete',
  },
  lowestServing: {
    title: 'lowest serving',
    unit: 'pods',
    better: 'more',
    says: 'the fewest pods ready and not terminating at any moment since the change',
  },
  replicaSecondsLost: {
    title: 'replica-seconds lost',
    unit: 'replica·s',
    better: 'less',
    says: 'spec.replicas minus serving pods, where positive, summed over time: two missing for 3 s are 6',
  },
  surgePodSeconds: {
    title: 'surge pod-seconds',
    unit: 'pod·s',
    better: 'less',
    says: 'existing pods (leaving ones too) minus spec.replicas, where positive, summed over time',
  },
} as const;

export type MeasureName = keyof typeof MEASURES;

export function measure(story: Story, workload: WorkloadStory): Measures {
  const { rollouts, firstComplete, serving, desired, existing } = workload;
  const update = rollouts.find(rollout => firstComplete !== undefined && rollout.start > firstComplete);
  const from = (update ?? rollouts[0])?.start ?? 0;
  const complete = rollouts[rollouts.length - 1]?.complete;
  const pieces = [...piecesOf(story, workload, from)];
  const sum = (excess: (piece: Piece) => number): number =>
    pieces.reduce((total, piece) => total + Math.max(0, excess(piece)) * piece.duration, 0) / 1000;
  const lowest = pieces.reduce((least, piece) => (piece.serving < least.serving ? piece : least), pieces[0]!);
  return {
    from,
    timeToComplete: complete === undefined ? null : story.times[complete]! - story.times[from]!,
    lowestServing: {
      serving: lowest.serving,
      of: desired.at(lowest.position),
      position: lowest.position,
      time: story.times[lowest.position]!,
    },
    replicaSecondsLost: sum(piece => desired.at(piece.position) - serving.at(piece.position)),
    surgePodSeconds: sum(piece => existing.at(piece.position) - desired.at(piece.position)),
  };
}

/** A stretch in which nothing that is measured changed. */
interface Piece {
  readonly position: Position;
  readonly serving: number;
  /** Milliseconds. */
  readonly duration: number;
}

function* piecesOf(story: Story, { serving, desired, existing }: WorkloadStory, from: Position): Generator<Piece> {
  const changes = new Set([from]);
  for (const steps of [serving, desired, existing])
    for (const position of steps.positions) if (position > from) changes.add(position);
  const positions = [...changes].sort((a, b) => a - b);
  for (const [index, position] of positions.entries()) {
    const until = positions[index + 1] ?? story.length;
    yield { position, serving: serving.at(position), duration: story.times[until]! - story.times[position]! };
  }
}
