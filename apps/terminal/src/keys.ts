/** Every key and what it does. Help, the palette and the last line of the screen are made from this table. */
import type { Action } from './actions/action.ts';
import { alignOtherwise, switchOrChoose, toParting } from './actions/beside.ts';
import { openBreakpoint, runBack, runOn } from './actions/breakpoint.ts';
import { toggleFollowing } from './actions/follow.ts';
import { copyCommand, saveScreen, writeFixture } from './actions/leave.ts';
import { setMark, toMark } from './actions/mark.ts';
import {
  toEnd,
  toLowest,
  toNextEntry,
  toNextFailing,
  toNextHand,
  toNextMeaning,
  toNextSecond,
  toNextWrite,
  toPreviousEntry,
  toPreviousHand,
  toPreviousMeaning,
  toPreviousSecond,
  toPreviousWrite,
  toStart,
  toTenth,
} from './actions/move.ts';
import {
  closeOpen,
  openDescribe,
  openDiff,
  openEvents,
  openHelp,
  openPalette,
  openShown,
  openSizes,
  openWhy,
  openYaml,
  quit,
  suspend,
  tellAll,
} from './actions/open.ts';
import { faster, play, playBackward, slower } from './actions/play.ts';
import { openSearch, searchNext, searchPrevious } from './actions/search.ts';
import { selectNext, selectPrevious } from './actions/select.ts';
import { tryWayOut } from './actions/whatIf.ts';
import { zoom } from './actions/zoom.ts';

export interface KeyRow {
  /** As pressed; two in a row are written with a space between. */
  readonly keys: readonly string[];
  /** As help and the footer write them. */
  readonly shown: string;
  readonly act: Action;
  readonly does: string;
  /** A word for the last line of the screen; without one the key stands only in help. */
  readonly footer?: string;
  /** What it is called after `:`; without one it is a key alone. */
  readonly name?: string;
  /** It waits for a letter, any: `m` and the name of a mark. */
  readonly takesLetter?: boolean;
  /** It goes a step: '' does not come back to where it began. */
  readonly step?: boolean;
  /** In the footer only where it is wide. */
  readonly wide?: boolean;
}

