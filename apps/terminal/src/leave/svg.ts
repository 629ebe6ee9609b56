/**
 * A screen as a picture. The letters are text, so that it can be searched and copied; lines, bars and signs are drawn,
 * so that no font can make them ragged. Light or dark as the reader's system is.
 */
import { cells, type Line, type Tone } from '../text.ts';
import { signShape } from './svgSigns.ts';

/** A cell, in pixels. */
export const CELL = { width: 8.4, height: 18 } as const;
const MARGIN = 12;

export interface SvgOptions {
  /** Cells across; the picture is as wide also where no line is. */
  readonly columns: number;
  /** What the picture is of, for readers that cannot see it. */
  readonly title: string;
}

/** The rows of a screen as one SVG document, ending with a line feed. The same rows give the same bytes. */
export function svgOf(rows: readonly Line[], { columns, title }: SvgOptions): string {
  const width = round(columns * CELL.width + 2 * MARGIN);
  const height = rows.length * CELL.height + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    `<rect class="back" width="${width}" height="${height}" rx="8"/>`,
    `<g transform="translate(${MARGIN} ${MARGIN})">`,
    ...rows.map((row, y) => rowOf(row, y * CELL.height)).filter(row => row !== ''),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** One row: runs of letters as text, each as wide as its cells; signs as shapes, equal neighbours joined. */
function rowOf(row: Line, y: number): string {
  let column = 0;
  let drawn = '';
  for (const { text, tone } of row)
    for (const run of runsOf(text)) {
      const wide = cells(run);
      const x = column * CELL.width;
      const shape = signShape(run[0]!, wide, x, y);
      if (shape !== undefined) drawn += `<g class="${tone}">${shape}</g>`;
      else if (run.trim() !== '') drawn += letters(run, tone, x, y, wide);
      column += wide;
    }
  return drawn;
}

const letters = (run: string, tone: Tone, x: number, y: number, wide: number): string =>
  `<text class="${tone}" x="${round(x)}" y="${round(y + CELL.height * 0.74)}" textLength="${round(wide * CELL.width)}" xml:space="preserve">${escaped(run)}</text>`;

/** A text in pieces: the same sign over and over, or letters until the next sign. Blanks at either end are cut off. */
function runsOf(text: string): string[] {
  const runs: string[] = [];
  for (const piece of text.match(
    /([\u2500-\u259f\u25a0-\u25ff\u2713\u2717])\1*|[^\u2500-\u259f\u25a0-\u25ff\u2713\u2717]+/gu,
  ) ?? [])
    runs.push(...(piece.match(/^ +|[^ ](?:.*[^ ])?| +$/gu) ?? []));
  return runs;
}

const round = (n: number): number => Math.round(n * 100) / 100;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Two palettes of the same roles, each told apart also by those who see red and green alike: by light and by shape. */
const DARK: Readonly<Record<Tone | 'back', string>> = {
  back: '#0d1117',
  plain: '#c9d1d9',
  dim: '#8b949e',
  bold: '#f0f6fc',
  good: '#56d364',
  way: '#e3b341',
  bad: '#ff7b72',
  old: '#6e7681',
  hand: '#d2a8ff',
  rule: '#484f58',
  playhead: '#f0f6fc',
  selected: '#f0f6fc',
  added: '#56d364',
  removed: '#ff7b72',
  found: '#ffa657',
  rev0: '#39c5cf',
  rev1: '#79c0ff',
  rev2: '#a5d6ff',
  rev3: '#58a6ff',
};
const LIGHT: Readonly<Record<Tone | 'back', string>> = {
  back: '#ffffff',
  plain: '#24292f',
  dim: '#57606a',
  bold: '#0d1117',
  good: '#1a7f37',
  way: '#9a6700',
  bad: '#cf222e',
  old: '#8c959f',
  hand: '#8250df',
  rule: '#d0d7de',
  playhead: '#0d1117',
  selected: '#0d1117',
  added: '#1a7f37',
  removed: '#cf222e',
  found: '#bc4c00',
  rev0: '#0e7c86',
  rev1: '#0969da',
  rev2: '#218bff',
  rev3: '#0550ae',
};
const BOLD: ReadonlySet<string> = new Set(['bold', 'playhead', 'selected']);

const colours = (palette: Readonly<Record<string, string>>): string =>
  Object.entries(palette)
    .map(([role, colour]) => `.${role}{fill:${colour};stroke:${colour}}`)
    .join('');
const STYLE = [
  `text{font:14px ui-monospace,SFMono-Regular,Menlo,"DejaVu Sans Mono",monospace;stroke:none!important}`,
  `.back{stroke:none!important}`,
  ...[...BOLD].map(role => `text.${role}{font-weight:600}`),
  colours(DARK),
  `@media (prefers-color-scheme:light){${colours(LIGHT)}}`,
].join('');
