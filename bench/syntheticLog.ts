/**
 * A log such as a simulated rolling update writes, of any length, made without the simulator: one Deployment of many
 * replicas updated again and again, each third time by an image that cannot be pulled, which is undone. Deterministic: the same arguments give the same entries.
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
  ready: boolean;
}

interface LiveSet {
  readonly object: KubeObject;
  readonly image: string;
  size: number;
  readonly pods: LivePod[];
}

const imageOf = (version: number): string => `registry.example/web:v${version}`;

const readyIn = ({ pods }: LiveSet): number => pods.reduce((sum, pod) => sum + (pod.ready ? 1 : 0), 0);

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
  #generation = 1;
  #step = 0;
  #deployment: KubeObject | undefined;
  #current: LiveSet | undefined;
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
    this.#deployment = this.#object('apps/v1', 'Deployment', 'web', {
      labels: { app: 'web' },
      generation: 1,
      spec: {
        replicas: this.#replicas,
        selector: { matchLabels: { app: 'web' } },
        template: this.#template(imageOf(1)),
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
      },
      status: {},
    });
    const issued = this.#command('CommandIssued', 'kubectl apply -f web.yaml');
    const at = this.#write('kubectl apply', issued, 'Deployment', 'web', [
      { type: 'Created', object: this.#deployment },
    ]);
    this.#command('CommandCompleted', 'kubectl apply -f web.yaml', issued);
    this.#newSet(at, imageOf(1));
    this.#roll(undefined, this.#replicas);
  }

  /** A new image for all. Every third is one that cannot be pulled: it is undone once a quarter waits for it. */
  update(): void {
    const bad = this.#revision % 3 === 2;
    const image = bad ? 'registry.example/web:no-such-tag' : imageOf(this.#revision + 1);
    const before = this.#current!;
    const at = this.#change(`kubectl set image deployment/web web=${image}`, 'kubectl set image', image);
    this.#newSet(at, image);
    if (!bad) {
      this.#roll(before, this.#replicas);
      return;
    }
    const stuck = this.#current!;
    this.#fail(stuck, before);
    const undone = this.#change('kubectl rollout undo deployment/web', 'kubectl rollout undo', before.image);
    this.#revision++;
    this.#write('deployment-controller', undone, 'ReplicaSet', before.object.metadata.name, [
      { type: 'RevisionAssigned', revision: String(this.#revision) },
    ]);
    this.#write('deployment-controller', undone, 'Deployment', 'web', [
      { type: 'RevisionAssigned', revision: String(this.#revision) },
    ]);
    this.#current = before;
    this.#shrink(stuck, stuck.pods.length, undone);
    this.#roll(stuck, this.#replicas);
  }

  #command(type: 'CommandIssued' | 'CommandCompleted', command: string, cause = 0): number {
    const step = this.#step;
    if (type === 'CommandIssued') return this.#write('playhead', cause, undefined, '', [{ type, step, command }]);
    this.#step++;
    return this.#write('playhead', cause, undefined, '', [
      { type, step, command, exitCode: 0, stdout: 'deployment.apps/web\n', stderr: '' },
    ]);
  }

  #change(command: string, actor: string, image: string): number {
    const issued = this.#command('CommandIssued', command);
    this.#generation++;
    const at = this.#write(actor, issued, 'Deployment', 'web', [
      { type: 'TemplateChanged', set: [[['spec', 'containers', 0, 'image'], image]], unset: [] },
      { type: 'Changed', set: [[['metadata', 'generation'], this.#generation]], unset: [] },
    ]);
    this.#command('CommandCompleted', command, issued);
    return at;
  }

  #template(image: string) {
    return {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          {
            name: 'web',
            image,
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

  #newSet(cause: number, image: string): void {
    this.#revision++;
    const hash = this.#letters(10);
    const labels = { app: 'web', 'pod-template-hash': hash };
    const object = this.#object('apps/v1', 'ReplicaSet', `web-${hash}`, {
      labels,
      generation: 1,
      annotations: { 'deployment.kubernetes.io/revision': String(this.#revision) },
      ownerReferences: [this.#ownerOf(this.#deployment!)],
      spec: {
        replicas: 0,
        selector: { matchLabels: labels },
        template: { ...this.#template(image), metadata: { labels } },
      },
      status: { replicas: 0 },
    });
    this.#current = { object, image, size: 0, pods: [] };
    this.#write(
      'deployment-controller',
      cause,
      'ReplicaSet',
      object.metadata.name,
      [{ type: 'Created', object }],
      receipt({ replicas: this.#replicas, surge: Math.ceil(this.#replicas / 4) }),
    );
    this.#write('deployment-controller', cause, 'Deployment', 'web', [
      { type: 'RevisionAssigned', revision: String(this.#revision) },
      this.#progressing('NewReplicaSetCreated', `Created new replica set "${object.metadata.name}"`),
    ]);
  }

  /** Brings the current set to its size, a hundredth at a time, and takes as many of the old ones away. */
  #roll(old: LiveSet | undefined, wanted: number): void {
    const set = this.#current!;
    const batch = Math.max(1, Math.ceil(wanted / 100));
    const starting: LivePod[] = [];
    while ((set.pods.length < wanted || starting.length > 0) && !this.done) {
      const room = wanted + Math.ceil(wanted / 4) - set.pods.length - (old?.pods.length ?? 0);
      const more = Math.min(batch, wanted - set.pods.length, room);
      if (more > 0) starting.push(...this.#grow(set, more));
      const done = starting.splice(0, more > 0 ? Math.floor(batch * 0.9) : batch);
      done.forEach((pod, i) => {
        this.#ready(pod);
        if (pod.created % 997 === 0) this.#crash(pod);
        if (i % 2 === 0) this.#report(set);
        if (i % 3 === 0) this.#reportAll(set, old);
      });
      if (old !== undefined) this.#shrink(old, Math.min(batch, old.pods.length), this.#position);
    }
    if (old !== undefined) this.#shrink(old, old.pods.length, this.#position);
    this.#report(set);
    this.#reportAll(set, old, true);
  }

  /** A quarter of the pods, none of which ever starts: each says so a few times. */
  #fail(set: LiveSet, before: LiveSet): void {
    const batch = Math.max(1, Math.ceil(this.#replicas / 100));
    for (let made = 0; made < this.#replicas / 4 && !this.done; made += batch) {
      for (const pod of this.#grow(set, batch)) this.#backOff(pod, 1);
      this.#report(set);
      this.#reportAll(set, before);
    }
    for (const pod of set.pods) this.#backOff(pod, 2);
    this.#write('deployment-controller', this.#position, 'Deployment', 'web', [
      this.#progressing('ProgressDeadlineExceeded', 'ReplicaSet has timed out progressing.', 'False'),
    ]);
  }

  #backOff(pod: LivePod, times: number): void {
    const said = 'Failed to pull image "registry.example/web:no-such-tag": not found';
    for (let time = 0; time < times; time++)
      for (const [reason, message] of [
        ['ErrImagePull', said],
        ['ImagePullBackOff', `Back-off pulling image: ${said}`],
      ] as const) {
        this.#tick();
        this.#write(`kubelet ${pod.node}`, pod.created, 'Pod', pod.name, [
          { type: 'ContainerWaiting', container: 'web', reason, message },
        ]);
      }
  }

  /** Killed for memory once, and started again. */
  #crash(pod: LivePod): void {
    const kubelet = `kubelet ${pod.node}`;
    this.#tick();
    const at = this.#write(kubelet, pod.created, 'Pod', pod.name, [
      { type: 'ContainerTerminated', container: 'web', exitCode: 137, reason: 'OOMKilled', at: this.#stamp() },
      { type: 'PodUnready', at: this.#stamp() },
    ]);
    this.#tick();
    this.#write(kubelet, at, 'Pod', pod.name, [{ type: 'ContainerStarted', container: 'web', at: this.#stamp() }]);
    this.#write(kubelet, at, 'Pod', pod.name, [{ type: 'PodReady', at: this.#stamp() }]);
  }

  #grow(set: LiveSet, more: number): LivePod[] {
    const scaled = this.#write(
      'deployment-controller',
      this.#position,
      'ReplicaSet',
      set.object.metadata.name,
      [{ type: 'ScaledUp', from: set.size, to: set.size + more }],
      receipt({ from: set.size, to: set.size + more, ceiling: this.#replicas + Math.ceil(this.#replicas / 4) }),
    );
    set.size += more;
    const born: LivePod[] = [];
    for (let i = 0; i < more; i++) born.push(this.#birth(set.object, scaled));
    set.pods.push(...born);
    return born;
  }

  #shrink(set: LiveSet, less: number, cause: number): void {
    if (less <= 0) return;
    const scaled = this.#write(
      'deployment-controller',
      cause,
      'ReplicaSet',
      set.object.metadata.name,
      [{ type: 'ScaledDown', from: set.size, to: set.size - less }],
      receipt({ from: set.size, to: set.size - less, floor: this.#replicas - Math.floor(this.#replicas / 4) }),
    );
    set.size -= less;
    const leaving = set.pods.splice(set.pods.length - less, less);
    for (const pod of leaving) this.#asked(pod, set.object, scaled);
    for (const pod of leaving) this.#death(pod);
    this.#report(set);
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
    const why = receipt({ want: this.#replicas, have: this.#current!.pods.length });
    const at = this.#write('replicaset-controller', cause, 'Pod', name, [{ type: 'Created', object: pod }], why);
    this.#say('replicaset-controller', set, 'SuccessfulCreate', `Created pod: ${name}`, at);
    const scheduled = this.#write('scheduler', at, 'Pod', name, [{ type: 'PodScheduled', node, at: this.#stamp() }]);
    this.#tick();
    this.#write(`kubelet ${node}`, scheduled, 'Pod', name, [
      { type: 'PodAccepted', hostIP: `10.0.0.${node.slice(5)}`, at: this.#stamp() },
    ]);
    return { name, uid: pod.metadata.uid, node, created: at, ready: false };
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
    pod.ready = true;
  }

  #asked(pod: LivePod, set: KubeObject, cause: number): void {
    const why = receipt({ remove: 1, rank: 3 });
    const at = this.#write(
      'replicaset-controller',
      cause,
      'Pod',
      pod.name,
      [{ type: 'TerminationRequested', at: this.#stamp(30), graceSeconds: 30 }],
      why,
    );
    this.#say('replicaset-controller', set, 'SuccessfulDelete', `Deleted pod: ${pod.name}`, at);
    pod.created = at;
    pod.ready = false;
  }

  #death(pod: LivePod): void {
    this.#tick();
    const at = pod.created;
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

  #report(set: LiveSet): void {
    const ready = readyIn(set);
    this.#write('replicaset-controller', this.#position, 'ReplicaSet', set.object.metadata.name, [
      { type: 'StatusReported', counts: { replicas: set.size, readyReplicas: ready, availableReplicas: ready } },
    ]);
  }

  #reportAll(set: LiveSet, old: LiveSet | undefined, complete = false): void {
    const ready = readyIn(set) + (old === undefined ? 0 : readyIn(old));
    const replicas = set.size + (old?.size ?? 0);
    const counts = {
      observedGeneration: this.#generation,
      replicas,
      updatedReplicas: set.size,
      readyReplicas: ready,
      availableReplicas: ready,
      unavailableReplicas: Math.max(0, this.#replicas - ready) || null,
    };
    const done = `ReplicaSet "${set.object.metadata.name}" has successfully progressed.`;
    this.#write('deployment-controller', this.#position, 'Deployment', 'web', [
      { type: 'StatusReported', counts },
      ...(complete ? [this.#progressing('NewReplicaSetAvailable', done)] : []),
    ]);
  }

  #progressing(reason: string, message: string, status = 'True'): Event {
    const at = this.#stamp();
    const condition = { type: 'Progressing', status, reason, message, lastUpdateTime: at, lastTransitionTime: at };
    return { type: 'ConditionChanged', condition: condition as never, moved: true };
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

  /** Without a kind it is about no object. */
  #write(actor: string, cause: number, kind: string | undefined, name: string, events: Event[], why?: Receipt): number {
    const position = ++this.#position;
    const version = kind === undefined ? this.#version : ++this.#version;
    if (position > this.#length) return position;
    this.#append({
      position,
      time: this.#time,
      actor,
      cause,
      ...(why === undefined ? {} : { why }),
      ...(kind === undefined ? {} : { subject: keyOf(kind, NAMESPACE, name), resourceVersion: version }),
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
