/**
 * The index of a log: finds what wrote an object and what it was at any position, without a fold from the start. It is a
 * cache beside the log and takes names and values from the log's own entries.
 */
import { foldEntry } from '../fold/object.ts';
import type { ObjectKey } from '../kube/key.ts';
import type { Json, KubeObject, Uid } from '../kube/object.ts';
import type { Log, LogTime, Position } from '../log/entry.ts';
import { lastAtOrBefore, type Positions } from '../projections/steps.ts';
import type { StateSource } from '../state/clusterState.ts';
import { type Beneath, type KnownSlots, SlotRegister } from '../state/slots.ts';
import { type IndexColumns, keyHash, NOTE, VERSION_EVERY } from './indexColumns.ts';
import { KnownMemories } from './knownMemories.ts';

/** Objects kept once known, so that a list of 10,000 one entry earlier is not folded again. */
const KEPT_OBJECTS = 1 << 15;

/** So many keys are found by a walk over all hashes, some 0.1 ms each, before a table is made for the rest: some 20 ms. */
const WALKS = 100;

/** And so many objects have their writes found by a walk over all subjects, some 1 ms each, before all have: some 20 ms. */
const WRITE_WALKS = 12;

const NO_POSITIONS = new Uint32Array(0);

interface Known {
  /** The number of the write it is the version after. */
  readonly write: number;
  readonly object: KubeObject | undefined;
}

export class LogIndex implements KnownSlots, StateSource {
  readonly columns: IndexColumns;
  readonly register: SlotRegister;
  readonly memories: SlotRegister;
  readonly #log: Log;
  readonly #memories: KnownMemories;
  readonly #kept = new Map<number, Known>();
  #table: Uint32Array | undefined;
  #asked = 0;
  /** The position last asked for. */
  #near: Position = 0;
  #starts: Uint32Array | undefined;
  #writes: Uint32Array = NO_POSITIONS;
  readonly #walked = new Map<number, Uint32Array>();
  readonly #byKind = new Map<string, Uint32Array>();
  #byOwner: ReadonlyMap<Uid, ReadonlySet<number>> | undefined;

