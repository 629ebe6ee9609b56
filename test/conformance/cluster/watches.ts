/** What the API server says of one namespace: a watch for each kind, the lines they make, and the objects as they stand. */
import type { KubeObject } from '@playhead/core';
import { type Connection, Trouble } from './connection.ts';

/** How a path begins, and the kind its lists hold. */
const KINDS: readonly (readonly [group: string, plural: string, kind: string])[] = [
  ['apis/apps/v1', 'deployments', 'Deployment'],
  ['apis/apps/v1', 'replicasets', 'ReplicaSet'],
  ['apis/apps/v1', 'statefulsets', 'StatefulSet'],
  ['apis/apps/v1', 'daemonsets', 'DaemonSet'],
  ['apis/apps/v1', 'controllerrevisions', 'ControllerRevision'],
  ['apis/batch/v1', 'jobs', 'Job'],
  ['apis/batch/v1', 'cronjobs', 'CronJob'],
  ['apis/autoscaling/v2', 'horizontalpodautoscalers', 'HorizontalPodAutoscaler'],
  ['apis/discovery.k8s.io/v1', 'endpointslices', 'EndpointSlice'],
  ['api/v1', 'replicationcontrollers', 'ReplicationController'],
  ['api/v1', 'pods', 'Pod'],
  ['api/v1', 'services', 'Service'],
  ['api/v1', 'events', 'Event'],
  ['api/v1', 'resourcequotas', 'ResourceQuota'],
];

interface Told {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: KubeObject;
}

interface List {
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly KubeObject[];
}

export class Watches {
  readonly #connection: Connection;
  readonly #namespace: string;
  readonly #emit: (line: object) => void;
  readonly #over = new AbortController();
  readonly #objects = new Map<string, KubeObject>();
  readonly #listeners: ((object: KubeObject) => void)[] = [];

  constructor(connection: Connection, namespace: string, emit: (line: object) => void) {
    this.#connection = connection;
    this.#namespace = namespace;
    this.#emit = emit;
  }

  /** Resolves when every kind has been listed; from then on nothing is missed. */
  async start(): Promise<void> {
    await Promise.all(KINDS.map(kind => this.#list(kind)));
  }

  stop(): void {
    this.#over.abort();
  }

  get(kind: string, name: string): KubeObject | undefined {
    return this.#objects.get(`${kind}/${name}`);
  }

  list(kind: string): KubeObject[] {
    return [...this.#objects].filter(([key]) => key.startsWith(`${kind}/`)).map(([, object]) => object);
  }

  /** Called for every object that is made or changes. */
  onChange(listener: (object: KubeObject) => void): void {
    this.#listeners.push(listener);
  }

  async #list([group, plural, kind]: (typeof KINDS)[number]): Promise<void> {
    const path = `/${group}/namespaces/${this.#namespace}/${plural}`;
    const list = await this.#connection.request<List>('GET', path);
    if (list === undefined) throw new Trouble(`${kind}: the cluster does not know it: ${path}`);
    for (const object of list.items) this.#see({ type: 'ADDED', object: { ...object, kind } });
    void this.#watch(path, list.metadata.resourceVersion, kind);
  }

  /** A watch ends after some minutes, or with the connection: the next goes on where it ended. */
  async #watch(path: string, from: string, kind: string): Promise<void> {
    let version = from;
    const { signal } = this.#over;
    while (!signal.aborted)
      try {
        const query = `watch=1&allowWatchBookmarks=true&resourceVersion=${version}`;
        const answer = await fetch(`${this.#connection.server}${path}?${query}`, { signal });
        for await (const { type, object } of linesOf(answer)) {
          if (type === 'ERROR') throw new Error(`watch ${path}: ${JSON.stringify(object)}`);
          version = object.metadata.resourceVersion;
          if (type !== 'BOOKMARK') this.#see({ type, object: { ...object, kind } });
        }
      } catch (error) {
        if (signal.aborted) return;
        console.error(`conformance: ${kind}: ${error instanceof Error ? error.message : error}: watching again`);
        await new Promise(resolve => setTimeout(resolve, 200));
      }
  }

  #see({ type, object }: Told): void {
    const key = `${object.kind}/${object.metadata.name}`;
    if (type === 'DELETED') this.#objects.delete(key);
    else this.#objects.set(key, object);
    this.#emit({ type, object });
    if (type !== 'DELETED') for (const listener of this.#listeners) listener(object);
  }
}

async function* linesOf(answer: Response): AsyncGenerator<Told> {
  let text = '';
  for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const lines = text.split('\n');
    text = lines.pop()!;
    for (const line of lines) yield JSON.parse(line) as Told;
  }
}
