import { Draft, OWN } from '../fold/draft.ts';
import { applyEntry, foldEntry } from '../fold/object.ts';
import type { ObjectKey } from '../kube/key.ts';
import { keyOf, keyOfObject } from '../kube/key.ts';
import type { Json, KubeObject, Uid } from '../kube/object.ts';
import type { Entry, LogTime, Position } from '../log/entry.ts';
import { type Beneath, Marks, SharedSlots, SlotRegister } from './slots.ts';

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

/** What states can be made over: it knows every object of a log and what each was at any position. */
export interface StateSource {
  readonly register: SlotRegister;
  readonly memories: SlotRegister;
  timeAt(position: Position): LogTime;
  at(position: Position): { readonly objects: Beneath<KubeObject>; readonly memory: Beneath<Json> };
}

/**
 * Objects by key, at one position. `fork` costs one pointer per 32 objects, so a keyframe is a fork. Only `apply` and
 * `advance` change a state, and only its owner calls them: everybody else holds a ClusterView or forks. An object that
 * was once given out stays as it is.
 */
export class ClusterState implements ClusterView {
  position: Position = 0;
  time: LogTime = 0;
  readonly #register: SlotRegister;
  readonly #objects: SharedSlots<KubeObject>;
  /** What controllers remember, by slots of its own. */
  readonly #memories: SlotRegister;
  readonly #memory: SharedSlots<Json>;

  /** Which parts of an object only this state has: made by `advance`, and given to nobody since. */
  readonly #own = new Marks();
  readonly #draft = new Draft(undefined);

  private constructor(
    register: SlotRegister,
    objects: SharedSlots<KubeObject>,
    memories: SlotRegister,
    memory: SharedSlots<Json>,
  ) {
    this.#register = register;
    this.#objects = objects;
    this.#memories = memories;
    this.#memory = memory;
  }

  static empty(): ClusterState {
    return new ClusterState(new SlotRegister(), SharedSlots.empty(), new SlotRegister(), SharedSlots.empty());
  }

  /** The state at a position of which each object is asked for when it is needed, and not before. */
  static over(source: StateSource, position: Position): ClusterState {
    const { objects, memory } = source.at(position);
    const state = new ClusterState(
      source.register,
      SharedSlots.over(objects),
      source.memories,
      SharedSlots.over(memory),
    );
    state.position = position;
    state.time = source.timeAt(position);
    return state;
  }

  /**
   * The same objects and memory with a register of their own: for a log that goes another way, whose new objects must not
   * take the places that this log's later ones have. Objects stay in order of first appearance.
   */
  static of(view: ClusterView, kinds: (kind: string) => boolean = () => true): ClusterState {
    const state = ClusterState.empty();
    state.position = view.position;
    state.time = view.time;
    for (const kind of view.kinds().filter(kinds))
      for (const object of view.list(kind)) {
        const slot = state.#register.slotOf(keyOfObject(object));
        state.#objects.set(slot, object);
        for (const owner of object.metadata.ownerReferences ?? []) state.#register.noteOwner(owner.uid, slot);
      }
    for (const [key, value] of view.memories('')) state.#remember(key, value);
    return state;
  }

  /** A state that goes its own way from here: neither sees what is applied to the other. */
  fork(): ClusterState {
    this.#own.clear();
    const copy = new ClusterState(this.#register, this.#objects.fork(), this.#memories, this.#memory.fork());
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
   * Applies one entry in place without saying what it did, which is some times faster: what this state made itself, and
   * nobody has seen, is changed where it is. The answers are those of `apply`.
   */
  advance(entry: Entry): void {
    const key = entry.subject;
    if (key === undefined) {
      this.apply(entry);
      return;
    }
    this.position = entry.position;
    this.time = entry.time;
    const slot = this.#register.slotOf(key);
    const before = this.#objects.get(slot);
    const owners = before?.metadata.ownerReferences;
    const draft = this.#draft;
    draft.object = before;
    draft.owned = this.#own.get(slot);
    applyEntry(draft, entry);
    const after = draft.object;
    this.#own.set(slot, draft.owned);
    if (after !== before) this.#objects.set(slot, after);
    this.#follow(entry, slot, owners, after);
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
    this.#own.set(slot, OWN.nothing);
    if (after !== before) this.#objects.set(slot, after);
    this.#follow(entry, slot, before?.metadata.ownerReferences, after);
    return { key, before, after };
  }

  /** What else an entry does: what is remembered, and whom the object names as its owners. */
  #follow(entry: Entry, slot: number, ownersBefore: unknown, after: KubeObject | undefined): void {
    const { events } = entry;
    for (let i = 0; i < events.length; i++) {
      const event = events[i]!;
      if (event.type === 'Remembered') this.#remember(event.key, event.value);
    }
    const owners = after?.metadata.ownerReferences;
    if (owners !== undefined && owners !== ownersBefore)
      for (const owner of owners) this.#register.noteOwner(owner.uid, slot);
  }

  /** An object on its way out of this state: from here on others may hold it. */
  #given(slot: number): KubeObject | undefined {
    this.#own.set(slot, OWN.nothing);
    return this.#objects.get(slot);
  }

  get(key: ObjectKey): KubeObject | undefined {
    const slot = this.#register.find(key);
    return slot === undefined ? undefined : this.#given(slot);
  }

  list(kind: string, namespace?: string): KubeObject[] {
    const found: KubeObject[] = [];
    for (const slot of this.#register.ofKind(kind)) {
      const object = this.#given(slot);
      if (object !== undefined && (namespace === undefined || object.metadata.namespace === namespace))
        found.push(object);
    }
    return found;
  }

  kinds(): string[] {
    return [...this.#register.kinds()].filter(kind => this.#hasAny(kind));
  }

  #hasAny(kind: string): boolean {
    for (const slot of this.#register.ofKind(kind)) if (this.#objects.get(slot) !== undefined) return true;
    return false;
  }

  dependents(owner: Uid, kind?: string): KubeObject[] {
    const found: KubeObject[] = [];
    for (const slot of this.#register.ofOwner(owner)) {
      const object = this.#given(slot);
      if (object === undefined || (kind !== undefined && object.kind !== kind)) continue;
      if (object.metadata.ownerReferences?.some(reference => reference.uid === owner)) found.push(object);
    }
    return found;
  }

  memory(key: string): Json | undefined {
    const slot = this.#memories.find(memoryKey(key));
    return slot === undefined ? undefined : this.#memory.get(slot);
  }

  memories(prefix: string): readonly (readonly [string, Json])[] {
    const found: (readonly [string, Json])[] = [];
    for (const slot of this.#memories.ofKind(MEMORY)) {
      const value = this.#memory.get(slot);
      const key = this.#memories.keyOf(slot).slice(MEMORY.length + 2);
      if (value !== undefined && key.startsWith(prefix)) found.push([key, value]);
    }
    return found.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  #remember(key: string, value: Json): void {
    this.#memory.set(this.#memories.slotOf(memoryKey(key)), value === null ? undefined : value);
  }
}

export const MEMORY = 'Memory';
export const memoryKey = (key: string): ObjectKey => keyOf(MEMORY, '', key);
