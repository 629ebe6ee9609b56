/** Work in slices, so that keys and frames come between, and word of how far it is. */

/** Milliseconds of work between two looks at the keyboard. */
const SLICE = 25;
/** Milliseconds between two words about progress. */
const TELL = 250;

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
  #again: NodeJS.Immediate | undefined;
  #told = performance.now();
  #stopped = false;

  constructor(tell: (share: number) => void, failed: (error: unknown) => void) {
    this.#tell = tell;
    this.#failed = failed;
  }

  /** The first slice is done at once. */
  run(piece: Piece): void {
    if (this.#stopped) return;
    try {
      const began = performance.now();
      while (performance.now() - began < SLICE)
        if (!piece.work()) {
          piece.done();
          return;
        }
    } catch (error) {
      this.#failed(error);
      return;
    }
    if (performance.now() - this.#told >= TELL) {
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
