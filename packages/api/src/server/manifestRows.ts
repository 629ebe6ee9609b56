import type { KubeObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { ServerContext } from '../request.ts';
import { EMPTY_VIEW } from './emptyView.ts';
import { handle } from './handle.ts';

/** A manifest and the answer of a real server: the object as stored, without what differs each time, or the refusal. */
export interface ManifestRow {
  readonly manifest: KubeObject;
  readonly status: number;
  readonly object?: KubeObject;
  readonly reason?: string;
  readonly message?: string;
  readonly causes?: readonly { readonly reason: string; readonly message: string; readonly field: string }[];
}

/** Our answer in the shape of `expectedOf`. Names that a server makes up are taken from the row. */
export function answerTo(row: ManifestRow): unknown {
  const made = handle(EMPTY_VIEW, { verb: 'create', object: row.manifest, namespace: 'default' }, contextOf(row));
  if (E.isLeft(made)) {
    const { code, reason, message, causes } = made.left;
    return { status: code, reason, message, causes: causes ?? [] };
  }
  return { status: 201, object: comparable(made.right.object!, row.object) };
}

export function expectedOf(row: ManifestRow): unknown {
  if (row.object !== undefined) return { status: row.status, object: comparable(row.object, row.object) };
  return { status: row.status, reason: row.reason, message: row.message, causes: row.causes ?? [] };
}

function contextOf(row: ManifestRow): ServerContext {
  const told = /controller-uid":"([^"]+)"/.exec(JSON.stringify(row.object?.spec?.selector ?? row.message ?? ''));
  const escaped = /controller-uid\\":\\"([^"\\]+)/.exec(JSON.stringify(row.message ?? ''));
  return {
    now: 0,
    uid: () => told?.[1] ?? escaped?.[1] ?? 'u',
    suffix: () => 'abcde',
    clusterIP: () => row.object?.spec?.clusterIP ?? '10.0.0.1',
  };
}

/** Without uid, times and versions; with the node ports of the other side. */
function comparable(object: KubeObject, other: KubeObject | undefined): unknown {
  const {
    uid: _uid,
    resourceVersion: _version,
    creationTimestamp: _time,
    managedFields: _managed,
    ...metadata
  } = object.metadata;
  const copy = JSON.parse(JSON.stringify({ ...object, metadata })) as KubeObject;
  if (copy.spec?.healthCheckNodePort !== undefined)
    Object.assign(copy.spec, { healthCheckNodePort: other?.spec?.healthCheckNodePort });
  const ports = (copy.kind === 'Service' ? copy.spec?.ports : []) ?? [];
  (ports as { nodePort?: number }[]).forEach((port, index) => {
    if (port.nodePort !== undefined) port.nodePort = other?.spec?.ports?.[index]?.nodePort;
  });
  return copy;
}
