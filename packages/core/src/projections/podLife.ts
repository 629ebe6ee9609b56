import type { ObjectKey } from '../kube/key.ts';
import type { Condition, KubeObject, OwnerReference } from '../kube/object.ts';
import { controllerOf } from '../kube/object.ts';
import type { ContainerStatus } from '../kube/pod.ts';
import type { Position } from '../log/entry.ts';
import type { PodState } from './signs.ts';
import { Steps } from './steps.ts';
import { shortName } from './words.ts';

const REVISED = new Set(['StatefulSet', 'DaemonSet']);

/** A StatefulSet's pods name their revision whole (`web-7bdd5d4d9`), a DaemonSet's its hash alone. */
function groupUid(owner: OwnerReference, pod: KubeObject): string {
  const revision = REVISED.has(owner.kind) ? pod.metadata.labels?.['controller-revision-hash'] : undefined;
  return revision === undefined ? owner.uid : revisionUid(owner, revision);
}

/** The uid of the group of a revision, from its owner and its name or the hash that ends it. */
export const revisionUid = (owner: OwnerReference, name: string): string =>
  `${owner.uid}/${name.startsWith(`${owner.name}-`) ? name.slice(owner.name.length + 1) : name}`;

/** What was said of a pod that fails: `reason` as `ErrImagePull`, `OOMKilled`, `Unschedulable`. */
export interface PodError {
  readonly position: Position;
  readonly reason: string;
  readonly message: string;
  readonly exitCode?: number;
}

/** One pod from its first entry to its last. A name used again (a StatefulSet's) is another life. */
export interface PodLife {
  readonly key: ObjectKey;
  readonly uid: string;
  readonly name: string;
  readonly short: string;
  /** The uid of the controller that owns it; empty where none does. */
  readonly owner: string;
  /** The uid of its group: its owner's, or that of the revision it was made from. */
  readonly group: string;
  readonly born: Position;
  readonly gone: Position | undefined;
  readonly states: Steps<PodState>;
  /** Why it is in its state, where there is a word for it: `ImagePullBackOff`, `Unschedulable`. */
  readonly words: Steps<string>;
  readonly node: Steps<string>;
  readonly errors: readonly PodError[];
  readonly restarts: Steps<number>;
  /** `.status.phase`, which a state does not tell: a pod that fails may be Pending, Running or Failed. */
  readonly phases: Steps<string>;
  /** `states.at(position)`, for views that ask thousands of pods. */
  stateAt(position: Position): PodState;
  /** The last error that says what is wrong, kept when the pod by now only says that it waits before trying again. */
  lastError(position: Position): PodError | undefined;
}

/** The last error up to a position. */
export function lastErrorOf(errors: readonly PodError[], position: Position): PodError | undefined {
  for (let i = errors.length - 1; i >= 0; i--) if (errors[i]!.position <= position) return errors[i];
  return undefined;
}

/** A life while the log is read. */
export class TrackedLife implements PodLife {
  readonly key: ObjectKey;
  readonly uid: string;
  readonly name: string;
  readonly short: string;
  readonly owner: string;
  readonly group: string;
  readonly born: Position;
  gone: Position | undefined;
  readonly states = new Steps<PodState>('gone');
  readonly words = new Steps<string>('');
  readonly node = new Steps<string>('');
  readonly errors: PodError[] = [];
  readonly restarts = new Steps<number>(0);
  readonly phases = new Steps<string>('');

  constructor(pod: KubeObject, key: ObjectKey, position: Position) {
    this.key = key;
    this.uid = pod.metadata.uid;
    this.name = pod.metadata.name;
    this.short = shortName(pod.metadata.name);
    const owner = controllerOf(pod);
    this.owner = owner?.uid ?? '';
    this.group = owner === undefined ? '' : groupUid(owner, pod);
    this.born = position;
  }

  stateAt(position: Position): PodState {
    return this.states.at(position);
  }

  lastError(position: Position): PodError | undefined {
    return lastErrorOf(this.errors, position);
  }
}

export interface PodLook {
  readonly state: PodState;
  readonly word: string;
  readonly error: Omit<PodError, 'position'> | undefined;
}

/** What one version of a pod says. */
export function lookAt(pod: KubeObject): PodLook {
  const status = pod.status ?? {};
  const failure = containerFailure(status.containerStatuses) ?? containerFailure(status.initContainerStatuses);
  const conditions = status.conditions as readonly Condition[] | undefined;
  let ready = false;
  let unschedulable: Condition | undefined;
  for (const c of conditions ?? []) {
    if (c.type === 'Ready') ready = c.status === 'True';
    else if (c.type === 'PodScheduled' && c.status === 'False' && c.reason === 'Unschedulable') unschedulable = c;
  }
  if (pod.metadata.deletionTimestamp !== undefined) return { state: 'leaving', word: '', error: undefined };
  if (status.phase === 'Failed') {
    const error = failure?.error ?? { reason: status.reason ?? 'Failed', message: status.message ?? '' };
    return { state: 'failing', word: failure?.word ?? error.reason, error };
  }
  if (failure !== undefined && !ready) return { state: 'failing', word: failure.word, error: failure.error };
  if (ready) return { state: 'ready', word: '', error: undefined };
  if (status.phase === 'Succeeded') return { state: 'gone', word: 'Succeeded', error: undefined };
  if (status.phase === 'Running') return { state: 'running', word: '', error: undefined };
  if (unschedulable !== undefined)
    return {
      state: 'pending',
      word: 'Unschedulable',
      error: { reason: 'Unschedulable', message: unschedulable.message ?? '' },
    };
  return { state: 'pending', word: '', error: undefined };
}

const ON_THE_WAY = new Set(['ContainerCreating', 'PodInitializing', '']);
const WAITS_TO_RETRY = new Set(['ImagePullBackOff', 'CrashLoopBackOff']);

function containerFailure(
  statuses: readonly ContainerStatus[] | undefined,
): { readonly word: string; readonly error: Omit<PodError, 'position'> | undefined } | undefined {
  for (const status of statuses ?? []) {
    const { waiting, terminated } = status.state;
    if (terminated !== undefined && terminated.exitCode !== 0) {
      const reason = terminated.reason ?? 'Error';
      return { word: reason, error: { reason, message: terminated.message ?? '', exitCode: terminated.exitCode } };
    }
    const reason = waiting?.reason;
    if (reason === undefined || ON_THE_WAY.has(reason)) continue;
    const last = status.lastState?.terminated;
    if (reason === 'CrashLoopBackOff' && last !== undefined)
      return {
        word: reason,
        error: { reason: last.reason ?? 'Error', message: last.message ?? '', exitCode: last.exitCode },
      };
    const error = WAITS_TO_RETRY.has(reason) ? undefined : { reason, message: waiting?.message ?? '' };
    return { word: reason, error };
  }
  return undefined;
}

/** How often containers of this pod were started again. */
export function restartsOf(pod: KubeObject): number {
  let sum = 0;
  for (const status of (pod.status?.containerStatuses ?? []) as readonly ContainerStatus[]) sum += status.restartCount;
  return sum;
}

/** Started again after a failure, and not ready since. */
export function isRetrying(life: Pick<PodLife, 'states'>, position: Position): boolean {
  const { values } = life.states;
  for (let i = life.states.indexAt(position); i >= 0; i--) {
    if (values[i] === 'failing') return life.states.at(position) !== 'failing';
    if (values[i] !== 'running' && values[i] !== 'pending') return false;
  }
  return false;
}
