/** Plays the kubelets of all nodes by the scenario's rules: every pod from its binding to its end. */
import { type KubeletRule, kubelet } from '@playhead/controllers';
import type { Change, Entry, LogTime, ObjectKey, Pod, Position } from '@playhead/core';
import { keyOfObject } from '@playhead/core';
import { request } from './apiServer.ts';
import type { Standing } from './diversion/standing.ts';
import { KubeletClient } from './kubeletClient.ts';
import { LATENCY } from './latency.ts';
import { crashed, eachContainer, finished, started, turnedReady, turnedUnready } from './podStatus.ts';
import type { World } from './world.ts';

/** One pod as it is played. */
interface Play {
  readonly pod: Pod;
  readonly rule: KubeletRule;
  readonly ip: string;
}

export class Kubelets {
  readonly #world: World;
  readonly #rules: readonly KubeletRule[] | undefined;
  readonly #client: KubeletClient;
  /** When the last pod turned ready, microseconds: readyGap is counted from it, over all nodes. */
  #lastReady = Number.NEGATIVE_INFINITY;
  #addresses: number;

  constructor(world: World, rules: readonly KubeletRule[] | undefined, nodes: number) {
    this.#world = world;
    this.#rules = rules;
    this.#client = new KubeletClient(world, nodes);
    this.#addresses = 1 + kubelet.lastPodIP(world.state.list('Pod') as Pod[]);
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

  /** Goes on with pods as others left them, those that have stood longest first. @param lastReady when a pod last turned ready */
  takeUp(standings: readonly Standing[], lastReady: LogTime | undefined): void {
    if (lastReady !== undefined) this.#lastReady = lastReady * 1000 - LATENCY.kubeletWrite;
    for (const standing of standings) this.#takeUp(standing);
  }

  #takeUp({ pod, is, passed, cause, restarts, flaps }: Standing): void {
    const play: Play = {
      pod,
      rule: kubelet.ruleFor(this.#rules, pod),
      ip: pod.status.podIP ?? kubelet.podIP(this.#addresses++),
    };
    // the answer to the last report was on its way
    const waited = Math.max(0, passed - LATENCY.kubeletAnswer / 1000);
    if (is === 'bound') this.#world.after(LATENCY.kubeletWatch, () => this.#accept(pod, cause));
    else if (is === 'accepted') this.#start(play, cause, waited);
    else if (is === 'no image') this.#backOff(play, cause, waited);
    else if (is === 'running') this.#runOn(play, restarts, cause, waited);
    else if (is === 'ready') this.#serve(play, restarts, flaps, cause, waited);
    else if (is === 'unready') this.#recover(play, restarts, flaps - 1, cause, waited);
    else if (is === 'crashed') this.#restart(play, restarts, cause, waited);
    else if (is === 'going') this.#stop(pod, cause, passed);
  }

  /** How many pods something is still to happen to, though none may be seen to wait: one that will crash serves until then. */
  pending = 0;

  #after(milliseconds: number, run: () => void): void {
    this.pending++;
    this.#world.after(milliseconds * 1000, () => {
      this.pending--;
      run();
    });
  }

  #accept(bound: Pod, cause: Position): void {
    const play: Play = {
      pod: bound,
      rule: kubelet.ruleFor(this.#rules, bound),
      ip: kubelet.podIP(this.#addresses++),
    };
    const node = bound.spec.nodeName ?? '';
    if (this.#client.live(bound) === undefined) return;
    this.#client.report(
      bound,
      cause,
      { what: 'taken on', after: 0 },
      (_pod, at) => [{ type: 'PodAccepted', hostIP: kubelet.hostIP(node), at }],
      position => this.#start(play, position, 0),
    );
  }

  #start(play: Play, cause: Position, passed: number): void {
    const { pod, rule } = play;
    const pull = this.#client.left(rule.pull?.after, passed);
    this.#after(pull, () => {
      if (this.#client.live(pod) === undefined) return;
      if (rule.pull?.error !== undefined) return this.#pullFails(play, pull, cause);
      const pulled = passed - (pull > 0 ? passed : kubelet.longest(rule.pull?.after));
      const start = this.#client.left(rule.start, Math.max(0, pulled));
      this.#after(start, () => this.#run(play, 0, cause, pull + start));
    });
  }

  #pullFails(play: Play, pull: number, cause: Position): void {
    const { pod, rule } = play;
    const image = pod.spec.containers[0]?.image ?? '';
    const error = rule.pull?.error ?? 'ErrImagePull';
    this.#client.report(
      pod,
      cause,
      { what: 'pull failed', after: pull },
      now => eachContainer(now, { waiting: { reason: error, message: kubelet.pullFailed(image) } }),
      position => this.#backOff(play, position, 0),
    );
  }

  #backOff({ pod, rule }: Play, cause: Position, passed: number): void {
    const image = pod.spec.containers[0]?.image ?? '';
    const waiting = { reason: 'ImagePullBackOff', message: kubelet.pullBackoff(image) };
    const backoff = rule.pull?.backoffAfter ?? 1000;
    this.#after(this.#client.left(backoff, passed), () => {
      if (this.#client.live(pod) === undefined) return;
      const step = { what: 'back-off', after: backoff };
      this.#client.report(
        pod,
        cause,
        step,
        now => eachContainer(now, { waiting }),
        () => {},
      );
    });
  }

  #run(play: Play, restarts: number, cause: Position, after: number): void {
    const { pod, ip } = play;
    if (this.#client.live(pod) === undefined) return;
    this.#client.report(
      pod,
      cause,
      { what: 'started', after },
      (now, at) => started(now, ip, restarts, at),
      position => this.#runOn(play, restarts, position, 0),
    );
  }

  #runOn(play: Play, restarts: number, cause: Position, passed: number): void {
    const { pod, rule } = play;
    const { crash } = rule;
    if (crash !== undefined && crash.afterReady !== true)
      return this.#after(this.#client.left(crash.after, passed), () => this.#crash(play, restarts, cause));
    if (rule.ready === 'never') return;
    const probe = kubelet.probeDelay(pod);
    const ready = this.#client.left(rule.ready, Math.max(0, passed - probe));
    const left = ready + Math.max(0, probe - passed);
    this.#after(left, () => this.#becomeReady(play, restarts, cause, passed + left));
  }

  /** One pod at a time turns ready, at least readyGap after the last. */
  #becomeReady(play: Play, restarts: number, cause: Position, after: number): void {
    const { pod, rule } = play;
    const world = this.#world;
    const gap = (rule.readyGap ?? kubelet.DEFAULT_READY_GAP) * 1000;
    const slot = Math.max(world.now, this.#lastReady + gap);
    this.#lastReady = slot;
    world.agenda.at(slot, () => {
      if (this.#client.live(pod) === undefined) return;
      this.#client.report(pod, cause, { what: 'ready', after }, turnedReady, position =>
        this.#serve(play, restarts, 0, position, 0),
      );
    });
  }

  /** Ready: until it is done, or unready for a spell, or crashes. */
  #serve(play: Play, restarts: number, flaps: number, cause: Position, passed: number): void {
    const { rule } = play;
    if (rule.complete !== undefined)
      return this.#after(this.#client.left(rule.complete, passed), () => this.#complete(play, cause));
    const flap = rule.unready?.[flaps];
    if (flap !== undefined) return this.#flap(play, restarts, flaps, cause, passed);
    const { crash } = rule;
    if (crash !== undefined)
      this.#after(this.#client.left(crash.after, passed), () => this.#crash(play, restarts, cause));
  }

  #flap(play: Play, restarts: number, flaps: number, cause: Position, passed: number): void {
    const { pod, rule } = play;
    const { after } = rule.unready![flaps]!;
    this.#after(this.#client.left(after, passed), () => {
      if (this.#client.live(pod) === undefined) return;
      this.#client.report(pod, cause, { what: 'unready', after }, turnedUnready, position =>
        this.#recover(play, restarts, flaps, position, 0),
      );
    });
  }

  #recover(play: Play, restarts: number, flaps: number, cause: Position, passed: number): void {
    const { pod, rule } = play;
    const back = rule.unready?.[flaps]?.for;
    if (back === undefined) return;
    this.#after(this.#client.left(back, passed), () => {
      if (this.#client.live(pod) === undefined) return;
      this.#client.report(pod, cause, { what: 'ready again', after: back }, turnedReady, position =>
        this.#serve(play, restarts, flaps + 1, position, 0),
      );
    });
  }

  #complete({ pod, rule }: Play, cause: Position): void {
    if (this.#client.live(pod) === undefined) return;
    const exitCode = rule.exitCode ?? 0;
    this.#end(
      pod,
      cause,
      { what: 'ended', after: rule.complete ?? 0 },
      exitCode,
      exitCode === 0 ? 'Completed' : 'Error',
    );
  }

  #end(pod: Pod, cause: Position, step: { what: string; after: number }, exitCode: number, reason: string): void {
    this.#client.report(
      pod,
      cause,
      step,
      (now, at) => finished(now, exitCode, reason, at),
      () => {},
    );
  }

  #crash(play: Play, restarts: number, cause: Position): void {
    const { pod, rule } = play;
    if (this.#client.live(pod) === undefined || rule.crash === undefined) return;
    const { after, exitCode = 1, reason = 'Error' } = rule.crash;
    const step = { what: 'crashed', after: kubelet.longest(after) };
    if (pod.spec.restartPolicy === 'Never') return this.#end(pod, cause, step, exitCode, reason);
    const count = restarts + 1;
    this.#client.report(
      pod,
      cause,
      step,
      (now, at) => crashed(now, count, exitCode, reason, at),
      position => this.#restart(play, count, position, 0),
    );
  }

  #restart(play: Play, restarts: number, cause: Position, passed: number): void {
    const wait = play.rule.crash?.backoff ?? kubelet.crashBackoff(restarts);
    this.#after(this.#client.left(wait, passed), () => this.#run(play, restarts, cause, wait));
  }

  #stop(pod: Pod, cause: Position, passed = 0): void {
    const rule = kubelet.ruleFor(this.#rules, pod);
    const took = pod.spec.nodeName === undefined ? 0 : (rule.stop ?? kubelet.DEFAULT_STOP);
    const stop = this.#client.left(took, Math.max(0, passed - LATENCY.kubeletWatch / 1000));
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
    this.#world.after(LATENCY.kubeletWatch + stop * 1000, () => this.#client.landing(gone, LATENCY.kubeletGoneSpacing));
  }
}
