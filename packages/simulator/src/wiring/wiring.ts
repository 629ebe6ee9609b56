import type { Change, ClusterView, Decide, Entry, KubeObject, LogTime, ObjectKey } from '@playhead/core';
import { controllerOf, keyOf } from '@playhead/core';
import type { Cache } from '../cache.ts';
import type { Past } from '../diversion/history.ts';
import type { Retry } from '../workQueue.ts';

/**
 * One controller of kube-controller-manager as it is wired up: what it decides, and which keys a change wakes. A new
 * controller is a file beside this one and a line in `controlPlane.ts`.
 */
export interface Wiring {
  /** Its name in the log, and the component that its Kubernetes Events name. */
  readonly actor: string;
  readonly decide: Decide<Cache>;
  readonly wake: (change: Change, wakened: Wakened) => void;
  /**
   * What an object calls for that was there before the controller was: where it takes up another's work. Default: what
   * a new one calls for, as after a restart.
   */
  readonly takeUp?: (object: KubeObject, taken: TakenOver) => void;
  readonly workers?: number;
  /** Microseconds that a look takes before its first call, where it is not the usual. */
  readonly look?: number;
  /** How failed looks back off, where it is not the usual. */
  readonly retry?: Retry;
}

/** What a wake function is given: the cache as it now is, and where to put the keys. */
export interface Wakened {
  readonly cache: Cache;
  readonly entry: Entry;
  /** Virtual time, milliseconds since the Unix epoch. */
  readonly now: number;
  readonly add: (key: ObjectKey) => void;
  readonly addAfter: (key: ObjectKey, milliseconds: number) => void;
}

/** What `takeUp` is given: what had happened before, and the times of it. */
export interface TakenOver extends Wakened {
  /** All there is, also what no controller watches. */
  readonly state: ClusterView;
  readonly past: Past;
  /** Milliseconds since the log began. */
  readonly time: LogTime;
  /** So many looks at a key failed in a row. */
  readonly failed: (key: ObjectKey, times: number) => void;
}

/** The controller that owns an object, if the cache has it and it is the same one (resolveControllerRef). */
export function ownerIn(cache: Cache, object: KubeObject | undefined, kind?: string): KubeObject | undefined {
  const reference = object === undefined ? undefined : controllerOf(object);
  if (object === undefined || reference === undefined || (kind !== undefined && reference.kind !== kind))
    return undefined;
  const owner = cache.get(keyOf(reference.kind, object.metadata.namespace ?? '', reference.name));
  return owner?.metadata.uid === reference.uid ? owner : undefined;
}
