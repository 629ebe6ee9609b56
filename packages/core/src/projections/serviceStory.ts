import type { ObjectKey } from '../kube/key.ts';
import type { KubeObject, Labels } from '../kube/object.ts';
import type { Position } from '../log/entry.ts';
import type { PodGroup } from './podGroup.ts';
import { Steps } from './steps.ts';

/** How many endpoints are of each sort. */
export interface Tally {
  /** New connections are sent to these. */
  ready: number;
  /** On their way out and still answering: used where none is ready. */
  draining: number;
  /** Neither. */
  unready: number;
}

export const noTally = (): Tally => ({ ready: 0, draining: 0, unready: 0 });

/** The requests that a scenario sends to a Service, as series. */
export class TrafficSeries {
  /** Requests a second. */
  readonly rate = new Steps<number>(0);
  /** Of these, lost a second. */
  readonly losing = new Steps<number>(0);
  /** Sent and lost since the first endpoint was ready. */
  readonly sent = new Steps<number>(0);
  readonly lost = new Steps<number>(0);
}

/** A Service and its endpoints as series over the whole log. */
export class ServiceStory {
  readonly key: ObjectKey;
  readonly name: string;
  readonly namespace: string;
  readonly exists = new Steps<boolean>(false);
  readonly ready = new Steps<number>(0);
  readonly draining = new Steps<number>(0);
  readonly unready = new Steps<number>(0);
  /** Ready endpoints by the group of the pod behind them: how a canary has its share. */
  readonly byGroup = new Map<PodGroup, Steps<number>>();
  /** Ready endpoints by the EndpointSlice that holds them. */
  readonly bySlice = new Map<ObjectKey, Steps<number>>();
  traffic: TrafficSeries | undefined;
  /** The workloads whose pods it chooses or chose. */
  readonly workloads: ObjectKey[] = [];
  /** As it was last. */
  selector: Labels = {};
  /** `ClusterIP`, `NodePort`, … */
  type = '';
  ports = '';

  constructor(key: ObjectKey, namespace: string, name: string) {
    this.key = key;
    this.namespace = namespace;
    this.name = name;
  }

  see(position: Position, after: KubeObject | undefined): void {
    this.exists.set(position, after !== undefined);
    if (after === undefined) return;
    this.selector = (after.spec?.selector ?? {}) as Labels;
    this.type = after.spec?.type ?? 'ClusterIP';
    this.ports = portWords(after);
  }

  count(position: Position, tally: Tally): void {
    this.ready.set(position, tally.ready);
    this.draining.set(position, tally.draining);
    this.unready.set(position, tally.unready);
  }

  /** Whether its selector chooses pods with these labels. One without a selector chooses none. */
  selects(labels: Labels | undefined): boolean {
    const wanted = Object.entries(this.selector);
    return wanted.length > 0 && wanted.every(([key, value]) => labels?.[key] === value);
  }
}

interface Port {
  readonly port: number;
  readonly protocol?: string;
  readonly targetPort?: number | string;
}

/** `80/TCP → 8080`, a port after another. */
export const portWords = ({ spec }: KubeObject): string =>
  ((spec?.ports ?? []) as readonly Port[])
    .map(
      ({ port, protocol = 'TCP', targetPort }) =>
        `${port}/${protocol}${targetPort === undefined || targetPort === port ? '' : ` → ${targetPort}`}`,
    )
    .join(', ');

/** `app=web,track=stable`. */
export const selectorWords = (service: KubeObject | undefined): string =>
  labelWords((service?.spec?.selector ?? {}) as Labels);

export const labelWords = (labels: Labels): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',') || 'no selector';
