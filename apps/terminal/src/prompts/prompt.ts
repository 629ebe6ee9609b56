import type { Model } from '../model.ts';

/** One kind of line that is typed. */
export interface PromptKind {
  /** What `enter` does with it; the prompt is closed already. */
  readonly submit: (model: Model, text: string) => Model;
  /** What `tab` makes of it; without it nothing. */
  readonly complete?: (model: Model, text: string) => string;
  /** What may be typed, said while nothing is. */
  readonly about?: string;
  /** Lines shown above it while it is typed, the best first. */
  readonly suggest?: (model: Model, text: string) => readonly Suggestion[];
}

export interface Suggestion {
  readonly word: string;
  readonly says: string;
}
