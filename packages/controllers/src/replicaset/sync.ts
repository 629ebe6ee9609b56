/**
 * One look at a ReplicaSet, or at what is kept as one (replica_set.go: syncReplicaSet, manageReplicas). A
 * ReplicationController differs in what its kind says (`Keeper`), and is read as a ReplicaSet is.
 */
import { selectorMatches } from '@playhead/api';
import type { Decision, ObjectKey, OwnerReference, Pod, ReplicaSet, Verdict } from '@playhead/core';
import { controllerOf, keyOfObject } from '@playhead/core';
import { because, Plan, say } from '../plan.ts';
import type { Instant, Seen } from '../seen.ts';
import type { Keeper } from './keeper.ts';
import { chooseToDelete } from './ranking.ts';
import { type Claimed, type Counts, countPods, nextAvailability, statusDecision } from './status.ts';

const REPLICA_SET: Keeper = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  component: 'replicaset-controller',
  countsTerminating: true,
  read: object => object as ReplicaSet,
  written: rs => rs,
};

export const syncReplicaSet = (seen: Seen, now: Instant, subject: ObjectKey): Verdict =>
  keepReplicas(REPLICA_SET, seen, now, subject);

/** Never more creations or deletions in one look. */
const BURST = 500;

export function keepReplicas(keeper: Keeper, seen: Seen, now: Instant, subject: ObjectKey): Verdict {
  const object = seen.get(subject);
  if (object === undefined) return { decisions: [] };
  const rs = keeper.read(object);
  const plan = new Plan();
  const claimed = claimPods(keeper, seen, rs, plan);
  // counted before this look's own creations and deletions, as upstream does
  const counts = countPods(rs, claimed, now);
  if (seen.expectationsMet(subject) && rs.metadata.deletionTimestamp === undefined)
    manageReplicas(keeper, seen, rs, claimed, counts, now, plan);
  for (const decision of statusDecision(keeper, rs, counts, undefined, now)) plan.do(decision);
  const minReadySeconds = rs.spec.minReadySeconds ?? 0;
  if (minReadySeconds > 0 && counts.ready !== counts.available)
    plan.askAgain(nextAvailability(rs, claimed.owned, now) ?? minReadySeconds * 1000);
  return plan.verdict();
}

/** Owned pods whose labels no longer match are let go; matching pods without a controller are taken in. */
function claimPods(keeper: Keeper, seen: Seen, rs: ReplicaSet, plan: Plan): Claimed {
  const owned = seen.pods.of(rs.metadata.uid);
  const matches = (pod: Pod) => selectorMatches(rs.spec.selector, pod.metadata.labels ?? {});
  const going = rs.metadata.deletionTimestamp !== undefined;
  const released = going
    ? []
    : [...owned.suspect.values()].filter(p => owned.active.has(p.metadata.uid) && !matches(p));
  const adopted = going ? [] : [...seen.pods.orphans(rs.metadata.namespace ?? '')].filter(matches);
  for (const pod of released) plan.do(release(rs, pod));
  for (const pod of adopted) plan.do(adopt(keeper, rs, pod));
  return { owned, released, adopted };
}

const ownerReference = ({ apiVersion, kind }: Keeper, rs: ReplicaSet): OwnerReference => ({
  apiVersion,
  kind,
  name: rs.metadata.name,
  uid: rs.metadata.uid,
  controller: true,
  blockOwnerDeletion: true,
});

const adopt = (keeper: Keeper, rs: ReplicaSet, pod: Pod): Decision => ({
  write: {
    verb: 'patch',
    key: keyOfObject(pod),
    change: current => {
      const ownerReferences = [...(current.metadata.ownerReferences ?? []), ownerReference(keeper, rs)];
      return { ...current, metadata: { ...current.metadata, ownerReferences } };
    },
  },
  why: because('replicaset.adopt', { replicaSet: rs.metadata.name, pod: pod.metadata.name }),
});

const release = (rs: ReplicaSet, pod: Pod): Decision => ({
  write: {
    verb: 'patch',
    key: keyOfObject(pod),
    change: current => {
      const { ownerReferences = [], ...metadata } = current.metadata;
      const rest = ownerReferences.filter(owner => owner.uid !== rs.metadata.uid);
      return { ...current, metadata: rest.length > 0 ? { ...metadata, ownerReferences: rest } : metadata };
    },
  },
  why: because('replicaset.release', { replicaSet: rs.metadata.name, pod: pod.metadata.name }),
  refused: refusal => ({ first: [], next: refusal.code === 404 ? 'go on' : 'try again' }),
});

