/** What a pod is at one position, as the signs say it. */
export type PodState = 'pending' | 'running' | 'ready' | 'leaving' | 'failing' | 'gone';

export const POD_STATES = ['pending', 'running', 'ready', 'leaving', 'failing', 'gone'] as const;

/** One cell wide in every terminal. */
export const SIGNS: Readonly<Record<PodState, string>> = {
  pending: '○',
  running: '◐',
  ready: '●',
  leaving: '◌',
  failing: '✗',
  gone: '·',
};

/** What the log says of a workload at one position. */
export type Phase =
  | 'none'
  | 'deleting'
  | 'outage'
  | 'stuck'
  | 'failing'
  | 'paused'
  | 'rolling'
  | 'scaling'
  | 'recovering'
  | 'complete';

/** From the worst: the order in which several workloads are offered. */
export const TROUBLE: readonly Phase[] = [
  'outage',
  'stuck',
  'failing',
  'recovering',
  'paused',
  'rolling',
  'scaling',
  'deleting',
  'complete',
  'none',
];

export const PHASE_SIGNS: Readonly<Record<Phase, string>> = {
  none: '·',
  deleting: '◌',
  outage: '✗',
  stuck: '✗',
  failing: '✗',
  paused: '◐',
  rolling: '◐',
  scaling: '◐',
  recovering: '◐',
  complete: '●',
};
