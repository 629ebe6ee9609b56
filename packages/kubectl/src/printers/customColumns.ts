import type { KubeObject } from '@playhead/core';
export const customColumns = (_t: string, _o: KubeObject): string => {
  throw new Error('not yet');
};
