/** What all panes have in common: a frame, scrolling, a line of keys. */
import type { Model, Pane } from '../model.ts';
import { type Line, line, rule, span } from '../text.ts';
import { marked, nextLine, typing } from './find.ts';
import { paneKind } from './table.ts';

/** A pane over a height: its title, its lines, and how it is moved and closed. */
export function paneRows(model: Model, pane: Pane, height: number): Line[] {
  const width = model.columns - 1;
  const kind = paneKind(pane);
  const lines = kind.lines(model, pane, width);
  const room = Math.max(1, height - 2);
  const from = scrollOf(model, pane, room);
  const shown = lines.slice(from, from + room).map(row => marked(row, pane.find ?? ''));
  const where = lines.length <= room ? '' : `${from + 1}–${from + shown.length} of ${lines.length}`;
  const rows: Line[] = [rule(kind.title(model, pane), where, width), ...shown];
  while (rows.length < height - 1) rows.push([]);
  rows.push(line(pane.typing === undefined ? span(` ${kind.hint}`, 'dim') : span(` /${pane.typing}▏`, 'bold')));
  return rows;
}

/** A selection of its own stays in sight; else where it was scrolled to. */
function scrollOf(model: Model, pane: Pane, room: number): number {
  const selected = paneKind(pane).selectedLine?.(model, pane);
  if (selected === undefined) return pane.scroll;
  return Math.max(Math.min(pane.scroll, selected), selected - room + 1, 0);
}

/** What a key does while a pane is open; undefined where the key is not the pane's. */
export function updatePane(model: Model, pane: Pane, key: string): Model | undefined {
  const kind = paneKind(pane);
  if (pane.typing !== undefined) return typing(model, pane, key, (next, found) => toFound(next, found, 1, true));
  const own = kind.key?.(model, pane, key);
  if (own !== undefined) return own;
  if (kind.findable !== false) {
    if (key === '/') return { ...model, open: { ...pane, typing: '' } };
    if ((key === 'n' || key === 'N') && pane.find !== undefined)
      return toFound(model, pane, key === 'n' ? 1 : -1, false);
  }
  if (key === 'esc' || key === 'q' || key === kind.opener) return { ...model, open: undefined };
  return kind.selectedLine === undefined ? scrolled(model, pane, key) : undefined;
}

/** The next line with what is looked for; `here`: the line it stands at counts too. */
function toFound(model: Model, pane: Pane, by: 1 | -1, here: boolean): Model {
  const kind = paneKind(pane);
  const lines = kind.lines(model, pane, model.columns - 1);
  const at = (kind.selectedLine?.(model, pane) ?? pane.scroll) - (here ? by : 0);
  const find = pane.find ?? '';
  const found = nextLine(lines, find, at, by);
  if (found === undefined) return { ...model, notice: `"${find}" stands nowhere in it` };
  const around = by > 0 ? found <= at && !here : found >= at && !here;
  const moved = kind.toLine?.(model, pane, found) ?? { ...pane, scroll: found };
  return { ...model, open: moved, notice: around ? 'around the end' : '' };
}

function scrolled(model: Model, pane: Pane, key: string): Model | undefined {
  const page = Math.max(1, model.rows - 5);
  const last = Math.max(0, paneKind(pane).lines(model, pane, model.columns - 1).length - page);
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
    default:
      return undefined;
  }
}