function manageReplicas(
  keeper: Keeper,
  seen: Seen,
  rs: ReplicaSet,
  claimed: Claimed,
  counts: Counts,
  now: Instant,
  plan: Plan,
): void {
  const missing = rs.spec.replicas - counts.replicas;
  if (missing > 0) createPods(keeper, rs, Math.min(missing, BURST), counts, now, plan);
  else if (missing < 0) deletePods(keeper, seen, rs, claimed, Math.min(-missing, BURST), counts, now, plan);
}

/**
 * In batches of 1, 2, 4, 8, … each waited for; after a batch with a failure no more are tried, so that a full quota costs
 * few refusals (slowStartBatch). Wanted 7, room for 2: 1 made, then 1 of 2 fails, and 2 were made in all.
 */
function createPods(keeper: Keeper, rs: ReplicaSet, count: number, counts: Counts, now: Instant, plan: Plan): void {
  const { component } = keeper;
  const why = because('replicaset.create', {
    replicaSet: rs.metadata.name,
    size: rs.spec.replicas,
    existing: counts.replicas,
    missing: count,
  });
  const pod = podOf(keeper, rs);
  const one: Decision = {
    write: { verb: 'create', object: pod },
    why,
    accepted: made => [
      say(keeper.written(rs), component, 'Normal', 'SuccessfulCreate', `Created pod: ${made.metadata.name}`, why),
    ],
    refused: refusal => ({
      first: [say(keeper.written(rs), component, 'Warning', 'FailedCreate', `Error creating: ${refusal.message}`, why)],
      next: 'stop',
    }),
  };
  for (let left = count, batch = Math.min(1, left); batch > 0; left -= batch, batch = Math.min(2 * batch, left))
    plan.do({
      write: { verb: 'together', decisions: new Array<Decision>(batch).fill(one) },
      why,
      refused: refusal => ({ first: statusDecision(keeper, rs, counts, refusal.message, now), next: 'try again' }),
    });
}

/** The pod a ReplicaSet asks for; the API server makes up the rest of its name. */
function podOf(keeper: Keeper, rs: ReplicaSet): Pod {
  const { labels, annotations, finalizers } = rs.spec.template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName: `${rs.metadata.name}-`,
      namespace: rs.metadata.namespace ?? '',
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [ownerReference(keeper, rs)],
    },
    spec: rs.spec.template.spec,
    status: {},
  };
}

function deletePods(
  keeper: Keeper,
  seen: Seen,
  rs: ReplicaSet,
  claimed: Claimed,
  count: number,
  counts: Counts,
  now: Instant,
  plan: Plan,
): void {
  const { component } = keeper;
  const onNode = relatedOnNode(seen, rs);
  const chosen = chooseToDelete(claimed, onNode, count, now);
  const why = because('replicaset.delete', {
    replicaSet: rs.metadata.name,
    size: rs.spec.replicas,
    existing: counts.replicas,
    surplus: count,
  });
  const decisions = chosen.map(
    (pod): Decision => ({
      write: { verb: 'delete', key: keyOfObject(pod), uid: pod.metadata.uid },
      why,
      accepted: () => [
        say(keeper.written(rs), component, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`, why),
      ],
      refused: refusal =>
        refusal.code === 404
          ? { first: [], next: 'go on' }
          : {
              first: [
                say(
                  keeper.written(rs),
                  component,
                  'Warning',
                  'FailedDelete',
                  `Error deleting: ${refusal.message}`,
                  why,
                ),
              ],
              next: 'stop',
            },
    }),
  );
  plan.do({
    write: { verb: 'together', decisions },
    why,
    refused: refusal => ({ first: statusDecision(keeper, rs, counts, refusal.message, now), next: 'try again' }),
  });
}

/** Active pods by node over all ReplicaSets with the same controller; without a controller the rule has no effect. */
function relatedOnNode(seen: Seen, rs: ReplicaSet): ReadonlyMap<string, number> {
  const owner = controllerOf(rs);
  const total = new Map<string, number>();
  if (owner === undefined) return total;
  for (const related of seen.dependents(owner.uid, 'ReplicaSet'))
    for (const [node, count] of seen.pods.of(related.metadata.uid).activeOnNode)
      total.set(node, (total.get(node) ?? 0) + count);
  return total;
}
