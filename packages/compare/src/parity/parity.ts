/**
 * A recorded rollout held against our controllers, write by write. What came from outside (commands, kubelets, the
 * scheduler, what the API server refused) is taken as it came; for each write of a controller ours are asked what they
 * would have done with the cluster as it stood, or as it stood a little earlier: a cache lags, and one look makes
 * several writes.
 */
import type { NodeSpec, Seen } from '@playhead/controllers';
import type { Decide, Entry, Json, Log, ObjectKey, Receipt } from '@playhead/core';
import { ClusterState, keyOfObject, partsOf } from '@playhead/core';
import { Autoscalers, autoscalerLooks, autoscalersOf } from './autoscalers.ts';
import { type Asked, AUTOSCALER, actorOf, controllersOver, isControllersOwn, subjectsOf } from './controllers.ts';
import type { ComparedWrite, Parity, Sign, Tally, Written } from './decision.ts';
import { held } from './match.ts';
import { isByResources, ReportedMetrics } from './metrics.ts';
import { nodesOf } from './nodes.ts';
import { type Offered, type Offers, offersOf } from './offers.ts';
import { inServerOrder } from './order.ts';
import { isEndOfGrace, isHand, isRequest, refusalsIn } from './outside.ts';
import { caches, Moved, Snapshot } from './views.ts';

/** How far back a cache may be: so many writes that concern the subject, and so many milliseconds. */
const WRITES_BACK = 60;
const TIME_BACK = 500;
/** Looks of one subject that may still be at work: they wait for the server, for 500 pods in a row. */
const LOOKS_KEPT = 4;
/** How long a look waits for its next write, in milliseconds; Events queue up behind one another as long. */
const LOOK_WAITS = 1000;
/** Of so many states the kinds are mixed. */
const MIXED = 12;
/** How long before its write a look may have decided, in milliseconds, where a watch tells of it late. */
const LAGS = [50, 150, 300];
const SNAPSHOTS_KEPT = 1000;

export function parityOf(log: Log): Parity {
  const walk = new Walk(log, nodesOf(log), new ReportedMetrics(log));
  const writes: ComparedWrite[] = [];
  for (const { entry, time } of inServerOrder(log)) {
    const compared = walk.step(entry, time);
    if (compared !== undefined) writes.push(compared);
  }
  writes.sort((a, b) => a.position - b.position);
  return { writes, ...summed(writes) };
}

export const HAND = 'a hand';
const COLLECTOR = 'garbage-collector';

function summed(writes: readonly ComparedWrite[]): Pick<Parity, 'controllers' | 'score'> {
  const controllers = new Map<string, Tally>();
  let [same, asked] = [0, 0];
  for (const { actor, sign, subject } of writes) {
    const name = subject === undefined && sign === 'unexplained' ? HAND : actor;
    const tally = controllers.get(name) ?? { same: 0, otherwise: 0, unexplained: 0, notAsked: 0 };
    controllers.set(name, tally);
    tally[sign === 'not asked' ? 'notAsked' : sign]++;
    if (sign !== 'not asked') asked++;
    if (sign === 'same') same++;
  }
  return { controllers, score: asked === 0 ? 1 : same / asked };
}

/** A look of ours that was found to be one of theirs. */
interface Look {
  readonly seen: Snapshot;
  readonly offers: Offers;
  /** How often each of its writes was found. */
  readonly used: Map<Offered, number>;
  /** The step it has come to, and when; milliseconds since the log began. */
  step: number;
  time: number;
}

/** What a look may have seen: one kind of one age, the rest of another; and how long before its write. */
interface Candidate {
  readonly odd: string;
  readonly own: Snapshot;
  readonly others: Snapshot;
  readonly lag: number;
}

interface Found {
  readonly sign: Sign;
  readonly differs: readonly string[];
  readonly lookedAt?: number;
  /** Of the write that is the same, or the nearest to it. */
  readonly why?: Receipt;
}

interface Recent extends Written {
  /** At the latest; milliseconds since the log began. */
  readonly time: number;
  readonly order: number;
  readonly earlier: Snapshot;
}

export class Walk {
  readonly #log: Log;
  readonly #state: ClusterState;
  readonly #moved = new Moved();
  readonly #controllers: ReadonlyMap<string, Asked>;
  readonly #autoscalers: Autoscalers;
  readonly #memory = new Map<string, Json>();
  /** By controller and subject. */
  readonly #looks = new Map<string, Look[]>();
  /** What was written, in the server's order, each with the state before it; what is long past is let go. */
  readonly #written: (Recent | undefined)[] = [];
  #pods: { index: Snapshot['pods'] | undefined } = { index: undefined };

