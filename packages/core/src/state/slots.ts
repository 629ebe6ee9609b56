import type { ObjectKey } from '../kube/key.ts';
import { partsOf } from '../kube/key.ts';
import type { Uid } from '../kube/object.ts';

/** Keys that had their slots before a register began: what an index of a log knows of it. Slots count from 0. */
export interface KnownSlots {
  readonly count: number;
  find(key: ObjectKey): number | undefined;
  keyOf(slot: number): ObjectKey;
  kinds(): Iterable<string>;
  ofKind(kind: string): Iterable<number>;
  ofOwner(uid: Uid): Iterable<number>;
}

/**
 * Every key of a log gets a number, its slot, when it first appears. The register only grows and is shared by all
 * states of a log; a state then holds objects by slot, in chunks that states share until one of them writes.
 */
export class SlotRegister {
  readonly #known: KnownSlots | undefined;
  /** Of what is known, the slots that were asked for. */
  readonly #slots = new Map<ObjectKey, number>();
  /** Of what is new here. */
  readonly #keys: ObjectKey[] = [];
  readonly #byKind = new Map<string, number[]>();
  readonly #byOwner = new Map<Uid, Set<number>>();

  constructor(known?: KnownSlots) {
    this.#known = known;
  }

  find(key: ObjectKey): number | undefined {
    const slot = this.#slots.get(key);
    if (slot !== undefined || this.#known === undefined) return slot;
    const known = this.#known.find(key);
    if (known !== undefined) this.#slots.set(key, known);
    return known;
  }

  slotOf(key: ObjectKey): number {
    let slot = this.find(key);
    if (slot === undefined) {
      slot = (this.#known?.count ?? 0) + this.#keys.length;
      this.#slots.set(key, slot);
      this.#keys.push(key);
      pushTo(this.#byKind, partsOf(key).kind, slot);
    }
    return slot;
  }

  keyOf(slot: number): ObjectKey {
    const known = this.#known;
    return known !== undefined && slot < known.count ? known.keyOf(slot) : this.#keys[slot - (known?.count ?? 0)]!;
  }

  /** Slots of all objects that ever had this kind, in order of first appearance; some may be empty now. */
  ofKind(kind: string): Iterable<number> {
    return joined(this.#known?.ofKind(kind), this.#byKind.get(kind));
  }

  kinds(): Iterable<string> {
    const known = this.#known?.kinds();
    return known === undefined ? this.#byKind.keys() : new Set([...known, ...this.#byKind.keys()]);
  }

  /** Notes that the object in this slot has named this owner. Asked only when owner references changed. */
  noteOwner(uid: Uid, slot: number): void {
    const slots = this.#byOwner.get(uid);
    if (slots === undefined) this.#byOwner.set(uid, new Set([slot]));
    else slots.add(slot);
  }

  /** Slots of all objects that ever named this owner; who names it now must be asked of the object. */
  ofOwner(uid: Uid): Iterable<number> {
    const known = this.#known?.ofOwner(uid);
    const noted = this.#byOwner.get(uid);
    return known === undefined || noted === undefined ? (known ?? noted ?? none) : new Set([...known, ...noted]);
  }
}

const none: readonly number[] = [];

const joined = (first: Iterable<number> | undefined, then: readonly number[] | undefined): Iterable<number> =>
  first === undefined ? (then ?? none) : then === undefined ? first : [...first, ...then];

function pushTo<K>(map: Map<K, number[]>, key: K, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

const CHUNK_BITS = 5;
const CHUNK_SIZE = 1 << CHUNK_BITS;

interface Chunk<T> {
  owner: object;
  readonly items: (T | undefined)[];
}

/** What lies in slots that nobody has asked for yet: asked for when they are, and then kept. */
export interface Beneath<T> {
  readonly count: number;
  readonly at: (slot: number) => T | undefined;
}

/** In place of an item that still lies beneath. */
const UNASKED = Object.freeze({});

/**
 * A growing array that can be forked in the time it takes to copy one pointer per 32 slots. After a fork both sides
 * share every chunk; the first write to a chunk copies it. 10,000 objects are 313 pointers.
 */
export class SharedSlots<T> {
  #chunks: (Chunk<T> | undefined)[];
  #owner: object = {};
  readonly #beneath: Beneath<T> | undefined;

  private constructor(chunks: (Chunk<T> | undefined)[], beneath: Beneath<T> | undefined) {
    this.#chunks = chunks;
    this.#beneath = beneath;
  }

  static empty<T>(): SharedSlots<T> {
    return new SharedSlots<T>([], undefined);
  }

  static over<T>(beneath: Beneath<T>): SharedSlots<T> {
    return new SharedSlots<T>([], beneath);
  }

  fork(): SharedSlots<T> {
    this.#owner = {};
    return new SharedSlots<T>(this.#chunks.slice(), this.#beneath);
  }

  get(slot: number): T | undefined {
    const item = this.#chunks[slot >> CHUNK_BITS]?.items[slot & (CHUNK_SIZE - 1)];
    if (this.#beneath === undefined) return item;
    const untouched = item === undefined && this.#chunks[slot >> CHUNK_BITS] === undefined;
    return untouched || item === UNASKED ? this.#ask(this.#beneath, slot) : item;
  }

  /** Chunks may be shared by now, and so may be what is found: beneath all of them lies the same. */
  #ask(beneath: Beneath<T>, slot: number): T | undefined {
    if (slot >= beneath.count) return undefined;
    const item = beneath.at(slot);
    this.#chunkAt(slot >> CHUNK_BITS).items[slot & (CHUNK_SIZE - 1)] = item;
    return item;
  }

  #chunkAt(at: number): Chunk<T> {
    let chunk = this.#chunks[at];
    if (chunk === undefined) {
      chunk = { owner: this.#owner, items: new Array<T | undefined>(CHUNK_SIZE) };
      const beneath = (this.#beneath?.count ?? 0) - at * CHUNK_SIZE;
      if (beneath > 0) chunk.items.fill(UNASKED as T, 0, Math.min(CHUNK_SIZE, beneath));
      while (this.#chunks.length < at) this.#chunks.push(undefined);
      this.#chunks[at] = chunk;
    }
    return chunk;
  }

  set(slot: number, value: T | undefined): void {
    const at = slot >> CHUNK_BITS;
    let chunk = this.#chunkAt(at);
    if (chunk.owner !== this.#owner) {
      chunk = { owner: this.#owner, items: chunk.items.slice() };
      this.#chunks[at] = chunk;
    }
    chunk.items[slot & (CHUNK_SIZE - 1)] = value;
  }
}

/** A small number for each slot, 0 where none was set. */
export class Marks {
  #marks = new Uint8Array(0);
  #any = false;

  get(slot: number): number {
    return slot < this.#marks.length ? this.#marks[slot]! : 0;
  }

  set(slot: number, mark: number): void {
    if (slot >= this.#marks.length) {
      if (mark === 0) return;
      const marks = new Uint8Array(Math.max(64, (slot + 1) * 2));
      marks.set(this.#marks);
      this.#marks = marks;
    }
    this.#marks[slot] = mark;
    if (mark !== 0) this.#any = true;
  }

  clear(): void {
    if (this.#any) this.#marks.fill(0);
    this.#any = false;
  }
}
