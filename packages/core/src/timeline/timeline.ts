import type { Entry, Log, LogTime, Position } from '../log/entry.ts';
import type { Change } from '../state/clusterState.ts';
import { ClusterState, type ClusterView } from '../state/clusterState.ts';
import { Keyframes } from './keyframes.ts';
import type { LogIndex } from './logIndex.ts';

/** With an index: a state so few entries back is moved on, one further away is asked for object by object. */
const NEAR = 256;

/** A keyframe of 10,000 pods takes some 30 kB, so the most that are kept take some 60 MB. */
const MOST_KEYFRAMES = 2048;

/**
 * A log that can be visited at any position. Keyframes are a cache: `dropKeyframes` changes no answer. One working
 * state moves forward in place; going back starts from the nearest keyframe. An index, once it is known, takes the place
 * of keyframes: it finds each object by its own writes, so that no place in a log is far from any other.
 */
export class Timeline {
  readonly log: Log;
  readonly #keyframes: Keyframes;
  #index: LogIndex | undefined;
  #working = ClusterState.empty();

  constructor(log: Log, options: { readonly keyframeEvery?: number } = {}) {
    this.log = log;
    this.#keyframes = new Keyframes(options.keyframeEvery ?? Math.max(256, Math.ceil(log.length / MOST_KEYFRAMES)));
  }

  /** What is known of this log by one pass over it, which may lie long ago. It changes no answer. */
  know(index: LogIndex): void {
    if (index.columns.length !== this.length)
      throw new Error(`an index of ${index.columns.length} entries for a log of ${this.length}`);
    this.#index = index;
    this.#keyframes.clear();
    this.#working = ClusterState.over(index, 0);
  }

  get index(): LogIndex | undefined {
    return this.#index;
  }

  get length(): Position {
    return this.log.length;
  }

  entry(position: Position): Entry {
    return this.log.entry(position);
  }

  /** The state after the entry at this position; it stays as it is when the timeline moves on. */
  stateAt(position: Position): ClusterState {
    return this.#seek(position).fork();
  }

  /** The state at this position for a look that ends before the next question: no fork. */
  peek(position: Position): ClusterView {
    return this.#seek(position);
  }

  /** The state after the last entry at or before this time. */
  stateAtTime(time: LogTime): ClusterView {
    return this.stateAt(this.positionAt(time));
  }

  /** The last position whose time is at or before this one; 0 where none is. */
  positionAt(time: LogTime): Position {
    if (this.#index !== undefined) return this.#index.positionAt(time);
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.entry(middle).time <= time) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The time of an entry; 0 of the start. */
  timeAt(position: Position): LogTime {
    if (position === 0) return 0;
    return this.#index?.timeAt(position) ?? this.entry(position).time;
  }

  /**
   * Visits entries `from`..`to` in order, each with what it did and the state after it, which is only lent. One pass of
   * the fold: this is how whole-log projections are made. Where the next visit goes on, it begins without a fold. `keyframes`:
   * whether some are left on the way, which costs memory where nobody goes back.
   */
  visit(
    from: Position,
    to: Position,
    see: (entry: Entry, change: Change | undefined, state: ClusterView) => void,
    { keyframes = true }: { readonly keyframes?: boolean } = {},
  ): void {
    const state = this.#seek(from - 1).fork();
    for (let position = from; position <= to; position++) {
      const entry = this.entry(position);
      see(entry, state.apply(entry), state);
      if (keyframes) this.#offer(state);
    }
    this.#working = state;
  }

  #offer(state: ClusterState): void {
    if (this.#index === undefined) this.#keyframes.offer(state);
  }

  dropKeyframes(): void {
    this.#keyframes.clear();
    this.#working = this.#empty();
  }

  /** Before the first entry. */
  #empty(): ClusterState {
    return this.#index === undefined ? ClusterState.empty() : ClusterState.over(this.#index, 0);
  }

  #seek(position: Position): ClusterState {
    if (position < 0 || position > this.length) throw new Error(`@${position}: outside the log (0..${this.length})`);
    const behind = position - this.#working.position;
    if (this.#index !== undefined) {
      if (behind < 0 || behind > NEAR) this.#working = ClusterState.over(this.#index, position);
    } else {
      const frame = this.#keyframes.before(position);
      if (behind < 0 || (frame !== undefined && frame.position > this.#working.position))
        this.#working = frame === undefined ? ClusterState.empty() : frame.fork();
    }
    while (this.#working.position < position) {
      this.#working.advance(this.entry(this.#working.position + 1));
      this.#offer(this.#working);
    }
    return this.#working;
  }
}
