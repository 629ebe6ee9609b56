import type { Condition, KubeObject } from '../kube/object.ts';
import { copy, without, withStatus } from './copy.ts';

/** Puts a condition in: last when `moved` or new, else where the old one of its type stood. */
export function changed(object: KubeObject, condition: Condition, moved: boolean): KubeObject {
  const old = (object.status?.conditions ?? []) as readonly Condition[];
  return withConditions(object, upsert(old, condition, moved));
}

export function upsert(old: readonly Condition[], condition: Condition, moved: boolean): readonly Condition[] {
  const at = old.findIndex(c => c.type === condition.type);
  if (at < 0) return [...old, condition];
  if (moved) return [...old.slice(0, at), ...old.slice(at + 1), condition];
  const next = old.slice();
  next[at] = condition;
  return next;
}

export function removed(object: KubeObject, type: string): KubeObject {
  const rest = ((object.status?.conditions ?? []) as readonly Condition[]).filter(c => c.type !== type);
  if (rest.length > 0) return withConditions(object, rest);
  return withStatus(object, without(object.status ?? {}, 'conditions'));
}

function withConditions(object: KubeObject, conditions: readonly Condition[]): KubeObject {
  const status = copy(object.status ?? {}) as { conditions?: readonly Condition[] };
  status.conditions = conditions;
  return withStatus(object, status);
}
