import type { KubeObject, Uid } from '../kube/object.ts';
import type { Position } from '../log/entry.ts';
import type { Sayings } from './sayings.ts';

/** What an index notes of each entry, as bits. */
export const NOTE = {
  /** It carries a meaning, for the keys that step; something begins to fail with it. */
  told: 1,
  failure: 2,
  /** After it its object is not there. */
  gone: 4,
  /** It holds its object whole, so that a fold of this object may begin here. */
  whole: 8,
} as const;

/** Of an object written very often, every so-many-th version is kept: to know any other is that many entries at most. */
export const VERSION_EVERY = 64;

/**
 * What one pass over a log notes of every entry and every object, as columns: which entries wrote which object, and the
 * little that is needed to find any state from there. All of it can be worked out from the log again, so it is a cache.
 * An object is known by its slot: 0 for the first that appears in the log, 1 for the next.
 */
export interface IndexColumns {
  readonly length: Position;
  /** By position, the start's at index 0. */
  readonly times: Float64Array;
  /** By position: 0 where the entry is about no object, else its slot + 1. */
  readonly subjects: Uint32Array;
  /** By position: bits of NOTE. */
  readonly notes: Uint8Array;
  /** In order of first appearance; and by slot the index into them. */
  readonly kinds: readonly string[];
  readonly kindOf: Uint16Array;
  /** By slot: `keyHash` of its key. */
  readonly hashes: Uint32Array;
  /** The uids that were named as owners, and pairs of an index into them and a slot, in the order noted. */
  readonly owners: readonly Uid[];
  readonly owned: Uint32Array;
  /** The keys that controllers remembered something under, and pairs of a position and an index into them. */
  readonly memories: readonly string[];
  readonly remembered: Uint32Array;
  readonly versions: KeptVersions;
  readonly sayings: Sayings;
}

/** Versions of objects that are written often. */
export interface KeptVersions {
  /** The object in this slot after its write number `nth` × VERSION_EVERY, from 0; undefined where it was not there. */
  at(slot: number, nth: number): KubeObject | undefined;
}

/** FNV-1a over the code units of a key, 32 bits. */
export function keyHash(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
