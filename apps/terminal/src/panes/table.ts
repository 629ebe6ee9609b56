/** Every kind of pane. A new one: its file here, its row below, its shape in `Pane` (model.ts). */
import type { Pane } from '../model.ts';
import { choose } from './choose.ts';
import { describe } from './describe.ts';
import { diff } from './diff.ts';
import { events } from './events.ts';
import { feed } from './feed.ts';
import { help } from './help.ts';
import type { PaneKind, PaneOf } from './pane.ts';
import { places } from './places.ts';
import { sizes } from './sizes.ts';
import { why } from './why.ts';
import { yaml } from './yaml.ts';

const PANES: { readonly [Kind in Pane['kind']]: PaneKind<PaneOf<Kind>> } = {
  help,
  why,
  yaml,
  choose,
  places,
  diff,
  events,
  feed,
  sizes,
  describe,
};

export const paneKind = (pane: Pane): PaneKind => PANES[pane.kind] as PaneKind;
