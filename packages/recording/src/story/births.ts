import type { LogIndex, ObjectKey, PodLife, Position } from '@playhead/core';
import type { NumberReader, NumberWriter } from './bytes.ts';

/** A pod's life among those of its group. */
export interface Birth {
  readonly born: Position;
  /** The number of its group, 0 where nobody owns it. */
  readonly group: number;
}

export function writeBirths(writer: NumberWriter, births: readonly Birth[]): void {
  writer.number(births.length);
  let before = 0;
  for (const { born, group } of births) {
    writer.number(born - before);
    writer.number(group);
    before = born;
  }
}

/** Where every life begins, rising; and which of its group's lives it is. */
export interface Births {
  readonly born: Uint32Array;
  readonly group: Uint32Array;
  readonly ordinal: Uint32Array;
  /** Of each group the births of its lives. */
  readonly byGroup: readonly Uint32Array[];
}

export function readBirths(reader: NumberReader, groups: number): Births {
  const count = reader.count();
  const born = new Uint32Array(count);
  const group = new Uint32Array(count);
  const ordinal = new Uint32Array(count);
  const sizes = new Uint32Array(groups);
  let at = 0;
  for (let i = 0; i < count; i++) {
    at += reader.number();
    born[i] = at;
    group[i] = reader.number();
    ordinal[i] = sizes[group[i]!]!++;
  }
  const byGroup = Array.from(sizes, size => new Uint32Array(size));
  for (let i = 0; i < count; i++) byGroup[group[i]!]![ordinal[i]!] = born[i]!;
  return { born, group, ordinal, byGroup };
}

/** Where lives begin, and those of each group by its number. */
export interface LivesOfGroups {
  readonly births: Births;
  of(group: number): readonly PodLife[];
}

/** The lives of every pod by its key, each found when it is asked for. */
export class SavedLives implements ReadonlyMap<ObjectKey, readonly PodLife[]> {
  readonly #index: LogIndex;
  readonly #lives: LivesOfGroups;
  #bySlot: ReadonlyMap<number, readonly PodLife[]> | undefined;
  #all: ReadonlyMap<ObjectKey, readonly PodLife[]> | undefined;

  constructor(index: LogIndex, lives: LivesOfGroups) {
    this.#index = index;
    this.#lives = lives;
  }

  get(key: ObjectKey): readonly PodLife[] | undefined {
    const slot = this.#index.find(key);
    if (slot === undefined) return undefined;
    const lives: PodLife[] = [];
    for (const position of this.#index.writesOf(slot)) {
      const at = this.#birthAt(position);
      if (at >= 0) lives.push(this.#life(at));
    }
    return lives.length === 0 ? undefined : lives;
  }

  #birthAt(position: Position): number {
    const { born } = this.#lives.births;
    let [low, high] = [0, born.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (born[middle]! < position) low = middle + 1;
      else high = middle;
    }
    return born[low] === position ? low : -1;
  }

  #life(at: number): PodLife {
    const { group, ordinal } = this.#lives.births;
    return this.#lives.of(group[at]!)[ordinal[at]!]!;
  }

  has(key: ObjectKey): boolean {
    return this.get(key) !== undefined;
  }

  /** All of them by the slots of their objects, for whoever goes through all: no key is read. */
  #slots(): ReadonlyMap<number, readonly PodLife[]> {
    if (this.#bySlot !== undefined) return this.#bySlot;
    const bySlot = new Map<number, PodLife[]>();
    const { born, group, ordinal } = this.#lives.births;
    const groups = this.#lives.births.byGroup.map((_, number) => this.#lives.of(number));
    for (let at = 0; at < born.length; at++) {
      const slot = this.#index.slotAt(born[at]!)!;
      const life = groups[group[at]!]![ordinal[at]!]!;
      const lives = bySlot.get(slot);
      if (lives === undefined) bySlot.set(slot, [life]);
      else lives.push(life);
    }
    this.#bySlot = bySlot;
    return bySlot;
  }

  #whole(): ReadonlyMap<ObjectKey, readonly PodLife[]> {
    this.#all ??= new Map([...this.#slots()].map(([slot, lives]) => [this.#index.keyOf(slot), lives]));
    return this.#all;
  }

  get size(): number {
    return this.#slots().size;
  }

  keys(): MapIterator<ObjectKey> {
    return this.#whole().keys();
  }

  values(): MapIterator<readonly PodLife[]> {
    return this.#slots().values() as MapIterator<readonly PodLife[]>;
  }

  entries(): MapIterator<[ObjectKey, readonly PodLife[]]> {
    return this.#whole().entries();
  }

  [Symbol.iterator](): MapIterator<[ObjectKey, readonly PodLife[]]> {
    return this.entries();
  }

  forEach(
    see: (lives: readonly PodLife[], key: ObjectKey, map: ReadonlyMap<ObjectKey, readonly PodLife[]>) => void,
  ): void {
    this.#whole().forEach(see);
  }
}
