import type { Position } from '../log/entry.ts';
import type { ClusterState } from '../state/clusterState.ts';

/** States kept at every so-many-th position, as they are passed. A cache: never the only copy of anything. */
export class Keyframes {
  readonly #every: number;
  readonly #frames = new Map<number, ClusterState>();
  #last = 0;

  constructor(every: number) {
    this.#every = every;
  }

  offer(state: ClusterState): void {
    if (state.position % this.#every !== 0) return;
    const index = state.position / this.#every;
    if (this.#frames.has(index)) return;
    this.#frames.set(index, state.fork());
    if (index > this.#last) this.#last = index;
  }

  /** The nearest kept state at or before the position. */
  before(position: Position): ClusterState | undefined {
    for (let index = Math.min(this.#last, Math.floor(position / this.#every)); index > 0; index--) {
      const frame = this.#frames.get(index);
      if (frame !== undefined) return frame;
    }
    return undefined;
  }

  clear(): void {
    this.#frames.clear();
    this.#last = 0;
  }
}
