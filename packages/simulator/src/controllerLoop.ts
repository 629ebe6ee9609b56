import type { Decide, Decision, ObjectKey, Outcome, Position, Receipt, Refusal, Verdict, Write } from '@playhead/core';
import { keyOfObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { type ObjectWriteVerb, submit } from './apiServer.ts';
import type { Cache } from './cache.ts';
import type { EventRecorder } from './eventRecorder.ts';
import { CLIENT, LATENCY } from './latency.ts';
import { TokenBucket } from './tokenBucket.ts';
import { type Retry, WorkQueue } from './workQueue.ts';
import type { World } from './world.ts';

/**
 * One controller at work: its queue, its client, and the carrying out of its decisions one after the other. It decides
 * nothing itself.
 */
export class ControllerLoop {
  readonly queue: WorkQueue;
  readonly #world: World;
  readonly #actor: string;
  readonly #cache: Cache;
  readonly #decide: Decide<Cache>;
  readonly #recorder: EventRecorder;
  readonly #lookTakes: number;
  readonly #client = new TokenBucket(CLIENT.perSecond, CLIENT.burst);

  constructor(
    world: World,
    actor: string,
    cache: Cache,
    decide: Decide<Cache>,
    recorder: EventRecorder,
    options: { readonly workers?: number; readonly look?: number; readonly retry?: Retry } = {},
  ) {
    this.#world = world;
    this.#actor = actor;
    this.#cache = cache;
    this.#decide = decide;
    this.#recorder = recorder;
    this.#lookTakes = options.look ?? LATENCY.look;
    const { workers, retry } = options;
    this.queue = new WorkQueue(world, (key, cause, done) => this.#look(key, cause, done), workers, retry);
  }

  #look(key: ObjectKey, cause: Position, done: (outcome: { failed: boolean }) => void): void {
    const verdict = this.#decide(this.#cache, this.#world.instant(), key);
    for (const timer of verdict.timers ?? []) this.queue.addAfter(key, timer, cause);
    const end = (failed: boolean) => done({ failed, ...(failed ? {} : timers(verdict)) });
    this.#world.after(this.#lookTakes, () =>
      this.#carryOut(verdict.decisions, 0, { key, cause, answered: new Map() }, end),
    );
  }

  #carryOut(decisions: readonly Decision[], from: number, look: Look, end: (failed: boolean) => void): void {
    const decision = decisions[from];
    if (decision === undefined) return end(false);
    this.#do(decision, look, outcome => {
      if (outcome.first.length === 0) return this.#goOn(outcome, decisions, from, look, end);
      this.#carryOut(outcome.first, 0, look, failed =>
        failed ? end(true) : this.#goOn(outcome, decisions, from, look, end),
      );
    });
  }

  #goOn(
    outcome: Outcome,
    decisions: readonly Decision[],
    from: number,
    look: Look,
    end: (failed: boolean) => void,
  ): void {
    if (outcome.next === 'go on') this.#carryOut(decisions, from + 1, look, end);
    else end(outcome.next === 'try again');
  }

  /** Calls the server and hands on what follows, when the answer is back. */
  #do(decision: Decision, look: Look, then: (outcome: Outcome) => void): void {
    const { write, why } = decision;
    if (write.verb === 'say') {
      this.#recorder.say(write, look.cause, why);
      return then(GO_ON);
    }
    if (write.verb === 'together') return this.#together(write.decisions, decision, look, then);
    if (write.verb === 'look') return this.#lookOnce(write.decide(this.#world.instant()), look, then);
    if (write.verb === 'remember') {
      const event = { type: 'Remembered' as const, key: write.key, value: write.value };
      this.#world.note([event], { actor: this.#actor, cause: look.cause, why });
      this.#cache.remember(write.key, write.value);
      return then(GO_ON);
    }
    this.#call(decision, look, 0, then);
  }

  /** A later stage of the same look, with what the caches hold by then. */
  #lookOnce(verdict: Verdict, look: Look, then: (outcome: Outcome) => void): void {
    const { askAgainIn, timers = [] } = verdict;
    for (const timer of askAgainIn === undefined ? timers : [...timers, askAgainIn])
      this.queue.addAfter(look.key, timer, look.cause);
    this.#carryOut(verdict.decisions, 0, look, failed => then(failed ? TRY_AGAIN : GO_ON));
  }

  #call(decision: Decision, look: Look, delay: number, then: (outcome: Outcome) => void): void {
    const { write, why } = decision;
    if (!isCall(write)) throw new Error(`${write.verb} is not one call`);
    const world = this.#world;
    const wait = delay + this.#client.reserve(world.now + delay) + LATENCY.write;
    world.after(wait, () => {
      const answer = submit(world, write, { actor: this.#actor, cause: look.cause, why }, look.answered);
      if (E.isRight(answer) && answer.right.object !== undefined)
        look.answered.set(keyOfObject(answer.right.object), answer.right.object.metadata.resourceVersion);
      const outcome = E.isRight(answer)
        ? { first: decision.accepted?.(answer.right.object ?? seenOf(decision)) ?? [], next: 'go on' as const }
        : (decision.refused?.(answer.left) ?? TRY_AGAIN);
      if (E.isLeft(answer) && write.verb === 'create') this.#refused(write.object, answer.left, look.cause, why);
      world.after(LATENCY.answer, () => then(outcome));
    });
  }

  /** All at once, each landing a little after the one before; what follows of each is done as its answer comes. */
  #together(decisions: readonly Decision[], group: Decision, look: Look, then: (outcome: Outcome) => void): void {
    let left = decisions.length;
    let firstNo: Outcome | undefined;
    const refusals: Refusal[] = [];
    if (left === 0) return then(GO_ON);
    for (const [i, decision] of decisions.entries()) {
      const asked: Decision = {
        ...decision,
        refused: refusal => {
          const outcome = decision.refused?.(refusal) ?? TRY_AGAIN;
          if (outcome.next === 'go on') return outcome;
          refusals.push(refusal);
          if (group.ended === undefined) firstNo ??= group.refused?.(refusal) ?? TRY_AGAIN;
          return outcome;
        },
      };
      this.#call(asked, look, i * LATENCY.together, outcome => {
        this.#carryOut(outcome.first, 0, look, () => {
          if (--left === 0) then(group.ended?.(refusals) ?? firstNo ?? GO_ON);
        });
      });
    }
  }

  #refused(
    object: { kind: string; metadata: { ownerReferences?: unknown } },
    refusal: { reason: string; message: string },
    cause: Position,
    why: Receipt,
  ): void {
    const { reason, message } = refusal;
    const event = { type: 'CreateFailed' as const, kind: object.kind, reason, message };
    this.#world.note([event], { actor: this.#actor, cause, why });
  }
}

/** One look while it is carried out. */
interface Look {
  readonly key: ObjectKey;
  readonly cause: Position;
  readonly answered: Map<ObjectKey, string>;
}

const isCall = (write: Write): write is ObjectWriteVerb =>
  !['say', 'together', 'look', 'remember'].includes(write.verb);

const GO_ON: Outcome = { first: [], next: 'go on' };
const TRY_AGAIN: Outcome = { first: [], next: 'try again' };

const seenOf = ({ write }: Decision) => {
  if (write.verb === 'create') return write.object;
  return { apiVersion: '', kind: '', metadata: { name: '', uid: '', resourceVersion: '', creationTimestamp: '' } };
};

const timers = ({ askAgainIn, askAgainSoon }: Verdict) => ({
  ...(askAgainIn === undefined ? {} : { askAgainIn }),
  ...(askAgainSoon === undefined ? {} : { askAgainSoon }),
});
