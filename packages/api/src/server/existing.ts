import type { ClusterView, KubeObject } from '@playhead/core';
import { keyOf } from '@playhead/core';
import type { KindInfo } from '../kinds.ts';
import { notFound } from '../refusal.ts';
import { Refused } from './context.ts';

/** The object of this name as it is now. @throws Refused where there is none. */
export function existing(view: ClusterView, info: KindInfo, namespace: string, name: string): KubeObject {
  const object = view.get(keyOf(info.kind, info.namespaced ? namespace : '', name));
  if (object === undefined) throw new Refused(notFound(info, name));
  return object;
}
