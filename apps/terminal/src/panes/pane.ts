import type { Model, Pane } from '../model.ts';
import type { Line } from '../text.ts';

export type PaneOf<Kind extends Pane['kind']> = Extract<Pane, { readonly kind: Kind }>;

/** One kind of pane: what it shows and what its own keys do. The pager does the rest: scrolling, closing, the frame. */
export interface PaneKind<P extends Pane = Pane> {
  readonly title: (model: Model, pane: P) => string;
  readonly lines: (model: Model, pane: P, width: number) => readonly Line[];
  /** The line under it: its keys. */
  readonly hint: string;
  /** The key that opened it closes it too. */
  readonly opener: string;
  /** The keys that are its own, before the pager's; undefined where a key is not. */
  readonly key?: (model: Model, pane: P, key: string) => Model | undefined;
  /** The line that must be in sight, where the pane has a selection of its own. */
  readonly selectedLine?: (model: Model, pane: P) => number;
  /** The pane with that line marked, where it marks one; else it is scrolled to. */
  readonly toLine?: (model: Model, pane: P, index: number) => P;
  /** False where nothing is looked for in it. */
  readonly findable?: false;
}
