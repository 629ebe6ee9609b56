/** One look at a ReplicationController: a ReplicaSet by another name (replication_controller.go: ReplicationManager). */
import type { KubeObject, Labels, ObjectKey, ReplicaSet, Verdict } from '@playhead/core';
import type { Keeper } from '../replicaset/keeper.ts';
import { keepReplicas } from '../replicaset/sync.ts';
import type { Instant, Seen } from '../seen.ts';

const KEEPER: Keeper = {
  apiVersion: 'v1',
  kind: 'ReplicationController',
  component: 'replication-controller',
  countsTerminating: false,
  // its selector is a plain map (conversion.go)
  read: object =>
    ({ ...object, spec: { ...object.spec, selector: { matchLabels: selectorOf(object) } } }) as ReplicaSet,
  written: rs => ({ ...rs, spec: { ...rs.spec, selector: rs.spec.selector.matchLabels ?? {} } }),
};

const selectorOf = (object: KubeObject): Labels => object.spec?.selector ?? {};

export const syncReplicationController = (seen: Seen, now: Instant, subject: ObjectKey): Verdict =>
  keepReplicas(KEEPER, seen, now, subject);
