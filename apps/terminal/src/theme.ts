import type { PodState } from '@playhead/core';
import type { Line, Tone } from './text.ts';

/** How tones look. Nothing is said by colour alone: signs and words say the same with NO_COLOR. */
export interface Theme {
  readonly color: boolean;
  readonly ascii: boolean;
}

/** SGR parameters: green ready, yellow on the way, red failing, grey old or gone, magenta a hand from outside. */
const CODES: Readonly<Record<Tone, string>> = {
  plain: '',
  dim: '2',
  bold: '1',
  good: '32',
  way: '33',
  bad: '31',
  old: '90',
  hand: '35',
  rule: '90',
  playhead: '1;97',
  selected: '1',
  added: '32',
  removed: '31',
  found: '7',
  rev0: '36',
  rev1: '94',
  rev2: '96',
  rev3: '34',
};

const STATE_TONES: Readonly<Record<PodState, Tone>> = {
  ready: 'good',
  running: 'way',
  pending: 'way',
  leaving: 'old',
  failing: 'bad',
  gone: 'old',
};

export const stateTone = (state: PodState): Tone => STATE_TONES[state];

/** A revision keeps one colour through a session. */
export const revisionTone = (order: number): Tone => (['rev0', 'rev1', 'rev2', 'rev3'] as const)[order % 4]!;

const ASCII: Readonly<Record<string, string>> = {
  '●': '#',
  '◐': '+',
  '○': 'o',
  '◌': '-',
  '✗': 'x',
  '·': '.',
  '━': '=',
  '═': '%',
  '░': ':',
  '┄': '-',
  '╌': '~',
  '─': '_',
  '┃': '|',
  '│': '|',
  '╷': ':',
  '┬': '-',
  '┤': '|',
  '▏': '_',
  '▼': 'v',
  '✓': '*',
  '→': '>',
  '←': '<',
  '↑': '^',
  '↓': 'v',
  '…': '~',
  '▸': '>',
  '−': '-',
  '–': '-',
  '×': 'x',
  '▁': '1',
  '▂': '2',
  '▃': '3',
  '▄': '4',
  '▅': '5',
  '▆': '6',
  '▇': '7',
  '█': '8',
  '’': "'",
};

/** Our own signs in ASCII, each still one cell; in rules `─` is a dash, in lanes it is the recorded future. */
const toAscii = (text: string, tone: Tone): string =>
  text.replace(/[^\u0020-\u007e]/gu, sign => (tone === 'rule' && sign === '─' ? '-' : (ASCII[sign] ?? sign)));

/** A line as a terminal takes it. Lines hold cleaned text only, so the escapes here are the only ones. */
export function paint(spans: Line, theme: Theme): string {
  let painted = '';
  for (const { text, tone } of spans) {
    const shown = theme.ascii ? toAscii(text, tone) : text;
    const code = theme.color ? CODES[tone] : '';
    painted += code === '' || shown === '' ? shown : `\u001b[${code}m${shown}\u001b[0m`;
  }
  return painted;
}
