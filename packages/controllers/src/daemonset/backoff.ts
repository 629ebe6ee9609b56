/** How long a node waits before a failed pod is replaced again: 1 s, 2 s, 4 s, … to 15 min (flowcontrol.Backoff). */
import type { DaemonSet, Json, Write } from '@playhead/core';
import type { Instant, Seen } from '../seen.ts';

const FIRST = 1000;
const MOST = 15 * 60_000;

export class Backoff {
  /** Milliseconds from the last replacement; 0 where there was none. */
  readonly delay: number;
  readonly #since: Instant;
  readonly #key: string;

  constructor(seen: Seen, ds: DaemonSet, node: string) {
    this.#key = `daemonset-failed/${ds.metadata.uid}/${ds.status.observedGeneration ?? 0}/${node}`;
    const kept = seen.memory(this.#key) as readonly [number, number] | undefined;
    [this.delay, this.#since] = kept ?? [0, Number.NEGATIVE_INFINITY];
  }

  /** Forgotten when twice the longest wait has passed. */
  left(now: Instant): number {
    return this.#isForgotten(now) ? 0 : Math.max(0, this.delay - (now - this.#since));
  }

  next(now: Instant): Write {
    const delay = this.delay === 0 || this.#isForgotten(now) ? FIRST : Math.min(this.delay * 2, MOST);
    return { verb: 'remember', key: this.#key, value: [delay, now] satisfies Json };
  }

  #isForgotten(now: Instant): boolean {
    return now - this.#since > 2 * MOST;
  }
}
