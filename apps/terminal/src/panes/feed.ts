/** What happened around the position, where the screen itself has no room for it. */
import { feedLines } from '../view/feedRows.ts';
import type { PaneKind, PaneOf } from './pane.ts';

export const feed: PaneKind<PaneOf<'feed'>> = {
  title: ({ every }) => (every ? 'every entry around here' : 'what carries a meaning around here'),
  lines: (model, _pane, width) => feedLines(model, width, Math.max(1, model.rows - 7)),
  hint: 'tab all entries or meaning  ←→ step  ,. entry  esc closes',
  opener: 'a',
  findable: false,
  key: (model, _pane, key) => (key === 'tab' ? { ...model, every: !model.every } : undefined),
};
