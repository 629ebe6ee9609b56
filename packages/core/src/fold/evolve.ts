import type { Entry } from '../log/entry.ts';
import { ClusterState } from '../state/clusterState.ts';

/** The fold: a new state, the given one left as it was. The timeline applies entries in place through the same leaf. */
export function evolve(state: ClusterState, entry: Entry): ClusterState {
  const next = state.fork();
  next.apply(entry);
  return next;
}

/** All that a log adds up to. */
export function foldAll(entries: Iterable<Entry>): ClusterState {
  const state = ClusterState.empty();
  for (const entry of entries) state.advance(entry);
  return state;
}
