/** The lives of one group's pods as columns: thousands of pods in a few typed arrays, each a thin view of them. */
import {
  type LogIndex,
  lastErrorOf,
  type ObjectKey,
  POD_STATES,
  type PodError,
  type PodLife,
  type PodState,
  type Position,
  partsOf,
  Steps,
  shortName,
  type Timeline,
} from '@playhead/core';
import type { NumberReader, NumberWriter } from './bytes.ts';
import { readPacked, writePacked } from './series.ts';

/** A column of steps of all lives: those of one stand from its start to that of the next. */
interface Column {
  readonly starts: Uint32Array;
  readonly positions: Uint32Array;
  readonly values: Uint32Array;
}

export function writeLives(writer: NumberWriter, lives: readonly PodLife[]): void {
  const texts = new Map<string, number>();
  const indexOf = (text: string): number => {
    const index = texts.get(text) ?? texts.size;
    texts.set(text, index);
    return index;
  };
  writeColumn(
    writer,
    lives,
    life => life.states,
    state => POD_STATES.indexOf(state),
  );
  writeColumn(writer, lives, life => life.words, indexOf);
  writeColumn(writer, lives, life => life.node, indexOf);
  writeColumn(
    writer,
    lives,
    life => life.restarts,
    count => count,
  );
  writeColumn(writer, lives, life => life.phases, indexOf);
  for (const life of lives) writer.number(life.gone === undefined ? 0 : life.gone - life.born);
  const errors = lives.map((life, ordinal) => ({ life, ordinal })).filter(({ life }) => life.errors.length > 0);
  writer.number(errors.length);
  for (const { life, ordinal } of errors) {
    writer.number(ordinal);
    writer.number(life.errors.length);
    for (const { position, reason, message, exitCode } of life.errors) {
      writer.number(position - life.born);
      writer.number(indexOf(reason));
      writer.number(indexOf(message));
      writer.signed(exitCode ?? NO_EXIT_CODE);
    }
  }
  writePacked(writer, [...texts.keys()]);
}

/** None that a process can have. */
const NO_EXIT_CODE = 2 ** 40;

/** How many steps there are in all; then of each life how many, each from the one before it, the first from its birth. */
function writeColumn<T>(
  writer: NumberWriter,
  lives: readonly PodLife[],
  stepsOf: (life: PodLife) => Steps<T>,
  code: (value: T) => number,
): void {
  writer.number(lives.reduce((sum, life) => sum + stepsOf(life).positions.length, 0));
  for (const life of lives) {
    const { positions, values } = stepsOf(life);
    writer.number(positions.length);
    let before = life.born;
    for (let i = 0; i < positions.length; i++) {
      writer.number(positions[i]! - before);
      writer.number(code(values[i]!));
      before = positions[i]!;
    }
  }
}

function readColumn(reader: NumberReader, born: Uint32Array): Column {
  const total = reader.count();
  const starts = new Uint32Array(born.length + 1);
  const positions = new Uint32Array(total);
  const values = new Uint32Array(total);
  let at = 0;
  for (let life = 0; life < born.length; life++) {
    let before = born[life]!;
    for (let left = reader.number(); left > 0 && at < total; left--, at++) {
      before += reader.number();
      positions[at] = before;
      values[at] = reader.number();
    }
    starts[life + 1] = at;
  }
  return { starts, positions, values };
}

/** What is known of a group's lives before they are read: whose they are, and where each begins. */
export interface Group {
  readonly timeline: Timeline;
  readonly index: LogIndex;
  readonly owner: string;
  readonly group: string;
  readonly born: Uint32Array;
}

/** What all lives of a group share. */
export class LivesTable {
  readonly of: Group;
  readonly gone: Uint32Array;
  readonly states: Column;
  readonly words: Column;
  readonly node: Column;
  readonly restarts: Column;
  readonly phases: Column;
  readonly errors: ReadonlyMap<number, readonly PodError[]>;
  readonly texts: readonly string[];
  readonly lives: readonly PodLife[];

