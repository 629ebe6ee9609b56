import type { ClusterView } from '@playhead/core';

/** A cluster with nothing in it: what a manifest is checked against. */
export const EMPTY_VIEW: ClusterView = {
  position: 0,
  time: 0,
  get: () => undefined,
  list: () => [],
  kinds: () => [],
  dependents: () => [],
  memory: () => undefined,
  memories: () => [],
};
