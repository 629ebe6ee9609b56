/** How many pods are so, through the log: each pod's own series say where it begins and ceases to be counted. */
import { foldEntry } from '../fold/object.ts';
import type { KubeObject } from '../kube/object.ts';
import type { Position } from '../log/entry.ts';
import type { PodLife } from '../projections/podLife.ts';
import { type Positions, Steps } from '../projections/steps.ts';
import type { Story } from '../projections/story.ts';
import { type Leaf, type Signal, signalOf, UNIT } from './signal.ts';
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
  return {
    effort: question.lives.length + (read ? story.length : 0),
    *read() {
      const fieldFilters = read ? yield* readFields(story, question) : [];
      return yield* counted(question, [...question.filters, ...fieldFilters]);
    },
  };
}

/** The fields asked for, as a series a pod: one pass over the writes of all pods. */
function* readFields(story: Story, { lives, fields }: PodQuestion): Generator<undefined, PodFilter[]> {
  const wanted = new Map(lives.map(life => [life, fields.map(() => new Steps<Value>(undefined))] as const));
  const now = new Map<string, { pod: KubeObject | undefined; life: PodLife | undefined }>();
  for (let position = 1; position <= story.length; position++) {
    if (position % UNIT === 0) yield;
    const entry = story.timeline.entry(position);
    const key = entry.subject;
    if (key === undefined || !key.startsWith('Pod/')) continue;
    const { pod: before, life: last } = now.get(key) ?? { pod: undefined, life: undefined };
    const pod = foldEntry(before, entry);
    const life = last?.uid === pod?.metadata.uid ? last : story.pods.get(key)?.find(l => l.uid === pod?.metadata.uid);
    now.set(key, { pod, life });
    const series = pod === undefined || life === undefined ? undefined : wanted.get(life);
    if (series !== undefined) for (const [i, { field }] of fields.entries()) series[i]!.set(position, field(pod!));
  }
  return fields.map(({ fits }, i) => ({
    series: life => [wanted.get(life)![i]!],
    fits: (life, position) => fits(wanted.get(life)![i]!.at(position)),
  }));
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
  const { born, states } = life;
  const gone = life.gone ?? Number.POSITIVE_INFINITY;
  let counts = false;
  const look = (position: Position): void => {
    let now = finished || states.at(position) !== 'gone';
    for (let i = 0; now && i < filters.length; i++) now = filters[i]!.fits(life, position);
    if (now !== counts) turns.push(position * 2 + (now ? 0 : 1));
    counts = now;
  };
  look(born);
  for (const position of placesIn(life, filters, finished)) if (position > born && position < gone) look(position);
  if (counts && life.gone !== undefined) turns.push(gone * 2 + 1);
}

/** Where it may begin or cease to be counted, rising; some perhaps twice. */
function placesIn(life: PodLife, filters: readonly PodFilter[], finished: boolean): Positions {
  const lists = filters.flatMap(filter => filter.series(life));
  if (!finished) lists.push(life.states);
  const [first, second] = lists;
  if (first === undefined) return [];
  if (second === undefined) return first.positions;
  const places: Position[] = [];
  for (const { positions } of lists) for (let i = 0; i < positions.length; i++) places.push(positions[i]!);
  return places.sort((a, b) => a - b);
}
