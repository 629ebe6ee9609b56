/** Work in slices, so that keys and frames come between, and word of how far it is. */

/** In milliseconds. */
export interface Pace {
  /** Work between two looks at the keyboard. */
  readonly slice: number;
  /** Between two words about progress. */
  readonly tell: number;
}
const USUAL: Pace = { slice: 25, tell: 250 };

export interface Piece {
  /** Does a little of it; false once nothing is left. */
  readonly work: () => boolean;
  /** How much of the whole is done: 0 to 1. */
  readonly share: () => number;
  readonly done: () => void;
}

export class Slices {
  readonly #tell: (share: number) => void;
  readonly #failed: (error: unknown) => void;
  readonly #pace: Pace;
  #again: NodeJS.Immediate | undefined;
  #told = performance.now();
  #stopped = false;

  constructor(tell: (share: number) => void, failed: (error: unknown) => void, pace: Pace = USUAL) {
    this.#tell = tell;
    this.#failed = failed;
    this.#pace = pace;
  }

  /** The first slice is done at once. */
  run(piece: Piece): void {
    if (this.#stopped) return;
    try {
      const began = performance.now();
      while (performance.now() - began < this.#pace.slice)
        if (!piece.work()) {
          piece.done();
          return;
        }
    } catch (error) {
      this.#failed(error);
      return;
    }
    if (performance.now() - this.#told >= this.#pace.tell) {
      this.#tell(piece.share());
      // a slow terminal must not spend its time on drawing how far it is
      this.#told = performance.now();
    }
    this.#again = setImmediate(() => this.run(piece));
  }

  stop(): void {
    this.#stopped = true;
    clearImmediate(this.#again);
  }
}
