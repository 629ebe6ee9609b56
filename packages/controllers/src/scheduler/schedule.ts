/**
 * A scheduler over nodes with cpu, memory and room for pods. It keeps what each node has left, follows every pod it sees
 * bound or gone, and answers one question: where does this pod go.
 */
import { milliValue, wholeValue } from '@playhead/api';
import type { Change, Container, Pod, Uid } from '@playhead/core';
import { controllerOf, equal } from '@playhead/core';
import { allowsNode } from './affinity.ts';
import { type NodeSpec, nodeSpecOf } from './node.ts';
import { CORDON, tolerates, toleratesAll } from './taints.ts';

interface Room {
  node: NodeSpec;
  cpu: number;
  memory: number;
  pods: number;
  /** Pods here by the owner of their kind, for spreading. */
  readonly byOwner: Map<Uid, number>;
}

export type Placement = { readonly node: string } | { readonly unschedulable: string };

interface Requests {
  readonly cpu: number;
  readonly memory: number;
}

export class Scheduler {
  readonly #rooms: readonly Room[];
  readonly #placed = new Map<Uid, { readonly room: Room; readonly needs: Requests; readonly owner: Uid }>();
  readonly #requests = new WeakMap<object, Requests>();

  constructor(nodes: readonly NodeSpec[]) {
    this.#rooms = nodes.map(node => ({
      node,
      cpu: node.cpu,
      memory: node.memory,
      pods: node.pods,
      byOwner: new Map(),
    }));
  }

  /** Follows one change of a pod: a bound pod takes room until it is finished or gone. Says whether room came free. */
  see(change: Change): boolean {
    const pod = change.after as Pod | undefined;
    const uid = (change.after ?? change.before)?.metadata.uid;
    if (uid === undefined) return false;
    const finished = pod?.status.phase === 'Succeeded' || pod?.status.phase === 'Failed';
    if (pod !== undefined && !finished) {
      if (pod.spec.nodeName !== undefined && !this.#placed.has(uid)) this.#take(pod, pod.spec.nodeName);
      return false;
    }
    return this.#free(uid);
  }

  /** Follows one change of a node that it knows: its labels, taints and whether it is cordoned. Says whether it may take more pods. */
  seeNode({ after }: Change): boolean {
    const room = this.#rooms.find(({ node }) => node.name === after?.metadata.name);
    if (after === undefined || room === undefined) return false;
    const { labels, taints, unschedulable } = nodeSpecOf(after);
    const before = room.node;
    const { name, cpu, memory, pods } = before;
    room.node = {
      ...{ name, cpu, memory, pods },
      ...(labels === undefined ? {} : { labels }),
      ...(taints === undefined ? {} : { taints }),
      ...(unschedulable === undefined ? {} : { unschedulable }),
    };
    return !equal(before as never, room.node as never);
  }

  /** Takes the room at once, as the scheduler's own cache assumes a pod before its binding is written. */
  place(pod: Pod, tie: () => number): Placement {
    const needs = this.#needs(pod);
    const owner = controllerOf(pod)?.uid ?? '';
    let best: Room[] = [];
    let bestScore = Number.NEGATIVE_INFINITY;
    const why = new Map<string, number>();
    for (const room of this.#rooms) {
      const no = this.#refusals(room, pod, needs);
      if (no.length > 0) {
        for (const reason of no) why.set(reason, (why.get(reason) ?? 0) + 1);
        continue;
      }
      const score = this.#score(room, owner, needs) - SOFT_TAINT * softTaints(room.node, pod);
      if (score > bestScore) [best, bestScore] = [[room], score];
      else if (score === bestScore) best.push(room);
    }
    const room = best[Math.floor(tie() * best.length)];
    if (room === undefined) return { unschedulable: this.#message(why, needs) };
    this.#take(pod, room.node.name);
    return { node: room.node.name };
  }

  #refusals(room: Room, pod: Pod, needs: Requests): string[] {
    const no: string[] = [];
    const { unschedulable, taints = [] } = room.node;
    if (unschedulable === true && !tolerates(pod.spec, CORDON)) return ['node(s) were unschedulable'];
    if (!toleratesAll(pod.spec, taints, ['NoSchedule', 'NoExecute'])) return ['node(s) had untolerated taint(s)'];
    if (!allowsNode(pod.spec, room.node)) return ["node(s) didn't match Pod's node affinity/selector"];
    if (room.pods < 1) no.push('Too many pods');
    if (needs.cpu > room.cpu) no.push('Insufficient cpu');
    if (needs.memory > room.memory) no.push('Insufficient memory');
    return no;
  }

  /** Spread the pods of one owner first; then the emptier node (NodeResourcesFit: LeastAllocated). */
  #score(room: Room, owner: Uid, needs: Requests): number {
    const used = 1 - (room.cpu - needs.cpu) / room.node.cpu + (1 - (room.memory - needs.memory) / room.node.memory);
    return -(room.byOwner.get(owner) ?? 0) * 1000 - Math.round(used * 50);
  }

  /** Reasons in the order of their text, counted over nodes (FitError.Error). */
  #message(why: ReadonlyMap<string, number>, needs: Requests): string {
    const all = this.#rooms.length;
    if (all === 0) return 'no nodes available to schedule pods';
    const reasons = [...why].map(([reason, count]) => `${count} ${reason}`).sort();
    // preemption is tried where removing pods could help; here no pod has a lower priority, so it finds no victims
    const helpless = [...why.keys()].some(reason => reason.startsWith('node(s)'));
    const tooBig = this.#rooms.every(({ node }) => needs.cpu > node.cpu || needs.memory > node.memory);
    const preemption =
      helpless || tooBig
        ? `${all} Preemption is not helpful for scheduling`
        : `${all} No preemption victims found for incoming pod`;
    return `0/${all} nodes are available: ${reasons.join(', ')}. no new claims to deallocate, preemption: 0/${all} nodes are available: ${preemption}.`;
  }

  #needs(pod: Pod): Requests {
    const containers = pod.spec.containers;
    let needs = this.#requests.get(containers);
    if (needs === undefined) {
      const total = (resource: 'cpu' | 'memory') => containers.reduce((sum, c) => sum + amount(c, resource), 0);
      needs = { cpu: total('cpu'), memory: total('memory') };
      this.#requests.set(containers, needs);
    }
    return needs;
  }

  #take(pod: Pod, node: string): void {
    const room = this.#rooms.find(r => r.node.name === node);
    const { uid } = pod.metadata;
    if (room === undefined || this.#placed.has(uid)) return;
    const needs = this.#needs(pod);
    const owner = controllerOf(pod)?.uid ?? '';
    room.cpu -= needs.cpu;
    room.memory -= needs.memory;
    room.pods -= 1;
    room.byOwner.set(owner, (room.byOwner.get(owner) ?? 0) + 1);
    this.#placed.set(uid, { room, needs, owner });
  }

  #free(uid: Uid): boolean {
    const taken = this.#placed.get(uid);
    if (taken === undefined) return false;
    this.#placed.delete(uid);
    const { room, needs, owner } = taken;
    room.cpu += needs.cpu;
    room.memory += needs.memory;
    room.pods += 1;
    room.byOwner.set(owner, (room.byOwner.get(owner) ?? 1) - 1);
    return true;
  }
}

/** What one taint that only advises against a node weighs: more than any use of it, less than not spreading at all. */
const SOFT_TAINT = 300;
const softTaints = ({ taints = [] }: NodeSpec, pod: Pod): number =>
  taints.filter(taint => taint.effect === 'PreferNoSchedule' && !tolerates(pod.spec, taint)).length;

/** A request, or the limit where only that is given. */
function amount(container: Container, resource: 'cpu' | 'memory'): number {
  const text = container.resources?.requests?.[resource] ?? container.resources?.limits?.[resource];
  return resource === 'cpu' ? milliValue(text) / 1000 : wholeValue(text);
}
