/**
 * Plays the kubelets of a cluster that has none, by a scenario's rules. Each pod is one walk in real time, from its
 * binding to its end; what is said of it is what the simulator's kubelets say.
 */
import { type KubeletRule, kubelet, timestamp } from '@playhead/controllers';
import { type Event, foldEvent, type KubeObject, type Pod } from '@playhead/core';
import { podStatus } from '@playhead/simulator';
import type { Connection } from './connection.ts';
import type { Watches } from './watches.ts';

type Report = (pod: Pod, at: string) => Pod | readonly Event[];

export const sleep = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds));

export class Kubelets {
  readonly #connection: Connection;
  readonly #watches: Watches;
  readonly #rules: readonly KubeletRule[] | undefined;
  readonly #namespace: string;
  readonly #accepted = new Set<string>();
  readonly #stopped = new Set<string>();
  #lastReady = 0;
  #addresses = 1;
  #over = false;

  constructor(connection: Connection, watches: Watches, namespace: string, rules: readonly KubeletRule[] | undefined) {
    this.#connection = connection;
    this.#watches = watches;
    this.#namespace = namespace;
    this.#rules = rules;
    watches.onChange(object => this.#see(object));
  }

  stop(): void {
    this.#over = true;
  }

  #see(object: KubeObject): void {
    if (object.kind !== 'Pod') return;
    const pod = object as Pod;
    const { uid, deletionTimestamp } = pod.metadata;
    if (deletionTimestamp !== undefined) {
      if (!this.#stopped.has(uid)) this.#told(this.#stop(pod));
      this.#stopped.add(uid);
    } else if (pod.spec.nodeName !== undefined && !this.#accepted.has(uid)) {
      this.#accepted.add(uid);
      this.#told(this.#play(pod));
    }
  }

  /** One pod that cannot be played does not end the others. */
  #told(play: Promise<unknown>): void {
    play.catch(error => {
      if (!this.#over) console.error(`conformance: kubelet: ${error instanceof Error ? error.message : error}`);
    });
  }

  /** The pod as it is now; undefined where its play is over. */
  #live(pod: Pod): Pod | undefined {
    const now = this.#watches.get('Pod', pod.metadata.name) as Pod | undefined;
    const isSame = now?.metadata.uid === pod.metadata.uid && now.metadata.deletionTimestamp === undefined;
    return isSame && !this.#over ? now : undefined;
  }

  #path(pod: Pod): string {
    return `/api/v1/namespaces/${this.#namespace}/pods/${pod.metadata.name}`;
  }

  /** Whether it could be said: a pod that is gone or going has nothing more to say. */
  async #report(pod: Pod, report: Report): Promise<boolean> {
    const before = this.#live(pod);
    if (before === undefined) return false;
    const told = report(before, timestamp(Date.now()));
    const after = isEvents(told) ? folded(before, told) : told;
    await this.#connection.request('PATCH', `${this.#path(pod)}/status?fieldManager=kubelet`, { status: after.status });
    return true;
  }

  async #play(pod: Pod): Promise<void> {
    const rule = kubelet.ruleFor(this.#rules, pod);
    const ip = kubelet.podIP(this.#addresses++);
    const node = kubelet.hostIP(pod.spec.nodeName ?? '');
    if (!(await this.#report(pod, (_, at) => [{ type: 'PodAccepted', hostIP: node, at }]))) return;
    await sleep(lasts(rule.pull?.after));
    if (rule.pull?.error !== undefined) return this.#pullFails(pod, rule.pull.error, rule.pull.backoffAfter ?? 1000);
    await sleep(lasts(rule.start));
    for (let restarts = 0; ; restarts++) {
      if (!(await this.#report(pod, (now, at) => podStatus.started(now, ip, restarts, at)))) return;
      if (!(await this.#runs(pod, rule)) || rule.crash === undefined) return;
      await sleep(lasts(rule.crash.after));
      const { exitCode = 1, reason = 'Error', backoff } = rule.crash;
      if (pod.spec.restartPolicy === 'Never')
        return void (await this.#report(pod, (now, at) => podStatus.finished(now, exitCode, reason, at)));
      if (!(await this.#report(pod, (now, at) => podStatus.crashed(now, restarts + 1, exitCode, reason, at)))) return;
      await sleep(backoff ?? kubelet.crashBackoff(restarts + 1));
    }
  }

  async #pullFails(pod: Pod, error: string, backoffAfter: number): Promise<void> {
    const image = pod.spec.containers[0]?.image ?? '';
    const waiting = (reason: string, message: string): Report => {
      return now => podStatus.eachContainer(now, { waiting: { reason, message } });
    };
    await this.#report(pod, waiting(error, kubelet.pullFailed(image)));
    await sleep(backoffAfter);
    await this.#report(pod, waiting('ImagePullBackOff', kubelet.pullBackoff(image)));
  }

  /** From started to where it may crash; whether it comes there. */
  async #runs(pod: Pod, rule: KubeletRule): Promise<boolean> {
    if (rule.crash !== undefined && rule.crash.afterReady !== true) return true;
    if (rule.ready === 'never') return false;
    await sleep(lasts(rule.ready) + kubelet.probeDelay(pod));
    // one pod at a time turns ready: the order of what follows from it is then unambiguous
    this.#lastReady = Math.max(Date.now(), this.#lastReady + (rule.readyGap ?? kubelet.DEFAULT_READY_GAP));
    await sleep(this.#lastReady - Date.now());
    if (!(await this.#report(pod, podStatus.turnedReady))) return false;
    if (rule.complete !== undefined) {
      await sleep(rule.complete);
      const exitCode = rule.exitCode ?? 0;
      const reason = exitCode === 0 ? 'Completed' : 'Error';
      await this.#report(pod, (now, at) => podStatus.finished(now, exitCode, reason, at));
      return false;
    }
    for (const flap of rule.unready ?? []) {
      await sleep(flap.after);
      if (!(await this.#report(pod, podStatus.turnedUnready)) || flap.for === undefined) return false;
      await sleep(flap.for);
      if (!(await this.#report(pod, podStatus.turnedReady))) return false;
    }
    return true;
  }

  async #stop(pod: Pod): Promise<void> {
    const rule = kubelet.ruleFor(this.#rules, pod);
    await sleep(pod.spec.nodeName === undefined ? 0 : lasts(rule.stop ?? kubelet.DEFAULT_STOP));
    if (this.#over) return;
    const { uid } = pod.metadata;
    await this.#connection.request('DELETE', this.#path(pod), { gracePeriodSeconds: 0, preconditions: { uid } });
  }
}

const isEvents = (told: Pod | readonly Event[]): told is readonly Event[] => Array.isArray(told);

const folded = (pod: Pod, events: readonly Event[]): Pod =>
  events.reduce(
    (now, event) => foldEvent(now, event, { position: 0, time: 0, actor: '', cause: 0, events }) as Pod,
    pod,
  );

function lasts(duration: kubelet.Spread | undefined): number {
  if (duration === undefined || typeof duration === 'number') return duration ?? 0;
  return duration.from + Math.random() * (duration.to - duration.from);
}
