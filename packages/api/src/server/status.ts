import type { KubeObject, Refusal } from '@playhead/core';
import { kindInfo } from '../kinds.ts';
import { invalid } from '../refusal.ts';
import { strategyOf } from './strategies.ts';

/** Why the server refuses a new status of an object; undefined where it takes it. */
export function statusRefusal(after: KubeObject, before: KubeObject): Refusal | undefined {
  const errors = strategyOf(after.kind).validateStatusUpdate?.(after, before) ?? [];
  return errors.length === 0 ? undefined : invalid(kindInfo(after.kind)!, after.metadata.name, errors);
}
