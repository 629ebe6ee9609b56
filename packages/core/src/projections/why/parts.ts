/** Rows that several answers share. */
import type { Position } from '../../log/entry.ts';
import { timeAt } from '../head.ts';
import type { PodGroup } from '../podGroup.ts';
import type { PodLife } from '../podLife.ts';
import type { Story } from '../story.ts';
import { offset, plural } from '../words.ts';
import type { WorkloadStory } from '../workloadStory.ts';
import type { WhyRow } from './pane.ts';

/** `kubectl rollout undo deployment/nginx`, with the namespace where it is not the default one. */
export const undoCommand = (workload: WorkloadStory): string =>
  `kubectl rollout undo ${workload.kind.toLowerCase()}/${workload.name}`;

/** Where `rollout undo` would go back to: the highest revision other than the current. */
export function undoTarget(workload: WorkloadStory, position: Position): PodGroup | undefined {
  const current = workload.current.at(position);
  let best: PodGroup | undefined;
  for (const group of workload.groups) {
    if (group === current || group.born > position || group.revision.at(position) === 0) continue;
    if (best === undefined || group.revision.at(position) > best.revision.at(position)) best = group;
  }
  return best;
}

/** `@126`, the words it said, and that it says something less telling by now. */
export function itSaid(life: PodLife, position: Position, say: (reason: string, message: string) => string): WhyRow[] {
  const error = life.lastError(position);
  if (error === undefined) return [];
  const word = life.words.at(position);
  const later = word !== error.reason && word !== '';
  const exit = error.exitCode === undefined ? '' : `, exit ${error.exitCode}`;
  return [
    {
      label: 'it said',
      texts: [
        `@${error.position} ${say(error.reason, error.message)}${exit}`,
        `@${error.position} ${error.reason}${exit}`,
      ],
      sums: later ? [`from @${life.words.since(position)} on the pod only says: ${word}`] : [],
    },
  ];
}

/** The sum of all sizes against the ceiling: what keeps new pods from being made. */
export function noMoreNew(workload: WorkloadStory, position: Position): WhyRow | undefined {
  const fences = workload.fences.at(position);
  if (fences === undefined || workload.kind !== 'Deployment') return undefined;
  const total = sizes(workload, position);
  const group = workload.current.at(position);
  if (group !== undefined && group.size.at(position) >= fences.replicas)
    return { label: 'no more new', texts: [`all ${fences.replicas} of the new are asked for already`] };
  if (fences.recreate)
    return { label: 'Recreate', texts: ['old pods must all be gone before the first new one is made'] };
  if (total < fences.ceiling) return undefined;
  const sum = `${fences.replicas} + maxSurge`;
  return {
    label: 'no more new',
    texts: [
      `${plural(total, 'pod')} = ceiling ${fences.ceiling} = ${sum} (${fences.surgeSum})`,
      `${plural(total, 'pod')} = ceiling ${fences.ceiling} = ${sum} ${fences.surge}`,
    ],
    sums: [
      `ceiling ${fences.ceiling} = ${fences.replicas} + ${fences.surge};  maxSurge ${fences.surgeSum}`,
      `sizes asked for: ${sizeWords(workload, position)}   deploymentutil.NewRSNewReplicas, ResolveFenceposts`,
    ],
  };
}

/** What serves against the floor: what keeps old pods from going. */
export function noOldGoes(workload: WorkloadStory, position: Position): WhyRow | undefined {
  const fences = workload.fences.at(position);
  if (fences === undefined || workload.kind !== 'Deployment' || fences.recreate) return undefined;
  const group = workload.current.at(position);
  if (sizes(workload, position) === (group?.size.at(position) ?? 0)) return undefined;
  const serving = workload.serving.at(position);
  const sum = `floor ${fences.floor} = ${fences.replicas} − maxUnavailable`;
  const compared = serving === fences.floor ? '=' : serving < fences.floor ? '<' : '>';
  const short = fences.unavailableSum.replace(/^.*? = /, '');
  return {
    label: serving > fences.floor ? 'old may go' : 'no old goes',
    texts: [
      `${serving} serving ${compared} ${sum} (${fences.unavailableSum})`,
      `${serving} serving ${compared} ${sum} (${short})`,
      `${serving} serving ${compared} floor ${fences.floor}`,
    ],
    sums: [
      `floor ${fences.floor} = ${fences.replicas} − ${fences.unavailable};  maxUnavailable ${fences.unavailableSum}`,
      `.status.availableReplicas is ${workload.available.at(position)}   rolling.go reconcileOldReplicaSets`,
    ],
  };
}

export function sizes(workload: WorkloadStory, position: Position): number {
  let sum = 0;
  for (const group of workload.groups) if (group.born <= position) sum += group.size.at(position);
  return sum;
}

export const sizeWords = (workload: WorkloadStory, position: Position): string =>
  workload.groups
    .filter(group => group.born <= position && group.size.at(position) > 0)
    .map(group => `rev ${group.revision.at(position)} ${group.size.at(position)}`)
    .join(' + ');

/** How long the controller goes on saying Progressing=True: the last progress and progressDeadlineSeconds. */
export function deadlineWords(story: Story, workload: WorkloadStory, position: Position): string {
  const progressing = workload.conditions.get('Progressing');
  const condition = progressing?.at(position);
  if (progressing === undefined || condition === undefined) return '';
  const said = `Progressing=${condition.status}`;
  const seconds = workload.fences.at(position) === undefined ? undefined : deadlineOf(workload, story, position);
  if (condition.status === 'True' && seconds !== undefined && seconds < 2_147_483_647)
    return `${said} until ${offset(timeAt(story, progressing.since(position)) + seconds * 1000)}`;
  return `${said} ${condition.reason ?? ''}`.trimEnd();
}

export function deadlineOf(workload: WorkloadStory, story: Story, position: Position): number | undefined {
  const object = story.timeline.peek(position).get(workload.key);
  return object?.spec?.progressDeadlineSeconds as number | undefined;
}

/** `, on node-0 alone`, or over how many. */
export function nodesOf(pods: readonly PodLife[], position: Position): string {
  const nodes = new Set(pods.map(life => life.node.at(position)).filter(node => node !== ''));
  if (nodes.size === 0) return '';
  return nodes.size === 1 ? `on ${[...nodes][0]} alone` : `on ${nodes.size} nodes`;
}

export const rows = (...found: (WhyRow | readonly WhyRow[] | undefined)[]): WhyRow[] =>
  found.flatMap(row => (row === undefined ? [] : Array.isArray(row) ? (row as WhyRow[]) : [row as WhyRow]));
