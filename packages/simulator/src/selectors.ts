import { matches, parseSelector } from '@playhead/api';
import type { KubeObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';

/** Whether an object's labels match a selector written as text; a malformed one matches nothing. */
export const selectorMatchesText = (selector: string, object: KubeObject): boolean => {
  const parsed = parseSelector(selector);
  return E.isRight(parsed) && matches(parsed.right, object.metadata.labels ?? {});
};
