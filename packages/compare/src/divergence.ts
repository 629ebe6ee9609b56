import type { Entry, Event, Json, Log, ObjectKey, Position } from '@playhead/core';
import { controllerOf, equal, partsOf, RULES } from '@playhead/core';

/** Where two logs part: the first entry of either that the other does not have at that place. */
export interface Divergence {
  /** The entry of each log there; undefined where that log had ended. */
  readonly a: Entry | undefined;
  readonly b: Entry | undefined;
  /** How much they have in common: the number of entries that were compared and equal. */
  readonly shared: number;
}

/** What of an entry is compared; undefined passes it over. Made anew for each log, as it may remember what it saw. */
export type Essence = () => (entry: Entry) => Json | undefined;

export function firstDivergence(a: Log, b: Log, essence: Essence): Divergence | undefined {
  const [left, right] = [essences(a, essence), essences(b, essence)];
  for (let shared = 0; ; shared++) {
    const [x, y] = [left.next().value, right.next().value];
    if (x === undefined && y === undefined) return undefined;
    if (x === undefined || y === undefined || !equal(x.essence, y.essence)) return { a: x?.entry, b: y?.entry, shared };
  }
}

function* essences(log: Log, essence: Essence): Generator<{ entry: Entry; essence: Json }, undefined> {
  const of = essence();
  for (let position: Position = 1; position <= log.length; position++) {
    const entry = log.entry(position);
    const compared = of(entry);
    if (compared !== undefined) yield { entry, essence: compared };
  }
  return undefined;
}

/** The deeds of two logs, as positions; the first `shared` of them are the same on both sides. */
export interface Deeds {
  readonly a: readonly Position[];
  readonly b: readonly Position[];
  readonly shared: number;
}

/** Both logs read to their ends: what each did, and how far they did the same. */
export const deedsOf = (a: Log, b: Log, essence: Essence): Deeds => deedsWhile(essence)(a, b);

/** The same of two logs that are still being written: asked again with more of either, it reads on where it was. */
export function deedsWhile(essence: Essence): (a: Log, b: Log) => Deeds {
  const [left, right] = [new DeedsRead(essence), new DeedsRead(essence)];
  let shared = 0;
  return (a, b) => {
    left.readOn(a);
    right.readOn(b);
    const [x, y] = [left.essences, right.essences];
    while (shared < Math.min(x.length, y.length) && equal(x[shared]!, y[shared]!)) shared++;
    return { a: left.positions, b: right.positions, shared };
  };
}

/** The deeds of one log, as far as it was read. */
class DeedsRead {
  readonly positions: Position[] = [];
  readonly essences: Json[] = [];
  readonly #essence: ReturnType<Essence>;
  #read: Position = 0;

  constructor(essence: Essence) {
    this.#essence = essence();
  }

