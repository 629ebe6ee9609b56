import type { KubeObject } from '@playhead/core';

/**
 * When the API server wrote an object at the latest-known: the newest of its creation, of the moment at which it was asked
 * to go (its deletionTimestamp lies the grace behind it) and of the times in `managedFields`, which the server itself
 * sets, in milliseconds since the epoch and whole seconds, cut off.
 */
export function lastWritten(object: KubeObject): number | undefined {
  let newest = Number.NEGATIVE_INFINITY;
  const see = (stamp: string | undefined) => {
    const at = stamp === undefined ? Number.NaN : Date.parse(stamp);
    if (at > newest) newest = at;
  };
  const { creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds = 0 } = object.metadata;
  see(creationTimestamp);
  const asked = deletionTimestamp === undefined ? Number.NaN : Date.parse(deletionTimestamp);
  if (asked - deletionGracePeriodSeconds * 1000 > newest) newest = asked - deletionGracePeriodSeconds * 1000;
  for (const field of object.metadata.managedFields ?? []) see(field.time);
  return newest === Number.NEGATIVE_INFINITY ? undefined : newest;
}

/**
 * When a recording began. A write stamped with second S was seen `t` milliseconds after the beginning, and was made no
 * later than that: so the beginning is no earlier than S - t. The largest of these bounds is the answer; it falls short
 * of the truth by at most the time to the nearest write that came just after a full second. Example: seen at t=495,
 * stamped :22 gives :21.505; seen at t=5377, stamped :27 gives :21.623, which wins.
 */
export class Beginning {
  #bound = Number.NEGATIVE_INFINITY;

  see(object: KubeObject, t: number): void {
    const written = lastWritten(object);
    if (written !== undefined && written - t > this.#bound) this.#bound = written - t;
  }

  /** Milliseconds since the epoch; the epoch itself where no object said a time. */
  get start(): number {
    return this.#bound === Number.NEGATIVE_INFINITY ? 0 : Math.round(this.#bound);
  }
}
