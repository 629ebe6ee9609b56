/** Lanes: a value or a pod through time, a cell a column, the playhead between what was and the recorded future. */
import { leastIn, mostIn, type PodLife, type PodState, SIGNS, type Steps } from '@playhead/core';
import { type Line, type Span, span, type Tone } from '../text.ts';
import { stateTone } from '../theme.ts';
import { type Axis, cellOf } from './axis.ts';
import type { Hit } from './hit.ts';

interface Cell {
  text: string;
  tone: Tone;
}

/** Cells made into spans, the playhead put in. */
function assemble(axis: Axis, cells: readonly Cell[], playhead = '┃'): Line {
  const spans: Span[] = [];
  const add = (text: string, tone: Tone): void => {
    const last = spans[spans.length - 1];
    if (last?.tone === tone) spans[spans.length - 1] = { text: last.text + text, tone };
    else spans.push({ text, tone });
  };
  for (let column = -1; column < axis.columns; column++) {
    if (column > axis.end) add(' ', 'plain');
    else if (column >= 0) add(cells[column]!.text, cells[column]!.tone);
    if (column === axis.at) add(playhead, 'playhead');
  }
  return clickable(axis, spans);
}

/** Each piece with where in the lane it begins: a click goes to that time. A cell is a character here. */
function clickable(axis: Axis, spans: readonly Span[]): Line {
  let cell = 0;
  return spans.map(piece => {
    const hit: Hit = { kind: 'lane', axis, cell };
    cell += piece.text.length;
    return { ...piece, hit };
  });
}

/** The worst value of each column: the least where less is worse. A column without entries keeps the value before it. */
function worstOf(axis: Axis, steps: Steps<number>, worse: 'less' | 'more' | 'last'): number[] {
  return axis.first.map((first, column) => {
    const last = axis.last[column]!;
    const from = Math.max(0, first - 1);
    if (last < first || worse === 'last') return steps.at(Math.max(from, last));
    return worse === 'less' ? leastIn(steps, from, last) : mostIn(steps, from, last);
  });
}

export interface NumberLane {
  readonly steps: Steps<number>;
  readonly worse: 'less' | 'more' | 'last';
  /** The line where the value is this; `' '` draws nothing. */
  readonly line: (value: number, column: number) => '━' | '╌' | '─' | ' ';
  readonly tone: (value: number) => Tone;
  /** Nothing is drawn before this column. */
  readonly from?: number;
}

/** Digits where the number changes, a line between; light to the right of the playhead. */
export function numberLane(axis: Axis, lane: NumberLane): Line {
  const values = worstOf(axis, lane.steps, lane.worse);
  const begin = lane.from ?? 0;
  const changes = values.map((value, column) => column === begin || (column > begin && value !== values[column - 1]));
  const cells: Cell[] = values.map((value, column) => {
    if (column < begin) return { text: ' ', tone: 'plain' };
    const line = lane.line(value, column);
    const future = column > axis.at && line !== ' ' ? '─' : line;
    return { text: future, tone: column > axis.at ? 'dim' : lane.tone(value) };
  });
  // numbers of two digits must not touch another: 12 and 10 side by side would read 1210
  const apart = values.some(value => value >= 10);
  let taken = -1;
  for (let column = begin; column < values.length; column++) {
    const digits = String(values[column]);
    if (!changes[column] || !hasRoom(column, digits.length, taken, apart, axis.at, values.length)) continue;
    if (digits.length > 1 && changes.slice(column + 1, column + digits.length).includes(true)) continue;
    const tone = column > axis.at ? 'dim' : lane.tone(values[column]!);
    for (let i = 0; i < digits.length; i++) cells[column + i] = { text: digits[i]!, tone };
    taken = column + digits.length;
  }
  return assemble(axis, cells);
}

/** Whether a number fits at a column: within the lane, not across the playhead, and where need be not touching the last. */
function hasRoom(column: number, length: number, taken: number, apart: boolean, at: number, end: number): boolean {
  if (column + length > end || (column <= at && column + length - 1 > at)) return false;
  return !apart || column > taken || taken < 0;
}

const BARS = '▁▂▃▄▅▆▇█';

