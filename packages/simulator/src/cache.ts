import { selectorMatches } from '@playhead/api';
import { PodIndex, type PodMetrics, type Seen } from '@playhead/controllers';
import type {
  Change,
  ClusterView,
  Entry,
  Json,
  KubeObject,
  LabelSelector,
  ObjectKey,
  Pod,
  Position,
  Uid,
} from '@playhead/core';
import { ClusterState, controllerOf, keyOf, keyOfObject, partsOf } from '@playhead/core';
import { LATENCY } from './latency.ts';
import type { World } from './world.ts';

/**
 * The shared informer caches of one process: the log again, a little later. Each kind has its own watch, so kinds overtake
 * each other while one kind stays in order.
 */
export class Cache implements Seen {
  readonly pods = new PodIndex();
  readonly #world: World;
  readonly #state: ClusterState;
  readonly #handlers: ((change: Change, entry: Entry) => void)[] = [];
  readonly #lastDelivery = new Map<string, number>();
  readonly #made: Map<Uid, Position> = new Map();
  /** Pods that a controller let go of, until the cache shows it. */
  readonly #freed: Map<Uid, Position> = new Map();
  readonly #own = new Map<string, Json>();
  #podsSeenTo: Position = 0;

  /** @param controllers whose looks wait until the cache has the pods that they made or deleted */
  constructor(
    world: World,
    name: string,
    kinds: (kind: string) => boolean,
    controllers: ReadonlySet<string> = new Set(),
  ) {
    this.#world = world;
    this.#state = ClusterState.of(world.state, kinds);
    this.#podsSeenTo = world.state.position;
    for (const pod of this.#state.list('Pod')) this.#indexFirst(pod as Pod);
    const random = world.random(`watch ${name}`);
    world.watch((entry, change) => {
      const { kind } = partsOf(change.key);
      if (!kinds(kind)) return;
      if (kind === 'Pod' && controllers.has(entry.actor)) this.#expect(entry, change);
      const delay = LATENCY.watch + random.below(LATENCY.watchJitter);
      const time = Math.max(world.now + delay, this.#lastDelivery.get(kind) ?? 0);
      this.#lastDelivery.set(kind, time);
      world.agenda.at(time, () => this.#deliver(entry, change, kind));
    });
  }

  /** What the metrics server has of the pods of a namespace, asked at this moment: it is no watch. */
  podMetrics(namespace: string): readonly PodMetrics[] {
    return [...this.#world.metrics].flatMap(([key, metrics]) =>
      partsOf(key).namespace === namespace ? [metrics] : [],
    );
  }

  /** One whose labels its owner would not choose changed hands before: the index must be told so. */
  #indexFirst(pod: Pod): void {
    const owner = this.#ownerOf(pod);
    const change = { key: keyOfObject(pod), before: undefined, after: pod };
    if (owner === undefined || chooses(owner, pod)) return this.pods.see(change);
    const earlier: Pod = { ...pod, metadata: { ...pod.metadata, labels: {} } };
    this.pods.see({ ...change, after: earlier });
    this.pods.see({ ...change, before: earlier });
  }

  #ownerOf(pod: Pod): KubeObject | undefined {
    const reference = controllerOf(pod);
    if (reference === undefined) return undefined;
    return this.#world.state.get(keyOf(reference.kind, pod.metadata.namespace ?? '', reference.name));
  }

  onChange(handle: (change: Change, entry: Entry) => void): void {
    this.#handlers.push(handle);
  }

  /** A pod that the controller made or deleted: the owner's next look must wait until the cache has it. */
  #expect(entry: Entry, change: Change): void {
    const made = change.before === undefined;
    const deleted =
      change.after === undefined ||
      (change.after.metadata.deletionTimestamp !== undefined &&
        change.before?.metadata.deletionTimestamp === undefined);
    const pod = change.after ?? change.before!;
    const owner = controllerOf(pod);
    if ((change.before?.metadata.finalizers?.length ?? 0) > (change.after?.metadata.finalizers?.length ?? 0))
      this.#freed.set(pod.metadata.uid, entry.position);
    if ((made || deleted) && owner !== undefined) this.#made.set(owner.uid, entry.position);
  }

  expectationsMet(subject: ObjectKey): boolean {
    const uid = this.#state.get(subject)?.metadata.uid;
    return uid === undefined || (this.#made.get(uid) ?? 0) <= this.#podsSeenTo;
  }

  awaited(pod: Uid): boolean {
    return (this.#freed.get(pod) ?? 0) > this.#podsSeenTo;
  }

  #deliver(entry: Entry, written: Change, kind: string): void {
    const change = this.#state.take(entry, written);
    if (kind === 'Pod') {
      this.#podsSeenTo = entry.position;
      this.pods.see(change);
    }
    for (const handle of this.#handlers) handle(change, entry);
  }

  get position(): Position {
    return this.#state.position;
  }
  get time(): number {
    return this.#state.time;
  }
  get(key: ObjectKey): KubeObject | undefined {
    return this.#state.get(key);
  }
  list(kind: string, namespace?: string): KubeObject[] {
    return this.#state.list(kind, namespace);
  }
  kinds(): string[] {
    return this.#state.kinds();
  }
  dependents(owner: Uid, kind?: string): KubeObject[] {
    return this.#state.dependents(owner, kind);
  }
  /** What a controller remembers is its own: it knows at once. */
  remember(key: string, value: Json): void {
    this.#own.set(key, value);
  }
  memory(key: string): Json | undefined {
    return this.#own.has(key) ? (this.#own.get(key) ?? undefined) : this.#state.memory(key);
  }
  memories(prefix: string): ReturnType<ClusterView['memories']> {
    return this.#state.memories(prefix);
  }
}

function chooses({ kind, spec }: KubeObject, pod: Pod): boolean {
  const selector = (kind === 'ReplicationController' ? { matchLabels: spec.selector } : spec.selector) as LabelSelector;
  return selectorMatches(selector, pod.metadata.labels ?? {});
}
