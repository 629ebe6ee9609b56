/** Revision, annotations and making of the new ReplicaSet (sync.go: getAllReplicaSetsAndSyncRevision). */
import { equalIgnoringHash, podTemplateHash } from '@playhead/api';
import type { Deployment, ReplicaSet } from '@playhead/core';
import { controllerOf, keyOf, REVISION } from '@playhead/core';
import { timestamp } from '../seen.ts';
import { DESIRED, HISTORY, MAX, skipsCopy } from './annotations.ts';
import { maxSurge, newReplicas } from './arithmetic.ts';
import { ownerReference } from './claim.ts';
import { getCondition, hasDeadline, newCondition, setCondition } from './conditions.ts';
import { about, announce, because, type Sync, writeStatus } from './context.ts';
import { findNew, maxRevision, revisionOf } from './replicaSets.ts';

/** Oldest entries of the revision history fall out beyond so many characters. */
const MAX_HISTORY_CHARACTERS = 2000;

export interface All {
  readonly newRS: ReplicaSet | undefined;
  readonly old: readonly ReplicaSet[];
}

export function getAll(sync: Sync, all: readonly ReplicaSet[], create: boolean): All {
  const found = findNew(sync.d, all);
  const old = all.filter(rs => rs.metadata.uid !== found?.metadata.uid);
  const newRevision = maxRevision(old) + 1;
  if (found !== undefined) return { newRS: syncExisting(sync, found, newRevision), old };
  return { newRS: create ? createNew(sync, old, newRevision) : undefined, old };
}

/** One write a look: the ReplicaSet's annotations, or, when those are right, the Deployment's revision. */
function syncExisting(sync: Sync, rs: ReplicaSet, newRevision: number): ReplicaSet {
  const { d } = sync;
  const annotated = annotate(d, rs, newRevision);
  const minReadySeconds = d.spec.minReadySeconds ?? 0;
  if (annotated !== rs || (rs.spec.minReadySeconds ?? 0) !== minReadySeconds) {
    const { minReadySeconds: _old, ...spec } = annotated.spec;
    const next = { ...annotated, spec: minReadySeconds === 0 ? spec : { ...spec, minReadySeconds } };
    sync.plan.do({
      write: { verb: 'update', seen: rs, object: next },
      why: because('deployment.revision', { replicaSet: rs.metadata.name, revision: newRevision }),
    });
    sync.answered.add(next);
    return next;
  }
  const revision = rs.metadata.annotations?.[REVISION] ?? '';
  const revised = withRevision(d, revision);
  let { status } = revised;
  if (hasDeadline(d) && getCondition(status, 'Progressing') === undefined)
    status = setCondition(
      status,
      newCondition(
        'Progressing',
        'True',
        'FoundNewReplicaSet',
        `Found new replica set "${rs.metadata.name}"`,
        timestamp(sync.now),
      ),
    );
  if (revised !== d || status !== d.status) {
    sync.d = revised;
    writeStatus(sync, status, because('deployment.revision', { replicaSet: rs.metadata.name, revision }));
  }
  return rs;
}

function createNew(sync: Sync, old: readonly ReplicaSet[], newRevision: number): ReplicaSet | undefined {
  const { d } = sync;
  const hash = podTemplateHash(d.spec.template, d.status.collisionCount);
  const bare = build(d, hash);
  const replicas = newReplicas(d, [...old, bare], bare);
  const object = annotate(d, { ...bare, spec: { ...bare.spec, replicas } }, newRevision, true);
  const { name } = object.metadata;
  const why = because('deployment.newReplicaSet', {
    ...about(sync),
    replicaSet: name,
    revision: newRevision,
    existing: old.reduce((n, rs) => n + rs.spec.replicas, 0),
    size: replicas,
  });
  const before = { ...sync };
  sync.plan.do({
    write: { verb: 'create', object },
    why,
    refused: refusal =>
      refusal.reason === 'AlreadyExists'
        ? { first: collided(before, name), next: 'try again' }
        : { first: failed(before, name, refusal.message), next: 'try again' },
  });
  if (replicas > 0)
    sync.plan.do(
      announce(sync, 'Normal', 'ScalingReplicaSet', `Scaled up replica set ${name} from 0 to ${replicas}`, why),
    );
  sync.d = withRevision(d, String(newRevision));
  if (hasDeadline(d)) {
    const message = `Created new replica set "${name}"`;
    const condition = newCondition('Progressing', 'True', 'NewReplicaSetCreated', message, timestamp(sync.now));
    writeStatus(sync, setCondition(sync.d.status, condition), why);
  } else if (sync.d !== d) writeStatus(sync, sync.d.status, why);
  return object;
}

