import { ClusterState, type Entry, foldEvent, type KubeObject, type Log } from '@playhead/core';
import type { WatchLine } from './line.ts';

/**
 * The lines of a watch recording that a log stands for: each write as a watch event with the whole object, each command
 * when it ended as a step, each note as a note. CommandIssued, faults and what controllers remember have no line.
 * Importing a recording and exporting it gives the same lines.
 */
export function* exportLines(log: Log): Generator<WatchLine & { readonly t: number }> {
  const state = ClusterState.empty();
  for (let position = 1; position <= log.length; position++) {
    const entry = log.entry(position);
    const gone = entry.events.some(e => e.type === 'Deleted') ? lastSeen(state, entry) : undefined;
    const change = state.apply(entry);
    const t = entry.time;
    if (change === undefined) {
      yield* asked(entry, t);
      continue;
    }
    const { before, after } = change;
    if (after !== undefined) {
      if (after === before && entry.events.every(e => e.type === 'CreateFailed' || e.type === 'Remembered')) continue;
      const added = before === undefined || before.metadata.uid !== after.metadata.uid;
      yield { t, type: added ? 'ADDED' : 'MODIFIED', object: after };
    } else if (gone !== undefined) yield { t, type: 'DELETED', object: gone };
  }
}

/** The same as text, a JSON object a line, without line ends. */
export function* exportWatch(log: Log): Generator<string> {
  for (const line of exportLines(log)) yield JSON.stringify(line);
}

/** A deleted object as the API server sent it last: with the changes of the same entry, and its resourceVersion. */
function lastSeen(state: ClusterState, entry: Entry): KubeObject | undefined {
  let object = entry.subject === undefined ? undefined : state.get(entry.subject);
  for (const event of entry.events) {
    if (event.type === 'Deleted') break;
    object = foldEvent(object, event, entry);
  }
  if (object === undefined || entry.resourceVersion === undefined) return object;
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(entry.resourceVersion) } };
}

function* asked(entry: Entry, t: number): Generator<WatchLine & { readonly t: number }> {
  for (const event of entry.events) {
    if (event.type === 'Noted') yield { t, note: event.note };
    else if (event.type === 'CommandCompleted' || event.type === 'CommandRefused') {
      const { step, command, exitCode, stdout, stderr } = event;
      yield { t, step, command, exitCode, stdout, stderr };
    }
  }
}