  constructor(reader: NumberReader, of: Group) {
    const { born } = of;
    this.of = of;
    this.states = readColumn(reader, born);
    this.words = readColumn(reader, born);
    this.node = readColumn(reader, born);
    this.restarts = readColumn(reader, born);
    this.phases = readColumn(reader, born);
    this.gone = born.map(at => {
      const later = reader.number();
      return later === 0 ? 0 : at + later;
    });
    const errors = readErrors(reader, born);
    this.texts = readPacked(reader) as readonly string[];
    this.errors = new Map([...errors].map(([life, list]) => [life, list.map(error => this.#said(error))]));
    this.lives = Array.from(born, (_, ordinal) => new SavedLife(this, ordinal));
  }

  #said({ position, reason, message, exitCode }: ErrorNumbers): PodError {
    const said = { position, reason: this.texts[reason]!, message: this.texts[message]! };
    return exitCode === NO_EXIT_CODE ? said : { ...said, exitCode };
  }
}

interface ErrorNumbers {
  readonly position: Position;
  readonly reason: number;
  readonly message: number;
  readonly exitCode: number;
}

function readErrors(reader: NumberReader, born: Uint32Array): Map<number, ErrorNumbers[]> {
  const errors = new Map<number, ErrorNumbers[]>();
  for (let left = reader.count(); left > 0; left--) {
    const ordinal = reader.number();
    const list: ErrorNumbers[] = [];
    for (let more = reader.count(); more > 0; more--)
      list.push({
        position: (born[ordinal] ?? 0) + reader.number(),
        reason: reader.number(),
        message: reader.number(),
        exitCode: reader.signed(),
      });
    errors.set(ordinal, list);
  }
  return errors;
}

const NO_ERRORS: readonly PodError[] = [];

type Series = Pick<PodLife, 'states' | 'words' | 'node' | 'restarts' | 'phases'>;

class SavedLife implements PodLife {
  readonly #table: LivesTable;
  readonly #ordinal: number;
  /** Made for the few lives that are looked at: there are thousands of lives in a table. */
  #series: Partial<Series> | undefined;

  constructor(table: LivesTable, ordinal: number) {
    this.#table = table;
    this.#ordinal = ordinal;
  }

  get key(): ObjectKey {
    return this.#table.of.timeline.log.subject(this.born)!;
  }

  get uid(): string {
    const { timeline, index } = this.#table.of;
    for (const event of timeline.entry(this.born).events)
      if (event.type === 'Created') return event.object.metadata.uid;
    return index.objectAt(index.slotAt(this.born)!, this.born)!.metadata.uid;
  }

  get name(): string {
    return partsOf(this.key).name;
  }

  get short(): string {
    return shortName(this.name);
  }

  get owner(): string {
    return this.#table.of.owner;
  }

  get group(): string {
    return this.#table.of.group;
  }

  get born(): Position {
    return this.#table.of.born[this.#ordinal]!;
  }

  get gone(): Position | undefined {
    return this.#table.gone[this.#ordinal] || undefined;
  }

  get states(): Steps<PodState> {
    return this.#known('states', 'gone', value => POD_STATES[value]!);
  }

  get words(): Steps<string> {
    return this.#known('words', '', this.#text);
  }

  get node(): Steps<string> {
    return this.#known('node', '', this.#text);
  }

  get restarts(): Steps<number> {
    return this.#known('restarts', 0, value => value);
  }

  get phases(): Steps<string> {
    return this.#known('phases', '', this.#text);
  }

  get errors(): readonly PodError[] {
    return this.#table.errors.get(this.#ordinal) ?? NO_ERRORS;
  }

  stateAt(position: Position): PodState {
    const { starts, positions, values } = this.#table.states;
    const first = starts[this.#ordinal]!;
    for (let at = starts[this.#ordinal + 1]! - 1; at >= first; at--)
      if (positions[at]! <= position) return POD_STATES[values[at]!]!;
    return 'gone';
  }

  lastError(position: Position): PodError | undefined {
    return lastErrorOf(this.errors, position);
  }

  get #text(): (value: number) => string {
    const { texts } = this.#table;
    return value => texts[value]!;
  }

  #known<K extends keyof Series, T>(name: K, initial: T, meant: (value: number) => T): Series[K] {
    this.#series ??= {};
    this.#series[name] ??= this.#steps(this.#table[name], initial, meant) as unknown as Series[K];
    return this.#series[name]!;
  }

  #steps<T>({ starts, positions, values }: Column, initial: T, meant: (value: number) => T): Steps<T> {
    const [from, to] = [starts[this.#ordinal]!, starts[this.#ordinal + 1]!];
    return Steps.saved(initial, () => {
      // a few numbers each: lists take less than views of the columns
      const places = new Array<Position>(to - from);
      const meanings = new Array<T>(to - from);
      for (let at = from; at < to; at++) {
        places[at - from] = positions[at]!;
        meanings[at - from] = meant(values[at]!);
      }
      return { positions: places, values: meanings };
    });
  }
}
