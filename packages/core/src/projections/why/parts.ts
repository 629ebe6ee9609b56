/** Rows that several answers share. */
import type { Position } from '../../log/entry.ts';
import { errorInWords } from '../errors.ts';
import { timeAt } from '../head.ts';
import type { PodGroup } from '../podGroup.ts';
import type { PodLife } from '../podLife.ts';
import type { Story } from '../story.ts';
import { offset } from '../words.ts';
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
        ...(exit === '' ? [`@${error.position} ${errorInWords(error)}`] : []),
        `@${error.position} ${error.reason}${exit}`,
      ],
      sums: later ? [`from @${life.words.since(position)} on the pod only says: ${word}`] : [],
    },
  ];
}

export function sizes(workload: WorkloadStory, position: Position): number {
  let sum = 0;
  for (const group of workload.groups) if (group.born <= position) sum += group.size.at(position);
  return sum;
}

export const sizeWords = (workload: WorkloadStory, position: Position): string =>
  workload.groups
    .filter(group => group.born <= position && group.size.at(position) > 0)
    .map(group => `${group.size.at(position)} of rev ${group.revision.at(position)}`)
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
