/**
 * What a story is made of as plain values that MessagePack can hold, and back: each thing once, however often it is
 * spoken of, and each series by the place where its columns lie.
 */
import { STORY_PARTS, Steps } from '@playhead/core';
import type { NumberReader, NumberWriter } from './bytes.ts';
import type { Parts, Place, PlaceWriter } from './parts.ts';
import {
  readPacked,
  readPositions,
  readWhole,
  wholeNumbers,
  writePacked,
  writePositions,
  writeWhole,
} from './series.ts';

/** Scalars stand for themselves, plain objects for themselves with coded fields; all else is a list that begins with: */
const CODE = { list: 0, map: 1, thing: 2, again: 3, steps: 4, nothing: 5 } as const;

/** In place of a number of STORY_PARTS: a plain object that is spoken of more than once. */
const PLAIN = -1;

const isPlain = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype;

/** The columns of a series are read when it is first asked; until then it is where they lie. */
export class GraphWriter {
  readonly #writer: PlaceWriter;
  readonly #ids = new Map<object, number>();
  /** How often each plain object is met. */
  readonly #met = new Map<object, number>();
  readonly #written = new Set<object>();

  constructor(writer: PlaceWriter) {
    this.#writer = writer;
  }

  write(root: object): unknown {
    this.#meet(root, new Set());
    const coded = this.#coded(root);
    // things that only a series speaks of
    const rest: unknown[] = [];
    for (const [thing] of this.#ids) if (!this.#written.has(thing)) rest.push(this.#coded(thing));
    return [coded, rest];
  }

  #meet(value: unknown, within: Set<object>): void {
    if (typeof value !== 'object' || value === null || value instanceof Steps || within.has(value)) return;
    if (isPlain(value)) this.#met.set(value, (this.#met.get(value) ?? 0) + 1);
    if (!isPlain(value) || this.#met.get(value)! > 1) within.add(value);
    for (const item of value instanceof Map ? [...value.keys(), ...value.values()] : Object.values(fieldsOf(value)))
      this.#meet(item, within);
  }

  #coded(value: unknown): unknown {
    if (value === undefined) return [CODE.nothing];
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Steps) return [CODE.steps, this.#coded(value.initial), ...this.#place(value)];
    if (Array.isArray(value)) return [CODE.list, ...value.map(item => this.#coded(item))];
    if (value instanceof Map) return [CODE.map, ...[...value].flat().map(item => this.#coded(item))];
    const plain = isPlain(value);
    if (plain && (this.#met.get(value) ?? 0) < 2) return this.#fields(value);
    const id = this.#idOf(value);
    if (this.#written.has(value)) return [CODE.again, id];
    this.#written.add(value);
    return [CODE.thing, id, plain ? PLAIN : partOf(value), this.#fields(value)];
  }

  #fields(value: object): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(fieldsOf(value)))
      if (field !== undefined) fields[name] = this.#coded(field);
    return fields;
  }

  #idOf(thing: object): number {
    const id = this.#ids.get(thing) ?? this.#ids.size;
    this.#ids.set(thing, id);
    return id;
  }

  #place(steps: Steps<unknown>): Place {
    return this.#writer.place(writer => this.#steps(writer, steps));
  }

  /** Whole numbers by their differences; anything else by its number among those that are different. */
  #steps(writer: NumberWriter, { positions, values }: Steps<unknown>): void {
    const whole = wholeNumbers(values);
    writer.number(whole ? 0 : 1);
    writePositions(writer, positions);
    if (whole) return writeWhole(writer, values as ArrayLike<number>);
    const numbers = new Map<unknown, number>();
    const distinct: unknown[] = [];
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      const coded = this.#inSeries(value);
      const same = typeof value === 'object' ? JSON.stringify(coded) : value;
      let number = numbers.get(same);
      if (number === undefined) {
        number = distinct.length;
        numbers.set(same, number);
        distinct.push(coded);
      }
      writer.number(number);
    }
    writePacked(writer, distinct);
  }

  /** A thing is only named in a series, so that whichever is read first finds it. */
  #inSeries(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || isPlain(value) || Array.isArray(value))
      return this.#coded(value);
    return [CODE.again, this.#idOf(value)];
  }
}

/** The number of a thing among STORY_PARTS. @throws where none is like it: whoever makes it has to name it there. */
function partOf(value: object): number {
  const number = STORY_PARTS.findIndex(({ made }) => made.prototype === Object.getPrototypeOf(value));
  if (number < 0) throw new Error(`a story holds a ${value.constructor.name}, which STORY_PARTS does not know`);
  return number;
}

function fieldsOf(value: object): object {
  if (isPlain(value) || Array.isArray(value)) return value;
  const { without } = STORY_PARTS[partOf(value)]!;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !without.includes(name)));
}

export class GraphReader {
  readonly #parts: Parts;
  readonly #things = new Map<number, object>();
  readonly #seen: (thing: object) => void;

  /** `seen` is told each thing that is not plain, before it has its fields. */
  constructor(parts: Parts, seen: (thing: object) => void) {
    this.#parts = parts;
    this.#seen = seen;
  }

  read(written: unknown): unknown {
    const [coded, rest] = written as [unknown, unknown[]];
    const root = this.#meant(coded);
    for (const thing of rest) this.#meant(thing);
    return root;
  }

  #meant(coded: unknown): unknown {
    if (typeof coded !== 'object' || coded === null) return coded;
    if (!Array.isArray(coded)) return this.#fill({}, coded);
    switch (coded[0] as number) {
      case CODE.list:
        return coded.slice(1).map(item => this.#meant(item));
      case CODE.map:
        return this.#map(coded);
      case CODE.again:
        return this.#thing(coded[1] as number);
      case CODE.thing:
        return this.#begun(coded);
      case CODE.steps:
        return this.#steps(this.#meant(coded[1]), [coded[2] as number, coded[3] as number]);
      default:
        return undefined;
    }
  }

  #map(coded: readonly unknown[]): Map<unknown, unknown> {
    const map = new Map<unknown, unknown>();
    for (let i = 1; i + 1 < coded.length; i += 2) map.set(this.#meant(coded[i]), this.#meant(coded[i + 1]));
    return map;
  }

  /** In a series a thing is only named; by the time one is read, all have been told. */
  #thing(id: number): object {
    const thing = this.#things.get(id);
    if (thing === undefined) throw new RangeError(`thing ${id} is spoken of and never told`);
    return thing;
  }

  #begun([, id, part, fields]: readonly unknown[]): object {
    const thing = part === PLAIN ? {} : (Object.create(STORY_PARTS[part as number]!.made.prototype) as object);
    this.#things.set(id as number, thing);
    if (part !== PLAIN) this.#seen(thing);
    return this.#fill(thing, fields as object);
  }

  #fill(thing: object, fields: object): object {
    for (const name in fields)
      (thing as Record<string, unknown>)[name] = this.#meant((fields as Record<string, unknown>)[name]);
    return thing;
  }

  #steps(initial: unknown, place: Place): Steps<unknown> {
    return Steps.saved(initial, () => {
      const reader: NumberReader = this.#parts.reader(place);
      const whole = reader.number() === 0;
      const positions = readPositions(reader);
      if (whole) return { positions, values: readWhole(reader, positions.length) };
      const numbers = Array.from(positions, () => reader.number());
      const distinct = (readPacked(reader) as readonly unknown[]).map(coded => this.#meant(coded));
      return { positions, values: numbers.map(number => distinct[number]) };
    });
  }
}
