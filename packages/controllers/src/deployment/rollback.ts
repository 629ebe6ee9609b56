/** The old in-controller rollback, asked for by an annotation that removed API versions set (rollback.go). */
import { equalIgnoringHash } from '@playhead/api';
import type { Deployment, ReplicaSet } from '@playhead/core';
import { ROLLBACK_TO, skipsCopy } from './annotations.ts';
import { announce, because, type Sync } from './context.ts';
import { lastRevision, revisionOf } from './replicaSets.ts';
import { getAll } from './revision.ts';

/** The revision asked for; undefined where none is, or where it is no number. */
export function rollbackTo(d: Deployment): number | undefined {
  const text = d.metadata.annotations?.[ROLLBACK_TO];
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

export function rollback(sync: Sync, all: readonly ReplicaSet[], asked: number): void {
  const { newRS, old } = getAll(sync, all, true);
  const everything = [...old, ...(newRS === undefined ? [] : [newRS])];
  const revision = asked === 0 ? lastRevision(everything) : asked;
  const why = because('deployment.rollback', { asked, revision });
  if (revision === 0) {
    sync.plan.do(announce(sync, 'Warning', 'DeploymentRollbackRevisionNotFound', 'Unable to find last revision.', why));
    return clear(sync, sync.d);
  }
  const target = everything.find(rs => revisionOf(rs) === revision);
  if (target === undefined) {
    const message = 'Unable to find the revision to rollback to.';
    sync.plan.do(announce(sync, 'Warning', 'DeploymentRollbackRevisionNotFound', message, why));
    return clear(sync, sync.d);
  }
  if (equalIgnoringHash(sync.d.spec.template, target.spec.template)) {
    const message = `The rollback revision contains the same template as current deployment "${sync.d.metadata.name}"`;
    sync.plan.do(announce(sync, 'Warning', 'DeploymentRollbackTemplateUnchanged', message, why));
    return clear(sync, sync.d);
  }
  clear(sync, withTemplateOf(sync.d, target));
  const message = `Rolled back deployment "${sync.d.metadata.name}" to revision ${revision}`;
  sync.plan.do(announce(sync, 'Normal', 'DeploymentRollback', message, why));
}

/** The template without the hash, and the ReplicaSet's annotations over the Deployment's own bookkeeping ones. */
function withTemplateOf(d: Deployment, rs: ReplicaSet): Deployment {
  const { 'pod-template-hash': _hash, ...labels } = rs.spec.template.metadata?.labels ?? {};
  const template = { ...rs.spec.template, metadata: { ...rs.spec.template.metadata, labels } };
  const own = Object.entries(d.metadata.annotations ?? {}).filter(([key]) => skipsCopy(key));
  const theirs = Object.entries(rs.metadata.annotations ?? {}).filter(([key]) => !skipsCopy(key));
  const annotations = Object.fromEntries([...own, ...theirs]);
  return { ...d, metadata: { ...d.metadata, annotations }, spec: { ...d.spec, template } };
}

function clear(sync: Sync, d: Deployment): void {
  const { [ROLLBACK_TO]: _done, ...annotations } = d.metadata.annotations ?? {};
  const object = { ...d, metadata: { ...d.metadata, annotations } };
  sync.plan.do({ write: { verb: 'update', seen: sync.cached, object }, why: because('deployment.rollback') });
  sync.d = object;
}
