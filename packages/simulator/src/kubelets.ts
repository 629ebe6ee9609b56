/** Plays the kubelets of all nodes by the scenario's rules: every pod from its binding to its end. */
import { type KubeletRule, kubelet, timestamp } from '@playhead/controllers';
import type { Change, Entry, Event, ObjectKey, Pod, Position } from '@playhead/core';
import { keyOfObject } from '@playhead/core';
import { request } from './apiServer.ts';
import { LATENCY } from './latency.ts';
import { crashed, eachContainer, finished, started, turnedReady, turnedUnready } from './podStatus.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

type Step = { readonly what: string; readonly after: number };

/** A status as the events that make it where they are known, else as the pod it makes. */
type Report = (pod: Pod, at: string) => Pod | readonly Event[];
const isEvents = (told: Pod | readonly Event[]): told is readonly Event[] => Array.isArray(told);

export class Kubelets {
  readonly #world: World;
  readonly #rules: readonly KubeletRule[] | undefined;
  readonly #random: Random;
  /** When the last pod turned ready, microseconds: readyGap is counted from it, over all nodes. */
  #lastReady = Number.NEGATIVE_INFINITY;
  #addresses = 1;
  /** When the next write may land, microseconds: one client plays all kubelets. */
  #free = 0;
  readonly #spacing: number;

  constructor(world: World, rules: readonly KubeletRule[] | undefined, nodes: number) {
    this.#world = world;
    this.#spacing = (LATENCY.kubeletSpacing * 3) / Math.max(3, nodes);
    this.#rules = rules;
    this.#random = world.random('kubelet');
    world.watch((entry, change) => this.#see(entry, change));
  }

  #see(entry: Entry, { before, after }: Change): void {
    if (after?.kind !== 'Pod') return;
    const pod = after as Pod;
    const bound = pod.spec.nodeName !== undefined && (before as Pod | undefined)?.spec.nodeName === undefined;
    const dying = pod.metadata.deletionTimestamp !== undefined;
    if (bound && !dying) this.#world.after(LATENCY.kubeletWatch, () => this.#accept(pod, entry.position));
    if (dying && before?.metadata.deletionTimestamp === undefined) this.#stop(pod, entry.position);
  }

