import { keyOf, type ObjectKey } from '../kube/key.ts';
import type { KubeObject, Labels } from '../kube/object.ts';
import type { Entry, Position } from '../log/entry.ts';
import type { Change } from '../state/clusterState.ts';
import type { PodGroup } from './podGroup.ts';
import type { PodTracker } from './podTracker.ts';
import { noTally, ServiceStory, type Tally, TrafficSeries } from './serviceStory.ts';
import { Steps } from './steps.ts';
import type { TrackedWorkload } from './workloadStory.ts';

/** What one EndpointSlice says, counted. */
interface Slice extends Tally {
  readonly byGroup: ReadonlyMap<PodGroup, number>;
}

/** Services, their endpoints and what is sent to them. An entry costs as much as the slice it wrote has endpoints. */
export class ServiceTracker {
  readonly services = new Map<ObjectKey, ServiceStory>();
  readonly #slices = new Map<ServiceStory, Map<ObjectKey, Slice>>();
  /** `IPv4`, `IPv6`: that of the first slice. */
  readonly #families = new Map<ServiceStory, unknown>();
  readonly #pods: PodTracker;

  constructor(pods: PodTracker) {
    this.#pods = pods;
  }

  see({ position }: Entry, { before, after, key }: Change): void {
    const object = (after ?? before)!;
    if (object.kind === 'Service')
      this.#named(object.metadata.namespace ?? '', object.metadata.name).see(position, after);
    else this.#slice(position, key, object, after);
  }

  /** `Remembered` under `traffic/NAMESPACE/SERVICE`, as the simulator keeps the count. */
  seeTraffic({ position, events }: Entry): void {
    for (const event of events) {
      if (event.type !== 'Remembered' || !event.key.startsWith('traffic/')) continue;
      const [, namespace = '', name = ''] = event.key.split('/');
      const { rate, endpoints, gone, sent, lost } = (event.value ?? {}) as Readonly<Record<string, number>>;
      const service = this.#named(namespace, name);
      service.traffic ??= new TrafficSeries();
      const { traffic } = service;
      traffic.rate.set(position, rate ?? 0);
      traffic.losing.set(position, (rate ?? 0) * ((endpoints ?? 0) === 0 ? 1 : (gone ?? 0) / endpoints!));
      traffic.sent.set(position, sent ?? 0);
      traffic.lost.set(position, lost ?? 0);
    }
  }

  /** Which workloads are behind which Service: by selector, and by what stood in its slices, as far as the log is read. */
  finish(workloads: readonly TrackedWorkload[]): readonly ServiceStory[] {
    const services = [...this.services.values()];
    for (const service of services) {
      service.workloads.length = 0;
      for (const { key, namespace, groups } of workloads)
        if (
          namespace === service.namespace &&
          groups.some(group => service.byGroup.has(group) || service.selects(labelsOf(group.template)))
        )
          service.workloads.push(key);
    }
    return services;
  }

  #named(namespace: string, name: string): ServiceStory {
    const key = keyOf('Service', namespace, name);
    let service = this.services.get(key);
    if (service === undefined) {
      service = new ServiceStory(key, namespace, name);
      this.services.set(key, service);
    }
    return service;
  }

  #slice(position: Position, key: ObjectKey, object: KubeObject, after: KubeObject | undefined): void {
    const name = object.metadata.labels?.[SERVICE_NAME];
    if (name === undefined) return;
    const service = this.#named(object.metadata.namespace ?? '', name);
    // one family of addresses is counted: with two, each pod stands in two slices
    const family = this.#families.get(service) ?? object.addressType;
    if (object.addressType !== family) return;
    this.#families.set(service, family);
    let slices = this.#slices.get(service);
    if (slices === undefined) {
      slices = new Map();
      this.#slices.set(service, slices);
    }
    if (after === undefined) slices.delete(key);
    else slices.set(key, this.#counted(after));
    let inSlice = service.bySlice.get(key);
    if (inSlice === undefined) {
      inSlice = new Steps<number>(0);
      service.bySlice.set(key, inSlice);
    }
    inSlice.set(position, slices.get(key)?.ready ?? 0);
    const sum = noTally();
    const groups = new Map<PodGroup, number>();
    for (const slice of slices.values()) {
      sum.ready += slice.ready;
      sum.draining += slice.draining;
      sum.unready += slice.unready;
      for (const [group, count] of slice.byGroup) groups.set(group, (groups.get(group) ?? 0) + count);
    }
    service.count(position, sum);
    for (const group of groups.keys())
      if (!service.byGroup.has(group)) service.byGroup.set(group, new Steps<number>(0));
    for (const [group, steps] of service.byGroup) steps.set(position, groups.get(group) ?? 0);
  }

  #counted(slice: KubeObject): Slice {
    const tally = noTally();
    const byGroup = new Map<PodGroup, number>();
    for (const { conditions = {}, targetRef } of (slice.endpoints ?? []) as readonly Endpoint[]) {
      // discovery/v1: a condition that is not said counts as ready
      const ready = conditions.ready ?? true;
      const sort = ready
        ? 'ready'
        : conditions.serving === true && conditions.terminating === true
          ? 'draining'
          : 'unready';
      tally[sort]++;
      if (!ready || targetRef?.kind !== 'Pod') continue;
      const lives = this.#pods.lives.get(keyOf('Pod', targetRef.namespace ?? '', targetRef.name));
      const group = this.#pods.groups.get(lives?.at(-1)?.group ?? '');
      if (group !== undefined) byGroup.set(group, (byGroup.get(group) ?? 0) + 1);
    }
    return { ...tally, byGroup };
  }
}

const SERVICE_NAME = 'kubernetes.io/service-name';

interface Endpoint {
  readonly conditions?: { readonly ready?: boolean; readonly serving?: boolean; readonly terminating?: boolean };
  readonly targetRef?: { readonly kind: string; readonly namespace?: string; readonly name: string };
}

/** The labels of the pods that a template makes. */
const labelsOf = (template: unknown): Labels | undefined =>
  (template as { readonly metadata?: { readonly labels?: Labels } } | null)?.metadata?.labels;
