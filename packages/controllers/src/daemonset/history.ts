/** The revision a DaemonSet's template is, and the ones before it (update.go: constructHistory, cleanupHistory). */
import { podTemplateHash } from '@playhead/api';
import type { ControllerRevision, DaemonSet, Decision, KubeObject, Pod } from '@playhead/core';
import { keyOf } from '@playhead/core';
import { dataText, patchOf, patchText, revisionsOf, sortRevisions } from '../history/revision.ts';
import { forget } from '../history/truncate.ts';
import { newMeta } from '../owned.ts';
import { adopt, controllerReference } from '../owning.ts';
import { because } from '../plan.ts';
import type { Seen } from '../seen.ts';
import { HASH } from './placement.ts';

export interface History {
  /** What its pods are labelled with. */
  readonly hash: string;
  readonly old: readonly ControllerRevision[];
  readonly decisions: readonly Decision[];
  /** The hash belongs to another template: the next look counts it up, and this one ends here. */
  readonly collided: boolean;
}

export function constructHistory(seen: Seen, ds: DaemonSet): History {
  const { owned, orphans } = revisionsOf(seen, ds);
  const decisions = orphans.map(orphan => adopt(ds, orphan, 'history.adopt'));
  const text = patchText(ds.spec.template);
  const all = sortRevisions([...owned, ...orphans]);
  const old = all.filter(revision => dataText(revision) !== text);
  const current = all.filter(revision => dataText(revision) === text).at(-1);
  const next = (old.at(-1)?.revision ?? 0) + 1;
  if (current !== undefined) {
    if (current.revision < next) decisions.push(raise(ds, current, next));
    return { hash: current.metadata.labels?.[HASH] ?? current.metadata.name, old, decisions, collided: false };
  }
  const hash = podTemplateHash(ds.spec.template, ds.status.collisionCount);
  const name = `${ds.metadata.name}-${hash}`;
  const there = seen.get(keyOf('ControllerRevision', ds.metadata.namespace ?? '', name));
  const collided = there !== undefined && dataText(there) !== text;
  decisions.push(collided ? countCollision(ds) : create(ds, name, hash, next));
  return { hash, old, decisions, collided };
}

function create(ds: DaemonSet, name: string, hash: string, revision: number): Decision {
  const object: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: newMeta(ds.metadata.namespace, {
      name,
      labels: { ...ds.spec.template.metadata?.labels, [HASH]: hash },
      ...(ds.metadata.annotations === undefined ? {} : { annotations: ds.metadata.annotations }),
      ownerReferences: [controllerReference(ds)],
    }),
    data: patchOf(ds.spec.template),
    revision,
  };
  return {
    write: { verb: 'create', object },
    why: because('history.create', { owner: ds.metadata.name, revision }),
    refused: refusal => ({ first: [], next: refusal.reason === 'AlreadyExists' ? 'go on' : 'try again' }),
  };
}

const raise = (ds: DaemonSet, seen: ControllerRevision, revision: number): Decision => ({
  write: { verb: 'update', seen, object: { ...seen, revision } },
  why: because('history.raise', { owner: ds.metadata.name, from: seen.revision, revision }),
});

function countCollision(ds: DaemonSet): Decision {
  const collisionCount = (ds.status.collisionCount ?? 0) + 1;
  return {
    write: { verb: 'updateStatus', seen: ds, object: { ...ds, status: { ...ds.status, collisionCount } } },
    why: because('history.collision', { owner: ds.metadata.name, collisionCount }),
  };
}

/** Old ones beyond the limit, lowest numbers first; one that a pod still is of stays, and counts. */
export function cleanupHistory(ds: DaemonSet, old: readonly ControllerRevision[], pods: readonly Pod[]): Decision[] {
  const live = new Set(pods.map(pod => pod.metadata.labels?.[HASH]));
  const surplus = old.length - (ds.spec.revisionHistoryLimit ?? 10);
  if (surplus <= 0) return [];
  const unused = old.filter(revision => !live.has(revision.metadata.labels?.[HASH]));
  return forget(ds, unused, Math.max(0, unused.length - surplus));
}
