/** `/`: the next or the previous entry that says something, found by going from one to the next. */
import { partsOf } from '../kube/key.ts';
import type { Position } from '../log/entry.ts';
import { EVENT_TYPES, type EventType } from '../log/event.ts';
import { entryWords } from '../projections/entryWords.ts';
import type { Story } from '../projections/story.ts';

/** Goes through a log from one position, in either direction, until an entry is as wanted. */
export class EntrySearch {
  /** The entry, once it is found. */
  found: Position | undefined;
  readonly #length: Position;
  readonly #from: Position;
  readonly #direction: 1 | -1;
  readonly #isSo: (position: Position) => boolean;
  #at: Position;

  /** Strictly after or before `from`. */
  constructor(story: Story, isSo: (position: Position) => boolean, from: Position, direction: 1 | -1) {
    this.#length = story.length;
    this.#isSo = isSo;
    this.#from = from;
    this.#direction = direction;
    this.#at = from;
  }

  /** Looks at so many entries; false once it is found, or the log is at its end. */
  advance(by: number): boolean {
    for (let looked = 0; looked < by; looked++) {
      const at = this.#at + this.#direction;
      if (at < 1 || at > this.#length) return false;
      this.#at = at;
      if (!this.#isSo(at)) continue;
      this.found = at;
      return false;
    }
    return true;
  }

  /** How much of the way is done, from 0 to 1. */
  get share(): number {
    const way = this.#direction === 1 ? this.#length - this.#from : this.#from - 1;
    return way <= 0 ? 1 : Math.abs(this.#at - this.#from) / way;
  }
}

/**
 * What a text asks of an entry: the name of a type of event asks for entries that say so, any other text is looked for,
 * without regard to case, in each part of the entry's line, in its types and in `Kind/name` of its object.
 */
export function entryAsks(story: Story, text: string): (position: Position) => boolean {
  const wanted = text.trim().toLowerCase();
  const type = typeNamed(wanted);
  const { timeline } = story;
  if (type !== undefined) return position => timeline.entry(position).events.some(event => event.type === type);
  const holds = remembered(part => part.toLowerCase().includes(wanted));
  return position => {
    const entry = timeline.entry(position);
    if (holds(entry.actor) || entry.events.some(event => holds(event.type))) return true;
    if (entry.subject !== undefined) {
      const { kind, name } = partsOf(entry.subject);
      if (`${kind}/${name}`.toLowerCase().includes(wanted)) return true;
    }
    const { actor, subject, what } = entryWords(story, position);
    return holds(actor) || holds(what) || subject.toLowerCase().includes(wanted);
  };
}

/** Actors, types and words come again and again: each is looked at once. */
function remembered(ask: (part: string) => boolean): (part: string) => boolean {
  const known = new Map<string, boolean>();
  return part => {
    const before = known.get(part);
    if (before !== undefined) return before;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const answer = ask(part);
    known.set(part, answer);
    return answer;
  };
}
const MOST_REMEMBERED = 4096;

export const typeNamed = (text: string): EventType | undefined =>
  EVENT_TYPES.find(type => type.toLowerCase() === text.trim().toLowerCase());
