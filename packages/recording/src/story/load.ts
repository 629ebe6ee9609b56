/** A story from the bytes that `save.ts` made; series, lives and objects are read when a view asks for them. */
import { decode } from '@msgpack/msgpack';
import { LogIndex, notedIn, type PodLife, STORY_PARTS, type Story, type Timeline } from '@playhead/core';
import { type Platform, portable } from '../file/platform.ts';
import { type Births, readBirths, SavedLives } from './births.ts';
import { readColumns, versionsAt } from './columns.ts';
import { GraphReader } from './graph.ts';
import { LivesTable } from './lives.ts';
import { Parts } from './parts.ts';
import { type Outline, PART } from './save.ts';

/**
 * The story of a log as it was saved; the timeline knows its index from then on. Undefined where the bytes are damaged,
 * of another version, or another log's: the story is then read from the log.
 */
export function loadStory(
  timeline: Timeline,
  bytes: Uint8Array,
  identity: number,
  platform: Platform = portable,
): Story | undefined {
  const parts = Parts.of(bytes, identity, platform);
  if (parts === undefined) return undefined;
  const outline = decode(parts.at(PART.outline)) as Outline;
  if (outline.length !== timeline.length) return undefined;
  const { length, names, versions, told } = outline;
  const index = new LogIndex(
    timeline.log,
    readColumns(parts, PART.columns, length, names, versionsAt(parts, versions)),
  );
  const lives = new Lives(timeline, index, parts, outline);
  const reader = new GraphReader(parts, thing => lives.giveTo(thing));
  const story = reader.read(told) as Omit<Story, 'timeline' | 'pods' | keyof ReturnType<typeof notedIn>>;
  timeline.know(index);
  return {
    ...story,
    timeline,
    ...notedIn(index),
    hands: Uint32Array.from(story.hands),
    pods: new SavedLives(index, lives),
  };
}

/** The lives of all groups, those of each read when one of them is asked for. */
class Lives {
  readonly #timeline: Timeline;
  readonly #index: LogIndex;
  readonly #parts: Parts;
  readonly #outline: Outline;
  readonly #numbers: ReadonlyMap<string, number>;
  #births: Births | undefined;
  readonly #tables = new Map<number, LivesTable>();

  constructor(timeline: Timeline, index: LogIndex, parts: Parts, outline: Outline) {
    this.#timeline = timeline;
    this.#index = index;
    this.#parts = parts;
    this.#outline = outline;
    this.#numbers = new Map(outline.lives.map(({ group }, number) => [group, number]));
  }

  get births(): Births {
    this.#births ??= readBirths(this.#parts.reader([PART.births, 0]), this.#outline.lives.length);
    return this.#births;
  }

  /** `number`: of the group, from 1; 0 for the pods that nobody owns. */
  of(number: number): readonly PodLife[] {
    let table = this.#tables.get(number);
    if (table === undefined) {
      const { place, owner, group } = this.#outline.lives[number]!;
      const born = this.births.byGroup[number]!;
      table = new LivesTable(this.#parts.reader(place), {
        timeline: this.#timeline,
        index: this.#index,
        owner,
        group,
        born,
      });
      this.#tables.set(number, table);
    }
    return table.lives;
  }

  /** A group finds its pods when it is asked for them. */
  giveTo(thing: object): void {
    if (Object.getPrototypeOf(thing) !== GROUP) return;
    const of = (): readonly PodLife[] => this.of(this.#numbers.get((thing as { readonly uid: string }).uid)!);
    Object.defineProperty(thing, 'pods', { get: of, enumerable: true });
  }
}

const GROUP = STORY_PARTS.find(({ without }) => without.includes('pods'))!.made.prototype;
