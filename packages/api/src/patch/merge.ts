import type { Json } from '@playhead/core';
import { isObject } from '../schema/decode.ts';

/**
 * A JSON merge patch (RFC 7396): null takes away, objects merge, everything else replaces. What the patch does not touch
 * stays identical, which no library keeps to.
 */
export function applyMerge(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const made: Record<string, Json> = { ...((isObject(target) ? target : {}) as Record<string, Json>) };
  for (const key in patch) {
    const value = patch[key];
    if (value === null || value === undefined) delete made[key];
    else made[key] = applyMerge(made[key], value);
  }
  return made;
}
