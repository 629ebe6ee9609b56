import type { ObjectKey } from '../kube/key.ts';
import { partsOf } from '../kube/key.ts';
import type { KubeObject } from '../kube/object.ts';
import type { Entry, Position } from '../log/entry.ts';
import type { Change } from '../state/clusterState.ts';
import { type IndexColumns, keyHash, NOTE, VERSION_EVERY } from './indexColumns.ts';
import { SayingsBuilder } from './sayings.ts';

/** Gathers the columns of an index in one pass over a log; of one that is still being written the pass goes on. */
export class IndexBuilder {
  times = new Float64Array(0);
  /** Where NOTE.told and NOTE.failure were noted. */
  readonly told = new Growing();
  readonly failures = new Growing();
  #length: Position = 0;
  #subjects = new Uint32Array(0);
  #notes = new Uint8Array(0);
  readonly #slots = new Map<ObjectKey, number>();
  readonly #hashes = new Growing();
  readonly #kindOf = new Growing();
  readonly #counts = new Growing();
  readonly #kinds = new Map<string, number>();
  readonly #owners = new Map<string, number>();
  readonly #owned = new Growing();
  /** By slot: the owner named last, + 1. */
  readonly #lastOwner = new Growing();
  readonly #memories = new Map<string, number>();
  readonly #remembered = new Growing();
  readonly #sayings = new SayingsBuilder();
  readonly #versions = new Map<number, (KubeObject | undefined)[]>();

  /** Makes room up to this length: the first time exactly so much, later twice what there was, so that few copies are made. */
  reserve(length: Position): void {
    this.#length = length;
    this.#sayings.reserve(length);
    if (length < this.times.length) return;
    const room = Math.max(length + 1, this.times.length * 2);
    this.times = copied(new Float64Array(room), this.times);
    this.#subjects = copied(new Uint32Array(room), this.#subjects);
    this.#notes = copied(new Uint8Array(room), this.#notes);
  }

  /** The next entry, what it did, bits of NOTE that whoever reads on knows of it, and its own words (`ownWords`). */
  see(entry: Entry, change: Change | undefined, bits: number, words: string): void {
    this.#sayings.see(entry, words);
    const { position, subject, events } = entry;
    this.times[position] = entry.time;
    if ((bits & NOTE.told) !== 0) this.told.push(position);
    if ((bits & NOTE.failure) !== 0) this.failures.push(position);
    for (let i = 0; i < events.length; i++) {
      const event = events[i]!;
      if (event.type === 'Remembered') this.#remember(event.key, position);
    }
    if (subject === undefined || change === undefined) {
      this.#notes[position] = bits;
      return;
    }
    const slot = this.#slotOf(subject);
    const { before, after } = change;
    this.#subjects[position] = slot + 1;
    const whole = events[0]?.type === 'Created' ? NOTE.whole : 0;
    this.#notes[position] = bits | whole | (after === undefined ? NOTE.gone : 0);
    const owners = after?.metadata.ownerReferences;
    if (owners !== undefined && owners !== before?.metadata.ownerReferences)
      for (const owner of owners) this.#own(slot, indexIn(this.#owners, owner.uid));
    this.#version(slot, after);
  }

  #slotOf(key: ObjectKey): number {
    const known = this.#slots.get(key);
    if (known !== undefined) return known;
    const slot = this.#slots.size;
    this.#slots.set(key, slot);
    this.#hashes.push(keyHash(key));
    this.#kindOf.push(indexIn(this.#kinds, partsOf(key).kind));
    this.#counts.push(0);
    this.#lastOwner.push(0);
    return slot;
  }

  /** The same owner named again says nothing new. */
  #own(slot: number, owner: number): void {
    if (this.#lastOwner.items[slot] === owner + 1) return;
    this.#lastOwner.items[slot] = owner + 1;
    this.#owned.push(owner, slot);
  }

  #version(slot: number, after: KubeObject | undefined): void {
    const write = this.#counts.items[slot]!++;
    if (write === 0 || write % VERSION_EVERY !== 0) return;
    const kept = this.#versions.get(slot);
    if (kept === undefined) this.#versions.set(slot, [undefined, after]);
    else kept.push(after);
  }

  #remember(key: string, position: Position): void {
    const index = indexIn(this.#memories, key);
    const { items, length } = this.#remembered;
    if (length === 0 || items[length - 2] !== position || items[length - 1] !== index)
      this.#remembered.push(position, index);
  }

  /** As far as the log was read. Columns given out stay as they are when the pass goes on. */
  finish(): IndexColumns {
    const end = this.#length + 1;
    return {
      length: this.#length,
      times: this.times.subarray(0, end),
      subjects: this.#subjects.subarray(0, end),
      notes: this.#notes.subarray(0, end),
      kinds: [...this.#kinds.keys()],
      kindOf: Uint16Array.from(this.#kindOf.whole()),
      hashes: this.#hashes.whole(),
      owners: [...this.#owners.keys()],
      owned: this.#owned.whole(),
      memories: [...this.#memories.keys()],
      remembered: this.#remembered.whole(),
      sayings: this.#sayings.finish(this.#length),
      versions: { at: (slot, nth) => this.#versions.get(slot)?.[nth] },
    };
  }
}

function indexIn(indexes: Map<string, number>, word: string): number {
  const known = indexes.get(word);
  if (known !== undefined) return known;
  const index = indexes.size;
  indexes.set(word, index);
  return index;
}

function copied<A extends Float64Array | Uint32Array | Uint8Array>(to: A, from: A): A {
  to.set(from);
  return to;
}

/** A list of whole numbers of 32 bits that grows. */
class Growing {
  items = new Uint32Array(64);
  length = 0;

  push(...numbers: readonly number[]): void {
    for (const number of numbers) {
      if (this.length === this.items.length) {
        const items = new Uint32Array(this.length * 2);
        items.set(this.items);
        this.items = items;
      }
      this.items[this.length++] = number;
    }
  }

  /** What is in it by now; what is pushed later is not seen there. */
  whole(): Uint32Array {
    return this.items.subarray(0, this.length);
  }
}
