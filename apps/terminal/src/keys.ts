/** Every key and what it does. Help and the last line of the screen are made from this table. */
export type Action =
  | 'previousMeaning'
  | 'nextMeaning'
  | 'previousEntry'
  | 'nextEntry'
  | 'previousWrite'
  | 'nextWrite'
  | 'previousHand'
  | 'nextHand'
  | 'nextFailing'
  | 'lowest'
  | 'tenth'
  | 'start'
  | 'end'
  | 'play'
  | 'playBackward'
  | 'faster'
  | 'slower'
  | 'prompt'
  | 'yaml'
  | 'why'
  | 'choose'
  | 'open'
  | 'down'
  | 'up'
  | 'help'
  | 'quit'
  | 'close';

export interface KeyRow {
  /** As pressed; two in a row are written with a space between. */
  readonly keys: readonly string[];
  /** As help and the footer write them. */
  readonly shown: string;
  readonly action: Action;
  readonly does: string;
  /** A word for the last line of the screen; without one the key stands only in help. */
  readonly footer?: string;
  /** In the footer only where it is wide. */
  readonly wide?: boolean;
}

export const KEYS: readonly KeyRow[] = [
  { keys: ['left', 'h'], shown: '← h', action: 'previousMeaning', does: 'the meaning-event before', footer: '←→ step' },
  { keys: ['right', 'l'], shown: '→ l', action: 'nextMeaning', does: 'the next meaning-event' },
  { keys: [','], shown: ',', action: 'previousEntry', does: 'the entry before', footer: ',. entry', wide: true },
  { keys: ['.'], shown: '.', action: 'nextEntry', does: 'the next entry' },
  {
    keys: ['{'],
    shown: '{',
    action: 'previousWrite',
    does: 'this object’s change before',
    footer: '{} this object',
    wide: true,
  },
  { keys: ['}'], shown: '}', action: 'nextWrite', does: 'this object’s next change' },
  { keys: ['['], shown: '[', action: 'previousHand', does: 'the command before', footer: '[] command' },
  { keys: [']'], shown: ']', action: 'nextHand', does: 'the next command' },
  { keys: ['!'], shown: '!', action: 'nextFailing', does: 'the next thing that begins to fail', footer: '! failing' },
  {
    keys: ['L'],
    shown: 'L',
    action: 'lowest',
    does: 'the lowest moment: least serving of what should',
    footer: 'L lowest',
  },
  {
    keys: [...'0123456789'],
    shown: '0-9',
    action: 'tenth',
    does: 'so many tenths of the log',
    footer: '0-9 tenths',
    wide: true,
  },
  { keys: ['g g', 'home'], shown: 'gg home', action: 'start', does: 'the start' },
  { keys: ['G', 'end'], shown: 'G end', action: 'end', does: 'the end' },
  { keys: ['space'], shown: 'space', action: 'play', does: 'play, pause', footer: 'space play' },
  { keys: ['r'], shown: 'r', action: 'playBackward', does: 'play backward, pause' },
  { keys: ['+', '='], shown: '+', action: 'faster', does: 'play twice as fast' },
  { keys: ['-'], shown: '-', action: 'slower', does: 'play half as fast' },
  { keys: ['w'], shown: 'w', action: 'why', does: 'why: the sums in full', footer: 'w why' },
  { keys: ['y'], shown: 'y', action: 'yaml', does: 'the YAML of the selected object', footer: 'y YAML' },
  { keys: ['j', 'down'], shown: 'j ↓', action: 'down', does: 'select the next pod', footer: 'jk pod', wide: true },
  { keys: ['k', 'up'], shown: 'k ↑', action: 'up', does: 'select the pod before' },
  { keys: ['enter'], shown: 'enter', action: 'open', does: 'open what is selected' },
  { keys: ['tab'], shown: 'tab', action: 'choose', does: 'choose a workload', footer: 'tab workload', wide: true },
  {
    keys: [':'],
    shown: ':',
    action: 'prompt',
    does: 'go to a moment (@231, +7.4s, end-3s, stuck, lowest, rev3), or q, help',
    footer: ': go',
  },
  { keys: ['?'], shown: '?', action: 'help', does: 'this help', footer: '? help' },
  { keys: ['esc'], shown: 'esc', action: 'close', does: 'close what is open; never quits' },
  { keys: ['q', 'ctrl+c'], shown: 'q', action: 'quit', does: 'quit', footer: 'q quit', wide: true },
];

const BY_KEY = new Map(KEYS.flatMap(row => row.keys.map(key => [key, row.action] as const)));
const FIRSTS = new Set(KEYS.flatMap(row => row.keys.filter(key => key.includes(' ')).map(key => key.split(' ')[0]!)));

/** The action of a key, after a first key where one is pending. */
export const actionOf = (key: string, pending: string): Action | undefined =>
  BY_KEY.get(pending === '' ? key : `${pending} ${key}`);

/** Whether a key waits for a second one. */
export const isFirst = (key: string): boolean => FIRSTS.has(key) && !BY_KEY.has(key);

/** The last line of the screen, as much as fits; the rarest are left out first. */
export function footer(width: number): string {
  const rows = KEYS.filter(row => row.footer !== undefined && (width >= 120 || row.wide !== true));
  const words = rows.map(row => row.footer!);
  while (words.length > 1 && words.join('  ').length + 1 > width) words.splice(words.length - 3, 1);
  return ` ${words.join('  ')}`;
}
