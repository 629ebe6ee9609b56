import type { Position } from '../../log/entry.ts';
import { essence, refusalInWords } from '../errors.ts';
import { blocking, failingPods, type RolloutHead, revisionWords, timeAt } from '../head.ts';
import type { PodGroup } from '../podGroup.ts';
import type { PodLife } from '../podLife.ts';
import type { Story } from '../story.ts';
import { duration, plural } from '../words.ts';
import type { WorkloadStory } from '../workloadStory.ts';
import { noMoreNew, noOldGoes } from './budget.ts';
import { ifItWere } from './instead.ts';
import type { WhyPane, WhyRow } from './pane.ts';
import { deadlineWords, itSaid, nodesOf, rows } from './parts.ts';
import { refusalOf, wayOut } from './wayOut.ts';

/** A rollout that nothing on its way can move on: what it waits for, what holds both sides, and the way out. */
export function whyStuck(story: Story, workload: WorkloadStory, position: Position, head: RolloutHead): WhyPane {
  const group = workload.current.at(position);
  const name = group === undefined ? 'it' : revisionWords(group, position);
  const failing = failingHere(workload, position);
  const first = failing[0];
  return {
    question: `why is ${name === 'pods' ? 'it' : name} stuck?`,
    rows: rows(
      group === undefined ? undefined : waitsFor(story, workload, group, position),
      first === undefined ? undefined : itSaid(first, position, (reason, message) => essence(message) || reason),
      spared(noMoreNew(workload, position)),
      spared(noOldGoes(story, workload, position)),
      failing.length === 0 ? undefined : ifItWere(story, workload, position, head),
      byItself(story, workload, failing, position),
      wayOut(story, workload, position, head),
    ),
  };
}

/** What holds both sides is told where there is room: whether it heals, and the way out, come first. */
const spared = (row: WhyRow | undefined): WhyRow | undefined => row && { ...row, spare: true };

/** The pods that are waited for: of the new revision, or of an old one that a StatefulSet waits for all the same. */
function failingHere(workload: WorkloadStory, position: Position): readonly PodLife[] {
  const old = blocking(workload, position);
  const group = old ?? workload.current.at(position);
  return group === undefined ? [] : failingPods(group, position);
}

function waitsFor(story: Story, workload: WorkloadStory, group: PodGroup, position: Position): WhyRow {
  const old = blocking(workload, position);
  if (old !== undefined) {
    const [life] = failingPods(old, position);
    return {
      label: 'waits for',
      texts: [
        `${life?.short} to be ready, though it is still at ${revisionWords(old, position)}: it is replaced only after that`,
        `${life?.short} to be ready, still at ${revisionWords(old, position)}`,
      ],
      sums: ['a known trap of ordered StatefulSets: kubernetes#67250   stateful_set_control.go processReplica'],
    };
  }
  const failing = failingPods(group, position);
  const made = group.existing(position) - group.count('leaving', position);
  if (failing[0] !== undefined) return failed(failing[0], failing, made, position);
  const refused = refusalOf(workload, group, position);
  if (refused !== '')
    return {
      label: 'waits for',
      texts: [
        `leave to make ${plural(group.size.at(position) - made, 'more pod')}: ${refusalInWords(refused)}`,
        `leave to make pods: ${refusalInWords(refused)}`,
      ],
      sums: [refused],
    };
  return unready(story, group, position);
}

function failed(first: PodLife, failing: readonly PodLife[], made: number, position: Position): WhyRow {
  const nodes = nodesOf(failing, position);
  const fails = `${failing.length} of ${plural(made, 'new pod')} ${failing.length === 1 ? 'fails' : 'fail'}`;
  return {
    label: 'waits for',
    texts: [
      `${first.name} to be ready: ${fails}${nodes === '' ? '' : `, ${nodes}`}`,
      `${first.short} to be ready: ${fails}${nodes === '' ? '' : `, ${nodes}`}`,
      `${first.short} to be ready: ${fails}`,
    ],
  };
}

/** Nothing says what is wrong: pods that run and never become ready. */
function unready(story: Story, group: PodGroup, position: Position): WhyRow {
  const life = group.pods.find(pod => ['pending', 'running'].includes(pod.stateAt(position)));
  const count = plural(group.size.at(position) - group.count('ready', position), 'new pod');
  if (life === undefined) return { label: 'waits for', texts: [`${count} to be ready, past its progress deadline`] };
  const since = duration(timeAt(story, position) - timeAt(story, life.states.since(position)));
  const state = life.states.at(position) === 'running' ? 'runs and is not ready' : 'is pending';
  const where = life.node.at(position) === '' ? '' : `, on ${life.node.at(position)}`;
  return {
    label: 'waits for',
    texts: [
      `${count} to be ready: ${life.short} ${state} since ${since}${where}`,
      `${count} to be ready: ${life.short} ${state}`,
    ],
  };
}

const NEVER_BACK: Readonly<Record<string, string>> = {
  Deployment: 'after progress.go syncRolloutStatus: a deadline sets a condition and undoes nothing',
  StatefulSet: 'no deadline watches a StatefulSet: it waits for ever, and never goes back by itself',
  DaemonSet: 'no deadline watches a DaemonSet: it waits for ever, and never goes back by itself',
};

function byItself(story: Story, workload: WorkloadStory, failing: readonly PodLife[], position: Position): WhyRow {
  const deadline = deadlineWords(story, workload, position);
  const hope = hopeOf(workload, failing, position);
  const sum = NEVER_BACK[workload.kind];
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
    ...(sum === undefined ? {} : { sums: [sum] }),
  };
}

function hopeOf(workload: WorkloadStory, failing: readonly PodLife[], position: Position): string {
  const reasons = failing.map(life => life.lastError(position)?.reason ?? life.words.at(position));
  if (reasons.some(reason => /Image|Pull/.test(reason))) return 'only if the image appears';
  if (reasons.includes('Unschedulable')) return 'only if a node gets room';
  if (failing.length > 0) return 'only if the containers stop failing';
  const group = workload.current.at(position);
  return group !== undefined && refusalOf(workload, group, position) !== ''
    ? 'only if what refuses it gives way'
    : 'only if they become ready after all';
}
