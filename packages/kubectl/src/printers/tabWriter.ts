/**
 * Text in columns by elastic tab stops, as Go's text/tabwriter lays it out: a cell ends with a tab, and consecutive
 * lines that have a cell in a column share that column's width. What follows the last tab of a line is not padded.
 */
export class TabWriter {
  readonly #minWidth: number;
  readonly #padding: number;
  /** Kept from flush to flush where asked for, so that rows which come later stay in line. */
  #remembered: number[] | undefined;
  #text = '';

  constructor(options: { readonly minWidth: number; readonly padding: number; readonly remember?: boolean }) {
    this.#minWidth = options.minWidth;
    this.#padding = options.padding;
    this.#remembered = options.remember === true ? [] : undefined;
  }

  write(text: string): void {
    this.#text += text;
  }

  /** All that was written since the last flush, in columns. */
  flush(): string {
    const text = this.#text;
    this.#text = '';
    if (text === '') return '';
    const lines = text.split('\n').map(line => line.split('\t'));
    const out: string[] = [];
    this.#format(lines, 0, lines.length, [], out);
    return out.join('\n');
  }

  /** tabwriter.Writer.format: a block of lines with a cell in the next column gets its width, then its own columns. */
  #format(lines: readonly string[][], from: number, to: number, widths: number[], out: string[]): void {
    const column = widths.length;
    let start = from;
    for (let at = from; at < to; at++) {
      if (column >= lines[at]!.length - 1) continue;
      for (let line = start; line < at; line++) out.push(padded(lines[line]!, widths));
      start = at;
      let width = this.#minWidth;
      for (; at < to && column < lines[at]!.length - 1; at++)
        width = Math.max(width, lengthOf(lines[at]![column]!) + this.#padding);
      widths.push(this.#remember(column, width, widths));
      this.#format(lines, start, at, widths, out);
      widths.pop();
      start = at;
    }
    for (let line = start; line < to; line++) out.push(padded(lines[line]!, widths));
  }

  #remember(column: number, width: number, widths: readonly number[]): number {
    const remembered = this.#remembered;
    if (remembered === undefined) return width;
    for (let at = remembered.length; at < widths.length; at++) remembered.push(widths[at]!);
    const widest = Math.max(remembered[column] ?? 0, width);
    remembered[column] = widest;
    return widest;
  }
}

/** How `get` lays out tables (cli-runtime printers.GetNewTabWriter). */
export const tableWriter = (): TabWriter => new TabWriter({ minWidth: 6, padding: 3, remember: true });

/** How `describe` and `rollout history` lay out text (describe.tabbedString). */
export function tabbed(text: string): string {
  const writer = new TabWriter({ minWidth: 0, padding: 2 });
  writer.write(text);
  return writer.flush();
}

function padded(cells: readonly string[], widths: readonly number[]): string {
  if (cells.length === 1) return cells[0]!;
  let line = '';
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at]!;
    line +=
      at < widths.length && at < cells.length - 1 ? cell + ' '.repeat(Math.max(0, widths[at]! - lengthOf(cell))) : cell;
  }
  return line;
}

/** In code points, as tabwriter counts. */
function lengthOf(cell: string): number {
  let length = cell.length;
  for (let at = 0; at < cell.length; at++) if ((cell.charCodeAt(at) & 0xfc00) === 0xdc00) length--;
  return length;
}
