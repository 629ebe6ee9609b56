/** Looking for a text within what a pane shows: `/`, then `n` and `N`. */
import type { Model, Pane } from '../model.ts';
import { type Line, type Span, span } from '../text.ts';

/** What a key does while the text is typed. */
export function typing(model: Model, pane: Pane, key: string, find: (model: Model, pane: Pane) => Model): Model {
  const { typing: typed = '', ...rest } = pane;
  const type = (text: string): Model => ({ ...model, open: { ...pane, typing: text } });
  switch (key) {
    case 'esc':
      return { ...model, open: rest as Pane };
    case 'enter': {
      const text = typed === '' ? (pane.find ?? '') : typed;
      const next = { ...rest, find: text } as Pane;
      return text === '' ? { ...model, open: rest as Pane } : find({ ...model, open: next }, next);
    }
    case 'backspace':
      return typed === '' ? { ...model, open: rest as Pane } : type([...typed].slice(0, -1).join(''));
    case 'ctrl+u':
      return type('');
    case 'space':
      return type(`${typed} `);
    default:
      return [...key].length === 1 ? type(typed + key) : model;
  }
}

export const textOf = (row: Line): string => row.map(({ text }) => text).join('');

/** Small letters find capitals too; a capital finds capitals alone. */
const sameCase = (find: string): ((text: string) => string) =>
  find === find.toLowerCase() ? text => text.toLowerCase() : text => text;

export const holds = (row: Line, find: string): boolean => sameCase(find)(textOf(row)).includes(find);

/** The next line that holds a text, from one on, around the end; undefined where none does. */
export function nextLine(lines: readonly Line[], find: string, from: number, by: 1 | -1): number | undefined {
  for (let step = 1; step <= lines.length; step++) {
    const at = (((from + by * step) % lines.length) + lines.length) % lines.length;
    if (holds(lines[at]!, find)) return at;
  }
  return undefined;
}

/** A line with every place where the text stands marked: `▸` before it too, for who sees no colours. */
export function marked(row: Line, find: string): Line {
  if (find === '' || !holds(row, find)) return row;
  const fold = sameCase(find);
  const spans: Span[] = [];
  for (const piece of row) {
    let [rest, at] = [piece.text, fold(piece.text).indexOf(find)];
    while (at >= 0) {
      spans.push({ text: rest.slice(0, at), tone: piece.tone }, span(rest.slice(at, at + find.length), 'found'));
      rest = rest.slice(at + find.length);
      at = fold(rest).indexOf(find);
    }
    spans.push({ text: rest, tone: piece.tone });
  }
  const [first, ...others] = spans.filter(({ text }) => text !== '');
  return first?.text.startsWith(' ') ? [{ text: `▸${first.text.slice(1)}`, tone: first.tone }, ...others] : spans;
}