export const KEYS: readonly KeyRow[] = [
  {
    step: true,
    keys: ['left', 'h'],
    shown: '← h',
    act: toPreviousMeaning,
    does: 'the meaning-event before',
    footer: '←→ step',
  },
  { step: true, keys: ['right', 'l'], shown: '→ l', act: toNextMeaning, does: 'the next meaning-event' },
  {
    step: true,
    keys: [','],
    shown: ',',
    act: toPreviousEntry,
    does: 'the entry before',
    footer: ',. entry',
    wide: true,
  },
  { step: true, keys: ['.'], shown: '.', act: toNextEntry, does: 'the next entry' },
  { keys: ['<'], shown: '<', act: toPreviousSecond, does: 'a second back', footer: '<> second', wide: true },
  { keys: ['>'], shown: '>', act: toNextSecond, does: 'a second on' },
  {
    keys: ['{'],
    shown: '{',
    act: toPreviousWrite,
    step: true,
    does: 'this object’s change before',
    footer: '{} this object',
    wide: true,
  },
  { keys: ['}'], shown: '}', act: toNextWrite, step: true, does: 'this object’s next change' },
  { keys: ['['], shown: '[', act: toPreviousHand, does: 'the command or mark before', footer: '[] command' },
  { keys: [']'], shown: ']', act: toNextHand, does: 'the next command or mark' },
  {
    keys: ['!'],
    shown: '!',
    act: toNextFailing,
    name: 'failing',
    does: 'the next thing that begins to fail',
    footer: '! failing',
  },
  {
    keys: ['L'],
    shown: 'L',
    act: toLowest,
    name: 'lowest',
    does: 'the lowest moment: least serving of what should',
    footer: 'L lowest',
  },
  {
    keys: ['u'],
    shown: 'u',
    act: tryWayOut,
    name: 'try',
    does: 'what if: simulate the way out from here; again: go in. :kubectl … tries any command',
    footer: 'u what if',
  },
  {
    keys: [...'0123456789'],
    shown: '0-9',
    act: toTenth,
    does: 'so many tenths of the log',
    footer: '0-9 tenths',
    wide: true,
  },
  { keys: ['g g', 'home'], shown: 'gg home', act: toStart, name: 'start', does: 'the start' },
  { keys: ['G', 'end'], shown: 'G end', act: toEnd, name: 'end', does: 'the end' },
  {
    keys: ['/'],
    shown: '/',
    act: openSearch,
    name: 'search',
    does: 'search: a text, a type of event, or an expression as serving < floor',
    footer: '/ search',
    wide: true,
  },
  { keys: ['n'], shown: 'n', act: searchNext, does: 'the next one found' },
  { keys: ['N'], shown: 'N', act: searchPrevious, does: 'the one found before' },
  { keys: ['b'], shown: 'b', act: openBreakpoint, does: 'a breakpoint: an expression that stops playing' },
  { keys: ['c'], shown: 'c', act: runOn, name: 'continue', does: 'run on to a breakpoint' },
  { keys: ['C'], shown: 'C', act: runBack, name: 'back', does: 'run back to a breakpoint' },
  { keys: ['m'], shown: 'm a', act: setMark, takesLetter: true, does: 'set mark a here, or any letter' },
  { keys: ["'"], shown: "' a", act: toMark, takesLetter: true, does: "go to mark a; '' where the last jump began" },
  {
    keys: ['F'],
    shown: 'F',
    act: toggleFollowing,
    name: 'follow',
    does: 'follow the end of a log that is still being written, or stay',
  },
  { keys: ['space'], shown: 'space', act: play, name: 'play', does: 'play, pause', footer: 'space play', wide: true },
  { keys: ['r'], shown: 'r', act: playBackward, name: 'reverse', does: 'play backward, pause' },
  { keys: ['+', '='], shown: '+', act: faster, does: 'play twice as fast' },
  { keys: ['-'], shown: '-', act: slower, does: 'play half as fast' },
  { keys: ['w'], shown: 'w', act: openWhy, name: 'why', does: 'why: the sums in full', footer: 'w why' },
  {
    keys: ['y'],
    shown: 'y',
    act: openYaml,
    name: 'yaml',
    does: 'the YAML of the selected object',
    footer: 'y YAML',
    wide: true,
  },
  {
    keys: ['D'],
    shown: 'D',
    act: openDiff,
    does: 'what differs since the last change; :diff @231 since any moment',
    footer: 'D diff',
  },
  {
    keys: ['d'],
    shown: 'd',
    act: openDescribe,
    name: 'describe',
    does: 'what kubectl describe says of the selected object',
    footer: 'd describe',
    wide: true,
  },
  {
    keys: ['s'],
    shown: 's',
    act: openSizes,
    name: 'sizes',
    does: 'serving and existing as a picture, with ceiling and floor',
  },
  {
    keys: ['z'],
    shown: 'z',
    act: zoom,
    name: 'zoom',
    does: 'the time axis: what suits, all of it, ever shorter parts',
  },
  {
    keys: ['a'],
    shown: 'a',
    act: tellAll,
    name: 'all',
    does: 'all entries around here, or what carries a meaning',
  },
  {
    keys: ['e'],
    shown: 'e',
    act: openEvents,
    name: 'events',
    does: 'the Kubernetes Events there are here',
    footer: 'e Events',
    wide: true,
  },
  { keys: ['j', 'down'], shown: 'j ↓', act: selectNext, does: 'select the next pod', footer: 'jk pod', wide: true },
  { keys: ['k', 'up'], shown: 'k ↑', act: selectPrevious, does: 'select the pod before' },
  { keys: ['enter'], shown: 'enter', act: openShown, does: 'open what is selected, or the what-if that is drawn' },
  {
    keys: ['tab'],
    shown: 'tab',
    act: switchOrChoose,
    name: 'workload',
    does: 'choose a workload or a Service; of two recordings, the other',
    footer: 'tab workload',
    wide: true,
  },
  { keys: ['x'], shown: 'x', act: toParting, name: 'parting', does: 'of two recordings: where they part' },
  { keys: ['A'], shown: 'A', act: alignOtherwise, name: 'align', does: 'of two recordings: by time, or by event' },
  {
    keys: [':'],
    shown: ':',
    act: openPalette,
    does: 'a command, or a moment to go to: @231, +7.4s, end-3s, stuck, lowest, rev3',
    footer: ': go',
  },
  { keys: ['S'], shown: 'S', act: saveScreen, does: 'save the screen, as text or SVG' },
  { keys: ['T'], shown: 'T', act: writeFixture, name: 'fixture', does: 'write a regression fixture of this log' },
  {
    keys: ['Y'],
    shown: 'Y',
    act: copyCommand,
    name: 'copy',
    does: 'copy the kubectl command: the way out, or what shows the selected object',
    footer: 'Y copy',
    wide: true,
  },
  { keys: ['?'], shown: '?', act: openHelp, name: 'help', does: 'this help', footer: '? help' },
  { keys: ['esc'], shown: 'esc', act: closeOpen, does: 'close what is open; never quits' },
  { keys: ['q', 'ctrl+c'], shown: 'q', act: quit, name: 'quit', does: 'quit', footer: 'q quit', wide: true },
  { keys: ['ctrl+z'], shown: '^Z', act: suspend, does: 'stop here; fg in the shell comes back' },
];

const BY_KEY = new Map(KEYS.flatMap(row => row.keys.map(key => [key, row] as const)));
const FIRSTS = new Set([
  ...KEYS.flatMap(row => row.keys.filter(key => key.includes(' ')).map(key => key.split(' ')[0]!)),
  ...KEYS.filter(row => row.takesLetter).flatMap(row => row.keys),
]);

/** What a key does, after a first key where one is pending. */
export function actionOf(key: string, pending: string): Action | undefined {
  const row = BY_KEY.get(pending === '' ? key : `${pending} ${key}`);
  if (row !== undefined) return row.act;
  const first = BY_KEY.get(pending);
  return first?.takesLetter === true ? first.act : undefined;
}

/** After the first key of two: what may follow. */
export const pendingWords = (first: string): string =>
  KEYS.filter(row => row.keys.some(key => key.startsWith(`${first} `) || (row.takesLetter === true && key === first)))
    .map(({ shown, does }) => `${shown}  ${does}`)
    .join('   ');

/** Whether a key goes a step at a time, so that no jump begins with it. */
export const isStep = (key: string): boolean => BY_KEY.get(key)?.step === true;

/** Whether a key waits for a second one. */
export const isFirst = (key: string): boolean => FIRSTS.has(key);

/** The last line of the screen, as much as fits; the rarest are left out first. */
export function footer(width: number): string {
  const rows = KEYS.filter(row => row.footer !== undefined && (width >= 120 || row.wide !== true));
  const words = rows.map(row => row.footer!);
  while (words.length > 1 && words.join('  ').length + 1 > width) words.splice(words.length - 3, 1);
  return ` ${words.join('  ')}`;
}
