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
export function podsAt(story: Story, workload: WorkloadStory, position: Position): PodRow[] {
  const rows: PodRow[] = [];
  for (const group of groupsAt(workload, position)) {
    if (group.existing(position) === 0) continue;
    for (const life of group.pods) {
      if (life.born > position || (life.gone !== undefined && life.gone <= position)) continue;
      rows.push(podRow(story, group, life, position));
    }
  }
  return rows;
}

export interface NodeCounts {
  readonly node: string;
  readonly counts: Readonly<Record<PodState, number>>;
}

/** How the pods of a workload lie over the nodes, by name; those without a node are left out. */
export function podsByNode(rows: readonly PodRow[]): NodeCounts[] {
  const byNode = new Map<string, Record<PodState, number>>();
  for (const row of rows) {
    if (row.node === '') continue;
    let counts = byNode.get(row.node);
    if (counts === undefined) {
      counts = Object.fromEntries(POD_STATES.map(state => [state, 0])) as Record<PodState, number>;
      byNode.set(row.node, counts);
    }
    counts[row.state]++;
  }
  return [...byNode]
    .map(([node, counts]) => ({ node, counts }))
    .sort((a, b) => a.node.localeCompare(b.node, 'en', { numeric: true }));
}
