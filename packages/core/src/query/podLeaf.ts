/** How many pods are so, through the log: each pod's own series say where it begins and ceases to be counted. */
import { foldEntry } from '../fold/object.ts';
import type { KubeObject } from '../kube/object.ts';
import type { Position } from '../log/entry.ts';
import type { PodLife } from '../projections/podLife.ts';
import { lastAtOrBefore, type Positions, Steps } from '../projections/steps.ts';
import type { Story } from '../projections/story.ts';
import { type Field, foldField, mayChange } from './fieldWrites.ts';
import { indexOf, type Leaf, type Signal, sayingAsks, signalOf, UNIT } from './signal.ts';
import type { Value } from './value.ts';

/** One condition on a pod. */
export interface PodFilter {
  /** The series it looks at: where they change. */
  readonly series: (life: PodLife) => readonly { readonly positions: Positions }[];
  readonly fits: (life: PodLife, position: Position) => boolean;
}

/** A condition on a field that no series has: read from every write of a pod. */
export interface FieldFilter {
  readonly field: (pod: KubeObject) => Value;
  /** What it follows from, where only some writes may change that. */
  readonly about: Field | undefined;
  readonly fits: (value: Value) => boolean;
}

export interface PodQuestion {
  readonly lives: readonly PodLife[];
  readonly filters: readonly PodFilter[];
  readonly fields: readonly FieldFilter[];
  /** A pod that succeeded counts as long as its object is there; otherwise it is gone with its last container. */
  readonly finished: boolean;
}

export function podLeaf(story: Story, question: PodQuestion): Leaf {
  const read = question.fields.length > 0;
  const entries = !read ? 0 : onlyField(question.fields) === undefined ? story.length : question.lives.length;
  return {
    effort: question.lives.length + entries,
    *read() {
      const fieldFilters = read ? yield* readFields(story, question) : [];
      return yield* counted(question, [...question.filters, ...fieldFilters]);
    },
  };
}

/** The fields asked for, as a series a pod, from those of its writes that may change one of them. */
function* readFields(story: Story, { lives, fields }: PodQuestion): Generator<undefined, PodFilter[]> {
  const reader = new FieldReader(story, fields);
  const read = new Map<PodLife, readonly Steps<Value>[]>();
  let done = 0;
  for (const life of lives) {
    const before = reader.entries;
    read.set(life, reader.seriesOf(life));
    done += 1 + reader.entries - before;
    if (done < UNIT) continue;
    done = 0;
    yield;
  }
  return fields.map(({ fits }, i) => ({
    series: life => [read.get(life)![i]!],
    fits: (life, position) => fits(read.get(life)![i]!.at(position)),
  }));
}

/** The one field that is asked for; undefined where they are several, or may be changed by any write. */
const onlyField = ([first, second]: readonly FieldFilter[]): Field | undefined =>
  second === undefined ? first?.about : undefined;

class FieldReader {
  /** How many entries were read. */
  entries = 0;
  readonly #story: Story;
  readonly #fields: readonly FieldFilter[];
  readonly #only: Field | undefined;
  readonly #asks: (position: Position) => boolean;

  constructor(story: Story, fields: readonly FieldFilter[]) {
    this.#story = story;
    this.#fields = fields;
    this.#only = onlyField(fields);
    this.#asks = this.#only === undefined ? () => true : sayingAsks(story, mayChange(this.#only));
  }

  seriesOf({ born, gone }: PodLife): Steps<Value>[] {
    const { timeline } = this.#story;
    const index = indexOf(timeline);
    const slot = index.slotAt(born)!;
    const writes = index.writesOf(slot);
    const series = this.#fields.map(() => new Steps<Value>(undefined));
    const first = timeline.entry(born);
    let pod = first.events[0]?.type === 'Created' ? foldEntry(undefined, first) : index.objectAt(slot, born);
    this.#note(series, born, pod);
    for (let i = lastAtOrBefore(writes, born) + 1; i < writes.length; i++) {
      const position = writes[i]!;
      if (gone !== undefined && position >= gone) break;
      if (!this.#asks(position)) continue;
      const entry = timeline.entry(position);
      pod = this.#only === undefined ? foldEntry(pod, entry) : foldField(pod, entry, this.#only);
      this.#note(series, position, pod);
    }
    return series;
  }

  #note(series: readonly Steps<Value>[], position: Position, pod: KubeObject | undefined): void {
    this.entries++;
    if (pod !== undefined)
      for (let i = 0; i < series.length; i++) series[i]!.set(position, this.#fields[i]!.field(pod));
  }
}

function* counted({ lives, finished }: PodQuestion, filters: readonly PodFilter[]): Generator<undefined, Signal> {
  /** Position and a step up or down in one number, so that one sort orders them: twice the position, and one more for down. */
  const turns: number[] = [];
  let done = 0;
  for (const life of lives) {
    turnsOf(life, filters, finished, turns);
    if (++done % UNIT === 0) yield;
  }
  const ordered = Float64Array.from(turns).sort();
  yield;
  const steps = new Steps<Value>(0);
  let count = 0;
  for (let i = 0; i < ordered.length; i++) {
    const turn = ordered[i]!;
    count += turn % 2 === 0 ? 1 : -1;
    const position = Math.floor(turn / 2);
    if (i + 1 === ordered.length || Math.floor(ordered[i + 1]! / 2) !== position) steps.set(position, count);
  }
  return signalOf(steps);
}

function turnsOf(life: PodLife, filters: readonly PodFilter[], finished: boolean, turns: number[]): void {
  const { born, gone } = life;
  const places = placesIn(life, filters, finished);
  let counts = isCounted(life, filters, finished, born);
  if (counts) turns.push(born * 2);
  for (let i = 0; i < places.length; i++) {
    const position = places[i]!;
    if (position <= born || (gone !== undefined && position >= gone)) continue;
    const now = isCounted(life, filters, finished, position);
    if (now !== counts) turns.push(position * 2 + (now ? 0 : 1));
    counts = now;
  }
  if (counts && gone !== undefined) turns.push(gone * 2 + 1);
}

function isCounted(life: PodLife, filters: readonly PodFilter[], finished: boolean, position: Position): boolean {
  if (!finished && life.states.at(position) === 'gone') return false;
  for (let i = 0; i < filters.length; i++) if (!filters[i]!.fits(life, position)) return false;
  return true;
}

const NOWHERE: readonly Position[] = [];

/** Where it may begin or cease to be counted, rising; some perhaps twice. */
function placesIn(life: PodLife, filters: readonly PodFilter[], finished: boolean): Positions {
  let all: Position[] | undefined;
  let only: Positions | undefined = finished ? undefined : life.states.positions;
  for (let i = 0; i < filters.length; i++) {
    const series = filters[i]!.series(life);
    for (let k = 0; k < series.length; k++) {
      const { positions } = series[k]!;
      if (only === undefined || only.length === 0 || only === positions) only = positions;
      else if (positions.length > 0) {
        all ??= [...only];
        for (let at = 0; at < positions.length; at++) all.push(positions[at]!);
      }
    }
  }
  return all === undefined ? (only ?? NOWHERE) : all.sort((a, b) => a - b);
}
