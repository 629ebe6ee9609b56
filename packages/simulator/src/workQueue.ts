import type { ObjectKey, Position } from '@playhead/core';
import { LATENCY, RETRY, WORKERS } from './latency.ts';
import { TokenBucket } from './tokenBucket.ts';
import type { World } from './world.ts';

/**
 * client-go's work queue: a key is looked at by one worker at a time; added again while it is being looked at, it comes
 * again afterwards. Failures back off 5 ms, 10 ms, 20 ms, …; the earliest pending timer of a key stands.
 */
export class WorkQueue {
  readonly #world: World;
  readonly #look: (key: ObjectKey, cause: Position, done: (outcome: LookOutcome) => void) => void;
  readonly #waiting: ObjectKey[] = [];
  readonly #dirty = new Map<ObjectKey, Position>();
  readonly #busy = new Set<ObjectKey>();
  readonly #failures = new Map<ObjectKey, number>();
  readonly #timers = new Map<ObjectKey, { time: number; due: { cancelled: boolean } }>();
  readonly #retry: Retry;
  readonly #retries: TokenBucket | undefined;
  #idle: number;

  constructor(
    world: World,
    look: (key: ObjectKey, cause: Position, done: (outcome: LookOutcome) => void) => void,
    workers: number = WORKERS,
    retry: Retry = RETRY,
  ) {
    this.#world = world;
    this.#look = look;
    this.#idle = workers;
    this.#retry = retry;
    if (retry.perSecond !== undefined) this.#retries = new TokenBucket(retry.perSecond, retry.burst ?? 1);
  }

  /** @param cause the position of the entry that calls for the look */
  add(key: ObjectKey, cause: Position): void {
    const known = this.#dirty.has(key);
    this.#dirty.set(key, cause);
    if (known || this.#busy.has(key)) return;
    this.#waiting.push(key);
    this.#wake();
  }

  addAfter(key: ObjectKey, milliseconds: number, cause: Position): void {
    const time = this.#world.now + milliseconds * 1000;
    const pending = this.#timers.get(key);
    if (pending !== undefined) {
      if (pending.time <= time) return;
      pending.due.cancelled = true;
    }
    const due = this.#world.after(milliseconds * 1000, () => {
      this.#timers.delete(key);
      this.add(key, cause);
    });
    this.#timers.set(key, { time, due });
  }

  /** So many looks at it failed in a row before this queue was. */
  failed(key: ObjectKey, times: number): void {
    this.#failures.set(key, times);
  }

  #addRateLimited(key: ObjectKey, cause: Position): void {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    const own = Math.min(this.#retry.first * 2 ** failures, this.#retry.most);
    this.addAfter(key, Math.max(own, (this.#retries?.reserve(this.#world.now) ?? 0) / 1000), cause);
  }

  #wake(): void {
    if (this.#idle === 0 || this.#waiting.length === 0) return;
    this.#idle--;
    this.#world.after(LATENCY.pickUp, () => this.#work());
  }

  #work(): void {
    const key = this.#waiting.shift();
    if (key === undefined) {
      this.#idle++;
      return;
    }
    const cause = this.#dirty.get(key) ?? 0;
    this.#dirty.delete(key);
    this.#busy.add(key);
    this.#look(key, cause, outcome => this.#done(key, cause, outcome));
  }

  #done(key: ObjectKey, cause: Position, outcome: LookOutcome): void {
    if (outcome.askAgainSoon === true) this.#addRateLimited(key, cause);
    if (outcome.askAgainIn !== undefined) this.addAfter(key, outcome.askAgainIn, cause);
    if (outcome.failed) this.#addRateLimited(key, cause);
    else this.#failures.delete(key);
    this.#busy.delete(key);
    this.#idle++;
    if (this.#dirty.has(key)) this.#waiting.push(key);
    this.#wake();
  }
}

/** Milliseconds; without `perSecond` the queue as a whole is not held back. */
export interface Retry {
  readonly first: number;
  readonly most: number;
  readonly perSecond?: number;
  readonly burst?: number;
}

export interface LookOutcome {
  readonly failed: boolean;
  readonly askAgainIn?: number;
  readonly askAgainSoon?: boolean;
}