  /** @param state where the walk begins; it is the walk's own from then on */
  constructor(
    log: Log,
    nodes: readonly NodeSpec[],
    metrics: ReportedMetrics,
    state: ClusterState = ClusterState.empty(),
  ) {
    this.#log = log;
    this.#state = state;
    const looks = autoscalerLooks(metrics);
    this.#autoscalers = new Autoscalers(looks);
    this.#controllers = controllersOver(nodes, looks);
  }

  /** Compares an entry where it is a controller's, and goes past it. @param time when the server took it, at the latest */
  step(entry: Entry, time: number): ComparedWrite | undefined {
    const written = this.pass(entry, time);
    return written === undefined ? undefined : this.#compare(written);
  }

  /** Goes past an entry without comparing it. */
  pass(entry: Entry, time: number): Recent | undefined {
    const earlier = new Snapshot(this.#state, this.#moved, this.#pods);
    this.#lookSilently(earlier, time);
    const change = this.#state.apply(entry);
    if (change === undefined) return undefined;
    this.#moved.see(change);
    this.#autoscalers.see(change, time);
    if (partsOf(change.key).kind === 'Pod') this.#pods = { index: undefined };
    const written: Recent = { ...change, entry, time, order: this.#written.length, earlier };
    this.#written.push(written);
    if (written.order >= SNAPSHOTS_KEPT) this.#written[written.order - SNAPSHOTS_KEPT] = undefined;
    return written;
  }

  #lookSilently(view: Snapshot, time: number): void {
    const seen = () => caches(view, '', view, this.#memory);
    for (const [key, value] of this.#autoscalers.silent(time, this.#log.header.start, seen))
      this.#memory.set(key, value);
  }

  #compare(written: Recent): ComparedWrite | undefined {
    const { entry, key } = written;
    const actor = actorOf(entry.actor);
    const { position, time } = entry;
    const told = { position, time, actor, key };
    const scalers = actor === AUTOSCALER ? autoscalersOf(this.#state, (written.after ?? written.before)!) : [];
    if (scalers.some(hpa => !isByResources(hpa)))
      return { ...told, subject: undefined, sign: 'not asked', differs: [] };
    const controller = isEndOfGrace(written) ? undefined : this.#controllers.get(actor);
    if (controller === undefined)
      return isHand(actor) && isControllersOwn(written)
        ? { ...told, subject: undefined, sign: 'unexplained', differs: [] }
        : undefined;
    if (this.#isOlder(written)) return undefined;
    const subjects = [...new Set([...subjectsOf(written, controller.looks), ...scalers.map(keyOfObject)])];
    const found = subjects.map(subject => ({ subject, ...this.#ask(written, controller, subject) }));
    const best = found.find(f => f.sign === 'same') ?? this.#askCollector(written);
    if (best !== undefined) return { ...told, ...best };
    if (subjects.includes(key) && isRequest(written)) return undefined;
    const nearest = found.find(f => f.sign === 'otherwise') ?? found[0];
    return { ...told, ...(nearest ?? { subject: key, sign: 'unexplained', differs: [] }) };
  }

  /**
   * All controllers of kube-controller-manager write under its one name, and a recording's actors are told by what is
   * written: what the garbage collector lets go of or takes away may stand under another's name.
   */
  #askCollector(written: Recent): (Found & { actor: string; subject: ObjectKey }) | undefined {
    const collector = this.#controllers.get(COLLECTOR)!;
    if (this.#log.header.origin !== 'recorded' || written.entry.actor === COLLECTOR) return undefined;
    if (written.after?.kind === 'Event') return undefined;
    for (const subject of subjectsOf(written, collector.looks)) {
      const found = this.#ask(written, collector, subject);
      if (found.sign === 'same') return { actor: COLLECTOR, subject, ...found };
    }
    return undefined;
  }

  /** What was there before the recording began is told as if it were made then. Times have whole seconds. */
  #isOlder({ before, after }: Written): boolean {
    if (before !== undefined || after === undefined) return false;
    return Date.parse(after.metadata.creationTimestamp) < this.#log.header.start - 1000;
  }

  #ask(written: Recent, controller: Asked, subject: ObjectKey): Found {
    const { kind } = partsOf(subject);
    const decides = [controller.looks[kind] ?? controller.looks['*'] ?? []].flat();
    if (decides.length === 0) return { sign: 'unexplained', differs: [] };
    const now = this.#log.header.start + written.time;
    const asked = `${Object.keys(controller.looks).join()} ${subject}`;
    const known = (this.#looks.get(asked) ?? []).filter(({ time }) => written.time - time <= LOOK_WAITS);
    let nearest: { readonly differs: string[]; readonly why: Receipt } | undefined;
    const sameIn = (look: Look): Receipt | undefined => {
      const { offers, seen, used } = look;
      for (const offer of offers.writes) {
        const found = used.get(offer) ?? 0;
        // Events are written behind the look's back, whenever their turn comes
        const isSaid = offer.write.verb === 'say';
        if (!isSaid && (found >= offer.times || offer.step < look.step)) continue;
        const differs = held(written, offer.write, key => seen.state.get(key));
        if (differs?.length === 0) {
          used.set(offer, found + 1);
          if (!isSaid) Object.assign(look, { step: offer.step, time: written.time });
          return offer.why;
        }
        if (differs !== undefined && (nearest === undefined || differs.length < nearest.differs.length))
          nearest = { differs, why: offer.why };
      }
      return undefined;
    };
    const refusals = refusalsIn(written.after);
    const look = (decide: Decide<Seen>, { odd, own, others, lag }: Candidate): Look => {
      const seen = caches(own, odd, others, this.#memory);
      const then = now - lag;
      return {
        seen: others,
        offers: offersOf(seen, decide(seen, then, subject), then, refusals),
        used: new Map(),
        step: 0,
        time: written.time,
      };
    };
    // one look makes several writes: its others are what is looked for first
    for (const earlier of known) {
      const why = sameIn(earlier);
      if (why !== undefined) return { sign: 'same', differs: [], lookedAt: earlier.seen.position, why };
    }
    for (const candidate of this.#candidates(written, controller, subject))
      for (const decide of decides) {
        const tried = look(decide, candidate);
        const why = sameIn(tried);
        if (why === undefined) continue;
        this.#keep(asked, tried, known);
        this.#autoscalers.looked(subject, written.time);
        return { sign: 'same', differs: [], lookedAt: candidate.others.position, why };
      }
    return nearest === undefined ? { sign: 'unexplained', differs: [] } : { sign: 'otherwise', ...nearest };
  }

  #keep(asked: string, look: Look, known: readonly Look[]): void {
    for (const [key, value] of look.offers.remembered) this.#memory.set(key, value);
    this.#looks.set(asked, [look, ...known].slice(0, LOOKS_KEPT));
  }

  /**
   * Newest first; then the subject, or pods, of one age with the rest of another: each kind has a watch of its own. Last,
   * looks that were a little before their write: where time decides, as with minReadySeconds.
   */
  *#candidates(written: Recent, controller: Asked, subject: ObjectKey): Generator<Candidate> {
    const { kind } = partsOf(subject);
    const older: Snapshot[] = [];
    yield { odd: kind, own: written.earlier, others: written.earlier, lag: 0 };
    for (const snapshot of this.#back(written, controller, subject)) {
      yield { odd: kind, own: snapshot, others: snapshot, lag: 0 };
      older.push(snapshot);
    }
    const states = [written.earlier, ...older].slice(0, MIXED);
    for (const odd of kind === 'Pod' ? [kind] : [kind, 'Pod'])
      for (const own of states) for (const others of states) if (own !== others) yield { odd, own, others, lag: 0 };
    for (const lag of LAGS) for (const state of states) yield { odd: kind, own: state, others: state, lag };
  }

  /** The states before each of the last writes that concern the subject. */
  *#back({ time, order, earlier, after: made }: Recent, controller: Asked, subject: ObjectKey) {
    const longest = made?.kind === 'Event' ? LOOK_WAITS : TIME_BACK;
    const it = earlier.state.get(subject);
    let left = WRITES_BACK;
    for (let at = order - 1; at >= 0 && left > 0; at--) {
      const written = this.#written[at];
      if (written === undefined || time - written.time > longest) return;
      const object = (written.after ?? written.before)!;
      if (written.key !== subject && !controller.follows(object, it)) continue;
      left--;
      yield written.earlier;
    }
  }
}