/** A bar a column, of eighths of `full`: 75 of 100 is ▆; anything above nothing shows. */
export function barLane(
  axis: Axis,
  steps: Steps<number>,
  worse: 'less' | 'more',
  full: number,
  tone: (value: number) => Tone,
): Line {
  const cells = worstOf(axis, steps, worse).map((value, column): Cell => {
    const eighths = value <= 0 ? 0 : Math.max(1, Math.min(8, Math.round((value / full) * 8)));
    return { text: eighths === 0 ? ' ' : BARS[eighths - 1]!, tone: column > axis.at ? 'dim' : tone(value) };
  });
  return assemble(axis, cells);
}

/** The worse of two states that a pod came to within one column. */
const WORST: readonly PodState[] = ['failing', 'gone', 'leaving', 'pending', 'running', 'ready'];

/** A sign where the pod came into a state or failed in other words; heavy while it serves, dashed while it does not. */
export const podLane = (axis: Axis, life: PodLife, revision: Tone): Line =>
  slotLane(axis, [life], () => ({ tone: revision, line: '━' }));

/** How a pod's line looks while it serves. */
export interface LaneLook {
  readonly tone: Tone;
  readonly line: '━' | '═';
}

/** The pods that held a place one after another, as an ordinal of a StatefulSet or a node, in order of birth. */
export function slotLane(axis: Axis, lives: readonly PodLife[], lookOf: (life: PodLife) => LaneLook): Line {
  let at = 0;
  const cells: Cell[] = axis.first.map((first, column) => {
    const last = axis.last[column]!;
    while (at + 1 < lives.length && lives[at + 1]!.born <= last) at++;
    const life = lives[at];
    if (life === undefined) return { text: ' ', tone: 'plain' };
    const future = column > axis.at;
    const came = last < first ? undefined : cameTo(life, first, last);
    if (came !== undefined) return { text: SIGNS[came], tone: future ? 'dim' : stateTone(came) };
    const state = life.stateAt(Math.max(0, last));
    if (state === 'gone' || life.born > Math.max(first, last)) return { text: ' ', tone: 'plain' };
    // what it was where the window begins
    if (column === 0) return { text: SIGNS[state], tone: future ? 'dim' : stateTone(state) };
    if (state !== 'ready') return { text: '╌', tone: future ? 'dim' : stateTone(state) };
    const look = lookOf(life);
    return { text: future ? '─' : look.line, tone: future ? 'dim' : look.tone };
  });
  return assemble(axis, cells);
}

function cameTo(life: PodLife, first: number, last: number): PodState | undefined {
  let worst: PodState | undefined;
  const see = (state: PodState): void => {
    if (worst === undefined || WORST.indexOf(state) < WORST.indexOf(worst)) worst = state;
  };
  const { positions, values } = life.states;
  for (let i = life.states.indexAt(first - 1) + 1; i < positions.length && positions[i]! <= last; i++) see(values[i]!);
  const words = life.words;
  for (let i = words.indexAt(first - 1) + 1; i < words.positions.length && words.positions[i]! <= last; i++)
    if (words.values[i] !== '') see(life.states.at(words.positions[i]!));
  return worst;
}

/** A sign where a value changes, a line on; nothing where its sign is that of what is not there. */
export function signLane<T>(
  axis: Axis,
  steps: Steps<T>,
  signOf: (value: T) => string,
  toneOf: (value: T) => Tone,
): Line {
  const cells: Cell[] = axis.first.map((first, column) => {
    const last = axis.last[column]!;
    const value = steps.at(Math.max(last, first - 1));
    const future = column > axis.at;
    const sign = signOf(value);
    const changed = last >= first && steps.indexAt(last) > steps.indexAt(first - 1);
    if (changed) return { text: sign, tone: future ? 'dim' : toneOf(value) };
    if (sign === SIGNS.gone) return { text: ' ', tone: 'plain' };
    return { text: sign === SIGNS.running ? '╌' : '─', tone: future ? 'dim' : toneOf(value) };
  });
  return assemble(axis, cells);
}