  /** The pod as it is now, unless it is gone, replaced, or asked to go: then the kubelet's play of it is over. */
  #live(pod: Pod): Pod | undefined {
    const now = this.#world.state.get(keyOfObject(pod)) as Pod | undefined;
    return now?.metadata.uid === pod.metadata.uid && now.metadata.deletionTimestamp === undefined ? now : undefined;
  }

  /** Sends a status and goes on when it is written; `change` is given the pod as it stands then. */
  #report(pod: Pod, cause: Position, step: Step, change: Report, then: (at: Position) => void): void {
    const world = this.#world;
    this.#landing(() => {
      const before = this.#live(pod);
      if (before === undefined) return;
      const at = timestamp(world.instant());
      const node = before.spec.nodeName ?? '';
      const why = { rule: 'kubelet.play' as const, inputs: { ...step } };
      const told = change(before, at);
      const author = { actor: `kubelet ${node}`, cause, why };
      const position = isEvents(told)
        ? world.commit(keyOfObject(before), told, author)
        : world.write({ before, after: told }, author);
      world.after(LATENCY.kubeletAnswer, () => then(position));
    });
  }

  /** Runs when a call made now has reached the server. */
  #landing(run: () => void): void {
    const time = Math.max(this.#world.now + LATENCY.kubeletWrite, this.#free);
    this.#free = time + this.#spacing;
    this.#world.agenda.at(time, run);
  }

  #ms(duration: kubelet.Spread | undefined): number {
    if (duration === undefined) return 0;
    return typeof duration === 'number'
      ? duration
      : duration.from + this.#random.next() * (duration.to - duration.from);
  }

  #after(milliseconds: number, run: () => void): void {
    this.#world.after(milliseconds * 1000, run);
  }

  #accept(bound: Pod, cause: Position): void {
    const rule = kubelet.ruleFor(this.#rules, bound);
    const ip = kubelet.podIP(this.#addresses++);
    const node = bound.spec.nodeName ?? '';
    if (this.#live(bound) === undefined) return;
    this.#report(
      bound,
      cause,
      { what: 'taken on', after: 0 },
      (_pod, at) => [{ type: 'PodAccepted', hostIP: kubelet.hostIP(node), at }],
      position => {
        const pull = this.#ms(rule.pull?.after);
        this.#after(pull, () => {
          if (this.#live(bound) === undefined) return;
          if (rule.pull?.error !== undefined) return this.#pullFails(bound, rule, pull, position);
          const start = this.#ms(rule.start);
          this.#after(start, () => this.#run(bound, rule, ip, 0, position, pull + start));
        });
      },
    );
  }

  #pullFails(pod: Pod, rule: KubeletRule, pull: number, cause: Position): void {
    const image = pod.spec.containers[0]?.image ?? '';
    const waiting = (reason: string, message: string) => (now: Pod) =>
      eachContainer(now, { waiting: { reason, message } });
    const error = rule.pull?.error ?? 'ErrImagePull';
    this.#report(
      pod,
      cause,
      { what: 'pull failed', after: pull },
      waiting(error, kubelet.pullFailed(image)),
      position => {
        const backoff = rule.pull?.backoffAfter ?? 1000;
        this.#after(backoff, () => {
          if (this.#live(pod) === undefined) return;
          const step = { what: 'back-off', after: backoff };
          this.#report(pod, position, step, waiting('ImagePullBackOff', kubelet.pullBackoff(image)), () => {});
        });
      },
    );
  }

  #run(pod: Pod, rule: KubeletRule, ip: string, restarts: number, cause: Position, after: number): void {
    if (this.#live(pod) === undefined) return;
    this.#report(
      pod,
      cause,
      { what: 'started', after },
      (now, at) => started(now, ip, restarts, at),
      position => {
        const { crash } = rule;
        if (crash !== undefined && crash.afterReady !== true)
          return this.#after(this.#ms(crash.after), () => this.#crash(pod, rule, ip, restarts, position));
        if (rule.ready === 'never') return;
        const ready = this.#ms(rule.ready) + kubelet.probeDelay(pod);
        this.#after(ready, () => this.#becomeReady(pod, rule, ip, restarts, position, ready));
      },
    );
  }

  /** One pod at a time turns ready, at least readyGap after the last. */
  #becomeReady(pod: Pod, rule: KubeletRule, ip: string, restarts: number, cause: Position, after: number): void {
    const world = this.#world;
    const gap = (rule.readyGap ?? kubelet.DEFAULT_READY_GAP) * 1000;
    const slot = Math.max(world.now, this.#lastReady + gap);
    this.#lastReady = slot;
    world.agenda.at(slot, () => {
      if (this.#live(pod) === undefined) return;
      this.#report(pod, cause, { what: 'ready', after }, turnedReady, position => {
        if (rule.complete !== undefined) return this.#after(rule.complete, () => this.#complete(pod, rule, position));
        this.#flap(pod, rule, 0, position, last => {
          const { crash } = rule;
          if (crash !== undefined) this.#after(this.#ms(crash.after), () => this.#crash(pod, rule, ip, restarts, last));
        });
      });
    });
  }

  #flap(pod: Pod, rule: KubeletRule, index: number, cause: Position, then: (cause: Position) => void): void {
    const flap = rule.unready?.[index];
    if (flap === undefined) return then(cause);
    this.#after(flap.after, () => {
      if (this.#live(pod) === undefined) return;
      this.#report(pod, cause, { what: 'unready', after: flap.after }, turnedUnready, position => {
        if (flap.for === undefined) return;
        const back = flap.for;
        this.#after(back, () => {
          if (this.#live(pod) === undefined) return;
          this.#report(pod, position, { what: 'ready again', after: back }, turnedReady, last =>
            this.#flap(pod, rule, index + 1, last, then),
          );
        });
      });
    });
  }

  #complete(pod: Pod, rule: KubeletRule, cause: Position): void {
    if (this.#live(pod) === undefined) return;
    const exitCode = rule.exitCode ?? 0;
    const step = { what: 'ended', after: rule.complete ?? 0 };
    const reason = exitCode === 0 ? 'Completed' : 'Error';
    this.#report(
      pod,
      cause,
      step,
      (now, at) => finished(now, exitCode, reason, at),
      () => {},
    );
  }

  #crash(pod: Pod, rule: KubeletRule, ip: string, restarts: number, cause: Position): void {
    if (this.#live(pod) === undefined || rule.crash === undefined) return;
    const { after, exitCode = 1, reason = 'Error', backoff } = rule.crash;
    const step = { what: 'crashed', after: typeof after === 'number' ? after : after.to };
    if (pod.spec.restartPolicy === 'Never')
      return this.#report(
        pod,
        cause,
        step,
        (now, at) => finished(now, exitCode, reason, at),
        () => {},
      );
    const count = restarts + 1;
    this.#report(
      pod,
      cause,
      step,
      (now, at) => crashed(now, count, exitCode, reason, at),
      position => {
        const wait = backoff ?? kubelet.crashBackoff(count);
        this.#after(wait, () => this.#run(pod, rule, ip, count, position, wait));
      },
    );
  }

  #stop(pod: Pod, cause: Position): void {
    const rule = kubelet.ruleFor(this.#rules, pod);
    const stop = pod.spec.nodeName === undefined ? 0 : this.#ms(rule.stop ?? kubelet.DEFAULT_STOP);
    const key: ObjectKey = keyOfObject(pod);
    const gone = () => {
      const before = this.#world.state.get(key);
      if (before?.metadata.uid !== pod.metadata.uid) return;
      const why = { rule: 'kubelet.play' as const, inputs: { what: 'stopped', after: stop } };
      const actor = `kubelet ${pod.spec.nodeName ?? ''}`.trim();
      const { namespace = '', name } = pod.metadata;
      const asked = {
        verb: 'delete',
        kind: 'Pod',
        namespace,
        name,
        uid: pod.metadata.uid,
        gracePeriodSeconds: 0,
      } as const;
      request(this.#world, asked, { actor, cause, why });
    };
    this.#world.after(LATENCY.kubeletWatch + stop * 1000, () => this.#landing(gone));
  }
}
