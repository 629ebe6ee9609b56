import type { ObjectKey } from '../kube/key.ts';
import type { Json } from '../kube/object.ts';
import type { Log, Position } from '../log/entry.ts';
import { lastAtOrBefore } from '../projections/steps.ts';
import { MEMORY, memoryKey } from '../state/clusterState.ts';
import type { KnownSlots } from '../state/slots.ts';
import type { IndexColumns } from './indexColumns.ts';

/** What controllers remembered, found by the positions that an index noted; the values are the log's own. */
export class KnownMemories implements KnownSlots {
  readonly #log: Log;
  readonly #keys: readonly string[];
  readonly #remembered: Uint32Array;
  readonly #slots: ReadonlyMap<string, number>;
  #positions: readonly Position[][] | undefined;

  constructor(log: Log, { memories, remembered }: IndexColumns) {
    this.#log = log;
    this.#keys = memories;
    this.#remembered = remembered;
    this.#slots = new Map(memories.map((key, slot) => [memoryKey(key), slot]));
  }

  /** By slot, the positions at which something was remembered. Made when the first is asked for. */
  #bySlot(): readonly Position[][] {
    if (this.#positions !== undefined) return this.#positions;
    const positions = this.#keys.map((): Position[] => []);
    const remembered = this.#remembered;
    for (let i = 0; i < remembered.length; i += 2) positions[remembered[i + 1]!]!.push(remembered[i]!);
    this.#positions = positions;
    return positions;
  }

  get count(): number {
    return this.#keys.length;
  }

  find(key: ObjectKey): number | undefined {
    return this.#slots.get(key);
  }

  keyOf(slot: number): ObjectKey {
    return memoryKey(this.#keys[slot]!);
  }

  kinds(): Iterable<string> {
    return [MEMORY];
  }

  ofKind(kind: string): Iterable<number> {
    return kind === MEMORY ? this.#keys.keys() : [];
  }

  ofOwner(): Iterable<number> {
    return [];
  }

  /** What was remembered under a key at a position; undefined where nothing, or where it was forgotten. */
  valueAt(slot: number, position: Position): Json | undefined {
    const positions = this.#bySlot()[slot]!;
    const at = positions[lastAtOrBefore(positions, position)];
    if (at === undefined) return undefined;
    let value: Json | undefined;
    for (const event of this.#log.entry(at).events)
      if (event.type === 'Remembered' && event.key === this.#keys[slot])
        value = event.value === null ? undefined : event.value;
    return value;
  }
}
