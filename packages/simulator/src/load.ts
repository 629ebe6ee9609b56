/**
 * The demand a scenario's `load` describes, and the metrics server that tells of it: sampled each second, shared evenly
 * over the ready pods that match.
 */
import type { PodMetrics } from '@playhead/controllers';
import type { KubeObject, ObjectKey } from '@playhead/core';
import { isServing, keyOfObject } from '@playhead/core';
import { LATENCY } from './latency.ts';
import type { Load } from './scenario/scenario.ts';
import type { World } from './world.ts';

const EVERY = 1_000_000;
/** What every container uses of memory: 64Mi, in thousandths of a byte. */
const MEMORY = 64 * 1024 ** 2 * 1000;

export class LoadPlayer {
  readonly #world: World;
  readonly #loads: readonly Load[];
  readonly #namespace: string;
  readonly #begin: number;

  constructor(world: World, loads: readonly Load[], namespace: string) {
    this.#world = world;
    this.#loads = loads;
    this.#namespace = namespace;
    // a log that is taken up began its load when its first step began
    this.#begin = LATENCY.firstStep;
    if (loads.length > 0) world.agenda.at(Math.max(world.now, this.#begin), () => this.#sample());
  }

  /** One load after the other; a pod has the sample of the last that matches it, and loses it where that one does not. */
  #sample(): void {
    const world = this.#world;
    const elapsed = (world.now - this.#begin) / 1000;
    let written = 0;
    for (const { match, limit, cpu } of this.#loads) {
      const ready = world.state.list('Pod', this.#namespace).filter(pod => isServing(pod) && matches(match, pod));
      const total = cpu.findLast(point => elapsed >= point.after)?.total ?? 0;
      const each = Math.min(Math.round(total / Math.max(1, ready.length)), limit ?? Number.POSITIVE_INFINITY);
      const told = new Map<ObjectKey, PodMetrics>(ready.map(pod => [keyOfObject(pod), this.#metricsOf(pod, each)]));
      world.metrics = told;
      written += ready.length;
    }
    world.after(EVERY + written * LATENCY.metrics, () => this.#sample());
  }

  #metricsOf(pod: KubeObject, each: number): PodMetrics {
    const containers = pod.spec.containers as readonly { readonly name: string }[];
    return {
      name: pod.metadata.name,
      labels: pod.metadata.labels ?? {},
      at: Math.floor(this.#world.instant() / 1000) * 1000,
      window: 1000,
      containers: containers.map(({ name }, i) => ({ name, usage: { cpu: i === 0 ? each : 0, memory: MEMORY } })),
    };
  }
}

const matches = (match: Readonly<Record<string, string>>, { metadata }: KubeObject): boolean =>
  Object.entries(match).every(([key, value]) => metadata.labels?.[key] === value);
