import type { ObjectKey } from '../kube/key.ts';
import { partsOf } from '../kube/key.ts';
import type { Uid } from '../kube/object.ts';

/**
 * Every key of a log gets a number, its slot, when it first appears. The register only grows and is shared by all
 * states of a log; a state then holds objects by slot, in chunks that states share until one of them writes.
 */
export class SlotRegister {
  readonly #slots = new Map<ObjectKey, number>();
  readonly #keys: ObjectKey[] = [];
  readonly #byKind = new Map<string, number[]>();
  readonly #byOwner = new Map<Uid, number[]>();

  find(key: ObjectKey): number | undefined {
    return this.#slots.get(key);
  }

  slotOf(key: ObjectKey): number {
    let slot = this.#slots.get(key);
    if (slot === undefined) {
      slot = this.#keys.length;
      this.#slots.set(key, slot);
      this.#keys.push(key);
      pushTo(this.#byKind, partsOf(key).kind, slot);
    }
    return slot;
  }

  keyOf(slot: number): ObjectKey {
    return this.#keys[slot]!;
  }

  /** Slots of all objects that ever had this kind, in order of first appearance; some may be empty now. */
  ofKind(kind: string): readonly number[] {
    return this.#byKind.get(kind) ?? none;
  }

  kinds(): Iterable<string> {
    return this.#byKind.keys();
  }

  /** Notes that the object in this slot has named this owner. Asked only when owner references changed. */
  noteOwner(uid: Uid, slot: number): void {
    const slots = this.#byOwner.get(uid);
    // the same object names its owner again at every write of a decoded log: its slot is then the last or present
    if (slots === undefined) this.#byOwner.set(uid, [slot]);
    else if (slots[slots.length - 1] !== slot && !slots.includes(slot, Math.max(0, slots.length - 64)))
      slots.push(slot);
  }

  /** Slots of all objects that ever named this owner; who names it now must be asked of the object. */
  ofOwner(uid: Uid): readonly number[] {
    return this.#byOwner.get(uid) ?? none;
  }
}

const none: readonly number[] = [];

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

/**
 * A growing array that can be forked in the time it takes to copy one pointer per 32 slots. After a fork both sides
 * share every chunk; the first write to a chunk copies it. 10,000 objects are 313 pointers.
 */
export class SharedSlots<T> {
  #chunks: (Chunk<T> | undefined)[];
  #owner: object = {};

  private constructor(chunks: (Chunk<T> | undefined)[]) {
    this.#chunks = chunks;
  }

  static empty<T>(): SharedSlots<T> {
    return new SharedSlots<T>([]);
  }

  fork(): SharedSlots<T> {
    this.#owner = {};
    return new SharedSlots<T>(this.#chunks.slice());
  }

  get(slot: number): T | undefined {
    return this.#chunks[slot >> CHUNK_BITS]?.items[slot & (CHUNK_SIZE - 1)];
  }

  set(slot: number, value: T | undefined): void {
    const at = slot >> CHUNK_BITS;
    let chunk = this.#chunks[at];
    if (chunk === undefined) {
      chunk = { owner: this.#owner, items: new Array<T | undefined>(CHUNK_SIZE) };
      while (this.#chunks.length < at) this.#chunks.push(undefined);
      this.#chunks[at] = chunk;
    } else if (chunk.owner !== this.#owner) {
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