/** A ReplicaSet of that name is there: ours after all (the cache was behind), or another's hash that collides. */
function collided(sync: Sync, name: string) {
  const { d, seen } = sync;
  const there = seen.get(keyOf('ReplicaSet', d.metadata.namespace ?? '', name)) as ReplicaSet | undefined;
  if (there === undefined) return [];
  if (controllerOf(there)?.uid === d.metadata.uid && equalIgnoringHash(d.spec.template, there.spec.template)) return [];
  const collisionCount = (d.status.collisionCount ?? 0) + 1;
  const object = { ...d, status: { ...d.status, collisionCount } };
  return [
    {
      write: { verb: 'updateStatus' as const, seen: sync.cached, object },
      why: because('deployment.hashCollision', { replicaSet: name, collisionCount }),
    },
  ];
}

function failed(sync: Sync, name: string, error: string) {
  const message = `Failed to create new replica set "${name}": ${error}`;
  const why = because('deployment.createFailed', { replicaSet: name, error });
  const said = announce(sync, 'Warning', 'ReplicaSetCreateError', message, why);
  if (!hasDeadline(sync.d)) return [said];
  const condition = newCondition('Progressing', 'False', 'ReplicaSetCreateError', message, timestamp(sync.now));
  const object = { ...sync.d, status: setCondition(sync.d.status, condition) };
  return [{ write: { verb: 'updateStatus' as const, seen: sync.cached, object }, why }, said];
}

/** From 1.34 the Deployment's part is cut so that the whole is no longer than 253 characters. */
const nameOf = (d: Deployment, hash: string): string => `${d.metadata.name.slice(0, 253 - hash.length - 1)}-${hash}`;

function build(d: Deployment, hash: string): ReplicaSet {
  const labels = { ...d.spec.template.metadata?.labels, 'pod-template-hash': hash };
  const minReadySeconds = d.spec.minReadySeconds ?? 0;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: nameOf(d, hash),
      namespace: d.metadata.namespace ?? '',
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      labels,
      ownerReferences: [ownerReference(d)],
    },
    spec: {
      replicas: 0,
      ...(minReadySeconds === 0 ? {} : { minReadySeconds }),
      selector: {
        ...d.spec.selector,
        matchLabels: { ...d.spec.selector.matchLabels, 'pod-template-hash': hash },
      },
      template: { ...d.spec.template, metadata: { ...d.spec.template.metadata, labels } },
    },
    status: { replicas: 0 },
  };
}

/** SetNewReplicaSetAnnotations; the same object where nothing changes. */
function annotate(d: Deployment, rs: ReplicaSet, newRevision: number, fresh = false): ReplicaSet {
  const annotations: Record<string, string> = { ...rs.metadata.annotations };
  let changed = false;
  const put = (key: string, value: string) => {
    if (annotations[key] === value) return;
    annotations[key] = value;
    changed = true;
  };
  for (const [key, value] of Object.entries(d.metadata.annotations ?? {})) if (!skipsCopy(key)) put(key, value);
  const old = annotations[REVISION];
  const oldRevision = revisionOf(rs);
  // upstream says "nothing changed" for a revision it cannot read, though annotations were copied: they are lost
  if (oldRevision === undefined && old !== '') return rs;
  if ((oldRevision ?? 0) < newRevision) {
    put(REVISION, String(newRevision));
    if (old !== undefined) {
      const history = extendHistory(annotations[HISTORY] ?? '', old);
      if (history !== undefined) annotations[HISTORY] = history;
    }
  }
  if (fresh) {
    put(DESIRED, String(d.spec.replicas));
    put(MAX, String(d.spec.replicas + maxSurge(d)));
  }
  return changed ? { ...rs, metadata: { ...rs.metadata, annotations } } : rs;
}

/** `1,3` and `4` make `1,3,4`; the oldest fall out until 2,000 characters are enough. */
export function extendHistory(history: string, revision: string): string | undefined {
  if (history === '') return revision;
  const revisions = history.split(',');
  let length = history.length + revision.length + 1;
  let start = 0;
  while (length > MAX_HISTORY_CHARACTERS && start < revisions.length) length -= revisions[start++]!.length + 1;
  return length <= MAX_HISTORY_CHARACTERS ? [...revisions.slice(start), revision].join(',') : undefined;
}

function withRevision(d: Deployment, revision: string): Deployment {
  const { annotations } = d.metadata;
  if ((annotations?.[REVISION] ?? '') === revision) return d;
  return { ...d, metadata: { ...d.metadata, annotations: { ...annotations, [REVISION]: revision } } };
}
