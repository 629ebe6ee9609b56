/** The scheduler at work: one pod at a time, in the order it sees them; those that fit nowhere wait for room. */
import { type NodeSpec, Scheduler, timestamp } from '@playhead/controllers';
import type { Change, Entry, Event, KubernetesEvent, ObjectKey, Pod, Position } from '@playhead/core';
import { foldEvent, keyOfObject } from '@playhead/core';
import { Cache } from './cache.ts';
import type { EventRecorder } from './eventRecorder.ts';
import { LATENCY } from './latency.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

const COMPONENT = 'default-scheduler';
const ACTOR = 'scheduler';

/** A pod that fit nowhere is tried again after 1 s, then twice as long each time, 10 s at most, once room may be there. */
const BACKOFF = { first: 1000, most: 10_000 };

export class Scheduling {
  readonly #world: World;
  readonly #scheduler: Scheduler;
  readonly #recorder: EventRecorder;
  readonly #tie: Random;
  /** In the order seen: a Map keeps it, and finds a pod without walking the queue. */
  readonly #waiting = new Map<ObjectKey, Position>();
  readonly #unschedulable = new Map<ObjectKey, { attempts: number; at: number }>();
  #busy = false;

  constructor(world: World, nodes: readonly NodeSpec[], recorder: EventRecorder) {
    this.#world = world;
    this.#scheduler = new Scheduler(nodes);
    this.#recorder = recorder;
    this.#tie = world.random('scheduler');
    const cache = new Cache(world, ACTOR, kind => kind === 'Pod' || kind === 'Node');
    cache.onChange((change, entry) => this.#see(change, entry));
    if (world.begunAt === 0) return;
    for (const node of cache.list('Node'))
      this.#scheduler.seeNode({ key: keyOfObject(node), before: undefined, after: node });
    this.#takeUp(cache.list('Pod') as Pod[]);
  }

  /** Pods that are there already: those that are placed take their room; those that fit nowhere go on waiting for some. */
  #takeUp(pods: readonly Pod[]): void {
    for (const pod of pods) this.#scheduler.see({ key: keyOfObject(pod), before: undefined, after: pod });
    for (const pod of pods) {
      if (pod.spec.nodeName !== undefined || pod.metadata.deletionTimestamp !== undefined) continue;
      const refused = pod.status.conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
      if (refused === undefined) this.#enqueue(keyOfObject(pod), 0);
      else this.#unschedulable.set(keyOfObject(pod), this.#refusals(pod));
    }
  }

  /** How often it was tried, as the Event counts, and when it was last, microseconds. */
  #refusals(pod: Pod): { attempts: number; at: number } {
    const said = (this.#world.state.list('Event', pod.metadata.namespace) as KubernetesEvent[]).filter(
      ({ involvedObject, reason }) => involvedObject.uid === pod.metadata.uid && reason === 'FailedScheduling',
    );
    const attempts = said.reduce((sum, { count = 1 }) => sum + count, 0);
    const last = Math.max(0, ...said.map(({ lastTimestamp }) => Date.parse(lastTimestamp) || 0));
    return { attempts: Math.max(1, attempts), at: this.#world.now - Math.max(0, this.#world.instant() - last) * 1000 };
  }

  #see(change: Change, entry: Entry): void {
    if ((change.after ?? change.before)?.kind === 'Node') {
      if (this.#scheduler.seeNode(change)) this.#roomFreed(entry.position);
      return;
    }
    const roomFreed = this.#scheduler.see(change);
    const pod = change.after as Pod | undefined;
    if (pod === undefined || pod.metadata.deletionTimestamp !== undefined) this.#unschedulable.delete(change.key);
    if (
      change.before === undefined &&
      pod?.spec.nodeName === undefined &&
      pod?.metadata.deletionTimestamp === undefined
    )
      this.#enqueue(change.key, entry.position);
    if (roomFreed) this.#roomFreed(entry.position);
  }

  #roomFreed(cause: Position): void {
    for (const [key, { attempts, at }] of this.#unschedulable) {
      const backoff = Math.min(BACKOFF.first * 2 ** (attempts - 1), BACKOFF.most) * 1000;
      this.#world.agenda.at(Math.max(this.#world.now, at + backoff), () => this.#enqueue(key, cause));
    }
  }

  #enqueue(key: ObjectKey, cause: Position): void {
    if (this.#waiting.has(key)) return;
    this.#waiting.set(key, cause);
    if (this.#busy) return;
    this.#busy = true;
    this.#world.after(LATENCY.schedule, () => this.#next());
  }

  #next(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#busy = false;
      return;
    }
    const [key, cause] = next;
    this.#waiting.delete(key);
    const pod = this.#world.state.get(key) as Pod | undefined;
    if (pod !== undefined && pod.spec.nodeName === undefined && pod.metadata.deletionTimestamp === undefined)
      this.#place(pod, cause);
    // the next pod is chosen while this one's binding is being written
    this.#world.after(LATENCY.schedule, () => this.#next());
  }

  #place(pod: Pod, cause: Position): void {
    const placement = this.#scheduler.place(pod, () => this.#tie.next());
    const key = keyOfObject(pod);
    if ('node' in placement) {
      this.#unschedulable.delete(key);
      this.#world.after(LATENCY.write, () => this.#bind(pod, placement.node, cause));
      return;
    }
    const attempts = (this.#unschedulable.get(key)?.attempts ?? 0) + 1;
    this.#unschedulable.set(key, { attempts, at: this.#world.now });
    this.#world.after(LATENCY.write, () => this.#report(pod, placement.unschedulable, cause));
  }

  #bind(pod: Pod, node: string, cause: Position): void {
    const before = this.#current(pod);
    if (before === undefined) return;
    const at = timestamp(this.#world.instant());
    const why = { rule: 'scheduler.bind' as const, inputs: { node } };
    const bound: Event = { type: 'PodScheduled', node, at };
    const position = this.#world.commit(keyOfObject(pod), [bound], { actor: ACTOR, cause, why });
    const name = `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
    this.#say(before, 'Normal', 'Scheduled', `Successfully assigned ${name} to ${node}`, position, why);
  }

  /** The same words again change nothing, but the Event counts. */
  #report(pod: Pod, message: string, cause: Position): void {
    const before = this.#current(pod);
    if (before === undefined) return;
    const old = before.status.conditions?.find(c => c.type === 'PodScheduled');
    const why = { rule: 'scheduler.refuse' as const, inputs: { message } };
    const at = old?.lastTransitionTime ?? timestamp(this.#world.instant());
    const after = foldEvent(before, { type: 'PodUnschedulable', message, at }, NOWHERE) as Pod;
    this.#world.write({ before, after }, { actor: ACTOR, cause, why });
    this.#say(after, 'Warning', 'FailedScheduling', message, cause, why);
  }

  #current(pod: Pod): Pod | undefined {
    const now = this.#world.state.get(keyOfObject(pod)) as Pod | undefined;
    return now?.metadata.uid === pod.metadata.uid && now.spec.nodeName === undefined ? now : undefined;
  }

  #say(
    about: Pod,
    eventType: 'Normal' | 'Warning',
    reason: string,
    message: string,
    cause: Position,
    why: { rule: 'scheduler.bind' | 'scheduler.refuse'; inputs: Record<string, string> },
  ): void {
    this.#recorder.say({ verb: 'say', about, component: COMPONENT, eventType, reason, message }, cause, why);
  }
}

const NOWHERE: Entry = { position: 0, time: 0, actor: '', cause: 0, events: [] };
