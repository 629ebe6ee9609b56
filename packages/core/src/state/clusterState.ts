import { foldEntry } from '../fold/object.ts';
import type { ObjectKey } from '../kube/key.ts';
import { keyOf } from '../kube/key.ts';
import type { Json, KubeObject, Uid } from '../kube/object.ts';
import type { Entry, LogTime, Position } from '../log/entry.ts';
import { SharedSlots, SlotRegister } from './slots.ts';

/** The state at one position, to be read. */
export interface ClusterView {
  readonly position: Position;
  readonly time: LogTime;
  get(key: ObjectKey): KubeObject | undefined;
  /** Objects of a kind in order of first appearance in the log. */
  list(kind: string, namespace?: string): KubeObject[];
  /** Kinds of which at least one object exists now, in order of first appearance. */
  kinds(): string[];
  /** Objects whose owner references name this uid now, in order of first appearance. */
  dependents(owner: Uid, kind?: string): KubeObject[];
  /** What a controller remembered under this key. */
  memory(key: string): Json | undefined;
  /** Every key remembered now with this beginning, sorted. */
  memories(prefix: string): readonly (readonly [key: string, value: Json])[];
}

/** What an entry did to its subject. */
export interface Change {
  readonly key: ObjectKey;
  readonly before: KubeObject | undefined;
  readonly after: KubeObject | undefined;
}

/**
 * Objects by key, at one position. `fork` costs one pointer per 32 objects, so a keyframe is a fork. Only `apply`
 * changes a state, and only its owner calls it: everybody else holds a ClusterView or forks.
 */
export class ClusterState implements ClusterView {
  position: Position = 0;
  time: LogTime = 0;
  readonly #register: SlotRegister;
  readonly #objects: SharedSlots<KubeObject>;
  /** What controllers remember, by slot too: an object and a memory never share a key. */
  readonly #memory: SharedSlots<Json>;

  private constructor(register: SlotRegister, objects: SharedSlots<KubeObject>, memory: SharedSlots<Json>) {
    this.#register = register;
    this.#objects = objects;
    this.#memory = memory;
  }

  static empty(): ClusterState {
    return new ClusterState(new SlotRegister(), SharedSlots.empty(), SharedSlots.empty());
  }

  /** A state that goes its own way from here: neither sees what is applied to the other. */
  fork(): ClusterState {
    const copy = new ClusterState(this.#register, this.#objects.fork(), this.#memory.fork());
    copy.position = this.position;
    copy.time = this.time;
    return copy;
  }

  /** Applies one entry in place and says what it did to its subject, if it has one. */
  apply(entry: Entry): Change | undefined {
    this.position = entry.position;
    this.time = entry.time;
    const key = entry.subject;
    if (key === undefined) {
      for (const event of entry.events) if (event.type === 'Remembered') this.#remember(event.key, event.value);
      return undefined;
    }
    const slot = this.#register.slotOf(key);
    const before = this.#objects.get(slot);
    return this.#put(entry, key, slot, before, foldEntry(before, entry));
  }

  /**
   * Applies an entry whose outcome is known from another state of the same log that stood where this one stands for the
   * subject: what a watch delivers to a cache is the object, not the reason for it.
   */
  take(entry: Entry, known: Change): Change {
    this.position = entry.position;
    this.time = entry.time;
    const slot = this.#register.slotOf(known.key);
    return this.#put(entry, known.key, slot, this.#objects.get(slot), known.after);
  }

  #put(
    entry: Entry,
    key: ObjectKey,
    slot: number,
    before: KubeObject | undefined,
    after: KubeObject | undefined,
  ): Change {
    for (const event of entry.events) if (event.type === 'Remembered') this.#remember(event.key, event.value);
    if (after !== before) {
      this.#objects.set(slot, after);
      const owners = after?.metadata.ownerReferences;
      if (owners !== undefined && owners !== before?.metadata.ownerReferences)
        for (const owner of owners) this.#register.noteOwner(owner.uid, slot);
    }
    return { key, before, after };
  }

  get(key: ObjectKey): KubeObject | undefined {
    const slot = this.#register.find(key);
    return slot === undefined ? undefined : this.#objects.get(slot);
  }

  list(kind: string, namespace?: string): KubeObject[] {
    const found: KubeObject[] = [];
    for (const slot of this.#register.ofKind(kind)) {
      const object = this.#objects.get(slot);
      if (object !== undefined && (namespace === undefined || object.metadata.namespace === namespace))
        found.push(object);
    }
    return found;
  }

  kinds(): string[] {
    return [...this.#register.kinds()].filter(kind =>
      this.#register.ofKind(kind).some(slot => this.#objects.get(slot) !== undefined),
    );
  }

  dependents(owner: Uid, kind?: string): KubeObject[] {
    const found: KubeObject[] = [];
    for (const slot of this.#register.ofOwner(owner)) {
      const object = this.#objects.get(slot);
      if (object === undefined || (kind !== undefined && object.kind !== kind)) continue;
      if (object.metadata.ownerReferences?.some(reference => reference.uid === owner)) found.push(object);
    }
    return found;
  }

  memory(key: string): Json | undefined {
    const slot = this.#register.find(memoryKey(key));
    return slot === undefined ? undefined : this.#memory.get(slot);
  }

  memories(prefix: string): readonly (readonly [string, Json])[] {
    const found: (readonly [string, Json])[] = [];
    for (const slot of this.#register.ofKind(MEMORY)) {
      const value = this.#memory.get(slot);
      const key = this.#register.keyOf(slot).slice(MEMORY.length + 2);
      if (value !== undefined && key.startsWith(prefix)) found.push([key, value]);
    }
    return found.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  #remember(key: string, value: Json): void {
    this.#memory.set(this.#register.slotOf(memoryKey(key)), value === null ? undefined : value);
  }
}

const MEMORY = 'Memory';
const memoryKey = (key: string): ObjectKey => keyOf(MEMORY, '', key);