/** A condition through time: `T━━ ReplicaSetUpdated ━━`, heavy while it is `good`; its reason written on the line. */
export function conditionLane(axis: Axis, status: (column: number) => string, reason: string, good: string): Line {
  const cells: Cell[] = axis.first.map((_, column) => {
    const [now, before] = [status(column), column === 0 ? '' : status(column - 1)];
    if (now === '') return { text: ' ', tone: 'plain' };
    const tone: Tone = column > axis.at ? 'dim' : now === good ? 'good' : good === 'T' ? 'way' : 'bad';
    if (now !== before) return { text: now, tone };
    return { text: column > axis.at ? '─' : now === good ? '━' : '╌', tone };
  });
  write(cells, ` ${reason} `, axis.at, status);
  return assemble(axis, cells);
}

/** Writes a word into the stretch that ends at the playhead, where it is long enough. */
function write(cells: Cell[], word: string, at: number, status: (column: number) => string): void {
  if (at < 0) return;
  let start = at;
  while (start > 0 && status(start - 1) === status(at)) start--;
  const room = at - start - word.length;
  if (word.trim() === '' || room < 2) return;
  const from = start + 1 + Math.floor(room / 2);
  for (let i = 0; i < word.length; i++) cells[from + i] = { text: word[i]!, tone: 'dim' };
}

/**
 * What would have been, dotted, from behind where it left: digits where the number changes. `sign` stands where it ends.
 * @param axis where the playhead is; @param own which positions of the diversion fall in which column
 */
export function ghostLane(axis: Axis, own: Axis, steps: Steps<number>, worse: 'less' | 'more', sign: string): Line {
  const values = worstOf(own, steps, worse);
  const begin = Math.max(0, own.at + 1);
  // one that is over within a column is drawn in one
  const end = Math.min(axis.columns - 1, Math.max(own.end, begin));
  const cells: Cell[] = values.map(
    (_, column): Cell => ({ text: column < begin || column > end ? ' ' : '┄', tone: 'dim' }),
  );
  let free = begin;
  for (let column = begin; column <= end; column++) {
    const value = column === end ? steps.at(own.last[own.columns - 1]!) : values[column]!;
    const digits = String(value);
    const before = column === begin ? undefined : values[column - 1];
    if (value === before || column < free || column + digits.length > axis.columns) continue;
    for (let i = 0; i < digits.length; i++) cells[column + i] = { text: digits[i]!, tone: 'hand' };
    free = column + digits.length + (value >= 10 ? 1 : 0);
  }
  const at = Math.max(end + 1, free);
  if (sign !== '' && at < axis.columns) cells[at] = { text: sign, tone: sign === '✓' ? 'good' : 'bad' };
  return assemble({ ...axis, end: axis.columns - 1 }, cells);
}

export interface Mark {
  readonly column: number;
  /** The same in several lengths, the longest first. */
  readonly words: readonly string[];
  readonly tone: Tone;
}

/** Words at their columns over the lanes, the playhead's `▼` among them; a word that finds no room is left out. */
export function markLane(axis: Axis, marks: readonly Mark[]): Line {
  const width = axis.columns + 1;
  const row: Cell[] = Array.from({ length: width }, () => ({ text: ' ', tone: 'plain' as Tone }));
  row[axis.at + 1] = { text: '▼', tone: 'playhead' };
  const free = (from: number, length: number): boolean =>
    from >= 0 && row.slice(Math.max(0, from - 1), from + length + 1).every(cell => cell.text === ' ');
  for (const mark of marks) {
    const cell = cellOf(axis, mark.column);
    // at the right edge a word ends where the lane does
    const places = mark.words.map(word => ({ word, at: Math.min(cell, width - word.length) }));
    const place = places.find(({ word, at }) => free(at, word.length));
    if (place === undefined) continue;
    for (let i = 0; i < place.word.length; i++) row[place.at + i] = { text: place.word[i]!, tone: mark.tone };
  }
  const spans: Span[] = [];
  for (const { text, tone } of row) {
    const last = spans[spans.length - 1];
    if (last?.tone === tone) spans[spans.length - 1] = { text: last.text + text, tone };
    else spans.push(span(text, tone));
  }
  return clickable(axis, spans);
}

/** Nothing but the playhead. */
export const emptyLane = (axis: Axis): Line =>
  assemble(
    axis,
    axis.first.map(() => ({ text: ' ', tone: 'plain' as Tone })),
  );
