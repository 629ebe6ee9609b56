import type { ObjectKey } from '../kube/key.ts';
import type { KubeObject } from '../kube/object.ts';
import type { Position } from '../log/entry.ts';
import type { Change } from '../state/clusterState.ts';
import { moveCount, type StateCounts, stateCounts, TrackedGroup } from './podGroup.ts';
import { lookAt, type PodLook, restartsOf, TrackedLife } from './podLife.ts';
import type { PodState } from './signs.ts';
import type { TrackedWorkload } from './workloadStory.ts';

/** The lives of pods, and the counts of their groups and workloads kept with them: one step a transition. */
export class PodTracker {
  readonly lives = new Map<ObjectKey, TrackedLife[]>();
  /** By the uid of the owner, which may be met before the owner itself. */
  readonly groups = new Map<string, TrackedGroup>();

  /** The workload of each group, once both were met. */
  readonly workloads = new Map<TrackedGroup, TrackedWorkload>();

  readonly #retrying = new Set<TrackedLife>();

  /** Told of a revision that nothing spoke of before; `owner` is the uid of the workload it belongs to. */
  onRevision: (group: TrackedGroup, owner: string, position: Position) => void = () => undefined;

  group(uid: string): TrackedGroup {
    let group = this.groups.get(uid);
    if (group === undefined) {
      group = new TrackedGroup(uid);
      this.groups.set(uid, group);
    }
    return group;
  }

  /** The group of a revision. */
  revision(uid: string, owner: string, position: Position): TrackedGroup {
    const known = this.groups.get(uid);
    if (known !== undefined) return known;
    const group = this.group(uid);
    group.counted = true;
    group.born = position;
    this.onRevision(group, owner, position);
    return group;
  }

  /** `told` where the pod came into another state, got its node, or failed in other words. */
  see(position: Position, change: Change): 'none' | 'told' | 'failure' {
    const { before, after, key } = change;
    let life = this.lives.get(key)?.at(-1);
    if (after !== undefined && life?.uid !== after.metadata.uid) {
      if (life !== undefined && life.gone === undefined) this.#leave(life, position);
      life = this.#born(after, key, position);
    }
    if (life === undefined) return 'none';
    const meaning = after === undefined ? this.#gone(life, position) : this.#seen(life, before, after, position);
    if (meaning !== 'none') this.#workloadOf(life)?.assess(position);
    return meaning;
  }

  /** A group given to a workload, or taken to another one: adopted, or released. */
  attach(workload: TrackedWorkload, group: TrackedGroup, position: Position): void {
    const before = this.workloads.get(group);
    if (before === workload) return;
    if (before !== undefined) {
      before.groups.splice(before.groups.indexOf(group), 1);
      for (const life of group.pods) count(before, life, life.states.last, 'gone', position);
      before.findCurrent(position);
    }
    this.workloads.set(group, workload);
    workload.groups.push(group);
    for (const life of group.pods) count(workload, life, 'gone', life.states.last, position);
    workload.findCurrent(position);
  }

  #workloadOf(life: TrackedLife): TrackedWorkload | undefined {
    const group = this.groups.get(life.group);
    return group && this.workloads.get(group);
  }

  #seen(
    life: TrackedLife,
    before: KubeObject | undefined,
    after: KubeObject,
    position: Position,
  ): 'none' | 'told' | 'failure' {
    let meaning: 'none' | 'told' | 'failure' = 'none';
    const node = after.spec?.nodeName as string | undefined;
    if (node !== undefined && life.node.last !== node) {
      life.node.set(position, node);
      const workload = this.#workloadOf(life);
      if (workload !== undefined) moveCount(nodeCounts(workload, node), 'gone', life.states.last, position);
      if (before !== undefined) meaning = 'told';
    }
    const look = lookAt(after);
    if (look.state !== life.states.last) meaning = 'told';
    if (look.word !== life.words.last && look.word !== '') meaning = 'failure';
    this.#words(life, look, position);
    life.restarts.set(position, restartsOf(after));
    life.phases.set(position, (after.status?.phase as string | undefined) ?? '');
    if (look.state !== life.states.last) this.#move(life, look.state, position);
    return meaning;
  }

  /** Keeps the words of a failure, and the error once for each time the pod came to fail or failed otherwise. */
  #words(life: TrackedLife, look: PodLook, position: Position): void {
    const was = life.words.last === UNPLACED;
    life.words.set(position, look.word);
    const group = this.groups.get(life.group);
    if (group !== undefined && was !== (look.word === UNPLACED))
      group.unplaced.set(position, group.unplaced.last + (was ? -1 : 1));
    const { error } = look;
    const last = life.errors.at(-1);
    const again = life.states.last !== 'failing' && look.state === 'failing';
    if (error !== undefined && (again || last?.reason !== error.reason || last.message !== error.message))
      life.errors.push({ ...error, position });
  }

  #born(pod: KubeObject, key: ObjectKey, position: Position): TrackedLife {
    const life = new TrackedLife(pod, key, position);
    const lives = this.lives.get(key);
    if (lives === undefined) this.lives.set(key, [life]);
    else lives.push(life);
    if (life.group !== '') {
      const { owner } = life;
      const group = life.group === owner ? this.group(owner) : this.revision(life.group, owner, position);
      group.pods.push(life);
      group.refused.set(position, '');
    }
    return life;
  }

  #gone(life: TrackedLife, position: Position): 'told' {
    this.#leave(life, position);
    return 'told';
  }

  #leave(life: TrackedLife, position: Position): void {
    this.#words(life, { state: 'gone', word: '', error: undefined }, position);
    life.gone = position;
    this.#move(life, 'gone', position);
  }

  /** Keeps count of those that started again after a failure and are not ready yet. */
  #retry(group: TrackedGroup, life: TrackedLife, from: PodState, position: Position): void {
    const to = life.states.last;
    const was = this.#retrying.has(life);
    const is = (to === 'running' || to === 'pending') && (was || from === 'failing');
    if (was === is) return;
    group.retrying.set(position, group.retrying.last + (is ? 1 : -1));
    if (is) this.#retrying.add(life);
    else this.#retrying.delete(life);
  }

  #move(life: TrackedLife, to: PodState, position: Position): void {
    const from = life.states.last;
    life.states.set(position, to);
    const group = this.groups.get(life.group);
    if (group === undefined) return;
    this.#retry(group, life, from, position);
    moveCount(group.counts, from, to, position);
    if (group.counted) group.size.set(position, staying(group.counts));
    const workload = this.workloads.get(group);
    if (workload !== undefined) count(workload, life, from, to, position);
  }
}

/** All that are neither gone nor on their way out. */
const staying = ({ pending, running, ready, failing }: StateCounts): number =>
  pending.last + running.last + ready.last + failing.last;

const UNPLACED = 'Unschedulable';

function count(workload: TrackedWorkload, life: TrackedLife, from: PodState, to: PodState, position: Position): void {
  const one = (state: PodState): number => (to === state ? 1 : 0) - (from === state ? 1 : 0);
  const { serving, leaving, failing, existing } = workload;
  serving.set(position, serving.last + one('ready'));
  leaving.set(position, leaving.last + one('leaving'));
  failing.set(position, failing.last + one('failing'));
  existing.set(position, existing.last - one('gone'));
  const node = life.node.last;
  if (node !== '') moveCount(nodeCounts(workload, node), from, to, position);
}

function nodeCounts(workload: TrackedWorkload, node: string): StateCounts {
  let counts = workload.nodes.get(node);
  if (counts === undefined) {
    counts = stateCounts();
    workload.nodes.set(node, counts);
  }
  return counts;
}
