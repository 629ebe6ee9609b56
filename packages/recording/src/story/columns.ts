/** The columns of an index as bytes, and back. Each column is a part of its own. */
import {
  type IndexColumns,
  type KeptVersions,
  type KubeObject,
  type LogIndex,
  type Sayings,
  VERSION_EVERY,
} from '@playhead/core';
import { NumberReader, NumberWriter } from './bytes.ts';
import type { Parts, Place, PlaceWriter } from './parts.ts';
import { readSayings, writeSayingList, writeSayings } from './sayings.ts';
import { readPacked, writePacked } from './series.ts';

/** How many columns there are, each a part. */
export const COLUMN_PARTS = 8;

export function writeColumns(columns: IndexColumns): readonly Uint8Array[] {
  const { times, subjects, notes, hashes, kindOf, owned, remembered } = columns;
  return [
    written(writer => {
      for (let i = 1; i < times.length; i++) writer.number(times[i]! - times[i - 1]!);
    }),
    written(writer => {
      // 0 none, 1 an object never met before, else how many slots back from the next free one, + 1
      let next = 0;
      for (let i = 1; i < subjects.length; i++) {
        const slot = subjects[i]! - 1;
        writer.number(slot < 0 ? 0 : slot === next ? 1 : next - slot + 1);
        if (slot === next) next++;
      }
    }),
    notes,
    written(writer => {
      writer.number(kindOf.length);
      for (const kind of kindOf) writer.number(kind);
      for (const hash of hashes) writer.bytes(Uint8Array.of(hash >>> 24, hash >>> 16, hash >>> 8, hash));
    }),
    written(writer => writePairs(writer, owned)),
    written(writer => writePairs(writer, remembered)),
    written(writer => writeSayingList(writer, columns.sayings.list)),
    written(writer => writeSayings(writer, columns.sayings, subjects)),
  ];
}

function written(write: (writer: NumberWriter) => void): Uint8Array {
  const writer = new NumberWriter();
  write(writer);
  return writer.whole();
}

/** Each of a pair as its difference to that of the pair before it. */
function writePairs(writer: NumberWriter, pairs: Uint32Array): void {
  writer.number(pairs.length);
  for (let i = 0; i < pairs.length; i++) writer.signed(pairs[i]! - (i < 2 ? 0 : pairs[i - 2]!));
}

function readPairs(reader: NumberReader): Uint32Array {
  const pairs = new Uint32Array(reader.count());
  for (let i = 0; i < pairs.length; i++) pairs[i] = (i < 2 ? 0 : pairs[i - 2]!) + reader.signed();
  return pairs;
}

/** What the columns need that is text. */
export interface ColumnNames {
  readonly kinds: readonly string[];
  readonly owners: readonly string[];
  readonly memories: readonly string[];
}

export function readColumns(
  parts: Parts,
  first: number,
  length: number,
  names: ColumnNames,
  versions: KeptVersions,
): IndexColumns {
  const slots = new NumberReader(parts.at(first + 3));
  const kindOf = new Uint16Array(slots.count());
  slots.plain(kindOf);
  const subjects = readSubjects(new NumberReader(parts.at(first + 1)), length);
  let owned: Uint32Array | undefined;
  let sayings: Sayings | undefined;
  const hashes = readHashes(slots.bytes(kindOf.length * 4));
  return {
    ...names,
    length,
    times: readTimes(new NumberReader(parts.at(first)), length),
    subjects,
    notes: parts.at(first + 2),
    kindOf,
    hashes,
    // who owns what is asked by few views
    get owned() {
      owned ??= readPairs(new NumberReader(parts.at(first + 4)));
      return owned;
    },
    remembered: readPairs(new NumberReader(parts.at(first + 5))),
    versions,
    // what entries say is asked by searches
    get sayings() {
      sayings ??= readSayings(new NumberReader(parts.at(first + 6)), new NumberReader(parts.at(first + 7)), subjects);
      return sayings;
    },
  };
}

/** Four bytes each, big-endian. */
function readHashes(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hashes = new Uint32Array(bytes.length / 4);
  for (let i = 0; i < hashes.length; i++) hashes[i] = view.getUint32(i * 4);
  return hashes;
}

function readTimes(reader: NumberReader, length: number): Float64Array {
  const times = new Float64Array(length + 1);
  reader.rising(times, 1);
  return times;
}

function readSubjects(reader: NumberReader, length: number): Uint32Array {
  const subjects = new Uint32Array(length + 1);
  let next = 0;
  for (let i = 1; i <= length; i++) {
    const code = reader.number();
    if (code === 1) subjects[i] = ++next;
    else if (code > 1) subjects[i] = next - code + 2;
  }
  return subjects;
}

/** Versions of one object that are placed together. */
const RUN = 32;

/** Of each object that has any: its slot, how many versions, and a place a run of them. */
export type VersionPlaces = readonly (readonly [slot: number, count: number, places: readonly Place[]])[];

export function writeVersions(writer: PlaceWriter, index: LogIndex): VersionPlaces {
  const { columns } = index;
  const found: [number, number, Place[]][] = [];
  for (let slot = 0; slot < index.count; slot++) {
    // the version after the first write stands in the log whole
    const count = Math.floor((index.writesOf(slot).length - 1) / VERSION_EVERY);
    if (count === 0) continue;
    const places: Place[] = [];
    for (let from = 1; from <= count; from += RUN) {
      const run = Array.from({ length: Math.min(RUN, count - from + 1) }, (_, i) =>
        columns.versions.at(slot, from + i),
      );
      places.push(
        writer.place(to =>
          writePacked(
            to,
            run.map(object => object ?? null),
          ),
        ),
      );
    }
    found.push([slot, count, places]);
  }
  return found;
}

export function versionsAt(parts: Parts, found: VersionPlaces): KeptVersions {
  const bySlot = new Map(found.map(([slot, count, places]) => [slot, { count, places }]));
  const runs = new Map<Place, readonly (KubeObject | null)[]>();
  return {
    at(slot, nth) {
      const kept = bySlot.get(slot);
      if (kept === undefined || nth < 1 || nth > kept.count) return undefined;
      const place = kept.places[Math.floor((nth - 1) / RUN)]!;
      let run = runs.get(place);
      if (run === undefined) {
        run = readPacked(parts.reader(place)) as readonly (KubeObject | null)[];
        if (runs.size >= KEPT_RUNS) runs.clear();
        runs.set(place, run);
      }
      return run[(nth - 1) % RUN] ?? undefined;
    },
  };
}

const KEPT_RUNS = 64;