  readOn(log: Log): void {
    for (this.#read++; this.#read <= log.length; this.#read++) {
      const essence = this.#essence(log.entry(this.#read));
      if (essence === undefined) continue;
      this.positions.push(this.#read);
      this.essences.push(essence);
    }
    this.#read = log.length;
  }
}

/** Everything an entry says, to the last field: two runs of the same scenario and seed are equal in this. */
export const exactly: Essence = () => entry => entry as unknown as Json;

/**
 * What was done, to what, by whom; not when, and not the fields of objects. Generated names are replaced by their
 * order of appearance under their owner (`nginx#2.1` is the first pod of the second ReplicaSet), so two strategies
 * that differ in a template still agree as long as they do the same.
 */
export const inMeaning: Essence = () => {
  const names = new OrdinalNames();
  return entry => {
    const subject = entry.subject === undefined ? null : names.of(entry.subject, entry);
    const did = entry.events.flatMap(event => deedOf(event) ?? []);
    return did.length === 0 ? undefined : [entry.actor, subject, did];
  };
};

/** What decides a rollout, whoever is known to have written it. */
const DECISIONS: ReadonlySet<Event['type']> = new Set([
  'Created',
  'Deleted',
  'ScaledUp',
  'ScaledDown',
  'Paused',
  'Resumed',
  'RolledBack',
  'TemplateChanged',
  'RevisionAssigned',
]);
const NO_DECISION: ReadonlySet<string> = new Set(['Pod', 'Event', 'EndpointSlice', 'Endpoints']);

/**
 * What was decided of workloads and their sets, and nothing else: for real runs, in which pods and status follow in an
 * order that no two runs share, and for a real run beside a simulated one, whose commands are not written down alike.
 */
export const inDecisions: Essence = () => {
  const names = new OrdinalNames();
  return entry => {
    if (entry.subject === undefined) return undefined;
    const subject = names.of(entry.subject, entry);
    if (NO_DECISION.has(partsOf(entry.subject).kind)) return undefined;
    const did = entry.events.flatMap(event => (DECISIONS.has(event.type) ? (deedOf(event) ?? []) : []));
    return did.length === 0 ? undefined : [subject, did];
  };
};

/** What an event says it did; undefined for those that only carry fields. */
function deedOf(event: Event): Json | undefined {
  switch (event.type) {
    case 'ScaledUp':
    case 'ScaledDown':
      return [event.type, event.from, event.to];
    case 'ConditionChanged':
      return [event.type, event.condition.type, event.condition.status, event.condition.reason ?? ''];
    case 'CreateFailed':
      return [event.type, event.kind, event.reason];
    case 'ContainerWaiting':
      return [event.type, event.container, event.reason];
    case 'CommandIssued':
    case 'CommandCompleted':
    case 'CommandRefused':
      return [event.type, event.command];
    case 'Changed':
    case 'StrategyChanged':
    case 'StatusReported':
    case 'Remembered':
    case 'EventRepeated':
    case 'EndpointsChanged':
      return undefined;
    default:
      return [event.type];
  }
}

/** Stable names for what controllers name at random, per log. */
class OrdinalNames {
  readonly #names = new Map<ObjectKey, string>();
  readonly #children = new Map<string, number>();
  /** Namespaces too have made-up names: they are told apart by the order in which they appear. */
  readonly #namespaces = new Map<string, string>();

  of(key: ObjectKey, entry: Entry): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = this.#name(key, entry);
    this.#names.set(key, name);
    return name;
  }

  #name(key: ObjectKey, entry: Entry): string {
    const created = entry.events.find(event => event.type === 'Created');
    const owner = created === undefined ? undefined : controllerOf(created.object);
    const { kind, namespace, name } = partsOf(key);
    if (owner === undefined) {
      const space = this.#namespace(namespace);
      return kind === 'Event' ? this.#counted(`Event/${space}/`, '#') : `${kind}/${space}/${name}`;
    }
    const parent =
      this.#names.get(`${owner.kind}/${namespace}/${owner.name}` as ObjectKey) ??
      `${owner.kind}/${namespace}/${owner.name}`;
    return this.#counted(parent, kind === 'Pod' ? '.' : '#');
  }

  #namespace(name: string): string {
    let space = this.#namespaces.get(name);
    if (space === undefined) {
      space = name === '' ? '' : `namespace#${this.#namespaces.size + 1}`;
      this.#namespaces.set(name, space);
    }
    return space;
  }

  #counted(parent: string, sign: string): string {
    const count = (this.#children.get(`${parent}${sign}`) ?? 0) + 1;
    this.#children.set(`${parent}${sign}`, count);
    return `${parent}${sign}${count}`;
  }
}

/** The sums behind a decision, a line each; none where the entry carries no receipt. */
export function reasonOf(entry: Entry): string[] {
  if (entry.why === undefined) return [];
  const rule = RULES[entry.why.rule];
  return [`${entry.why.rule}: ${rule.says}`, ...rule.sums(entry.why.inputs)];
}
