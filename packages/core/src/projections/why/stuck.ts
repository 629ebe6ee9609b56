import type { Position } from '../../log/entry.ts';
import { changeMark, changeTitle } from '../changes.ts';
import { essence, refusalInWords } from '../errors.ts';
import { failingPods, type RolloutHead, revisionWords, timeAt } from '../head.ts';
import type { PodGroup } from '../podGroup.ts';
import type { Story } from '../story.ts';
import { duration, offset, plural, shortImage } from '../words.ts';
import type { WorkloadStory } from '../workloadStory.ts';
import type { WhyPane, WhyRow } from './pane.ts';
import { deadlineWords, itSaid, nodesOf, noMoreNew, noOldGoes, rows, undoCommand, undoTarget } from './parts.ts';

/** A rollout that nothing on its way can move on: what it waits for, what holds both sides, and the way out. */
export function whyStuck(story: Story, workload: WorkloadStory, position: Position, head: RolloutHead): WhyPane {
  const group = workload.current.at(position);
  const name = group === undefined ? 'it' : revisionWords(group, position);
  const failing = group === undefined ? [] : failingPods(group, position);
  const first = failing[0];
  return {
    question: `why is ${name} stuck?`,
    rows: rows(
      group === undefined ? undefined : waitsFor(workload, group, position),
      first === undefined ? undefined : itSaid(first, position, (reason, message) => essence(message) || reason),
      noMoreNew(workload, position),
      noOldGoes(workload, position),
      byItself(story, workload, group, position),
      wayOut(story, workload, position, head),
    ),
  };
}

function waitsFor(workload: WorkloadStory, group: PodGroup, position: Position): WhyRow {
  const failing = failingPods(group, position);
  const first = failing[0];
  const made = group.existing(position) - group.count('leaving', position);
  if (first !== undefined) {
    const nodes = nodesOf(failing, position);
    const fails = `${failing.length} of ${plural(made, 'new pod')} ${failing.length === 1 ? 'fails' : 'fail'}`;
    return {
      label: 'waits for',
      texts: [
        `${first.short} to be ready: ${fails}${nodes === '' ? '' : `, ${nodes}`}`,
        `${first.short} to be ready: ${fails}`,
      ],
    };
  }
  const refused =
    group.refused.at(position) || (workload.conditions.get('ReplicaFailure')?.at(position)?.message ?? '');
  if (refused !== '')
    return {
      label: 'waits for',
      texts: [
        `leave to make ${plural(group.size.at(position) - made, 'more pod')}: ${refusalInWords(refused)}`,
        `leave to make pods: ${refusalInWords(refused)}`,
      ],
      sums: [refused],
    };
  const ready = group.count('ready', position);
  return {
    label: 'waits for',
    texts: [`${plural(group.size.at(position) - ready, 'new pod')} to be ready, past its progress deadline`],
  };
}

function byItself(story: Story, workload: WorkloadStory, group: PodGroup | undefined, position: Position): WhyRow {
  const deadline = deadlineWords(story, workload, position);
  const failing = group === undefined ? [] : failingPods(group, position);
  const reasons = new Set(failing.map(life => life.lastError(position)?.reason ?? life.words.at(position)));
  const hope = [...reasons].some(reason => /Image|Pull/.test(reason))
    ? 'only if the image appears'
    : reasons.has('Unschedulable')
      ? 'only if a node gets room'
      : failing.length > 0
        ? 'only if the containers stop failing'
        : 'only if what refuses it gives way';
  return {
    label: 'by itself',
    texts:
      deadline === ''
        ? [hope]
        : [
            `${hope}; ${deadline}, which undoes nothing`,
            `${hope}; ${deadline}`,
            `${hope}; ${deadline.split(' ')[0]}`,
            hope,
          ],
    sums: ['the Deployment controller never goes back by itself, deadline or not'],
  };
}

/** The command, what it would lead to, and what it did where the log goes on to it. */
export function wayOut(
  story: Story,
  workload: WorkloadStory,
  position: Position,
  head: RolloutHead,
): WhyRow | undefined {
  if (workload.kind !== 'Deployment') return undefined;
  const group = workload.current.at(position);
  if (group !== undefined && failingPods(group, position).length === 0 && isRefused(workload, group, position)) {
    const there = group.existing(position) - group.count('leaving', position);
    const scale = `kubectl scale deployment/${workload.name} --replicas=${Math.max(1, there)}`;
    return {
      label: 'way out',
      texts: [`give it room (raise the quota), or ${scale}`, scale],
      sums: here(story, workload, position),
      command: scale,
    };
  }
  const target = undoTarget(workload, position);
  if (target === undefined) {
    const change = workload.changes[0];
    const again =
      change !== undefined && /apply/.test(changeTitle(change)) ? 'kubectl apply -f …' : 'kubectl set image …';
    return { label: 'way out', texts: [`${again} with what is wrong put right: there is no revision to go back to`] };
  }
  const ready = target.count('ready', position);
  const name = `rev ${target.revision.at(position)}`;
  const effect =
    ready >= head.desired
      ? `serving stays ${head.serving}`
      : `${plural(head.desired - ready, 'pod')} of ${shortImage(target.image)} to start`;
  return {
    label: 'way out',
    texts: [
      `${undoCommand(workload)} → ${name}; ${effect}`,
      `${undoCommand(workload)} → ${name}`,
      undoCommand(workload),
    ],
    sums: here(story, workload, position),
    command: undoCommand(workload),
  };
}

const isRefused = (workload: WorkloadStory, group: PodGroup, position: Position): boolean =>
  group.refused.at(position) !== '' || workload.conditions.get('ReplicaFailure')?.at(position)?.status === 'True';

/** What the log itself says came next. */
function here(story: Story, workload: WorkloadStory, position: Position): string[] {
  const next = workload.changes.find(change => change.position > position);
  if (next === undefined) return ['here: nobody changed it before the log ends'];
  const later = duration(timeAt(story, next.position) - timeAt(story, position));
  const rollout = workload.rollouts.find(r => r.start === next.position);
  const complete = rollout?.complete === undefined ? '' : `, complete at ${offset(timeAt(story, rollout.complete))}`;
  return [`here: ${changeMark(next)} ${later} later, @${next.position}${complete}`];
}
