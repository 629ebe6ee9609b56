import type { Position } from '../../log/entry.ts';
import { changeTitle } from '../changes.ts';
import { lowestSince, type RolloutHead, revisionWords, rolloutAt, timeAt } from '../head.ts';
import { mostIn } from '../steps.ts';
import type { Story } from '../story.ts';
import { duration, offset, plural, shortImage } from '../words.ts';
import type { WorkloadStory } from '../workloadStory.ts';
import { noMoreNew } from './budget.ts';
import type { WhyPane, WhyRow } from './pane.ts';
import { rows, sizes, sizeWords, undoCommand, undoTarget } from './parts.ts';
import { autoscaled } from './scaled.ts';
import { failedBack } from './wayOut.ts';

/** All that was asked for is there: what it took and how low it went. */
export function whyComplete(story: Story, workload: WorkloadStory, position: Position, head: RolloutHead): WhyPane {
  const group = workload.current.at(position);
  const rollout = rolloutAt(workload, position);
  const name = group === undefined ? workload.name : revisionWords(group, position);
  return {
    question: 'why complete?',
    rows: rows(
      group === undefined
        ? undefined
        : {
            label: 'all there',
            texts: allThere(workload, group.count('ready', position), name, position, head, shortImage(group.image)),
          },
      rollout?.complete === undefined || rollout.complete > position
        ? undefined
        : {
            label: 'took',
            texts: [
              `${span(timeAt(story, rollout.complete) - timeAt(story, rollout.start))} from ${changeTitle(rollout.change)} to complete at ${offset(timeAt(story, rollout.complete))}`,
            ],
          },
      price(workload, rollout?.start ?? 1, rollout?.fromRevision ?? 0, position, head),
      conditions(story, workload, position),
      head.existing > head.desired
        ? { label: 'leaving', texts: [`${plural(workload.leaving.at(position), 'pod')} still on the way out`] }
        : undefined,
      autoscaled(story, workload, position),
      wayBack(workload, position),
    ),
  };
}

/** Under OnDelete, and below a partition, what is of an older revision stays: that too is complete. */
function allThere(
  workload: WorkloadStory,
  ready: number,
  name: string,
  position: Position,
  { desired, serving }: RolloutHead,
  image: string,
): string[] {
  if (ready >= desired || workload.kind === 'Deployment')
    return [`${ready} of ${desired} ready, all ${name}, ${image}`];
  const old = workload.groups.find(
    group => group !== workload.current.at(position) && group.count('ready', position) > 0,
  );
  const rest = old === undefined ? '' : `; the others stay ${revisionWords(old, position)} (partition or OnDelete)`;
  return [`${serving} of ${desired} ready, ${ready} of them ${name}${rest}`, `${ready} of ${desired} are ${name}`];
}

const span = (ms: number): string => (ms < 1000 ? `${ms}ms` : duration(ms));

function price(
  workload: WorkloadStory,
  start: Position,
  from: number,
  position: Position,
  head: RolloutHead,
): WhyRow | undefined {
  if (from === 0) return undefined;
  const lowest = lowestSince(workload, start, position);
  const raised = mostIn(workload.desired, start, position) > workload.desired.at(start);
  const words =
    lowest >= head.desired
      ? `serving never fell below ${head.desired}`
      : !fellBelow(workload, start, position)
        ? raised
          ? `serving began at ${lowest} and rose with the size to ${head.desired}: no pod was missed`
          : `serving went down to ${lowest} of ${head.desired}, the floor is ${head.floor}`
        : `serving went down to ${lowest} of ${head.desired}, below the floor ${head.floor}`;
  return { label: 'price', texts: [words] };
}

/** Whether fewer served than the floor that held at that moment: a floor that rises with the size promises nothing yet. */
function fellBelow(workload: WorkloadStory, start: Position, position: Position): boolean {
  const { positions, values } = workload.serving;
  for (let i = Math.max(0, workload.serving.indexAt(start)); i < positions.length && positions[i]! <= position; i++)
    if (values[i]! < workload.promised.at(Math.max(start, positions[i]!))) return true;
  return false;
}

function conditions(story: Story, workload: WorkloadStory, position: Position): WhyRow | undefined {
  const steps = workload.conditions.get('Progressing');
  const progressing = steps?.at(position);
  if (steps === undefined || progressing === undefined) return undefined;
  return {
    label: 'it says',
    texts: [
      `Progressing=${progressing.status} ${progressing.reason ?? ''}, since ${offset(timeAt(story, steps.since(position)))}`,
    ],
  };
}

function wayBack(workload: WorkloadStory, position: Position): WhyRow | undefined {
  const target = undoTarget(workload, position);
  if (target === undefined) return undefined;
  const failed = failedBack(workload, target, position);
  if (failed !== undefined) return failed;
  const image = shortImage(target.image);
  const name = `rev ${target.revision.at(position)}`;
  return {
    label: 'way back',
    texts: [
      `${undoCommand(workload)} → ${name}, ${image}`,
      `${undoCommand(workload)} → ${name}`,
      undoCommand(workload),
    ],
  };
}

/** Paused: what stands still, what goes on all the same. */
export function whyPaused(story: Story, workload: WorkloadStory, position: Position, head: RolloutHead): WhyPane {
  const pause = workload.changes.findLast(change => change.position <= position && change.verb === 'pause');
  const group = workload.current.at(position);
  const total = sizes(workload, position);
  const resume = `kubectl rollout resume deployment/${workload.name}`;
  return {
    question: 'why does it stand still?',
    rows: rows(
      pause === undefined
        ? { label: 'paused', texts: ['spec.paused is true since it was made'] }
        : {
            label: 'paused',
            texts: [`by ${changeTitle(pause)} at ${offset(timeAt(story, pause.position))}, @${pause.position}`],
          },
      {
        label: 'stands at',
        texts: [`${sizeWords(workload, position) || 'no pods'} = ${total} of ${head.desired} wanted`],
      },
      group === undefined
        ? { label: 'not begun', texts: ['the template was changed while paused; its ReplicaSet is made on resume'] }
        : undefined,
      { label: 'goes on', texts: ['scaling in proportion, replacing lost pods; no deadline runs'] },
      group === undefined ? undefined : noMoreNew(workload, position),
      {
        label: 'by itself',
        texts: ['no: it stands until it is resumed, deadline or not'],
        sums: ['after sync.go checkPausedConditions'],
      },
      { label: 'way on', texts: [resume], command: resume },
    ),
  };
}

export function whyNothing(workload: WorkloadStory, head: RolloutHead): WhyPane {
  return {
    question: head.phase === 'deleting' ? 'why does it go?' : 'why is there nothing?',
    rows: [
      head.phase === 'deleting'
        ? { label: 'deleted', texts: ['asked to go; the garbage collector takes what it owns'] }
        : { label: 'not there', texts: [`${workload.name} does not exist at this position`] },
    ],
  };
}
