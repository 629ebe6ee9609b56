/** How the played kubelets reach the server: one client for all of them, and what takes how long. */
import { type kubelet, timestamp } from '@playhead/controllers';
import type { Event, Pod, Position } from '@playhead/core';
import { keyOfObject } from '@playhead/core';
import { LATENCY } from './latency.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

export type Step = { readonly what: string; readonly after: number };

/** A status as the events that make it where they are known, else as the pod it makes. */
export type Report = (pod: Pod, at: string) => Pod | readonly Event[];
const isEvents = (told: Pod | readonly Event[]): told is readonly Event[] => Array.isArray(told);

export class KubeletClient {
  readonly #world: World;
  readonly #random: Random;
  /** When the next write may land, microseconds. */
  #free = 0;
  readonly #share: number;

  constructor(world: World, nodes: number) {
    this.#world = world;
    this.#random = world.random('kubelet');
    this.#share = 3 / Math.max(3, nodes);
  }

  /** The pod as it is now, unless it is gone, replaced, or asked to go: then the kubelet's play of it is over. */
  live(pod: Pod): Pod | undefined {
    const now = this.#world.state.get(keyOfObject(pod)) as Pod | undefined;
    return now?.metadata.uid === pod.metadata.uid && now.metadata.deletionTimestamp === undefined ? now : undefined;
  }

  /** Sends a status and goes on when it is written; `change` is given the pod as it stands then. */
  report(pod: Pod, cause: Position, step: Step, change: Report, then: (at: Position) => void): void {
    const world = this.#world;
    this.landing(() => {
      const before = this.live(pod);
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
  landing(run: () => void, spacing: number = LATENCY.kubeletSpacing): void {
    const time = Math.max(this.#world.now + LATENCY.kubeletWrite, this.#free);
    this.#free = time + spacing * this.#share;
    this.#world.agenda.at(time, run);
  }

  /** Milliseconds; of a spread, those drawn. */
  draw(duration: kubelet.Spread | undefined): number {
    if (duration === undefined) return 0;
    return typeof duration === 'number'
      ? duration
      : duration.from + this.#random.next() * (duration.to - duration.from);
  }

  /**
   * What is left of a duration of which so much has passed. Of a spread only what lies after that can still be drawn:
   * 1 s to 5 s, of which 4 s have passed, leaves up to 1 s.
   */
  left(duration: kubelet.Spread | undefined, passed: number): number {
    if (passed === 0 || duration === undefined || typeof duration === 'number')
      return Math.max(0, this.draw(duration) - passed);
    const from = Math.min(Math.max(duration.from, passed), duration.to);
    return Math.max(0, this.draw({ from, to: duration.to }) - passed);
  }
}
