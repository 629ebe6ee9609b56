/**
 * A log such as a simulated rolling update writes, of any length, made without the simulator: one Deployment of many
 * replicas updated again and again. Deterministic: the same arguments give the same entries.
 */
import { type Entry, type Event, type KubeObject, keyOf, type LogHeader, type Receipt } from '@playhead/core';

export const syntheticHeader: LogHeader = {
  start: Date.UTC(2026, 0, 1),
  origin: 'simulated',
  writer: 'playhead bench',
  name: 'synthetic',
  seed: 1,
};

/** Numbers as a seeded generator gives them (mulberry32). */
function generator(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const NAMESPACE = 'default';

/** Hands over `length` entries, one by one: so many do not fit in memory at once. */
export function syntheticLog(length: number, replicas: number, append: (entry: Entry) => void): void {
  const world = new World(length, replicas, append);
  world.create();
  while (!world.done) world.update();
}

interface LivePod {
  readonly name: string;
  readonly uid: string;
  readonly node: string;
  created: number;
}

class World {
  readonly #length: number;
  readonly #append: (entry: Entry) => void;
  #position = 0;
  readonly #random: () => number;
  readonly #replicas: number;
  #time = 0;
  #version = 1000;
  #revision = 0;
  #address = 0;
  #live: LivePod[] = [];
  #deployment: KubeObject | undefined;
  #set: KubeObject | undefined;
  #event = 0;
  readonly #names = new Set<string>();

  constructor(length: number, replicas: number, append: (entry: Entry) => void) {
    this.#length = length;
    this.#append = append;
    this.#replicas = replicas;
    this.#random = generator(1);
  }

  get done(): boolean {
    return this.#position >= this.#length;
  }

  create(): void {
    const template = this.#template();
    this.#deployment = this.#object('apps/v1', 'Deployment', 'web', {
      labels: { app: 'web' },
      generation: 1,
      spec: {
        replicas: this.#replicas,
        selector: { matchLabels: { app: 'web' } },
        template,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
      },
      status: {},
    });
    const at = this.#write('kubectl apply', 0, 'Deployment', 'web', [{ type: 'Created', object: this.#deployment }]);
    this.#newSet(at);
    this.#roll([], this.#replicas);
  }

  update(): void {
    const at = this.#write('kubectl set image', 0, 'Deployment', 'web', [
      {
        type: 'TemplateChanged',
        set: [[['spec', 'containers', 0, 'image'], `registry.example/web:v${this.#revision + 1}`]],
        unset: [],
      },
      { type: 'Changed', set: [[['metadata', 'generation'], this.#revision + 1]], unset: [] },
    ]);
    const old = this.#live;
    this.#live = [];
    this.#newSet(at);
    this.#roll(old, this.#replicas);
  }

  #template() {
    return {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          {
            name: 'web',
            image: `registry.example/web:v${this.#revision + 1}`,
            ports: [{ containerPort: 80, protocol: 'TCP' }],
            resources: { requests: { cpu: '100m', memory: '64Mi' } },
            terminationMessagePath: '/dev/termination-log',
            terminationMessagePolicy: 'File',
            imagePullPolicy: 'IfNotPresent',
          },
        ],
        restartPolicy: 'Always',
        terminationGracePeriodSeconds: 30,
        dnsPolicy: 'ClusterFirst',
        securityContext: {},
        schedulerName: 'default-scheduler',
      },
    };
  }

  #newSet(cause: number): void {
    this.#revision++;
    const hash = this.#letters(10);
    const template = this.#template();
    const labels = { app: 'web', 'pod-template-hash': hash };
    this.#set = this.#object('apps/v1', 'ReplicaSet', `web-${hash}`, {
      labels,
      generation: 1,
      annotations: { 'deployment.kubernetes.io/revision': String(this.#revision) },
      ownerReferences: [this.#ownerOf(this.#deployment!)],
      spec: { replicas: 0, selector: { matchLabels: labels }, template: { ...template, metadata: { labels } } },
      status: { replicas: 0 },
    });
    this.#write(
      'deployment-controller',
      cause,
      'ReplicaSet',
      this.#set.metadata.name,
      [{ type: 'Created', object: this.#set }],
      receipt({ replicas: this.#replicas, surge: Math.ceil(this.#replicas / 4) }),
    );
    this.#write('deployment-controller', cause, 'Deployment', 'web', [
      { type: 'RevisionAssigned', revision: String(this.#revision) },
    ]);
  }

  /** Replaces the old pods by new ones, so many at a time as 25% and 25% let live together. */
  #roll(old: LivePod[], wanted: number): void {
    const set = this.#set!;
    const batch = Math.max(1, Math.ceil(wanted / 100));
    let made = 0;
    let inFlight: LivePod[] = [];
    let ready = 0;
    while (ready < wanted && !this.done) {
      if (made < wanted && inFlight.length < wanted / 2) {
        const more = Math.min(batch, wanted - made);
        const scaled = this.#write(
          'deployment-controller',
          this.#position,
          'ReplicaSet',
          set.metadata.name,
          [{ type: 'ScaledUp', from: made, to: made + more }],
          receipt({ from: made, to: made + more, ceiling: wanted + Math.ceil(wanted / 4) }),
        );
        for (let i = 0; i < more; i++) inFlight.push(this.#birth(set, scaled));
        made += more;
      }
      const done = inFlight.splice(0, batch);
      for (const pod of done) {
        this.#ready(pod);
        ready++;
        if (ready % 2 === 0) this.#report(set.metadata.name, 'ReplicaSet', 'replicaset-controller', made, ready);
        if (ready % 3 === 0) this.#report('web', 'Deployment', 'deployment-controller', made, ready);
        const leaving = old.pop();
        if (leaving !== undefined) this.#death(leaving);
      }
      this.#live.push(...done);
      inFlight = inFlight.filter(p => p.created > 0);
    }
  }

  #birth(set: KubeObject, cause: number): LivePod {
    const name = this.#podName(set.metadata.name);
    const pod = this.#object('v1', 'Pod', name, {
      generateName: `${set.metadata.name}-`,
      labels: set.spec.selector.matchLabels,
      generation: 1,
      ownerReferences: [this.#ownerOf(set)],
      spec: set.spec.template.spec,
      status: { phase: 'Pending', qosClass: 'Burstable' },
    });
    const node = `node-${Math.floor(this.#random() * 100)}`;
    const why = receipt({ want: this.#replicas, have: this.#live.length });
    const at = this.#write('replicaset-controller', cause, 'Pod', name, [{ type: 'Created', object: pod }], why);
    this.#say('replicaset-controller', set, 'SuccessfulCreate', `Created pod: ${name}`, at);
    const scheduled = this.#write('scheduler', at, 'Pod', name, [{ type: 'PodScheduled', node, at: this.#stamp() }]);
    this.#tick();
    this.#write(`kubelet ${node}`, scheduled, 'Pod', name, [
      { type: 'PodAccepted', hostIP: `10.0.0.${node.slice(5)}`, at: this.#stamp() },
    ]);
    return { name, uid: pod.metadata.uid, node, created: at };
  }

  #ready(pod: LivePod): void {
    this.#tick();
    const n = this.#address++;
    const podIP = `10.${1 + ((n >> 16) & 63)}.${(n >> 8) & 255}.${n & 255}`;
    const started = this.#write(`kubelet ${pod.node}`, pod.created, 'Pod', pod.name, [
      { type: 'ContainerStarted', container: 'web', at: this.#stamp() },
      { type: 'PodStarted', podIP, at: this.#stamp() },
    ]);
    this.#tick();
    this.#write(`kubelet ${pod.node}`, started, 'Pod', pod.name, [{ type: 'PodReady', at: this.#stamp() }]);
  }

  #death(pod: LivePod): void {
    const why = receipt({ remove: 1, rank: 3 });
    const at = this.#write(
      'replicaset-controller',
      this.#position,
      'Pod',
      pod.name,
      [{ type: 'TerminationRequested', at: this.#stamp(30), graceSeconds: 30 }],
      why,
    );
    this.#say('replicaset-controller', this.#set!, 'SuccessfulDelete', `Deleted pod: ${pod.name}`, at);
    this.#tick();
    this.#write(`kubelet ${pod.node}`, at, 'Pod', pod.name, [
      {
        type: 'ContainerTerminated',
        container: 'web',
        exitCode: 0,
        reason: 'Completed',
        startedAt: this.#stamp(-60),
        at: this.#stamp(),
      },
      { type: 'PodUnready', at: this.#stamp() },
    ]);
    this.#write(`kubelet ${pod.node}`, at, 'Pod', pod.name, [{ type: 'Deleted' }]);
  }

  #report(name: string, kind: string, actor: string, replicas: number, ready: number): void {
    this.#write(actor, this.#position, kind, name, [
      { type: 'StatusReported', counts: { replicas, readyReplicas: ready, availableReplicas: ready } },
    ]);
  }

  #say(component: string, about: KubeObject, reason: string, message: string, cause: number): void {
    const name = `${about.metadata.name}.${(0x18ea396d00000000n + BigInt(this.#event++ * 7919)).toString(16)}`;
    const stamp = this.#stamp();
    const object = this.#object('v1', 'Event', name, {
      involvedObject: {
        apiVersion: about.apiVersion,
        kind: about.kind,
        name: about.metadata.name,
        namespace: NAMESPACE,
        resourceVersion: about.metadata.resourceVersion,
        uid: about.metadata.uid,
      },
      reason,
      message,
      type: 'Normal',
      count: 1,
      firstTimestamp: stamp,
      lastTimestamp: stamp,
      source: { component },
    });
    this.#write(component, cause, 'Event', name, [{ type: 'Created', object }]);
  }

  #object(apiVersion: string, kind: string, name: string, rest: Record<string, unknown>): KubeObject {
    const { labels, annotations, ownerReferences, generation, generateName, ...body } = rest;
    const metadata = Object.fromEntries(
      Object.entries({
        name,
        namespace: NAMESPACE,
        uid: this.#uid(),
        resourceVersion: String(this.#version + 1),
        creationTimestamp: this.#stamp(),
        labels,
        annotations,
        ownerReferences,
        generation,
        generateName,
      }).filter(([, value]) => value !== undefined),
    );
    return { apiVersion, kind, metadata, ...body } as unknown as KubeObject;
  }

  #ownerOf(object: KubeObject) {
    const { apiVersion, kind, metadata } = object;
    return {
      apiVersion,
      kind,
      name: metadata.name,
      uid: metadata.uid,
      controller: true,
      blockOwnerDeletion: true,
    };
  }

  #write(actor: string, cause: number, kind: string, name: string, events: Event[], why?: Receipt): number {
    const position = ++this.#position;
    const version = ++this.#version;
    if (position > this.#length) return position;
    this.#append({
      position,
      time: this.#time,
      actor,
      cause,
      ...(why === undefined ? {} : { why }),
      subject: keyOf(kind, NAMESPACE, name),
      resourceVersion: version,
      events,
    });
    return position;
  }

  #tick(): void {
    this.#time += Math.floor(this.#random() * 4);
  }

  #stamp(later = 0): string {
    return `${new Date(syntheticHeader.start + Math.floor(this.#time / 1000) * 1000 + later * 1000).toISOString().slice(0, 19)}Z`;
  }

  /** Five letters are 14 million names: among 10,000 pods some three would be given twice. */
  #podName(set: string): string {
    for (;;) {
      const name = `${set}-${this.#letters(5)}`;
      if (this.#names.has(name)) continue;
      this.#names.add(name);
      return name;
    }
  }

  #letters(count: number): string {
    let text = '';
    for (let i = 0; i < count; i++) text += LETTERS[Math.floor(this.#random() * LETTERS.length)];
    return text;
  }

  #uid(): string {
    const hex = (digits: number) =>
      Math.floor(this.#random() * 16 ** digits)
        .toString(16)
        .padStart(digits, '0');
    return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(6)}${hex(6)}`;
  }
}

const receipt = (inputs: Receipt['inputs']): Receipt => ({ rule: 'command', inputs });
