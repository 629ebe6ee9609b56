import type { ClusterView, KubeObject } from '@playhead/core';
import type { KindInfo } from '../kinds.ts';
import { conflict } from '../refusal.ts';
import type { Handled, Request, ServerContext } from '../request.ts';
import { Refused, timestamp } from './context.ts';
import { existing } from './existing.ts';
import { strategyOf } from './strategies.ts';

type Delete = Extract<Request, { verb: 'delete' }>;

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';

/**
 * An object asked to go (rest.BeforeDelete and the store): a pod on a node gets its grace period, an object with
 * finalizers waits for them, anything else is gone at once.
 */
export function remove(view: ClusterView, info: KindInfo, request: Delete, context: ServerContext): Handled {
  const before = existing(view, info, request.namespace, request.name);
  if (request.uid !== undefined && request.uid !== before.metadata.uid)
    throw new Refused(
      conflict(
        { ...info, plural: info.kind },
        request.name,
        `the UID in the precondition (${request.uid}) does not match the UID in record (${before.metadata.uid}). The object might have been deleted and then recreated`,
      ),
    );
  const graceful = info.kind === 'Pod' ? shutDown(before, request.gracePeriodSeconds, context.now) : before;
  if (graceful === 'pending') return { object: before, writes: [] };
  const finalizers = finalizersFor(info, before, request);
  const named = withFinalizers(graceful, finalizers);
  const waits = finalizers.length > 0 || (graceful !== before && grace(graceful) > 0);
  if (!waits) {
    // a pod gets its time to go even where that is none: watchers see it once more before it is gone
    if (graceful === before) return { object: before, writes: [{ before, after: undefined }] };
    const last = named;
    return {
      object: last,
      writes: [
        { before, after: last },
        { before: last, after: undefined },
      ],
    };
  }
  const after = finalizers.length > 0 ? marked(named, context.now) : named;
  return { object: after, writes: after === before ? [] : [{ before, after }] };
}

const grace = (object: KubeObject): number => object.metadata.deletionGracePeriodSeconds ?? 0;

/** The pod with its time to go; `pending` where it is going already and no sooner than asked. */
function shutDown(pod: KubeObject, asked: number | undefined, now: number): KubeObject | 'pending' {
  const { metadata } = pod;
  const requested = asked !== undefined && asked < 0 ? 1 : asked;
  if (metadata.deletionTimestamp !== undefined) {
    const left = grace(pod);
    if (left === 0) return pod;
    if (requested === undefined || requested >= left) return 'pending';
    const moved = Date.parse(metadata.deletionTimestamp) + (requested - left) * 1000;
    const late = moved < now;
    return {
      ...pod,
      metadata: {
        ...metadata,
        deletionTimestamp: timestamp(late ? now : moved),
        deletionGracePeriodSeconds: late && requested !== 0 ? 1 : requested,
      },
    };
  }
  const finished = pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded';
  const own = requested ?? (pod.spec?.terminationGracePeriodSeconds as number | undefined) ?? 0;
  const seconds = !pod.spec?.nodeName || finished ? 0 : own < 0 ? 1 : own;
  return {
    ...pod,
    metadata: {
      ...metadata,
      ...(metadata.generation === undefined ? {} : { generation: metadata.generation + 1 }),
      deletionTimestamp: timestamp(now + seconds * 1000),
      deletionGracePeriodSeconds: seconds,
    },
  };
}

/** store.deletionFinalizersForGarbageCollection: what the propagation policy adds and takes away. */
function finalizersFor(info: KindInfo, object: KubeObject, request: Delete): readonly string[] {
  const own = object.metadata.finalizers ?? [];
  const policy = request.propagationPolicy;
  // where the request is silent, finalizers set before decide, then what the kind does by habit
  const foreground = policy === 'Foreground' || (policy === undefined && own.includes(FOREGROUND));
  const orphan =
    policy === 'Orphan' ||
    (policy === undefined &&
      (own.includes(ORPHAN) || (!own.includes(FOREGROUND) && strategyOf(info.kind).orphansByDefault === true)));
  const wanted = [
    ...own.filter(name => name !== ORPHAN && name !== FOREGROUND),
    ...(orphan ? [ORPHAN] : []),
    ...(foreground ? [FOREGROUND] : []),
  ];
  const same = wanted.length === own.length && wanted.every(name => own.includes(name));
  return same ? own : wanted;
}

function withFinalizers(object: KubeObject, finalizers: readonly string[]): KubeObject {
  if (finalizers === object.metadata.finalizers || (finalizers.length === 0 && !object.metadata.finalizers))
    return object;
  const { finalizers: _old, ...metadata } = object.metadata;
  return { ...object, metadata: finalizers.length === 0 ? metadata : { ...metadata, finalizers } };
}

/** store.markAsDeleting: the first mark counts, and bumps the generation where a grace period did not already. */
function marked(object: KubeObject, now: number): KubeObject {
  const { metadata } = object;
  if (metadata.deletionTimestamp !== undefined && metadata.deletionGracePeriodSeconds !== undefined) return object;
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(metadata.generation === undefined ? {} : { generation: metadata.generation + 1 }),
      deletionTimestamp: metadata.deletionTimestamp ?? timestamp(now),
      deletionGracePeriodSeconds: 0,
    },
  };
}
