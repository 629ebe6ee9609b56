import type { Json, KubeObject } from '@playhead/core';
export const jsonpath = (_t: string, _o: KubeObject, _x?: { asJson: boolean }): string => {
  throw new Error('not yet');
};
export const findJsonPath = (_t: string, _o: KubeObject): Json[] => {
  throw new Error('not yet');
};
export const printValue = (_v: Json): string => {
  throw new Error('not yet');
};
export const relaxed = (t: string): string => t;
