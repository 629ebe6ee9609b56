import { byName } from '../kube/byName.ts';
import type { Position } from '../log/entry.ts';
import { timeAt } from './head.ts';
import type { PodGroup } from './podGroup.ts';
import type { PodLife } from './podLife.ts';
import { POD_STATES, type PodState, SIGNS } from './signs.ts';
import type { Story } from './story.ts';
import type { WorkloadStory } from './workloadStory.ts';

/** A pod as a row shows it. */
export interface PodRow {
  readonly life: PodLife;
  readonly group: PodGroup;
  readonly state: PodState;
  readonly sign: string;
  /** Milliseconds in this state, however its words changed. */
  readonly forMs: number;
  readonly word: string;
  readonly node: string;
}

export function podRow(story: Story, group: PodGroup, life: PodLife, position: Position): PodRow {
  const state = life.states.at(position);
  return {
    life,
    group,
    state,
    sign: SIGNS[state],
    forMs: timeAt(story, position) - timeAt(story, life.states.since(position)),
    word: life.words.at(position),
    node: life.node.at(position),
  };
}

/** The groups that matter at a position: those with pods or a size, newest revision first; the current one leads. */
export function groupsAt(workload: WorkloadStory, position: Position): PodGroup[] {
  const current = workload.current.at(position);
  return workload.groups
    .filter(group => group.born <= position || group === current)
    .sort((a, b) => {
      if (a === current || b === current) return a === current ? -1 : 1;
      return b.revision.at(position) - a.revision.at(position) || b.born - a.born;
    });
}

/** The pods of a workload that exist here, group by group, oldest first. */
export function livesAt(workload: WorkloadStory, position: Position): PodLife[] {
  const lives: PodLife[] = [];
  for (const group of groupsAt(workload, position)) {
    if (group.existing(position) === 0) continue;
    for (const life of group.pods) {
      // in the order of their births
      if (life.born > position) break;
      if (life.gone === undefined || life.gone > position) lives.push(life);
    }
  }
  return lives;
}

export interface NodeCounts {
  readonly node: string;
  readonly counts: Readonly<Record<Exclude<PodState, 'gone'>, number>>;
}

/**
 * How the pods of a workload lie over the nodes here, by name; nodes without any are left out. One after the other, for
 * a view that shows the first few of hundreds: the series of a node are read when it is reached.
 */
export function* podsByNode(workload: WorkloadStory, position: Position): Generator<NodeCounts> {
  for (const node of [...workload.nodes.keys()].sort(byName)) {
    const series = workload.nodes.get(node)!;
    const counts = { pending: 0, running: 0, ready: 0, leaving: 0, failing: 0 };
    let sum = 0;
    for (const state of POD_STATES)
      if (state !== 'gone') {
        counts[state] = series[state].at(position);
        sum += counts[state];
      }
    if (sum > 0) yield { node, counts };
  }
}
