/** What entries say, as bytes: the list of sayings, and which of them each entry has. */
import { EVENT_TYPES, type Saying, type Sayings } from '@playhead/core';
import { Unreadable } from '../block/reader.ts';
import type { NumberReader, NumberWriter } from './bytes.ts';
import { readPacked, writePacked } from './series.ts';

/** Of each saying four numbers or more: its actor and form as indexes into texts, how many types, and each of these. */
export function writeSayingList(writer: NumberWriter, list: readonly Saying[]): void {
  const texts = new Map<string, number>();
  const indexOf = (text: string): number => {
    const index = texts.get(text) ?? texts.size;
    texts.set(text, index);
    return index;
  };
  writer.number(list.length);
  for (const { actor, form, types } of list) {
    writer.number(indexOf(actor));
    writer.number(indexOf(form));
    writer.number(types.length);
    for (const type of types) writer.number(EVENT_TYPES.indexOf(type));
  }
  writePacked(writer, [...texts.keys()]);
}

function readSayingList(reader: NumberReader): Saying[] {
  const numbers = Array.from({ length: reader.count() }, () => ({
    actor: reader.number(),
    form: reader.number(),
    types: Array.from({ length: reader.count() }, () => EVENT_TYPES[reader.number()] ?? unknown('type of event')),
  }));
  const texts = readPacked(reader) as readonly string[];
  const text = (index: number): string => texts[index] ?? unknown('text');
  return numbers.map(({ actor, form, types }) => ({ actor: text(actor), form: text(form), types }));
}

/**
 * An object's writes mostly say the same one after the other as those of others do: 0 where the saying is the one that
 * followed the object's last saying when that was last met, else the saying itself, + 1.
 */
export function writeSayings(writer: NumberWriter, { list, of }: Sayings, subjects: Uint32Array): void {
  const guess = new Guess(list.length, subjects);
  for (let position = 1; position < of.length; position++) {
    const saying = of[position]!;
    writer.number(guess.at(position) === saying ? 0 : saying + 1);
    guess.learn(position, saying);
  }
}

export function readSayings(list: NumberReader, numbers: NumberReader, subjects: Uint32Array): Sayings {
  const sayings = readSayingList(list);
  const guess = new Guess(sayings.length, subjects);
  const of = new Uint32Array(subjects.length);
  for (let position = 1; position < of.length; position++) {
    const code = numbers.number();
    const saying = code === 0 ? guess.at(position) : code - 1;
    if (!(saying < sayings.length)) unknown('saying');
    of[position] = saying;
    guess.learn(position, saying);
  }
  return { list: sayings, of };
}

class Guess {
  readonly #subjects: Uint32Array;
  /** By object: its last saying, + 1. By that: the one that followed it last. */
  readonly #last: Uint32Array;
  readonly #next: Uint32Array;

  constructor(count: number, subjects: Uint32Array) {
    this.#subjects = subjects;
    this.#last = new Uint32Array(subjects.length + 1);
    this.#next = new Uint32Array(count + 1);
  }

  at(position: number): number {
    return this.#next[this.#last[this.#subjects[position]!]!]!;
  }

  learn(position: number, saying: number): void {
    const subject = this.#subjects[position]!;
    this.#next[this.#last[subject]!] = saying;
    if (subject > 0) this.#last[subject] = saying + 1;
  }
}

function unknown(what: string): never {
  throw new Unreadable(`a ${what} is not known`);
}
