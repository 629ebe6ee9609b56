/** What a pod has come through, and when: read off the versions of it that a log has. */
import type { ContainerStatus, Entry, LogTime, Pod, Position } from '@playhead/core';
import { isReady } from '@playhead/core';

/** When something was, and which entry says so. */
export interface Mark {
  readonly time: LogTime;
  readonly position: Position;
}

/** The end of a container. */
export interface End extends Mark {
  readonly exitCode: number;
  readonly reason: string;
  /** Milliseconds from being ready, or where it never was from being started. */
  readonly after: number;
  readonly afterReady: boolean;
}

/** One pod from its first entry on; each mark is the latest of its kind. Durations are in milliseconds. */
export class PodPast {
  pod: Pod;
  readonly born: Mark;
  bound: Mark | undefined;
  accepted: Mark | undefined;
  started: Mark | undefined;
  /** The latest turn to ready; `firstReady` the first since it last started. */
  ready: Mark | undefined;
  firstReady: Mark | undefined;
  unready: Mark | undefined;
  /** The image could not be had, or the container not be made: the first error, and the wait before it is tried again. */
  failed: (Mark & { readonly reason: string; readonly message: string }) | undefined;
  backoff: Mark | undefined;
  going: Mark | undefined;
  gone: Mark | undefined;
  finished: Mark | undefined;
  readonly ends: End[] = [];
  /** From its binding to its first start. */
  startTook: number | undefined;
  /** From each start to being ready. */
  readonly readyTook: number[] = [];
  /** From an end to the next start. */
  readonly restartWaits: number[] = [];
  /** Spells of not being ready: so long after it was, for so long. */
  readonly flaps: { readonly after: number; readonly for?: number }[] = [];

  /** Met when it had already come some way: its marks are whole seconds, from its own timestamps. */
  readonly old: boolean;

  /** @param before the version before the first one seen; @param start milliseconds since the Unix epoch at time 0 */
  constructor(first: Pod, before: Pod | undefined, mark: Mark, start: number) {
    this.pod = first;
    const known = before ?? first;
    this.old = before !== undefined || known.spec.nodeName !== undefined;
    this.born = this.old ? at(known.metadata.creationTimestamp, mark, start) : mark;
    if (this.old) this.#remember(known, mark, start);
  }

