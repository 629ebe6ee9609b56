/**
 * A log as Redux DevTools imports it: each entry that carries a meaning is an action, and the state after it says of
 * every workload what a lane shows. Whole objects would be too much: DevTools keeps every state, and 20,000 of them
 * took it 583 MB.
 * Source: `IMPORT_STATE` of @redux-devtools/instrument, whose lifted state this is.
 */
import { type Entry, entryWords, type Position, type Story, type WorkloadStory } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';

/** More than this DevTools cannot hold at once. */
export const MOST_ACTIONS = 20_000;

/** What DevTools shows of a workload. Numbers are pods; `conditions` is type to status. */
export interface DevtoolsWorkload {
  readonly phase: string;
  readonly revision: number;
  readonly desired: number;
  readonly serving: number;
  readonly existing: number;
  readonly available: number;
  readonly floor: number;
  readonly ceiling: number;
  readonly conditions: Readonly<Record<string, string>>;
  /** By revision or image. */
  readonly groups: Readonly<
    Record<string, { readonly size: number; readonly ready: number; readonly failing: number }>
  >;
}

export type DevtoolsState = Readonly<Record<string, DevtoolsWorkload>>;

/**
 * One JSON document. `from` and `to` are positions, both included. Left: too many actions, in a line.
 */
export function exportDevtools(story: Story, from: Position, to: Position): E.Either<string, string> {
  const positions: Position[] = [];
  for (const position of story.meaning) if (position >= from && position <= to) positions.push(position);
  if (positions.length > MOST_ACTIONS)
    return E.left(
      `${positions.length} actions are more than DevTools holds (${MOST_ACTIONS}); take a part with --from and --to`,
    );
  const { header } = story.timeline.log;
  const before = Math.max(0, from - 1);
  const actions = [
    { type: '@@INIT', name: header.name, origin: header.origin },
    ...positions.map(p => actionOf(story, p)),
  ];
  const ids = actions.map((_, id) => id);
  const stamp = (position: Position): number => header.start + (story.times[position] ?? 0);
  return E.right(
    JSON.stringify({
      monitorState: {},
      nextActionId: actions.length,
      actionsById: Object.fromEntries(
        actions.map((action, id) => [
          id,
          { type: 'PERFORM_ACTION', action, timestamp: stamp(id === 0 ? before : positions[id - 1]!) },
        ]),
      ),
      stagedActionIds: ids,
      skippedActionIds: [],
      committedState: stateOf(story, before),
      currentStateIndex: actions.length - 1,
      computedStates: [before, ...positions].map(position => ({ state: stateOf(story, position) })),
      isLocked: false,
      isPaused: true,
    }),
  );
}

interface Action {
  readonly type: string;
  readonly position: Position;
  readonly actor: string;
  readonly subject: string;
  readonly cause: Position;
  readonly events: readonly string[];
}

function actionOf(story: Story, position: Position): Action {
  const entry: Entry = story.timeline.entry(position);
  const { actor, subject, what } = entryWords(story, position);
  return {
    type: `${subject === '' ? actor : subject} ${what}`.trim(),
    position,
    actor,
    subject: entry.subject ?? '',
    cause: entry.cause,
    events: entry.events.map(({ type }) => type),
  };
}

function stateOf(story: Story, position: Position): DevtoolsState {
  const there = story.workloads.filter(workload => workload.exists.at(position));
  return Object.fromEntries(there.map(workload => [workload.key, workloadOf(workload, position)]));
}

function workloadOf(workload: WorkloadStory, position: Position): DevtoolsWorkload {
  const fences = workload.fences.at(position);
  const desired = workload.desired.at(position);
  return {
    phase: workload.phase.at(position),
    revision: workload.revision.at(position),
    desired,
    serving: workload.serving.at(position),
    existing: workload.existing.at(position),
    available: workload.available.at(position),
    floor: fences?.floor ?? desired,
    ceiling: fences?.ceiling ?? desired,
    conditions: Object.fromEntries(
      [...workload.conditions].flatMap(([type, steps]) => {
        const condition = steps.at(position);
        return condition === undefined ? [] : [[type, condition.status] as const];
      }),
    ),
    groups: Object.fromEntries(
      workload.groups
        .filter(group => group.born <= position)
        .map(group => [
          group.revision.at(position) > 0 ? `rev ${group.revision.at(position)}` : group.image,
          {
            size: group.size.at(position),
            ready: group.count('ready', position),
            failing: group.count('failing', position),
          },
        ]),
    ),
  };
}
