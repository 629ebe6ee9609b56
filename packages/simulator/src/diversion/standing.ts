/** Where each pod stands at a position, and since when: from there its kubelet goes on. */
import type { LogTime, Pod, Position } from '@playhead/core';
import { isReady } from '@playhead/core';
import type { History } from './history.ts';
import { isFinished, isRunning, PodPast, restartsOf, waitingIn } from './podPast.ts';

export interface Standing {
  readonly pod: Pod;
  readonly is: 'bound' | 'accepted' | 'no image' | 'running' | 'ready' | 'unready' | 'crashed' | 'going';
  /** Milliseconds since it came to stand so. */
  readonly passed: number;
  /** The entry that brought it there. */
  readonly cause: Position;
  readonly restarts: number;
  /** Spells of not being ready since it started, this one too. */
  readonly flaps: number;
}

/** Those whose kubelet has something to do, longest standing first. */
export function standingsOf(pods: readonly Pod[], history: History, start: number, now: LogTime): Standing[] {
  const standings: Standing[] = [];
  for (const pod of pods) {
    const mark = { time: now, position: 0 };
    const past = history.pods.get(pod.metadata.uid) ?? new PodPast(pod, pod, mark, start);
    const found = standOf(pod, past);
    if (found === undefined) continue;
    const { since = past.born, is } = found;
    standings.push({
      pod,
      is,
      passed: Math.max(0, now - since.time),
      cause: since.position,
      restarts: restartsOf(pod),
      flaps: past.flaps.length,
    });
  }
  // a sort keeps the order of equals, which is that of the state
  return standings.sort((a, b) => b.passed - a.passed);
}

function standOf(pod: Pod, past: PodPast): (Pick<Standing, 'is'> & { since?: PodPast['bound'] }) | undefined {
  if (pod.metadata.deletionTimestamp !== undefined) return { is: 'going', since: past.going };
  if (isFinished(pod) || pod.spec.nodeName === undefined) return undefined;
  if (isReady(pod)) return { is: 'ready', since: past.flaps.length > 0 ? past.ready : past.firstReady };
  if (isRunning(pod)) {
    const flapped = past.firstReady !== undefined && past.unready !== undefined;
    return flapped ? { is: 'unready', since: past.unready } : { is: 'running', since: past.started };
  }
  if (past.ends.length > 0) return { is: 'crashed', since: past.ends.at(-1) };
  const reason = waitingIn(pod)?.reason;
  if (reason === 'ImagePullBackOff') return undefined;
  if (past.failed !== undefined) return { is: 'no image', since: past.failed };
  return pod.status.startTime === undefined
    ? { is: 'bound', since: past.bound }
    : { is: 'accepted', since: past.accepted };
}
