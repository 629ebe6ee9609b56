import type { Condition } from '../kube/object.ts';
import { without } from './copy.ts';
import type { Draft } from './draft.ts';

/** Puts a condition in: last when `moved` or new, else where the old one of its type stood. */
export function changed(draft: Draft, condition: Condition, moved: boolean): void {
  const status = draft.status();
  status.conditions = upsert(status.conditions ?? [], condition, moved);
}

export function upsert(old: readonly Condition[], condition: Condition, moved: boolean): readonly Condition[] {
  const at = old.findIndex(c => c.type === condition.type);
  if (at < 0) return [...old, condition];
  if (moved) return [...old.slice(0, at), ...old.slice(at + 1), condition];
  const next = old.slice();
  next[at] = condition;
  return next;
}

export function removed(draft: Draft, type: string): void {
  const status = draft.status();
  const rest = ((status.conditions ?? []) as readonly Condition[]).filter(c => c.type !== type);
  if (rest.length > 0) status.conditions = rest;
  else draft.own().status = without(status, 'conditions');
}
