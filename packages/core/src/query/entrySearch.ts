/** `/`: the next or the previous entry that says something, found by going from one to the next. */
import { partsOf } from '../kube/key.ts';
import type { Position } from '../log/entry.ts';
import { EVENT_TYPES, type EventType } from '../log/event.ts';
import { entryWords } from '../projections/entryWords.ts';
import type { Story } from '../projections/story.ts';
import { shortKind } from '../projections/words.ts';
import { formAsks, formOf } from '../timeline/wordForms.ts';
import { indexOf, sayingAnswers, sayingAsks } from './signal.ts';

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
 * without regard to case, in each part of the entry's line, in its types and in `Kind/name` of its object. Answered by the
 * index of the log for most entries; what is left is read.
 */
export function entryAsks(story: Story, text: string): (position: Position) => boolean {
  const wanted = text.trim().toLowerCase();
  const type = typeNamed(wanted);
  if (type !== undefined) return sayingAsks(story, ({ types }) => types.includes(type));
  const may = mayHold(story, wanted);
  const holds = entryHolds(story, wanted);
  return position => may(position) && holds(position);
}

/** Reads the entry. */
function entryHolds(story: Story, wanted: string): (position: Position) => boolean {
  const holds = remembered(part => part.toLowerCase().includes(wanted));
  const { timeline } = story;
  return position => {
    const entry = timeline.entry(position);
    if (holds(entry.actor) || entry.events.some(event => holds(event.type))) return true;
    if (entry.subject !== undefined) {
      const { kind, name } = partsOf(entry.subject);
      if (`${kind}/${name}`.toLowerCase().includes(wanted)) return true;
    }
    const { actor, subject, what } = entryWords(story, position);
    return holds(actor) || what.toLowerCase().includes(wanted) || subject.toLowerCase().includes(wanted);
  };
}

/** Whether an entry may hold the text, by what it says, by its object's name, and by the words others have for it. */
function mayHold(story: Story, wanted: string): (position: Position) => boolean {
  const allows = formAsks(wanted);
  const [NO, YES, AS_TEXT] = [0, 1, 2];
  const says = sayingAnswers(story, ({ actor, types, form }) => {
    if (actor.toLowerCase().includes(wanted) || types.some(type => type.toLowerCase().includes(wanted))) return YES;
    const allowed = allows(form);
    return allowed === 'no' ? NO : allowed === 'yes' ? YES : AS_TEXT;
  });
  const index = indexOf(story.timeline);
  const kept = textAsks(story, wanted);
  const named = nameAsks(
    story,
    wanted,
    GROUP_FORMS.some(form => allows(form) !== 'no'),
  );
  return position => {
    const answer = says(position);
    if (answer === YES || story.changes.has(position) || (answer === AS_TEXT && kept(position))) return true;
    const slot = index.slotAt(position);
    return slot !== undefined && named(slot, position);
  };
}

/** Whether a part of the text may be among the texts that the log keeps with an entry. */
function textAsks({ timeline: { log } }: Story, wanted: string): (position: Position) => boolean {
  const parts = partsToHold(wanted);
  return position => parts.length === 0 || parts.some(part => log.mayHold(position, part));
}

/** What `entryWords` says of a group besides the entry's own words: its revision, its size before and after, its end. */
const GROUP_FORMS = ['rev 0', '0 → 0', '· gone'].map(words => formOf(words));

/** Asked once of each object, while the block that names it is at hand. */
function nameAsks(story: Story, wanted: string, groupsDo: boolean): (slot: number, position: Position) => boolean {
  const index = indexOf(story.timeline);
  const answers = new Uint8Array(index.count);
  const [NO, YES] = [1, 2];
  if (groupsDo)
    for (const key of story.groups.keys()) {
      const slot = index.find(key);
      if (slot !== undefined) answers[slot] = YES;
    }
  const has = (text: string): boolean => text.toLowerCase().includes(wanted);
  const slash = wanted.lastIndexOf('/');
  // before a slash ends a kind, after it begins a name; without one either holds all
  const ofKind = wanted.slice(0, Math.max(0, slash));
  const kinds = remembered(kind =>
    [kind, shortKind(kind)].some(word => (slash < 0 ? has(word) : word.toLowerCase().endsWith(ofKind))),
  );
  const { log } = story.timeline;
  const names = (position: Position): boolean => {
    const { kind, name } = partsOf(log.subject(position)!);
    return has(`${kind}/${name}`) || has(`${shortKind(kind)}/${name}`);
  };
  const parts = partsToHold(wanted.slice(slash + 1));
  return (slot, position) => {
    if (answers[slot] === 0) {
      const kind = index.columns.kinds[index.columns.kindOf[slot]!]!;
      const keeps = (): boolean => parts.every(part => log.mayHold(position, part));
      const may = slash < 0 ? kinds(kind) || keeps() : kinds(kind) && keeps();
      answers[slot] = may && names(position) ? YES : NO;
    }
    return answers[slot] === YES;
  };
}

/** A text is put together from the log's own at other signs than these: each of its parts lies within one of them. */
const partsToHold = (text: string): readonly string[] =>
  text
    .split(/[^a-z0-9-]+/)
    .filter(part => part !== '')
    // the rarest first, most likely
    .sort((a, b) => b.length - a.length);

/** Actors, types and kinds come again and again: each is looked at once. */
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
