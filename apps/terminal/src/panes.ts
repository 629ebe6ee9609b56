import { byTrouble } from '@playhead/core';
import type { Model, Pane } from './model.ts';
import { paneLength } from './view/pager.ts';

/** What a key does while something is open; undefined where the key is not the pane's own. */
export function updatePane(model: Model, pane: Pane, key: string): Model | undefined {
  if (key === 'esc') return { ...model, open: undefined };
  if (pane.kind === 'choose') return choose(model, pane.index, key);
  if (key === 'q') return { ...model, open: undefined };
  const page = Math.max(1, model.rows - 5);
  const length = paneLength(model, pane);
  const last = Math.max(0, length - page);
  const to = (scroll: number): Model => ({ ...model, open: { ...pane, scroll: Math.max(0, Math.min(last, scroll)) } });
  switch (key) {
    case 'j':
    case 'down':
    case 'enter':
      return to(pane.scroll + 1);
    case 'k':
    case 'up':
      return to(pane.scroll - 1);
    case 'space':
    case 'f':
    case 'pagedown':
      return to(pane.scroll + page);
    case 'b':
    case 'pageup':
      return to(pane.scroll - page);
    case 'd':
      return to(pane.scroll + Math.floor(page / 2));
    case 'u':
      return to(pane.scroll - Math.floor(page / 2));
    case 'g':
    case 'home':
      return to(0);
    case 'G':
    case 'end':
      return to(last);
    case 'y':
    case 'w':
    case '?': {
      const own = { yaml: 'y', why: 'w', help: '?' }[pane.kind];
      return key === own ? { ...model, open: undefined } : undefined;
    }
    default:
      return undefined;
  }
}

function choose(model: Model, index: number, key: string): Model | undefined {
  const workloads = byTrouble(model.story);
  const to = (next: number): Model => ({
    ...model,
    open: { kind: 'choose', index: Math.max(0, Math.min(workloads.length - 1, next)) },
  });
  switch (key) {
    case 'j':
    case 'down':
    case 'tab':
      return to(key === 'tab' ? (index + 1) % workloads.length : index + 1);
    case 'k':
    case 'up':
      return to(index - 1);
    case 'enter':
      return chosen(model, index);
    default:
      if (!/^[1-9]$/.test(key)) return undefined;
      return Number(key) <= workloads.length
        ? chosen(model, Number(key) - 1)
        : { ...model, notice: `there are ${workloads.length} workloads` };
  }
}

/** The workload of that rank of trouble on the screen, and the chooser closed. */
export const chosen = (model: Model, index: number): Model => ({
  ...model,
  workload: byTrouble(model.story)[index]?.key ?? model.workload,
  selected: undefined,
  open: undefined,
});