  constructor(log: Log, columns: IndexColumns) {
    this.#log = log;
    this.columns = columns;
    this.#memories = new KnownMemories(log, columns);
    this.register = new SlotRegister(this);
    this.memories = new SlotRegister(this.#memories);
  }

  /** How many objects the log ever wrote. */
  get count(): number {
    return this.columns.kindOf.length;
  }

  timeAt(position: Position): LogTime {
    return this.columns.times[position]!;
  }

  /** The last position whose time is at or before this one; 0 where none is. */
  positionAt(time: LogTime): Position {
    return Math.max(0, lastAtOrBefore(this.columns.times, time));
  }

  /** The slot of the object that an entry is about. */
  slotAt(position: Position): number | undefined {
    const subject = this.columns.subjects[position] ?? 0;
    return subject === 0 ? undefined : subject - 1;
  }

  find(key: ObjectKey): number | undefined {
    const { hashes } = this.columns;
    const hash = keyHash(key);
    if (this.#table === undefined && this.#asked++ < WALKS) {
      for (let slot = hashes.indexOf(hash); slot >= 0; slot = hashes.indexOf(hash, slot + 1))
        if (this.#keyNear(slot) === key) return slot;
      return undefined;
    }
    const table = this.#hashTable();
    for (let at = hash & (table.length - 1); table[at] !== 0; at = (at + 1) & (table.length - 1)) {
      const slot = table[at]! - 1;
      if (hashes[slot] === hash && this.#keyNear(slot) === key) return slot;
    }
    return undefined;
  }

  /** Open addressing, at most half full; a slot stands as slot + 1. */
  #hashTable(): Uint32Array {
    if (this.#table !== undefined) return this.#table;
    const { hashes } = this.columns;
    let size = 16;
    while (size < hashes.length * 2) size *= 2;
    const table = new Uint32Array(size);
    for (let slot = 0; slot < hashes.length; slot++) {
      let at = hashes[slot]! & (size - 1);
      while (table[at] !== 0) at = (at + 1) & (size - 1);
      table[at] = slot + 1;
    }
    this.#table = table;
    return table;
  }

  /** The same as `keyOf`, from a write where the log is being read at: that block is at hand, the first is far away. */
  #keyNear(slot: number): ObjectKey {
    if (this.#starts !== undefined) {
      const writes = this.writesOf(slot);
      return this.#log.subject(writes[Math.max(0, lastAtOrBefore(writes, this.#near))]!)!;
    }
    const { subjects } = this.columns;
    const before = subjects.lastIndexOf(slot + 1, this.#near);
    return this.#log.subject(before > 0 ? before : subjects.indexOf(slot + 1))!;
  }

  keyOf(slot: number): ObjectKey {
    return this.#log.subject(this.writesOf(slot)[0]!)!;
  }

  /** Every position at which the object in a slot was written, rising. */
  writesOf(slot: number): Uint32Array {
    if (this.#starts === undefined) {
      const known = this.#walked.get(slot);
      if (known !== undefined) return known;
      if (this.#walked.size < WRITE_WALKS) return this.#walk(slot);
    }
    const starts = this.#starts ?? this.#invert();
    return this.#writes.subarray(starts[slot]!, starts[slot + 1]!);
  }

  #walk(slot: number): Uint32Array {
    const { subjects } = this.columns;
    const found: Position[] = [];
    for (let at = subjects.indexOf(slot + 1); at >= 0; at = subjects.indexOf(slot + 1, at + 1)) found.push(at);
    const writes = Uint32Array.from(found);
    this.#walked.set(slot, writes);
    return writes;
  }

  /** From the objects of the positions to the positions of the objects. */
  #invert(): Uint32Array {
    const { subjects, length } = this.columns;
    const starts = new Uint32Array(this.count + 2);
    // counted two further on, so that filling in leaves each at its own start
    for (let position = 1; position <= length; position++) {
      const subject = subjects[position]!;
      if (subject > 0) starts[subject + 1]!++;
    }
    for (let slot = 1; slot < starts.length; slot++) starts[slot]! += starts[slot - 1]!;
    const writes = new Uint32Array(starts[starts.length - 1]!);
    for (let position = 1; position <= length; position++) {
      const subject = subjects[position]!;
      if (subject > 0) writes[starts[subject]!++] = position;
    }
    this.#writes = writes;
    this.#starts = starts;
    return starts;
  }

  /** Makes now what walks would otherwise do for the first questions: some 40 ms, while nobody waits. It changes no answer. */
  prepare(): void {
    if (this.#starts === undefined) this.#invert();
    this.#hashTable();
  }

  kinds(): Iterable<string> {
    return this.columns.kinds;
  }

  ofKind(kind: string): Iterable<number> {
    const known = this.#byKind.get(kind);
    if (known !== undefined) return known;
    const { kinds, kindOf } = this.columns;
    const index = kinds.indexOf(kind);
    const slots: number[] = [];
    if (index >= 0) for (let slot = 0; slot < kindOf.length; slot++) if (kindOf[slot] === index) slots.push(slot);
    const found = Uint32Array.from(slots);
    this.#byKind.set(kind, found);
    return found;
  }

  ofOwner(uid: Uid): Iterable<number> {
    return this.#owned().get(uid) ?? NO_POSITIONS;
  }

  #owned(): ReadonlyMap<Uid, ReadonlySet<number>> {
    if (this.#byOwner !== undefined) return this.#byOwner;
    const { owners, owned } = this.columns;
    const sets = owners.map(() => new Set<number>());
    for (let i = 0; i < owned.length; i += 2) sets[owned[i]!]!.add(owned[i + 1]!);
    this.#byOwner = new Map(owners.map((owner, i) => [owner, sets[i]!]));
    return this.#byOwner;
  }

  at(position: Position): { readonly objects: Beneath<KubeObject>; readonly memory: Beneath<Json> } {
    this.#near = position;
    return {
      objects: { count: this.count, at: slot => this.objectAt(slot, position) },
      memory: { count: this.#memories.count, at: slot => this.#memories.valueAt(slot, position) },
    };
  }

  /** The object in a slot after the entry at a position: its own last writes folded, some dozens at most. */
  objectAt(slot: number, position: Position): KubeObject | undefined {
    const writes = this.writesOf(slot);
    const write = lastAtOrBefore(writes, position);
    if (write < 0) return undefined;
    const { notes } = this.columns;
    if ((notes[writes[write]!]! & NOTE.gone) !== 0) return undefined;
    const kept = this.#kept.get(slot);
    if (kept?.write === write) return kept.object;
    let from = write;
    let object: KubeObject | undefined;
    for (; from >= 0; from--) {
      if (kept?.write === from) object = kept.object;
      else if (from > 0 && from % VERSION_EVERY === 0) object = this.columns.versions.at(slot, from / VERSION_EVERY);
      if (object !== undefined) break;
      if ((notes[writes[from]!]! & NOTE.whole) === 0) continue;
      object = foldEntry(undefined, this.#log.entry(writes[from]!));
      break;
    }
    for (from++; from <= write; from++) object = foldEntry(object, this.#log.entry(writes[from]!));
    if (this.#kept.size >= KEPT_OBJECTS) this.#kept.clear();
    this.#kept.set(slot, { write, object });
    return object;
  }
}

/** The writes of every object, as a story tells of them. */
export class WritesOf implements ReadonlyMap<ObjectKey, Positions> {
  readonly #index: LogIndex;

  constructor(index: LogIndex) {
    this.#index = index;
  }

  get size(): number {
    return this.#index.count;
  }

  get(key: ObjectKey): Positions | undefined {
    const slot = this.#index.find(key);
    return slot === undefined ? undefined : this.#index.writesOf(slot);
  }

  has(key: ObjectKey): boolean {
    return this.#index.find(key) !== undefined;
  }

  *keys(): MapIterator<ObjectKey> {
    for (let slot = 0; slot < this.size; slot++) yield this.#index.keyOf(slot);
  }

  *values(): MapIterator<Positions> {
    for (let slot = 0; slot < this.size; slot++) yield this.#index.writesOf(slot);
  }

  *entries(): MapIterator<[ObjectKey, Positions]> {
    for (let slot = 0; slot < this.size; slot++) yield [this.#index.keyOf(slot), this.#index.writesOf(slot)];
  }

  [Symbol.iterator](): MapIterator<[ObjectKey, Positions]> {
    return this.entries();
  }

  forEach(see: (value: Positions, key: ObjectKey, map: ReadonlyMap<ObjectKey, Positions>) => void): void {
    for (const [key, positions] of this) see(positions, key, this);
  }
}
