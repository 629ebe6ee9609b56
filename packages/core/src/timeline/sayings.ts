/**
 * What entries say, for whoever searches a log: who wrote, which events, in which words. Many entries say the same, so
 * it is a number an entry and a short list. A search asks the list and then goes through numbers; 1,000,000 entries of
 * a rollout have some thousand sayings.
 */
import type { Entry, Position } from '../log/entry.ts';
import type { EventType } from '../log/event.ts';
import { FormList } from './wordForms.ts';

export interface Saying {
  readonly actor: string;
  readonly types: readonly EventType[];
  /** A form (`wordForms.ts`) that all words of these entries have. */
  readonly form: string;
}

export interface Sayings {
  readonly list: readonly Saying[];
  /** By position: an index into the list; of index 0 nothing is said. */
  readonly of: Uint32Array;
}

/** Gathers them in one pass over a log, which may go on once more of it is there. */
export class SayingsBuilder {
  #of = new Uint32Array(0);
  readonly #list: Saying[] = [];
  readonly #forms = new FormList();
  readonly #actors = new Map<string, number>();
  readonly #types = new Map<string, number>();
  /** By form and types together, then by actor. */
  readonly #known = new Map<number, Map<number, number>>();

  /** Makes room up to this length: the first time exactly so much, later twice what there was. */
  reserve(length: Position): void {
    if (length < this.#of.length) return;
    const of = new Uint32Array(Math.max(length + 1, this.#of.length * 2));
    of.set(this.#of);
    this.#of = of;
  }

  see({ position, actor, events, subject }: Entry, words: string): void {
    const types = events.length === 1 ? events[0]!.type : events.map(event => event.type).join();
    // the words of a pod are also of what it was before
    const form = this.#forms.of(words, subject?.startsWith('Pod/') ? 'elsewhere' : 'entry');
    const deed = form * MOST_TYPES + numberIn(this.#types, types);
    let byActor = this.#known.get(deed);
    if (byActor === undefined) {
      byActor = new Map();
      this.#known.set(deed, byActor);
    }
    const who = numberIn(this.#actors, actor);
    let saying = byActor.get(who);
    if (saying === undefined) {
      saying = this.#list.length;
      byActor.set(who, saying);
      this.#list.push({ actor, types: typesIn(types), form: this.#forms.list[form]! });
    }
    this.#of[position] = saying;
  }

  /** As far as the log was read. What is given out stays as it is when the pass goes on. */
  finish(length: Position): Sayings {
    return { list: [...this.#list], of: this.#of.subarray(0, length + 1) };
  }
}

/** More than there are lists of types in any log. */
const MOST_TYPES = 2 ** 30;

const typesIn = (types: string): readonly EventType[] => (types === '' ? [] : (types.split(',') as EventType[]));

function numberIn(numbers: Map<string, number>, text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  const number = numbers.size;
  numbers.set(text, number);
  return number;
}
