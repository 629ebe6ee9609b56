/** A story as bytes, which `load.ts` reads back. */
import { encode } from '@msgpack/msgpack';
import type { PodGroup, PodLife, Story } from '@playhead/core';
import { type Platform, portable } from '../file/platform.ts';
import { type Birth, writeBirths } from './births.ts';
import { NumberWriter } from './bytes.ts';
import { COLUMN_PARTS, type ColumnNames, type VersionPlaces, writeColumns, writeVersions } from './columns.ts';
import { GraphWriter } from './graph.ts';
import { writeLives } from './lives.ts';
import { joinParts, type Place, PlaceWriter } from './parts.ts';

/** Part 0, what is read first; part 1, where the lives of pods begin; then the columns; then all that is placed. */
export const PART = { outline: 0, births: 1, columns: 2, placed: 2 + COLUMN_PARTS } as const;

/** What is known of a story before any series is read. */
export interface Outline {
  readonly length: number;
  readonly names: ColumnNames;
  readonly versions: VersionPlaces;
  /** The lives of each group, and who owns these pods; those of pods without a group first, then as `groupsByUid`. */
  readonly lives: readonly LivesOutline[];
  /** All else that it says, as `graph.ts` writes it. */
  readonly told: unknown;
}

export interface LivesOutline {
  readonly place: Place;
  readonly owner: string;
  readonly group: string;
}

/** @returns what of a story stands in the graph: what is neither in the index nor among the lives. */
function toldBy({ timeline: _t, times: _s, meaning: _m, failures: _f, writes: _w, pods: _p, ...told }: Story): object {
  return { ...told, hands: [...told.hands] };
}

/** `identity`: of the log that it is saved with (`OpenedRecording.identity`). The same story gives the same bytes. */
export function saveStory(story: Story, identity: number, platform: Platform = portable): Uint8Array {
  const { index } = story.timeline;
  if (index === undefined) throw new Error('a story is saved with the index of its timeline, which is not known');
  const writer = new PlaceWriter(PART.placed);
  const groups = [...story.groupsByUid.values()];
  const { kinds, owners, memories } = index.columns;
  const alone = ungrouped(story);
  const outline: Outline = {
    length: story.length,
    names: { kinds, owners, memories },
    lives: [alone, ...groups.map(group => group.pods)].map((lives, i) => ({
      place: writer.place(to => writeLives(to, lives)),
      owner: i === 0 ? '' : (lives[0]?.owner ?? ''),
      group: groups[i - 1]?.uid ?? '',
    })),
    told: new GraphWriter(writer).write(toldBy(story)),
    versions: writeVersions(writer, index),
  };
  const births = new NumberWriter();
  writeBirths(births, birthsOf(alone, groups));
  const parts = [
    encode(outline, { ignoreUndefined: true }),
    births.whole(),
    ...writeColumns(index.columns),
    ...writer.finish(),
  ];
  return joinParts(parts, identity, platform);
}

/** The lives of pods that nobody owns. */
function ungrouped(story: Story): PodLife[] {
  const alone: PodLife[] = [];
  for (const lives of story.pods.values()) for (const life of lives) if (life.group === '') alone.push(life);
  return alone.sort((a, b) => a.born - b.born);
}

function birthsOf(alone: readonly PodLife[], groups: readonly PodGroup[]): Birth[] {
  const births: Birth[] = alone.map(({ born }) => ({ born, group: 0 }));
  groups.forEach((group, i) => {
    for (const { born } of group.pods) births.push({ born, group: i + 1 });
  });
  return births.sort((a, b) => a.born - b.born);
}