  #remember(pod: Pod, mark: Mark, start: number): void {
    const { startTime, conditions } = pod.status;
    if (pod.spec.nodeName !== undefined) this.bound = at(startTime, mark, start);
    if (startTime !== undefined) this.accepted = this.bound;
    const running = statuses(pod).find(({ state }) => state?.running !== undefined)?.state.running;
    if (running !== undefined) this.started = at(running.startedAt ?? startTime, mark, start);
    const turned = conditions?.find(({ type }) => type === 'Ready');
    if (turned?.status === 'True') {
      this.ready = at(turned.lastTransitionTime, mark, start);
      this.firstReady = this.ready;
    }
    const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata;
    if (deletionTimestamp !== undefined) {
      const asked = at(deletionTimestamp, mark, start);
      this.going = { ...asked, time: asked.time - deletionGracePeriodSeconds * 1000 };
    }
    const waiting = waitingIn(pod)?.reason;
    if (waiting === undefined || ON_THE_WAY.has(waiting)) return;
    const end = endOf(pod);
    if (end !== undefined) {
      const ended = at(end.finishedAt, mark, start);
      this.ends.push({ ...ended, exitCode: end.exitCode, reason: end.reason ?? 'Error', after: 0, afterReady: false });
    }
  }

  /** Follows one version to the next. */
  see(before: Pod | undefined, after: Pod | undefined, { time, position }: Entry): void {
    const mark = { time, position };
    if (after === undefined) {
      this.gone ??= mark;
      return;
    }
    this.pod = after;
    if (after.spec.nodeName !== undefined) this.bound ??= mark;
    if (after.status.startTime !== undefined) this.accepted ??= mark;
    if (after.metadata.deletionTimestamp !== undefined) {
      this.going ??= mark;
      return;
    }
    this.#waiting(after, mark);
    this.#ended(before, after, mark);
    this.#running(before, after, mark);
    this.#readiness(before, after, mark);
    if (isFinished(after)) this.finished ??= mark;
  }

  #waiting(after: Pod, mark: Mark): void {
    const waiting = waitingIn(after);
    if (waiting?.reason === undefined || ON_THE_WAY.has(waiting.reason)) return;
    if (waiting.reason === 'ImagePullBackOff') {
      this.failed ??= { ...mark, reason: 'ErrImagePull', message: waiting.message ?? '' };
      this.backoff ??= mark;
    } else if (waiting.reason !== 'CrashLoopBackOff')
      this.failed ??= { ...mark, reason: waiting.reason, message: waiting.message ?? '' };
  }

  #ended(before: Pod | undefined, after: Pod, mark: Mark): void {
    const end = endOf(after);
    if (end === undefined || signature(end) === signature(before && endOf(before))) return;
    const { time } = mark;
    const wasReady = this.firstReady !== undefined;
    const since = this.firstReady?.time ?? this.started?.time ?? this.bound?.time ?? time;
    const { exitCode, reason = 'Error' } = end;
    this.ends.push({ ...mark, exitCode, reason, after: time - since, afterReady: wasReady });
    this.firstReady = undefined;
  }

  #running(before: Pod | undefined, after: Pod, mark: Mark): void {
    if (!isRunning(after) || (before !== undefined && isRunning(before))) return;
    const end = this.ends.at(-1);
    if (end !== undefined) this.restartWaits.push(mark.time - end.time);
    if (this.started === undefined && this.bound !== undefined) this.startTook = mark.time - this.bound.time;
    this.started = mark;
  }

  #readiness(before: Pod | undefined, after: Pod, mark: Mark): void {
    const [was, is] = [before !== undefined && isReady(before), isReady(after)];
    if (was === is) return;
    if (is) {
      const spell = this.flaps.at(-1);
      if (this.firstReady !== undefined && spell !== undefined && this.unready !== undefined)
        this.flaps[this.flaps.length - 1] = { ...spell, for: mark.time - this.unready.time };
      this.ready = mark;
      if (this.firstReady === undefined && this.started !== undefined)
        this.readyTook.push(mark.time - this.started.time);
      this.firstReady ??= mark;
    } else if (isRunning(after)) {
      this.flaps.push({ after: mark.time - (this.ready?.time ?? mark.time) });
      this.unready = mark;
    }
  }
}

/** The moment a timestamp names, told by the entry that shows it; never later than that. */
function at(timestamp: string | undefined, mark: Mark, start: number): Mark {
  const time = timestamp === undefined ? Number.NaN : Date.parse(timestamp) - start;
  return Number.isNaN(time) ? mark : { time: Math.min(time, mark.time), position: mark.position };
}

const ON_THE_WAY = new Set(['ContainerCreating', 'PodInitializing']);

const statuses = (pod: Pod): readonly ContainerStatus[] => pod.status.containerStatuses ?? [];

export const waitingIn = (pod: Pod) => statuses(pod).find(({ state }) => state?.waiting !== undefined)?.state.waiting;

export const isRunning = (pod: Pod): boolean => statuses(pod).some(({ state }) => state?.running !== undefined);

export const isFinished = (pod: Pod): boolean => pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';

export const restartsOf = (pod: Pod): number =>
  statuses(pod).reduce((most, { restartCount }) => Math.max(most, restartCount ?? 0), 0);

/** The last end that a version of a pod tells of. */
function endOf(pod: Pod) {
  for (const { state, lastState } of statuses(pod)) {
    const end = state?.terminated ?? lastState?.terminated;
    if (end !== undefined) return end;
  }
  return undefined;
}

/** The end of a container moves from its state to its last state and is the same. */
const signature = (end: ReturnType<typeof endOf>): string =>
  end === undefined ? '' : `${end.exitCode} ${end.startedAt} ${end.finishedAt}`;
